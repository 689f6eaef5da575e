package dev.plinth.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.operation.PolicyCheck;
import dev.plinth.operation.Project;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rules.RuleCatalogue;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth policy}: the rules, and what they say to a stack without an engine. */
@Command(
        name = "policy",
        description = "List the policies, or judge a stack by them without an engine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyCommand.ListRules.class, PolicyCommand.Check.class},
        footerHeading = "%nExamples:%n",
        footer = {"  plinth policy list", "  plinth policy check production --format sarif > policies.sarif"})
final class PolicyCommand {

    @Mixin
    CommonOptions common = new CommonOptions();

    private PolicyCommand() {}

    /** {@code plinth policy list}. */
    @Command(
            name = "list",
            description = "List the rules with their severity and what they ask for.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth policy list", "  plinth policy list --json | jq -r '.rules[].id'"})
    static final class ListRules implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        CommonOptions common = new CommonOptions();

        ListRules(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (common.json) {
                var document = JsonNodeFactory.instance.objectNode();
                var rules = document.putArray("rules");
                for (Rule rule : RuleCatalogue.all()) {
                    var node = rules.addObject()
                            .put("id", rule.id())
                            .put("title", rule.title())
                            .put("severity", severity(rule))
                            .put("scope", rule.scope().name().toLowerCase(Locale.ROOT))
                            .put("risk", rule.risk())
                            .put("remediation", rule.remediation());
                    var types = node.putArray("types");
                    rule.types().keySet().forEach(types::add);
                    var references = node.putArray("references");
                    rule.references().forEach(reference -> references.add(reference.toString()));
                }
                terminal.json(document);
            } else {
                RuleCatalogue.all().forEach(rule -> terminal.out()
                        .printf("%-30s %-9s %s%n", rule.id(), severity(rule), rule.title()));
                terminal.say(RuleCatalogue.all().size() + " rules");
            }
            return ExitCode.OK;
        }

        private static String severity(Rule rule) {
            return rule.severity().name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code plinth policy check}. */
    @Command(
            name = "check",
            description = {
                "Judge a stack by the policies: its program's resources, or a file that `plinth graph --json` or",
                "`pulumi stack export` printed. It needs no engine. Exit 1 when a mandatory rule is violated."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  plinth policy check production",
                "  plinth policy check production --format sarif > policies.sarif",
                "  pulumi stack export -s production > state.json && plinth policy check --file state.json"
            })
    static final class Check implements Callable<Integer> {

        private final Terminal terminal;

        @ArgGroup(multiplicity = "1")
        Source source = new Source();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "table, json, sarif, junit or github. Default: table, and json with --json.")
        @Nullable
        ReportFormat format;

        @Mixin
        CommonOptions common = new CommonOptions();

        /** What is judged. */
        static final class Source {
            @Parameters(index = "0", paramLabel = "STACK", description = "The stack whose program is judged.")
            @Nullable
            String stack;

            @Option(
                    names = "--file",
                    paramLabel = "FILE",
                    description = "A resource graph or an exported stack, as JSON, to judge instead.")
            @Nullable
            Path file;
        }

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Project project = Project.read(common.projectFolder(), CommonOptions.home());
            Path file = source.file;
            PolicyReport report = file == null
                    ? PolicyCheck.ofStack(project, String.valueOf(source.stack))
                    : PolicyCheck.ofFile(project, file);
            ReportFormat chosen = format;
            if (chosen == null) {
                chosen = common.json ? ReportFormat.JSON : ReportFormat.TABLE;
            }
            terminal.out().println(chosen.render(report).stripTrailing());
            return report.isBlocking() ? ExitCode.FINDINGS : ExitCode.OK;
        }
    }
}
