package dev.plinth.policies.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.InvalidParametersException.Fault;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.UnknownResults;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code plinth:policy} of a stack's configuration, and collects its faults. */
public final class PolicyConfiguration {

    /** The key of a stack's configuration that holds the section. */
    public static final String KEY = "plinth:policy";

    private static final String LIBRARIES = "libraries";
    private static final String UNKNOWN = "unknown";

    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "tier",
                            "enforcement",
                            "rules",
                            "packs",
                            LIBRARIES,
                            "requiredTags",
                            "allowedRegions",
                            UNKNOWN),
                    Threshold.keys().stream())
            .toList();

    private static final List<String> OF_STACK = keys(Arrays.stream(Enforcement.values())
            // Not every rule has a correction.
            .filter(enforcement -> enforcement != Enforcement.REMEDIATE)
            .toArray(Enforcement[]::new));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode section;
    private final Map<String, Rule> rules;
    private final SortedMap<String, Parameter<?>> own;
    private final List<Fault> faults = new ArrayList<>();

    private PolicyConfiguration(JsonNode section, Collection<Rule> rules) {
        this.section = section;
        this.rules = rules.stream().collect(Collectors.toMap(Rule::id, rule -> rule));
        this.own = parameters(rules);
    }

    /**
     * Reads the section: {@code tier} ({@code production}, {@code staging} or {@code development}), {@code enforcement}
     * ({@code mandatory}, {@code advisory} or {@code disabled}), {@code rules} (a rule's id → enforcement, {@code
     * remediate} included), the teams' own parameters by their keys, and everything else by the name it has in {@link PolicyParameters}. What it does not say is
     * the default of the stack, or of its tier. A catalogue's rule that is in none of the packs is disabled, unless
     * {@code rules} names it; a team's own rules always run.
     *
     * @param stack the stack's name
     * @param rules the rules that there are
     * @throws InvalidParametersException with every fault
     */
    public static PolicyParameters read(String stack, JsonNode section, Collection<Rule> rules) {
        return new PolicyConfiguration(section, rules).parameters(PolicyParameters.forStack(stack));
    }

    /** Returns the parameters of the teams' own rules, by their keys. */
    public static SortedMap<String, Parameter<?>> parameters(Collection<Rule> rules) {
        SortedMap<String, Parameter<?>> parameters = new TreeMap<>();
        rules.forEach(rule -> rule.parameters().forEach(parameter -> parameters.put(parameter.key(), parameter)));
        return parameters;
    }

    /** Returns whether a key of the section is one of Plinth. */
    static boolean isKnown(String key) {
        return KEYS.contains(key);
    }

    /**
     * Reads the libraries of the section; an invalid list is empty here and reported by {@link #read}.
     *
     * @param section the section, or a missing node
     */
    public static List<String> libraries(JsonNode section) {
        JsonNode node = section.path(LIBRARIES);
        boolean texts = node.isArray()
                && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isTextual);
        return texts
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList()
                : List.of();
    }

    private static List<String> keys(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private PolicyParameters parameters(PolicyParameters ofStack) {
        if (!section.isObject()) {
            throw new InvalidParametersException(List.of(new Fault(KEY, "is " + section, "an object")));
        }
        List<String> keys = Stream.concat(KEYS.stream(), own.keySet().stream()).toList();
        section.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                fault(key, "is unknown" + Names.suggestion(key, keys), String.join(", ", keys));
            }
        });
        Tier tier = constant("tier", section.path("tier"), ofStack.tier(), keys(Tier.values()));
        Enforcement enforcement = constant("enforcement", section.path("enforcement"), ofStack.enforcement(), OF_STACK);
        PolicyParameters defaults = PolicyParameters.of(tier, enforcement);
        List<String> packs = packs(defaults.packs());
        PolicyParameters.Builder parameters = defaults.toBuilder()
                .ruleEnforcement(ruleEnforcement(enforcement, packs))
                .packs(packs)
                .unknown(constant(UNKNOWN, section.path(UNKNOWN), defaults.unknown(), keys(UnknownResults.values())))
                .libraries(texts(LIBRARIES, List.of(), ".+", "a list of jars and directories of rules"))
                .requiredTags(texts("requiredTags", defaults.requiredTags(), ".{1,128}", "a list of tag keys"))
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
        own.values().forEach(parameter -> set(parameter, parameters));
        if (!faults.isEmpty()) {
            throw new InvalidParametersException(faults);
        }
        return parameters.build();
    }

    private <T> void set(Parameter<T> parameter, PolicyParameters.Builder parameters) {
        JsonNode node = section.path(parameter.key());
        if (!node.isMissingNode()) {
            Optional.ofNullable(MAPPER.convertValue(node, Object.class))
                    .flatMap(parameter::read)
                    .ifPresentOrElse(
                            value -> parameters.parameter(parameter, value),
                            () -> fault(parameter.key(), "is " + node, parameter.allowed()));
        }
    }

    private List<String> packs(List<String> fallback) {
        List<String> known = Pack.all().stream().map(Pack::name).toList();
        List<String> chosen = texts("packs", fallback, ".+", "a list of packs: " + String.join(", ", known));
        if (chosen.isEmpty()) {
            fault("packs", "is []", "at least one of " + String.join(", ", known));
        }
        chosen.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(
                        "packs", "names \"" + name + "\"" + Names.suggestion(name, known), String.join(", ", known)));
        return chosen;
    }

    private SortedMap<String, Enforcement> ruleEnforcement(Enforcement fallback, List<String> packs) {
        SortedMap<String, Enforcement> enforcements = new TreeMap<>();
        List<Pack> chosen =
                packs.stream().flatMap(name -> Pack.find(name).stream()).toList();
        rules.values().stream()
                .filter(rule -> RuleCatalogue.find(rule.id()).isPresent())
                .filter(rule -> chosen.stream().noneMatch(pack -> pack.includes(rule)))
                .forEach(rule -> enforcements.put(rule.id(), Enforcement.DISABLED));
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
                        "rule ids; see `plinth policy list`");
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
                ? ", but "
                        + (key.startsWith("rules.")
                                ? "the rule has no remediation"
                                : "not every rule has a remediation")
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
        faults.add(new Fault(KEY + "." + key, problem, allowed));
    }
}
