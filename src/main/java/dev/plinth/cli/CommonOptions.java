package dev.plinth.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {

    @Option(
            names = "--project",
            paramLabel = "FOLDER",
            description =
                    "The folder of Pulumi.yaml and the stack files. Default: the one that plinth was started from.")
    @Nullable
    Path project;

    @Option(names = "--json", description = "Print one JSON document to standard output and nothing else there.")
    boolean json;

    @Option(names = "--errors", description = "Show stack traces.")
    boolean errors;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** The project's folder, absolute. */
    Path projectFolder() {
        Path folder = project == null ? home() : project;
        return folder.toAbsolutePath().normalize();
    }

    /** Where Plinth itself lies: the policy pack and the engine's module; told by the launcher. */
    static Path home() {
        return Path.of(System.getProperty("plinth.home", "")).toAbsolutePath().normalize();
    }
}
