package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Replaces a cloud without access to it: the state is taken as the actual state, and values that it lacks are unknown. It serves
 * previews of resources that it has not created itself, such as a real account's.
 */
public final class StandIn {

    /** The name of the list of inputs with an automatic value, as bridged providers write it. */
    private static final String DEFAULTS = "__defaults";

    /** The input that pulumi-docker's Check adds: the digest of the files that the image is built from. */
    private static final String CONTEXT_DIGEST = "contextDigest";

    private final Cloud cloud;
    private final BiFunction<String, String, Optional<Map<String, Object>>> recorded;

    /**
     * Creates a stand-in.
     *
     * @param cloud the registered types
     * @param recorded the properties of a resource that the program reads and does not manage, by type and id
     */
    public StandIn(Cloud cloud, BiFunction<String, String, Optional<Map<String, Object>>> recorded) {
        this.cloud = cloud;
        this.recorded = recorded;
    }

    /**
     * Checked inputs with what the real provider had added to the former ones, at any depth: it would add that again.
     *
     * @param before the inputs in the state
     * @param wanted the checked inputs
     */
    public Map<String, Object> completed(Map<String, Object> before, Map<String, Object> wanted) {
        Map<String, Object> result = new LinkedHashMap<>(wanted);
        List<Object> automatic = new ArrayList<>(Values.asList(wanted.get(DEFAULTS)));
        for (Object name : Values.asList(before.get(DEFAULTS))) {
            if (name instanceof String key && before.containsKey(key) && !result.containsKey(key)) {
                result.put(key, before.get(key));
                automatic.add(key);
            }
        }
        if (before.containsKey(CONTEXT_DIGEST)) {
            result.putIfAbsent(CONTEXT_DIGEST, before.get(CONTEXT_DIGEST));
        }
        result.replaceAll((key, value) -> completedValue(before.get(key), value));
        if (!automatic.isEmpty() || before.containsKey(DEFAULTS)) {
            result.put(DEFAULTS, automatic);
        }
        return result;
    }

    private Object completedValue(@org.jspecify.annotations.Nullable Object before, Object wanted) {
        if (before instanceof Map<?, ?> old && wanted instanceof Map<?, ?> now) {
            return completed(Values.asMap(old), Values.asMap(now));
        }
        if (before instanceof List<?> old && wanted instanceof List<?> now && old.size() == now.size()) {
            List<Object> result = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                result.add(completedValue(old.get(i), now.get(i)));
            }
            return result;
        }
        return wanted;
    }

    /** A resource that the program reads: as it was recorded, or else unknown but for its id. */
    public Map<String, Object> read(String type, String id, ProviderConfiguration configuration) {
        return recorded.apply(type, id).orElseGet(() -> {
            Map<String, Object> state = new LinkedHashMap<>(cloud.previewCreation(type, Map.of(), configuration));
            ResourceShape shape = cloud.shape(type);
            shape.outputs().keySet().forEach(output -> state.put(output, Unknown.VALUE));
            state.put("id", id);
            return state;
        });
    }
}
