package dev.plinth.cli.graph;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.SectionText;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.standin.StandInRun;
import dev.plinth.policies.StandIns;
import dev.plinth.preview.reachability.data.DataAccessQuery;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth reachability}: principals that can use the data of a stack. */
@Command(
        name = "reachability",
        description =
                "List the roles, services, accounts and users that can use the data of a stack's buckets, keys, secrets, queues, "
                        + "tables, caches and databases. Needs no engine, cloud or network. See docs/reachability.md.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth reachability production --who-can read --resource uploads",
            "  plinth reachability production --who-can decrypt --resource uploads-key --json",
            "  plinth reachability production --who-can s3:PutObjectAcl",
            "  pulumi stack export -s production | plinth reachability --file - --who-can delete"
        })
public final class ReachabilityCommand implements Callable<Integer> {

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    GraphSource source = new GraphSource();

    @Option(
            names = "--who-can",
            required = true,
            paramLabel = "OPERATION",
            description = {
                "Action: read, list, write, delete, encrypt, decrypt or connect, or an action such as s3:GetObjectAcl."
            })
    String operation = "";

    @Option(
            names = "--resource",
            paramLabel = "NAME",
            description = "Name of a data store or of its component. Default: all data stores.")
    @Nullable
    String resource;

    @Mixin
    CommonOptions common = new CommonOptions();

    ReachabilityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DataAccessQuery query = query(graph());
        if (common.json) {
            terminal.json(query.toJson());
        } else {
            terminal.out().println(query.summary());
            SectionText.folded(terminal).print(query.blocks());
        }
        return ExitCode.OK;
    }

    private DataAccessQuery query(ResourceGraph graph) {
        try {
            return DataAccessQuery.of(graph, operation, Optional.ofNullable(resource));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private ResourceGraph graph() {
        Path file = source.file;
        if (file != null) {
            return GraphOperation.read(file).graph();
        }
        StackDefinition definition = StackDefinition.read(common.project(), String.valueOf(source.stack));
        // Policies name resources by identifiers, which a program without an engine has as stand-ins only.
        return StandInRun.of(definition, terminal::say).map(StandIns::graph).orElseGet(definition::record);
    }
}
