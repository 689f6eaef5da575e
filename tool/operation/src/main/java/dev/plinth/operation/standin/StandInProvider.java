package dev.plinth.operation.standin;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.engine.monitor.RegisteredOutputs;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ProtobufValues;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.PlausibleOutputs;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of a stack's resources: those of the engine where it knows them, and stand-ins for those of resources that do not exist
 * yet. A stand-in has the form that the cloud gives, in the provider's Region and account.
 */
final class StandInProvider implements OfflineProvider, AutoCloseable {

    private static final String ID = "id";

    private final SimulatedProvider functions;
    private final RegisteredOutputs registered;
    private final FunctionAnswers answers;
    private final String defaultRegion;
    private final PlausibleOutputs outputs = new PlausibleOutputs(Simulator.registry());
    private final Map<String, Map<String, String>> standIns = new ConcurrentHashMap<>();

    StandInProvider(
            SimulatedProvider functions, RegisteredOutputs registered, FunctionAnswers answers, String defaultRegion) {
        this.functions = functions;
        this.registered = registered;
        this.answers = answers;
        this.defaultRegion = defaultRegion;
    }

    /** Returns the stand-ins of each resource with the ones that another set of them has instead. */
    Map<String, Map<String, String>> standIns() {
        return standIns;
    }

    @Override
    public Struct call(String token, Struct arguments, @Nullable String region) {
        return answers.answer(token, arguments, region).orElseGet(() -> functions.call(token, arguments, region));
    }

    @Override
    public Collection<String> outputs(String type) {
        return functions.outputs(type);
    }

    @Override
    public void complete(GraphResource resource, @Nullable GraphResource provider, Struct.Builder completed) {
        String region = provider == null
                ? defaultRegion
                : provider.input("region").asText().orElse(defaultRegion);
        String account = account(provider);
        Struct asked = completed.build();
        Map<String, Object> inputs = inputs(asked);
        Map<String, Object> plausible = outputs.of(resource.type(), resource.urn(), inputs, region, "stand-in");
        Map<String, Object> others = outputs.of(resource.type(), resource.urn(), inputs, region, "other stand-in");
        Map<String, String> replacements = new HashMap<>();
        Map<String, Value> known = new LinkedHashMap<>();
        registered.of(resource.urn()).ifPresent(answer -> known.putAll(answer.getFieldsMap()));
        Map<String, Value> wanted = new LinkedHashMap<>(asked.getFieldsMap());
        wanted.putIfAbsent(ID, unknown());
        wanted.putAll(known);
        wanted.forEach((name, value) -> {
            PropertyValue now = ProtobufValues.parse(value);
            if (!now.containsUnknown()) {
                completed.putFields(name, value);
                return;
            }
            Object standIn = plausible.get(name);
            Object other = others.get(name);
            boolean nameless = standIn == null && plausible.isEmpty() && now.isUnknown();
            if (nameless) {
                standIn = resource.name() + "-" + name + "-1f0c5e";
                other = resource.name() + "-" + name + "-8a7d2b";
            }
            if (standIn == null || other == null) {
                completed.putFields(name, value);
                return;
            }
            Object own = inAccount(standIn, account);
            collect(own, inAccount(other, account), replacements);
            boolean secret = now instanceof PropertyValue.Secret
                    || outputs.secrets(resource.type()).contains(name);
            completed.putFields(name, value(secret ? Values.secret(own) : own));
        });
        standIns.put(resource.urn(), Map.copyOf(replacements));
    }

    private static Value unknown() {
        return value(Unknown.VALUE);
    }

    /** The known inputs; an unknown one has no value that an output could be made of. */
    private static Map<String, Object> inputs(Struct asked) {
        Map<String, Object> inputs = new LinkedHashMap<>(Values.fromStruct(asked));
        inputs.values().removeIf(Values::isUnknown);
        return inputs;
    }

    private static Value value(Object plain) {
        return Values.toStruct(Map.of("value", plain)).getFieldsOrThrow("value");
    }

    /** The account that the provider accepts: its resources are in no other one. */
    private static String account(@Nullable GraphResource provider) {
        return provider == null
                ? ProviderConfiguration.ACCOUNT
                : provider.input("allowedAccountIds[0]").asText().orElse(ProviderConfiguration.ACCOUNT);
    }

    private static Object inAccount(Object value, String account) {
        if (value instanceof String text) {
            return text.replace(ProviderConfiguration.ACCOUNT, account);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> inAccount(element, account)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>(Values.asMap(map));
            result.replaceAll((key, element) -> inAccount(element, account));
            return result;
        }
        return value;
    }

    /** Collects the texts that differ. */
    private static void collect(Object one, Object other, Map<String, String> replacements) {
        if (one instanceof String text && other instanceof String otherText) {
            if (!text.isEmpty() && !text.equals(otherText)) {
                replacements.put(text, otherText);
            }
        } else if (one instanceof List<?> list && other instanceof List<?> otherList) {
            for (int i = 0; i < Math.min(list.size(), otherList.size()); i++) {
                collect(list.get(i), otherList.get(i), replacements);
            }
        } else if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
            map.forEach((key, element) -> {
                Object counterpart = otherMap.get(key);
                if (counterpart != null) {
                    collect(element, counterpart, replacements);
                }
            });
        }
    }

    @Override
    public void close() {
        outputs.close();
    }
}
