package dev.plinth.simulator.cloud;

import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks references between resources. */
final class ReferenceChecks {

    private final Store store;
    private final Registry registry;

    ReferenceChecks(Store store, Registry registry) {
        this.store = store;
        this.registry = registry;
    }

    /**
     * Checks that no resource uses one that is to be deleted.
     *
     * @throws CloudException when one does
     */
    void checkUsers(Behaviour behaviour, StoredResource resource) {
        List<String> users = new ArrayList<>(Values.strings(resource.get("simulatedUsers")));
        for (Map.Entry<Behaviour, Reference> entry : registry.referencesTo(resource.type())) {
            Reference reference = entry.getValue();
            if (reference.blocksDeletion()) {
                store.listEverywhere(entry.getKey().type()).stream()
                        .filter(user -> refersTo(user, reference, resource))
                        .forEach(user -> users.add(entry.getKey().label() + " " + user.id()));
            }
        }
        if (!users.isEmpty()) {
            throw behaviour.inUse(users.stream().distinct().limit(5).collect(Collectors.joining(", ")));
        }
    }

    private static boolean refersTo(StoredResource user, Reference reference, StoredResource target) {
        boolean samePlace = user.region().equals(target.region())
                || StoredResource.GLOBAL.equals(target.region())
                || StoredResource.GLOBAL.equals(user.region());
        return Paths.values(user.state(), reference.path()).stream()
                .anyMatch(value -> (value.equals(target.arn()) && !target.arn().isEmpty())
                        || (samePlace && (value.equals(target.id()) || isName(target, value))));
    }

    private static boolean isName(StoredResource target, Object value) {
        return value.equals(target.get("name"));
    }

    /**
     * Checks that each resource that an operation names exists.
     *
     * @throws CloudException when one does not
     */
    void checkReferences(Behaviour behaviour, Operation operation) {
        for (Reference reference : behaviour.references()) {
            for (String value : operation.texts(reference.path())) {
                operation.require(
                        value.isEmpty() || exists(reference, value, operation),
                        reference.code(),
                        "the " + registry.label(reference.target()) + " '" + value + "' named by '" + reference.path()
                                + "' does not exist in " + operation.region());
            }
        }
    }

    private boolean exists(Reference reference, String value, Operation operation) {
        String target = reference.target();
        if (value.startsWith("arn:")) {
            boolean here = reference.anywhere() || isIn(value, operation.region());
            boolean found = store.byArn(target, value).isPresent();
            if (here && found) {
                return true;
            }
        }
        return operation.find(target, value).isPresent()
                || operation.list(target).stream().anyMatch(found -> isName(found, value))
                || registry.provisionsOf(target).stream()
                        .anyMatch(entry -> operation.list(entry.getKey().type()).stream()
                                .anyMatch(found ->
                                        value.equals(found.get(entry.getValue().property()))));
    }

    /** Returns whether an ARN belongs to the region, or to none. */
    private static boolean isIn(String arn, String region) {
        String[] parts = arn.split(":", 6);
        return parts.length < 4 || parts[3].isEmpty() || parts[3].equals(region);
    }
}
