package dev.plinth.cli.options;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.preview.PreviewReport;
import dev.plinth.report.PreviewFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The files that a preview is also written to. */
public final class ReportOption {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also write the preview to a file, whose extension chooses the format: .md for a pull request, "
                            + ".html for a browser, .json, or .sarif for code scanning. Repeatable.")
    public List<Path> files = List.of();

    /**
     * Checks the files before anything is run.
     *
     * @throws UsageException when one can't be written or has no report's extension
     */
    public void check() {
        String faults = files.stream()
                .filter(file -> !isWritable(file))
                .map(file -> "--report " + file)
                .collect(Collectors.joining(", "));
        if (!faults.isEmpty()) {
            throw new UsageException(faults + ": expected a path in an existing directory, with one of the extensions "
                    + Arrays.stream(PreviewFormat.values())
                            .map(PreviewFormat::extension)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return PreviewFormat.of(file).isPresent()
                && folder != null
                && Files.isDirectory(folder)
                && !Files.isDirectory(file);
    }

    /** Writes the files, and says which. */
    public void write(Terminal terminal, PreviewReport report) {
        for (Path file : files) {
            String text = PreviewFormat.of(file).orElseThrow().render(report);
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException("the report " + file + " cannot be written", e);
            }
            terminal.say("written: " + file);
        }
    }
}
