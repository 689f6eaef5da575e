package dev.plinth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that the tests run in. */
public final class Repository {

    /** The environments that ship with Plinth. */
    public static final List<String> STACKS = List.of("development", "production", "staging");

    private Repository() {}

    /** The folder of Pulumi.yaml, wherever in the checkout the tests were started. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("policies").resolve("PulumiPolicy.yaml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests don't run inside the repository");
            }
            folder = parent;
        }
        return folder;
    }

    /** Copies the project's and the stacks' files into a folder. */
    public static void copyProject(Path folder) throws IOException {
        Files.copy(root().resolve("Pulumi.yaml"), folder.resolve("Pulumi.yaml"));
        for (String stack : STACKS) {
            String file = "Pulumi." + stack + ".yaml";
            Files.copy(root().resolve(file), folder.resolve(file));
        }
    }
}
