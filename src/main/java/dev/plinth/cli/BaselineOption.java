package dev.plinth.cli;

import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.baseline.BaselineFile;
import dev.plinth.policies.baseline.InvalidBaselineException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The violations that a team accepts because they were there before the rules. */
final class BaselineOption {

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = {
                "Accept the violations in this file, which `plinth policy baseline` printed: only new ones",
                "stop the change. Accepted ones stay in each report."
            })
    @Nullable
    Path file;

    /** The baseline, which accepts nothing when no file was named. */
    Baseline read() {
        if (file == null) {
            return Baseline.NONE;
        }
        try {
            return BaselineFile.read(file);
        } catch (InvalidBaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
