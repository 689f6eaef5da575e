package dev.plinth.cli.policy;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.policy.PolicyCheck;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Tier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Resources to check without an engine: those of a stack's program, or of a file. */
final class PolicySource {

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack to check.")
    @Nullable
    String stack;

    @ArgGroup(exclusive = false)
    @Nullable
    FileSource source;

    /** A file, and the options of its check. */
    static final class FileSource {

        @Option(
                names = "--file",
                required = true,
                paramLabel = "FILE",
                description =
                        "A file to check instead, as JSON: a plan or state of Terraform or OpenTofu, an exported Pulumi stack or a "
                                + "checkpoint, a Pulumi preview, a resource graph. - is standard input.")
        @Nullable
        Path file;

        @Option(
                names = "--tier",
                paramLabel = "TIER",
                description = "Tier of the file's environment: ${COMPLETION-CANDIDATES}. "
                        + "Default: by the environment's name or tags, else production.")
        @Nullable
        Tier tier;

        @Option(
                names = "--enforcement",
                paramLabel = "ENFORCEMENT",
                description =
                        "Enforcement of the rules: mandatory or advisory. Default: advisory for development, else mandatory.")
        @Nullable
        Enforcement enforcement;

        private PolicyReport judge(CommonOptions common) {
            Path given = Optional.ofNullable(file).orElseThrow();
            if (enforcement == Enforcement.DISABLED || enforcement == Enforcement.REMEDIATE) {
                throw new UsageException("--enforcement is "
                        + enforcement.name().toLowerCase(Locale.ROOT) + "; expected mandatory or advisory");
            }
            return PolicyCheck.ofFile(
                    common.projectOfFile(),
                    given,
                    Optional.ofNullable(tier),
                    Optional.ofNullable(enforcement),
                    common.today());
        }
    }

    /** Judges it. The terminal gets the reason when documents of a stack cannot be decided. */
    PolicyReport judge(CommonOptions common, Terminal terminal) {
        return source == null
                ? PolicyCheck.ofStack(
                        common.project(),
                        String.valueOf(stack),
                        common.today(),
                        warning -> terminal.say("warning: " + warning))
                : source.judge(common);
    }
}
