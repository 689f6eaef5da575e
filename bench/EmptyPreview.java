import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.WorkspaceStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Previews an empty program through the Automation API with the same engine: the minimum time of a preview from Java. The engine is
 * the {@code pulumi} on the PATH. Argument: a directory for its state.
 */
public final class EmptyPreview {

    private EmptyPreview() {}

    public static void main(String[] arguments) throws Exception {
        Path state = Files.createDirectories(Path.of(arguments[0]));
        LocalWorkspaceOptions options = LocalWorkspaceOptions.builder()
                .pulumiHome(state.resolve("home"))
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", "file://" + state,
                        "PULUMI_CONFIG_PASSPHRASE", "bench",
                        "PULUMI_SKIP_UPDATE_CHECK", "true"))
                .build();
        try (WorkspaceStack stack =
                LocalWorkspace.createOrSelectStack("bench", "empty", context -> {}, options)) {
            stack.preview();
        }
        System.exit(0);
    }
}
