package dev.plinth.simulator.store;

import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as stored in the cloud.
 *
 * @param type the type token
 * @param id the cloud's id, unique for its type in its region
 * @param region the region, or {@link #GLOBAL} for services without one
 * @param urn the URN that created it
 * @param inputs the inputs as a read gives them back
 * @param state all properties
 */
public record StoredResource(
        String type, String id, String region, String urn, Map<String, Object> inputs, Map<String, Object> state) {

    /** The region of services that have none. */
    public static final String GLOBAL = "global";

    /** A property at the top level. */
    public @Nullable Object get(String property) {
        return state.get(property);
    }

    /** A text property, empty when it is absent or something else. */
    public String text(String property) {
        return state.get(property) instanceof String text ? text : "";
    }

    /** A flag, false when it is absent. */
    public boolean flag(String property) {
        return Boolean.TRUE.equals(state.get(property));
    }

    /** A number, or the given one when it is absent. */
    public long number(String property, long absent) {
        return state.get(property) instanceof Number number ? number.longValue() : absent;
    }

    /** The texts of a list property. */
    public List<String> texts(String property) {
        return Values.strings(state.get(property));
    }

    /** The ARN, empty when it has none. */
    public String arn() {
        return text("arn");
    }
}
