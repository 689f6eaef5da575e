package dev.plinth.cli.stack;

import dev.plinth.cli.options.ApprovalOptions;
import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.SectionsOption;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.options.UsageException;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.file.FilePreview;
import dev.plinth.policies.rule.Tier;
import dev.plinth.preview.PreviewReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Source of a preview: a stack, or a plan in a file. */
final class PreviewSource {

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging; its file is Pulumi.STACK.yaml.")
    @Nullable
    String stack;

    @ArgGroup(exclusive = false)
    @Nullable
    PlanFile plan;

    /** Returns the stack, where no file is named. */
    String stack() {
        return Objects.requireNonNull(stack);
    }

    /** A plan in a file, and its tier. */
    static final class PlanFile {

        private static final List<String> NEED_A_STACK = List.of(
                "--simulate",
                "--snapshot",
                "--save",
                "--expires-in",
                "--policy-pack",
                "--policy-pack-config",
                "--target",
                "--target-dependents",
                "--exclude",
                "--exclude-dependents",
                "--watch");

        @Option(
                names = "--file",
                required = true,
                paramLabel = "FILE",
                description =
                        "Preview a plan instead of a stack: the output of `terraform show -json PLAN`, `tofu show -json PLAN` or "
                                + "`pulumi preview --json --show-sames`. - is standard input. See docs/previews.md.")
        @Nullable
        Path file;

        @Option(
                names = "--tier",
                paramLabel = "TIER",
                description = "Tier of the file's environment: ${COMPLETION-CANDIDATES}. "
                        + "Default: by the environment's name or tags, else production.")
        @Nullable
        Tier tier;

        /**
         * Checks that no option needs a stack.
         *
         * @throws UsageException when one does
         */
        static void check(CommandLine.ParseResult parsed) {
            NEED_A_STACK.stream().filter(parsed::hasMatchedOption).findFirst().ifPresent(option -> {
                throw new UsageException("--file and " + option + " cannot be combined: " + option + " needs a stack");
            });
        }

        /** Previews the plan. */
        PreviewReport preview(
                CommonOptions common, BaselineOption baseline, ApprovalOptions approvals, SectionsOption sections) {
            Path folder = common.projectFolder();
            return FilePreview.of(
                    common.projectOfFile(),
                    new FilePreview.Request(
                            Objects.requireNonNull(file),
                            Optional.ofNullable(tier),
                            approvals.read(folder, () -> ProjectRules.of(folder)),
                            rules -> baseline.read(() -> rules),
                            sections.keys()),
                    common.clock());
        }
    }
}
