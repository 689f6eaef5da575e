package dev.plinth.cli.policy;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.ProjectRules;
import dev.plinth.policies.remedy.Language;
import dev.plinth.policies.remedy.Remedies;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Reference;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.waiver.WaiverFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth policy explain}. */
@Command(
        name = "explain",
        description = "Explain a rule: risk, properties it reads, remediation and waivers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy explain rds-encrypted",
            "  plinth policy explain rds-encrypted --language typescript",
            "  plinth policy explain rds-encrypted --json | jq .reads"
        })
final class PolicyExplainCommand implements Callable<Integer> {

    private static final int BOLD = 1;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "RULE",
            completionCandidates = RuleNames.Ids.class,
            description = "The rule's id; `plinth policy list` lists them.")
    String id = "";

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            completionCandidates = Languages.class,
            description = {"Language of the remedy: ${COMPLETION-CANDIDATES}.", "Default: the language of the project."
            })
    @Nullable
    String language;

    @Mixin
    CommonOptions common = new CommonOptions();

    /** Names of the languages. */
    static final class Languages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Language.keys().iterator();
        }
    }

    PolicyExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleSet rules = ProjectRules.of(common.projectFolder());
        Rule found = rules.find(id).orElseThrow(() -> RuleNames.unknown("rule", id, rules.ids()));
        Rule rule = language == null ? found : Remedies.in(language(language), found);
        if (common.json) {
            terminal.json(RuleDocument.toJson(rule));
        } else {
            explain(rule);
        }
        return ExitCode.OK;
    }

    private static Language language(String name) {
        return Language.named(name)
                .orElseThrow(() -> new UsageException("--language is " + name + Names.suggestion(name, Language.keys())
                        + "; expected one of " + String.join(", ", Language.keys())));
    }

    private void explain(Rule rule) {
        print(terminal.colour(BOLD, rule.title()));
        print(rule.id() + ", " + RuleDocument.lower(rule.severity()) + ", " + scope(rule));
        section("Risk", rule.risk().lines().toList());
        section("Properties", types(rule.types()));
        section("Related resources", types(rule.relatedTypes()));
        section("Parameters", parameters(rule));
        section("Remedy", rule.remediation().lines().toList());
        section("References", references(rule));
        section(
                "Packs",
                RuleDocument.packs(rule).stream()
                        .map(pack -> (pack.name() + "  " + String.join(", ", pack.controlsOf(rule))).strip())
                        .toList());
        section("Remediation", List.of(correction(rule)));
        section("Waiver", waiver(rule));
    }

    private static String scope(Rule rule) {
        return switch (rule.scope()) {
            case RESOURCE -> "checks a resource";
            case STACK -> "checks a resource and related resources";
            case CHANGE -> "checks a change of a resource";
        };
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            print("");
            print(terminal.colour(BOLD, title));
            lines.forEach(line -> print(("  " + line).stripTrailing()));
        }
    }

    private void print(String line) {
        terminal.out().println(line);
    }

    private static List<String> types(SortedMap<String, List<String>> types) {
        return types.entrySet().stream()
                .map(entry -> (entry.getKey() + "  " + String.join(", ", entry.getValue())).strip())
                .toList();
    }

    /** The values that a stack may set in {@code plinth:policy}. */
    private static List<String> parameters(Rule rule) {
        List<String> lines = new ArrayList<>();
        rule.thresholds()
                .forEach(threshold -> lines.add(threshold.key() + "  " + threshold.allowed()
                        + defaults(tier -> threshold.of(PolicyParameters.of(tier, tier.enforcement())))));
        rule.parameters()
                .forEach(parameter -> lines.add(parameter.key() + "  " + parameter.allowed()
                        + defaults(parameter::defaultValue) + ": " + parameter.description()));
        return lines;
    }

    private static String defaults(Function<Tier, Object> values) {
        Object others = values.apply(Tier.DEVELOPMENT);
        String text = ", default " + others;
        for (Tier tier : List.of(Tier.STAGING, Tier.PRODUCTION)) {
            Object value = values.apply(tier);
            text += value.equals(others) ? "" : ", in " + RuleDocument.lower(tier) + " " + value;
        }
        return text;
    }

    private static List<String> references(Rule rule) {
        SortedMap<String, List<String>> byFramework = new TreeMap<>();
        for (Reference reference : rule.references()) {
            byFramework
                    .computeIfAbsent(reference.framework(), framework -> new ArrayList<>())
                    .add(reference.control());
        }
        return types(byFramework);
    }

    private static String correction(Rule rule) {
        return rule.correction().isPresent()
                ? "Available: set the rule to remediate in plinth:policy."
                : "Not available: it could replace resources, cost money or lose data, or it needs a decision.";
    }

    private List<String> waiver(Rule rule) {
        return switch (rule.scope()) {
            case CHANGE -> List.of("Approve the change with --approve and --reason.");
            case RESOURCE, STACK ->
                rule.isWaivable() ? example(rule) : List.of("Violations of this rule cannot be waived.");
        };
    }

    private List<String> example(Rule rule) {
        LocalDate latest = common.today().plusDays(WaiverFile.LONGEST_DAYS);
        return List.of(
                "In policies/" + WaiverFile.NAME + ", for " + WaiverFile.LONGEST_DAYS + " days at most:",
                "waivers:",
                "  - rule: " + rule.id(),
                "    urn: \"urn:pulumi:production::*::" + rule.types().firstKey() + "::NAME\"",
                "    reason: why the violation is acceptable",
                "    owner: who is responsible",
                "    expires: " + latest);
    }
}
