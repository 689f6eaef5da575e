package dev.plinth.cli;

import dev.plinth.operation.PolicyCheck;
import dev.plinth.operation.Project;
import dev.plinth.policies.PolicyReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is judged without an engine: a stack's program, or a file. */
final class PolicySource {

    @Parameters(index = "0", paramLabel = "STACK", description = "The stack whose program is judged.")
    @Nullable
    String stack;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A resource graph or an exported stack, as JSON, to judge instead.")
    @Nullable
    Path file;

    /** Judges it. */
    PolicyReport judge(CommonOptions common) {
        Project project = common.project();
        return file == null ? PolicyCheck.ofStack(project, String.valueOf(stack)) : PolicyCheck.ofFile(project, file);
    }
}
