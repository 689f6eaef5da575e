package dev.plinth.operation.history;

import dev.plinth.engine.binary.SearchPath;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.Backend;
import dev.plinth.operation.Digests;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import java.nio.file.Path;
import java.util.Map;

/** Selection of the store that keeps a stack's records beside its state. */
public final class RecordStores {

    private static final String FILES = "file://";

    private static final int DIGITS = 16;

    private RecordStores() {}

    /**
     * Returns the store of a stack: beside the state in a backend of files or in S3, else on this machine.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     * @param environment the process environment
     */
    public static RecordStore of(Project project, String stack, boolean simulated, Map<String, String> environment) {
        Path kept = project.folder().resolve(".plinth");
        String name = StackFile.checked(stack);
        if (simulated) {
            return new DirectoryStore(kept.resolve(Path.of("simulator", "history", name)), "");
        }
        String url = Backend.of(project.folder(), false, environment);
        Path place = Path.of(".plinth", "history", project.name(), name);
        if (url.startsWith(FILES)) {
            return new DirectoryStore(directory(project, url).resolve(place), "");
        }
        boolean inS3 = url.startsWith(S3Address.SCHEME);
        if (inS3 && new SearchPath(environment).find("aws").isPresent()) {
            return new S3Store(
                    new AwsCommand(project.folder()),
                    S3Address.of(url).resolve(place.toString().replace('\\', '/')),
                    cache(project, url, name));
        }
        return new DirectoryStore(
                kept.resolve(Path.of("local-history", name)),
                "These records are of this machine only: "
                        + (inS3
                                ? "the `aws` command, which would store them in " + name(url) + ", is not installed"
                                : "Plinth keeps them with the state in backends of files and in S3, not in "
                                        + name(url)));
    }

    /** Returns whether records can be kept with the state in a backend, so that all machines see them. */
    public static boolean isShared(String url) {
        return url.startsWith(FILES) || url.startsWith(S3Address.SCHEME);
    }

    private static String name(String url) {
        return url.replaceFirst("[?].*", "");
    }

    /** Returns the records that can be read without network or credentials; for S3, those of the last command. */
    public static RecordStore offline(
            Project project, String stack, boolean simulated, Map<String, String> environment) {
        String url = Backend.of(project.folder(), simulated, environment);
        return url.startsWith(S3Address.SCHEME)
                ? new DirectoryStore(cache(project, url, StackFile.checked(stack)), "")
                : of(project, stack, simulated, environment);
    }

    private static Path directory(Project project, String url) {
        String path = url.substring(FILES.length())
                .replaceFirst("[?].*", "")
                .replaceFirst("^~", System.getProperty("user.home"));
        return project.folder().resolve(path).normalize();
    }

    private static Path cache(Project project, String url, String stack) {
        String digest = Digests.ofText(url + " " + project.name());
        return project.folder()
                .resolve(Path.of(".plinth", "history-copies", digest.substring(digest.length() - DIGITS), stack));
    }
}
