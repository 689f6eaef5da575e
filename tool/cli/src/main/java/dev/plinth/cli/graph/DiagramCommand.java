package dev.plinth.cli.graph;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.diagram.architecture.ArchitectureDiagram;
import dev.plinth.diagram.format.DiagramFormat;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.model.GraphFile;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.preview.GraphDifference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth diagram}: a stack as an architect would draw it. */
@Command(
        name = "diagram",
        description =
                "Draw an architecture diagram of a stack: Regions, networks, services, data stores and data flows. "
                        + "Needs no engine, cloud or network. See docs/diagrams.md.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth diagram production --output production.svg",
            "  plinth diagram production --format drawio --output production.drawio",
            "  plinth diagram staging --format mermaid --output staging.mmd",
            "  plinth diagram production --format png > production.png",
            "  plinth diagram production --since state.json --output change.svg",
            "  pulumi stack export -s production > state.json && plinth diagram --file state.json > now.svg"
        })
public final class DiagramCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    GraphSource source = new GraphSource();

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "Mark changes since this resource graph or exported stack.")
    @Nullable
    Path since;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "svg",
            description = "Output format. svg: a picture, in light and dark; the default. png: a picture, in light. "
                    + "mermaid: a flowchart that GitHub and GitLab draw. drawio: a file to edit in draw.io.")
    DiagramFormat format = DiagramFormat.SVG;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write. Default: -, the standard output.")
    @Nullable
    Path output;

    @Mixin
    CommonOptions common = new CommonOptions();

    DiagramCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = output == null || output.equals(STANDARD_OUTPUT) ? null : output;
        boolean binary = file == null && format == DiagramFormat.PNG && !common.json;
        if (binary && terminal.isTerminal()) {
            throw new UsageException("--format png: a picture cannot be printed to a terminal; use --output FILE, or"
                    + " redirect the standard output to a file");
        }
        Diagram diagram = diagram();
        if (common.json) {
            terminal.json(diagram.toJson());
        } else if (binary) {
            terminal.binary(format.write(diagram));
        } else if (file == null) {
            terminal.out().print(new String(format.write(diagram), StandardCharsets.UTF_8));
            terminal.out().flush();
        } else {
            write(file, format.write(diagram));
        }
        return ExitCode.OK;
    }

    private Diagram diagram() {
        Path file = source.file;
        GraphFile drawn = file == null
                ? new GraphFile(GraphFile.Kind.RESOURCE_GRAPH, record(), List.of())
                : GraphOperation.read(file);
        List<ResourceChange> changes = drawn.changes();
        if (since != null) {
            changes = GraphDifference.of(GraphOperation.read(since).graph(), drawn.graph());
        }
        return changes.isEmpty()
                ? ArchitectureDiagram.of(drawn.graph())
                : ArchitectureDiagram.of(drawn.graph(), changes);
    }

    private ResourceGraph record() {
        return GraphOperation.record(common.project(), String.valueOf(source.stack));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UsageException("--output " + file + " cannot be written: " + e.getMessage());
        }
    }
}
