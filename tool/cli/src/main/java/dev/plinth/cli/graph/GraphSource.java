package dev.plinth.cli.graph;

import dev.plinth.cli.options.StackCandidates;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Source of resources: the program of a stack, or a file. */
final class GraphSource {

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    @Nullable
    String stack;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read an exported stack, a resource graph, a preview or a plan (JSON) instead of a stack.")
    @Nullable
    Path file;
}
