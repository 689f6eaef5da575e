package dev.plinth.policies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.baseline.Fingerprint;
import dev.plinth.policies.baseline.Occurrence;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a report as SARIF 2.1.0. A result's place is the line of Java that made the resource and, as a logical place, the
 * resource's URN. Code scanning shows only what lies in a file: where no line is known, the file that was judged stands for
 * it, with the line on which the resource begins there, or the stack's configuration.
 */
public final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final PolicyReport report;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();

    /**
     * Fault that blocks a change and is not the violation of a rule.
     *
     * @param rule an id that no rule has, such as {@code plinth/guards}
     * @param title what is examined
     * @param urn the resource, or empty where it is the stack's
     * @param message what is wrong, and what to do about it
     */
    public record Refusal(String rule, String title, String urn, String message) {
        /** A value from a program must not control a terminal, nor break the encoding. */
        public Refusal {
            urn = Texts.clean(urn);
            message = Texts.clean(message);
        }
    }

    private SarifReport(PolicyReport report) {
        this.report = report;
    }

    static String render(PolicyReport report) {
        return new SarifReport(report).document("", List.of()).toPrettyString() + "\n";
    }

    /**
     * Writes a report together with what else refuses the change.
     *
     * @param stack the stack's name, whose configuration is the place of what no resource is to blame for
     * @param refusals what else refuses it
     */
    public static String render(PolicyReport report, String stack, List<Refusal> refusals) {
        return new SarifReport(report).document(stack, refusals).toPrettyString() + "\n";
    }

    private ObjectNode document(String stack, List<Refusal> refusals) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = document.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "plinth");
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : report.catalogue().all()) {
            indices.put(rule.id(), rules.size());
            describe(rules.addObject(), rule);
        }
        for (Refusal refusal : refusals) {
            if (indices.putIfAbsent(refusal.rule(), rules.size()) == null) {
                ObjectNode node = rules.addObject().put("id", refusal.rule());
                node.putObject("shortDescription").put("text", refusal.title());
                node.putObject("defaultConfiguration").put("level", "error");
            }
        }
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        Finding.of(report).forEach(finding -> result(results.addObject(), finding));
        refusals.forEach(refusal -> result(results.addObject(), stack, refusal));
        ObjectNode counts = run.putObject("properties")
                .put("rules", report.rules())
                .put("resources", report.resources())
                .put("evaluated", report.evaluated());
        List<String> notes = Texts.notes(report);
        if (!notes.isEmpty()) {
            notes.forEach(counts.putArray("notes")::add);
        }
        ArrayNode settled = counts.putArray("settledBaselineEntries");
        report.settled().forEach(entry -> settled.add(entry.rule() + " " + entry.urn() + " " + entry.property()));
        return document;
    }

    private static void describe(ObjectNode node, Rule rule) {
        node.put("id", rule.id());
        node.putObject("shortDescription").put("text", rule.title());
        node.putObject("fullDescription").put("text", rule.risk());
        node.putObject("defaultConfiguration").put("level", level(rule.severity()));
        node.putObject("help")
                .put("text", rule.risk() + "\n\n" + rule.remediation())
                .put("markdown", markdown(rule));
        ObjectNode properties = node.putObject("properties").put("security-severity", score(rule.severity()));
        ArrayNode tags = properties.putArray("tags").add("security");
        rule.references().forEach(reference -> tags.add(reference.framework() + " " + reference.control()));
        rule.references().stream()
                .map(reference -> "external/framework/"
                        + reference
                                .framework()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace(' ', '-'))
                .distinct()
                .forEach(tags::add);
    }

    /** Returns a rule's risk and remediation; the first line of a remediation is text, the others are code. */
    private static String markdown(Rule rule) {
        List<String> lines = rule.remediation().lines().toList();
        String code = String.join("\n", lines.subList(1, lines.size()));
        return rule.risk() + "\n\n" + lines.get(0)
                + (code.isBlank() ? "" : "\n\n```" + rule.remediationLanguage() + "\n" + code + "\n```") + "\n";
    }

    /** The bands in which code scanning sorts: above 9 is critical, from 7 high, from 4 medium, below that low. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
        };
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    private void rule(ObjectNode node, String rule) {
        node.put("ruleId", rule);
        Integer index = indices.get(rule);
        if (index != null) {
            node.put("ruleIndex", index);
        }
    }

    private void result(ObjectNode node, String stack, Refusal refusal) {
        rule(node, refusal.rule());
        node.put("kind", "fail").put("level", "error");
        node.putObject("message").put("text", refusal.message());
        ObjectNode location = node.putArray("locations").addObject();
        Optional<SourceLocation> made = report.locations().inProject(refusal.urn());
        place(
                location,
                made.map(SourceLocation::file).orElse("Pulumi." + stack + ".yaml"),
                made.map(SourceLocation::line).orElse(1));
        if (!refusal.urn().isEmpty()) {
            logical(location, Urns.name(refusal.urn()), refusal.urn());
        }
        related(node, refusal.urn());
        fingerprint(
                node,
                Fingerprint.of(
                        report.catalogue(),
                        new Occurrence(refusal.rule(), refusal.urn(), refusal.message(), List.of())));
    }

    private void fingerprint(ObjectNode node, String fingerprint) {
        int occurrence = occurrences.merge(fingerprint, 1, Integer::sum);
        node.putObject("partialFingerprints")
                .put("ruleResourceProperty/v1", fingerprint)
                // GitHub tells alerts apart by this one alone; without it, it would hash the line, which many share.
                .put("primaryLocationLineHash", fingerprint + ":" + occurrence);
    }

    private static void logical(ObjectNode location, String name, String urn) {
        location.putArray("logicalLocations")
                .addObject()
                .put("name", name)
                .put("fullyQualifiedName", urn)
                .put("kind", "resource");
    }

    private void result(ObjectNode node, Finding finding) {
        rule(node, finding.rule());
        boolean unknown = finding.result() == Finding.Result.UNKNOWN;
        // The standard asks for the level none where a result is no failure.
        node.put("kind", unknown ? "open" : "fail")
                .put("level", unknown ? "none" : PolicyReport.stops(finding.enforcement()) ? "error" : "warning");
        node.putObject("message").put("text", finding.message());
        ObjectNode location = node.putArray("locations").addObject();
        physical(location, finding);
        logical(location, finding.resource(), finding.urn());
        related(node, finding.urn());
        fingerprint(node, Fingerprint.of(report.catalogue(), finding.occurrence()));
        if (!finding.note().isEmpty()) {
            node.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", finding.note());
        }
    }

    private void physical(ObjectNode location, Finding finding) {
        String stack = Urns.stack(finding.urn());
        String input = report.input().file();
        String configuration = stack.isEmpty() ? "Pulumi.yaml" : "Pulumi." + stack + ".yaml";
        place(
                location,
                finding.location().map(SourceLocation::file).orElse(input.isEmpty() ? configuration : input),
                finding.location()
                        .map(SourceLocation::line)
                        .orElse(report.input().lines().getOrDefault(finding.urn(), 1)));
    }

    /** Adds the lines of the program that create the component. */
    private void related(ObjectNode node, String urn) {
        List<SourceLocation> others = report.locations().of(urn).stream()
                .filter(SourceLocation::isInProject)
                .skip(1)
                .toList();
        if (others.isEmpty()) {
            return;
        }
        ArrayNode related = node.putArray("relatedLocations");
        for (SourceLocation other : others) {
            ObjectNode location = related.addObject();
            place(location, other.file(), other.line());
            location.putObject("message").put("text", "created by the program here");
        }
    }

    private static void place(ObjectNode location, String file, int line) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(file));
        physical.putObject("region").put("startLine", line);
    }

    /** A path as a relative reference: what is no URI character is escaped. */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/") || file.matches("[A-Za-z]:/.*");
            String path = absolute && !file.startsWith("/") ? "/" + file : file;
            String raw = new java.net.URI(null, null, path, null).getRawPath();
            return absolute ? "file://" + raw : raw;
        } catch (java.net.URISyntaxException e) {
            return "Pulumi.yaml";
        }
    }
}
