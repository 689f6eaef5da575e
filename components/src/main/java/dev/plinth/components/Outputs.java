package dev.plinth.components;

import com.pulumi.core.Output;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Additions to the SDK's {@link Output}. */
public final class Outputs {

    private Outputs() {}

    /** A map of outputs as the output of a map, sorted by key, known as soon as all its values are. */
    public static Output<Map<String, String>> map(Map<String, Output<String>> values) {
        Map<String, Output<String>> sorted = new TreeMap<>(values);
        List<String> keys = List.copyOf(sorted.keySet());
        return Output.all(List.copyOf(sorted.values())).applyValue(known -> {
            Map<String, String> map = new TreeMap<>();
            Iterator<String> value = known.iterator();
            keys.forEach(key -> map.put(key, value.next()));
            return map;
        });
    }
}
