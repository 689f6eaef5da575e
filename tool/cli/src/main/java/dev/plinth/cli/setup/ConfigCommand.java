package dev.plinth.cli.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth config}: commands about stack files. */
@Command(
        name = "config",
        description = "Check the configuration of stacks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Schema.class},
        footerHeading = "%nExamples:%n",
        footer = {"  plinth config check production", "  plinth config schema"})
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
            footer = "  plinth config schema > plinth.schema.json")
    static final class Schema implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        CommonOptions common = new CommonOptions();

        Schema(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Project project = common.project();
            Class<? extends Record> configuration = project.program()
                    .<Class<? extends Record>>map(StackProgram::configuration)
                    .orElse(null);
            terminal.json(ConfigurationSchema.of(
                    project.name(),
                    configuration,
                    ProjectRules.of(common.projectFolder()).all()));
            return ExitCode.OK;
        }
    }
}
