package dev.plinth.cli.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A rule as JSON. */
final class RuleDocument {

    private RuleDocument() {}

    static ObjectNode toJson(Rule rule) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", rule.id())
                .put("title", rule.title())
                .put("severity", lower(rule.severity()))
                .put("scope", lower(rule.scope()))
                .put("risk", rule.risk())
                .put("remediation", rule.remediation())
                .put("remediationLanguage", rule.remediationLanguage());
        var types = node.putArray("types");
        rule.types().keySet().forEach(types::add);
        reads(node.putObject("reads"), rule.types());
        reads(node.putObject("looksAt"), rule.relatedTypes());
        var parameters = node.putArray("parameters");
        rule.thresholds().forEach(threshold -> parameters.add(threshold.key()));
        rule.parameters().forEach(parameter -> parameters.add(parameter.key()));
        var references = node.putArray("references");
        rule.references().forEach(reference -> references.add(reference.toString()));
        var packs = node.putObject("packs");
        for (Pack pack : packs(rule)) {
            var controls = packs.putArray(pack.name());
            pack.controlsOf(rule).forEach(controls::add);
        }
        return node.put("waivable", rule.isWaivable())
                .put("correctable", rule.correction().isPresent());
    }

    private static void reads(ObjectNode node, SortedMap<String, List<String>> types) {
        types.forEach((type, properties) -> {
            var array = node.putArray(type);
            properties.forEach(array::add);
        });
    }

    /** The packs that a rule belongs to. */
    static List<Pack> packs(Rule rule) {
        return Pack.all().stream().filter(pack -> pack.includes(rule)).toList();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
