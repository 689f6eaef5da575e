package dev.plinth.operation.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * The state of a stack at one time.
 *
 * @param time the time
 * @param alarms the alarms, those in alarm first
 * @param services the ECS services
 * @param stores databases and caches
 * @param gaps reasons why something is unknown
 */
public record StackStatus(
        Instant time,
        List<AlarmStatus> alarms,
        List<ServiceStatus> services,
        List<StoreStatus> stores,
        List<String> gaps) {

    /** Returns whether an alarm is in alarm. */
    public boolean isFiring() {
        return alarms.stream().anyMatch(AlarmStatus::isFiring);
    }

    /** Returns the number of alarms in a state. */
    public long count(AlarmStatus.State state) {
        return alarms.stream().filter(alarm -> alarm.state() == state).count();
    }

    /** Returns the state as JSON. */
    public ObjectNode toJson(String stack) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("stack", stack)
                .put("time", time.toString())
                .put("firing", isFiring());
        ArrayNode alarmArray = json.putArray("alarms");
        for (AlarmStatus alarm : alarms) {
            ObjectNode entry = alarmArray
                    .addObject()
                    .put("name", alarm.definition().name())
                    .put("alarm", alarm.definition().physicalName())
                    .put("description", alarm.definition().description())
                    .put("state", alarm.state().name());
            alarm.since().ifPresent(since -> entry.put("since", since.toString()));
            alarm.value().ifPresent(value -> entry.put("value", value));
            alarm.definition().threshold().ifPresent(threshold -> entry.put("threshold", threshold));
        }
        ArrayNode serviceArray = json.putArray("services");
        services.forEach(service -> serviceArray
                .addObject()
                .put("name", service.name())
                .put("running", service.running())
                .put("desired", service.desired())
                .put("deployment", service.deployment()));
        ArrayNode storeArray = json.putArray("stores");
        stores.forEach(store -> storeArray.addObject().put("name", store.name()).put("status", store.status()));
        gaps.forEach(json.putArray("unknown")::add);
        return json;
    }
}
