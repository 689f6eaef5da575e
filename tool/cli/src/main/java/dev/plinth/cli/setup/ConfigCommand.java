package dev.plinth.cli.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.StackDefinition;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.cost.CostBreakdown;
import dev.plinth.preview.reachability.ReachabilitySection;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.ConfigurationSchema;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.reference.RecordDocumentation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth config}: commands about stack files. */
@Command(
        name = "config",
        description = "Check and explain the configuration of stacks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigCommand.Check.class, ConfigExplainCommand.class, ConfigCommand.Schema.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth config check production",
            "  plinth config explain recovery.rpoMinutes",
            "  plinth config schema --output plinth.schema.json"
        })
public final class ConfigCommand {

    @Mixin
    CommonOptions common = new CommonOptions();

    /** {@code plinth config check}: faults, and values that only stand for real ones. */
    @Command(
            name = "check",
            description = "Check a stack's file. Exit 2 on faults, 1 on placeholders.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth config check staging", "  plinth config check production --json"})
    static final class Check implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(
                index = "0",
                paramLabel = "STACK",
                completionCandidates = StackCandidates.class,
                description = "The stack, such as staging.")
        String stack = "";

        @Mixin
        CommonOptions common = new CommonOptions();

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            StackDefinition definition = StackDefinition.read(common.project(), stack);
            // Names of resources in the tool's sections are checked against what the program registers.
            ResourceGraph graph = definition.record();
            List<ConfigException.Fault> names =
                    ReachabilitySection.unknownNames(StackChange.between(definition.settings(), graph, graph));
            if (!names.isEmpty()) {
                throw new ConfigException("Pulumi." + stack + ".yaml", names);
            }
            new CostBreakdown(definition.settings(), graph, common.today());
            List<ConfigException.Fault> placeholders = definition.placeholders();
            if (common.json) {
                var document = JsonNodeFactory.instance.objectNode().put("stack", stack);
                var array = document.putArray("placeholders");
                placeholders.forEach(
                        fault -> array.addObject().put("key", fault.key()).put("allowed", fault.allowed()));
                terminal.json(document);
            } else if (placeholders.isEmpty()) {
                terminal.out().println("Pulumi." + stack + ".yaml is valid and has no placeholders");
            } else {
                terminal.out()
                        .println("Pulumi." + stack + ".yaml is valid. Before an update of real accounts, replace "
                                + (placeholders.size() == 1 ? "this placeholder:" : "these placeholders:"));
                placeholders.forEach(fault -> terminal.out().println("  " + fault));
            }
            return placeholders.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    /** {@code plinth config schema}: a JSON Schema of the project's stack files. */
    @Command(
            name = "schema",
            description = "Print a JSON Schema of the project's stack files, for editors.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  plinth config schema --output plinth.schema.json",
                "  plinth config schema | jq '.properties.config.properties | keys'"
            })
    static final class Schema implements Callable<Integer> {

        private final Terminal terminal;

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "The file to write. Default: the standard output.")
        @Nullable
        Path output;

        @Mixin
        CommonOptions common = new CommonOptions();

        Schema(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ObjectNode schema = of(common);
            if (output == null) {
                terminal.json(schema);
            } else {
                try {
                    Files.writeString(output, schema.toPrettyString() + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return ExitCode.OK;
        }

        /** Returns the schema of a project, with the descriptions of its sources. */
        static ObjectNode of(CommonOptions common) {
            Project project = common.project();
            Class<? extends Record> configuration = project.program()
                    .<Class<? extends Record>>map(StackProgram::configuration)
                    .orElse(null);
            return ConfigurationSchema.of(
                    project.name(),
                    configuration,
                    ProjectRules.of(project.folder()).all(),
                    new RecordDocumentation(project.folder()));
        }
    }
}
