package dev.plinth.policies.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.policies.rule.InvalidParametersException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code plinth:policy} of a stack's configuration, and collects its faults. */
final class PolicySection {

    private static final String NAME = "plinth:policy";

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("tier", "enforcement", "rules", "packs", "requiredTags", "allowedRegions"),
                    Threshold.keys().stream())
            .toList();

    private static final List<String> OF_STACK = keys(Arrays.stream(Enforcement.values())
            // Not every rule has a correction.
            .filter(enforcement -> enforcement != Enforcement.REMEDIATE)
            .toArray(Enforcement[]::new));

    private final JsonNode section;
    private final Map<String, Rule> rules;
    private final List<Fault> faults = new ArrayList<>();

    PolicySection(JsonNode section, Collection<Rule> rules) {
        this.section = section;
        this.rules = rules.stream().collect(Collectors.toMap(Rule::id, rule -> rule));
    }

    private static List<String> keys(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Reads the section; what it does not say is the stack's default, or its tier's. */
    PolicyParameters parameters(PolicyParameters ofStack) {
        if (!section.isObject()) {
            throw new InvalidParametersException(List.of(new Fault(NAME, "is " + section, "an object")));
        }
        section.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                fault(key, "is unknown" + Names.suggestion(key, KEYS), String.join(", ", KEYS));
            }
        });
        Tier tier = constant("tier", section.path("tier"), ofStack.tier(), keys(Tier.values()));
        Enforcement enforcement = constant("enforcement", section.path("enforcement"), ofStack.enforcement(), OF_STACK);
        PolicyParameters defaults = PolicyParameters.of(tier, enforcement);
        PolicyParameters.Builder parameters = defaults.toBuilder()
                .ruleEnforcement(ruleEnforcement(enforcement))
                .packs(texts("packs", defaults.packs(), "[a-z0-9.-]+", "a list of packs"))
                .requiredTags(texts("requiredTags", defaults.requiredTags(), ".{1,128}", "a list of keys of tags"))
                .allowedRegions(texts(
                        "allowedRegions",
                        defaults.allowedRegions(),
                        "[a-z]{2}(-[a-z]+)+-\\d",
                        "a list of AWS regions such as eu-central-1"));
        for (Threshold threshold : Threshold.values()) {
            JsonNode node = section.path(threshold.key());
            if (node.isInt() && threshold.allows(node.intValue())) {
                parameters.threshold(threshold, node.intValue());
            } else if (!node.isMissingNode()) {
                fault(threshold.key(), "is " + node, threshold.allowed());
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidParametersException(faults);
        }
        return parameters.build();
    }

    private SortedMap<String, Enforcement> ruleEnforcement(Enforcement fallback) {
        SortedMap<String, Enforcement> enforcements = new TreeMap<>();
        JsonNode node = section.path("rules");
        if (!node.isMissingNode() && !node.isObject()) {
            fault("rules", "is " + node, "an object such as {ecs-two-tasks: advisory}");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = "rules." + entry.getKey();
            Rule rule = rules.get(entry.getKey());
            if (rule == null) {
                fault(
                        key,
                        "is unknown" + Names.suggestion(entry.getKey(), rules.keySet()),
                        "the ids that `plinth policy list` shows");
            }
            enforcements.put(entry.getKey(), constant(key, entry.getValue(), fallback, allowed(rule)));
        }
        return enforcements;
    }

    private static List<String> allowed(@Nullable Rule rule) {
        boolean corrects = rule == null || rule.correction().isPresent();
        return corrects ? keys(Enforcement.values()) : OF_STACK;
    }

    private <E extends Enum<E>> E constant(String key, JsonNode node, E fallback, List<String> allowed) {
        if (node.isMissingNode()) {
            return fallback;
        }
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(node.asText())
                    && keys(constant).stream().allMatch(allowed::contains)) {
                return constant;
            }
        }
        boolean corrects = node.asText().equalsIgnoreCase(Enforcement.REMEDIATE.name());
        String reason = corrects && fallback instanceof Enforcement
                ? ", but " + (key.startsWith("rules.") ? "the rule corrects nothing" : "not every rule corrects")
                : "";
        fault(key, "is " + node + reason, String.join(", ", allowed));
        return fallback;
    }

    private List<String> texts(String key, List<String> fallback, String regex, String allowed) {
        JsonNode node = section.path(key);
        if (node.isMissingNode()) {
            return fallback;
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
        if (!node.isArray() || !texts.stream().allMatch(text -> text.matches(regex))) {
            fault(key, "is " + node, allowed);
            return fallback;
        }
        return texts.stream().distinct().toList();
    }

    private void fault(String key, String problem, String allowed) {
        faults.add(new Fault(NAME + "." + key, problem, allowed));
    }
}
