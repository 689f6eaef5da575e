package dev.plinth.cli.options;

import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.baseline.BaselineFile;
import dev.plinth.policies.baseline.InvalidBaselineException;
import dev.plinth.policies.rule.RuleSet;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The violations that a team accepts because they were there before the rules. */
public final class BaselineOption {

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Accept the violations in this file, from `plinth policy baseline`: only new ones "
                    + "block the change. Reports still list accepted ones.")
    @Nullable
    public Path file;

    /**
     * The baseline, which accepts nothing when no file was named.
     *
     * @param rules gets the stack's rules, which a file may name
     */
    public Baseline read(Supplier<RuleSet> rules) {
        if (file == null) {
            return Baseline.NONE;
        }
        try {
            return BaselineFile.read(file, rules.get());
        } catch (InvalidBaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
