package dev.plinth.simulator.time;

import dev.plinth.simulator.backup.Backups;
import dev.plinth.simulator.cloud.Cloud;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** The simulator's resources while time passes, and what is going to happen to them. */
final class World {

    private final Store store;
    private final Backups backups;
    private final Instant from;
    private final Instant until;
    private final Map<Key, StoredResource> resources = new LinkedHashMap<>();
    private final Set<Key> changed = new LinkedHashSet<>();
    private final PriorityQueue<Occurrence> due =
            new PriorityQueue<>(Comparator.comparing(Occurrence::at).thenComparing(Occurrence::number));
    private final List<TimeEvent> events = new ArrayList<>();
    private Instant now;
    private long planned;

    /** A resource's identity. */
    private record Key(String type, String region, String id) {

        static Key of(StoredResource resource) {
            return new Key(resource.type(), resource.region(), resource.id());
        }
    }

    private record Occurrence(Instant at, long number, Runnable action) {}

    World(Store store, Instant from, Instant until) {
        this.store = store;
        this.backups = new Backups(store);
        this.from = from;
        this.until = until;
        this.now = from;
        store.list().forEach(resource -> resources.put(Key.of(resource), resource));
    }

    /** The time before anything happens. */
    Instant from() {
        return from;
    }

    /** The time after which nothing happens any more. */
    Instant until() {
        return until;
    }

    /** The time of the event that happens. */
    Instant now() {
        return now;
    }

    Store store() {
        return store;
    }

    Backups backups() {
        return backups;
    }

    /** Plans something; what lies outside the time that passes does not happen. */
    void at(Instant time, Runnable action) {
        if (time.isAfter(from) && !time.isAfter(until)) {
            due.add(new Occurrence(time, planned++, action));
        }
    }

    /** Does everything that was planned, in order, and keeps what it changed. */
    List<TimeEvent> run() {
        for (Occurrence next = due.poll(); next != null; next = due.poll()) {
            now = next.at();
            next.action().run();
        }
        changed.forEach(key -> store.put(Objects.requireNonNull(resources.get(key))));
        return List.copyOf(events);
    }

    /** All resources of a type. */
    List<StoredResource> all(String type) {
        return resources.values().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** All resources. */
    List<StoredResource> all() {
        return List.copyOf(resources.values());
    }

    /** A resource as it is now. */
    StoredResource current(StoredResource resource) {
        return resources.getOrDefault(Key.of(resource), resource);
    }

    /** The resource with an ARN that has it as its own, not as the one that it belongs to. */
    Optional<StoredResource> byArn(String arn) {
        return arn.isEmpty()
                ? Optional.empty()
                : resources.values().stream()
                        .filter(resource -> resource.arn().equals(arn))
                        .findFirst();
    }

    /** Returns the creation time of a resource. */
    Instant created(StoredResource resource) {
        return store.created(resource);
    }

    /** Changes a property that the program can't set. */
    void set(StoredResource resource, String property, Object value) {
        change(resource, property, value, false);
    }

    /** Changes a property; where the program sets it, a read returns the new value as an input, too. */
    void setInput(StoredResource resource, String property, Object value) {
        change(resource, property, value, resource.inputs().containsKey(property));
    }

    private void change(StoredResource resource, String property, Object value, boolean input) {
        StoredResource old = current(resource);
        Map<String, Object> state = Values.copy(old.state());
        Map<String, Object> inputs = Values.copy(old.inputs());
        state.put(property, value);
        if (input) {
            inputs.put(property, value);
        }
        StoredResource changedResource =
                new StoredResource(old.type(), old.id(), old.region(), old.urn(), inputs, state);
        resources.put(Key.of(old), changedResource);
        changed.add(Key.of(old));
    }

    /** Records what happened to a resource. */
    void happened(StoredResource resource, String kind, String message) {
        happened(resource, kind, false, message);
    }

    /** Records that something of a resource stopped working, or was not done. */
    void failed(StoredResource resource, String kind, String message) {
        happened(resource, kind, true, message);
    }

    private void happened(StoredResource resource, String kind, boolean problem, String message) {
        events.add(new TimeEvent(
                now,
                kind,
                problem,
                resource.type(),
                Cloud.logicalName(resource.urn()),
                resource.id(),
                resource.urn(),
                message));
    }

    /** Records what happened to something that is deleted. */
    void happened(String type, String id, String kind, boolean problem, String message) {
        events.add(new TimeEvent(now, kind, problem, type, id, id, "", message));
    }
}
