package dev.plinth.policies.server;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.InvalidParametersException.Fault;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyConfigSchema;

/** Options of each rule in {@code --policy-pack-config}: its enforcement, and the thresholds that it reads. */
final class PackConfiguration {

    private static final String EVERY_RULE = "all";

    /** True if {@code all} applies to each rule; remediation applies only to rules that have one. */
    private final boolean everyRuleCorrects;

    private final Collection<Rule> rules;
    private final PolicyParameters before;
    private final Map<String, Enforcement> enforcement;
    private final Map<Threshold, Integer> thresholds = new EnumMap<>(Threshold.class);
    private final Map<Parameter<?>, Object> own = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private PackConfiguration(Collection<Rule> rules, PolicyParameters before, PolicyConfig ofAll) {
        this.everyRuleCorrects = ofAll.getEnforcementLevel() == EnforcementLevel.REMEDIATE;
        this.rules = rules;
        this.before = before;
        this.enforcement = new TreeMap<>(before.ruleEnforcement());
    }

    /** The configuration of a rule as the JSON schema of each of its properties. */
    static PolicyConfigSchema schema(Rule rule) {
        Struct.Builder properties = Struct.newBuilder();
        properties.putFields(
                "enforcementLevel",
                property(Map.of(
                        "type",
                        text("string"),
                        "enum",
                        list(allowed(rule).stream().map(PackConfiguration::text).toList()))));
        for (Threshold threshold : rule.thresholds()) {
            properties.putFields(
                    threshold.key(),
                    property(Map.of(
                            "type", text("integer"),
                            "minimum", number(threshold.least()),
                            "maximum", number(threshold.most()))));
        }
        rule.parameters().forEach(parameter -> properties.putFields(parameter.key(), value(parameter.schema())));
        return PolicyConfigSchema.newBuilder().setProperties(properties).build();
    }

    /**
     * Applies what the engine read.
     *
     * @throws InvalidParametersException with every fault
     */
    static PolicyParameters apply(
            ConfigureAnalyzerRequest request, Collection<Rule> rules, PolicyParameters parameters) {
        PolicyConfig ofAll = request.getPolicyConfigOrDefault(EVERY_RULE, PolicyConfig.getDefaultInstance());
        PackConfiguration configuration = new PackConfiguration(rules, parameters, ofAll);
        new TreeMap<>(request.getPolicyConfigMap()).forEach(configuration::read);
        if (!configuration.faults.isEmpty()) {
            throw new InvalidParametersException(configuration.faults);
        }
        PolicyParameters.Builder result = parameters.toBuilder().ruleEnforcement(configuration.enforcement);
        configuration.thresholds.forEach(result::threshold);
        configuration.own.forEach((parameter, value) -> set(parameter, value, result));
        return result.build();
    }

    private static <T> void set(Parameter<T> parameter, Object value, PolicyParameters.Builder result) {
        parameter.read(value).ifPresent(read -> result.parameter(parameter, read));
    }

    private void read(String id, PolicyConfig config) {
        if (id.equals(EVERY_RULE)) {
            // The engine has spread it over the rules.
            return;
        }
        List<String> ids = rules.stream().map(Rule::id).toList();
        rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .ifPresentOrElse(
                        rule -> read(rule, config),
                        () -> faults.add(new Fault(
                                id, "is unknown" + Names.suggestion(id, ids), "rule ids; see `plinth policy list`")));
    }

    private void read(Rule rule, PolicyConfig config) {
        Enforcement wanted = Diagnostics.enforcement(config.getEnforcementLevel());
        if (wanted == Enforcement.REMEDIATE && rule.correction().isEmpty() && everyRuleCorrects) {
            wanted = Enforcement.MANDATORY;
        }
        if (wanted == Enforcement.REMEDIATE && rule.correction().isEmpty()) {
            faults.add(new Fault(
                    rule.id() + ".enforcementLevel",
                    "is \"remediate\", but the rule has no remediation",
                    String.join(", ", allowed(rule))));
        } else if (wanted != before.enforcementOf(rule)) {
            enforcement.put(rule.id(), wanted);
        }
        new TreeMap<>(config.getProperties().getFieldsMap()).forEach((key, value) -> rule.parameters().stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .ifPresentOrElse(parameter -> own(rule, parameter, value), () -> threshold(rule, key, value)));
    }

    private void own(Rule rule, Parameter<?> parameter, Value value) {
        String path = rule.id() + "." + parameter.key();
        Optional<?> read = parameter.read(plain(value));
        if (read.isEmpty()) {
            faults.add(new Fault(path, "is " + shown(value), parameter.allowed()));
        } else {
            Object other = own.put(parameter, read.get());
            if (other != null && !other.equals(read.get())) {
                faults.add(new Fault(path, "is " + read.get() + ", and " + other + " at another rule", "one value"));
            }
        }
    }

    /** Returns a value as Java has it; null as an empty map, which is invalid for every parameter. */
    private static Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream()
                        .map(PackConfiguration::plain)
                        .toList();
            case STRUCT_VALUE, NULL_VALUE, KIND_NOT_SET -> Map.of();
        };
    }

    private static Value value(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Struct.Builder struct = Struct.newBuilder();
            map.forEach((key, value) -> struct.putFields(String.valueOf(key), value(value)));
            return Value.newBuilder().setStructValue(struct).build();
        } else if (plain instanceof List<?> list) {
            return list(list.stream().map(PackConfiguration::value).toList());
        }
        return plain instanceof Integer number ? number(number) : text(String.valueOf(plain));
    }

    private void threshold(Rule rule, String key, Value value) {
        String path = rule.id() + "." + key;
        List<String> keys = Stream.concat(
                        rule.thresholds().stream().map(Threshold::key),
                        rule.parameters().stream().map(Parameter::key))
                .toList();
        Threshold threshold = Threshold.find(key).orElse(null);
        if (threshold == null || !keys.contains(key)) {
            faults.add(new Fault(
                    path,
                    "is unknown" + Names.suggestion(key, keys),
                    keys.isEmpty() ? "enforcementLevel" : "enforcementLevel, " + String.join(", ", keys)));
        } else if (!value.hasNumberValue() || !threshold.allows(value.getNumberValue())) {
            faults.add(new Fault(path, "is " + shown(value), threshold.allowed()));
        } else {
            int number = (int) value.getNumberValue();
            Integer other = thresholds.put(threshold, number);
            if (other != null && other != number) {
                faults.add(new Fault(path, "is " + number + ", and " + other + " at another rule", "one value"));
            }
        }
    }

    private static String shown(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> "\"" + value.getStringValue() + "\"";
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case NUMBER_VALUE -> Double.toString(value.getNumberValue()).replaceFirst("\\.0$", "");
            case LIST_VALUE -> "a list";
            case STRUCT_VALUE -> "an object";
            case NULL_VALUE, KIND_NOT_SET -> "null";
        };
    }

    private static List<String> allowed(Rule rule) {
        return Arrays.stream(Enforcement.values())
                .filter(each ->
                        each != Enforcement.REMEDIATE || rule.correction().isPresent())
                .map(Enforcement::key)
                .toList();
    }

    private static Value property(Map<String, Value> fields) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder().putAllFields(fields))
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value number(int number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    private static Value list(List<Value> values) {
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addAllValues(values))
                .build();
    }
}
