package dev.plinth.cli.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.operation.ProjectRules;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth policy list}. */
@Command(
        name = "list",
        description =
                "List the rules with their severity and what they ask for, those of the project's own libraries too.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy list",
            "  plinth policy list --severity critical --service rds",
            "  plinth policy list --pack pci-dss-4",
            "  plinth policy list --json | jq -r '.rules[].id'"
        })
final class PolicyListCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--pack",
            paramLabel = "PACK",
            completionCandidates = RuleNames.Packs.class,
            description = "Only the rules of a pack: ${COMPLETION-CANDIDATES}.")
    @Nullable
    String pack;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "Only rules of a severity: ${COMPLETION-CANDIDATES}.")
    @Nullable
    Severity severity;

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            completionCandidates = RuleNames.Services.class,
            description = "Only rules on resources of a service, such as rds, s3 or cloudflare.")
    @Nullable
    String service;

    @Mixin
    CommonOptions common = new CommonOptions();

    PolicyListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleSet all = ProjectRules.of(common.projectFolder());
        List<Rule> rules = chosen(all);
        if (common.json) {
            var document = JsonNodeFactory.instance.objectNode();
            var array = document.putArray("rules");
            rules.forEach(rule -> array.add(RuleDocument.toJson(rule)));
            terminal.json(document);
            return ExitCode.OK;
        }
        int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
        ListText text = new ListText(terminal);
        for (Rule rule : rules) {
            text.entry(rule.id() + " ".repeat(width - rule.id().length() + 2) + severity(rule) + "  ", rule.title());
        }
        terminal.say(rules.size() + " of " + all.all().size() + " rules; `plinth policy explain RULE` explains one");
        return ExitCode.OK;
    }

    private List<Rule> chosen(RuleSet all) {
        String wantedPack = pack;
        String wantedService = service;
        if (wantedPack != null && Pack.find(wantedPack).isEmpty()) {
            throw RuleNames.unknown(
                    "pack", wantedPack, Pack.all().stream().map(Pack::name).toList());
        }
        if (wantedService != null && !RuleNames.services(all).contains(wantedService)) {
            throw RuleNames.unknown("service", wantedService, RuleNames.services(all));
        }
        return all.all().stream()
                .filter(rule -> wantedPack == null
                        || Pack.find(wantedPack).orElseThrow().includes(rule))
                .filter(rule -> severity == null || rule.severity() == severity)
                .filter(rule ->
                        wantedService == null || RuleNames.services(rule).contains(wantedService))
                .toList();
    }

    private String severity(Rule rule) {
        String name = String.format("%-8s", RuleDocument.lower(rule.severity()));
        return switch (rule.severity()) {
            case CRITICAL -> terminal.colour(31, name);
            case HIGH -> terminal.colour(33, name);
            case MEDIUM, LOW -> name;
        };
    }
}
