package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that a state could have been written by the engine. */
public final class StateIntegrity {

    private StateIntegrity() {}

    /**
     * Checks a state as the engine does before it uses it: each URN once, and whatever a resource refers to before it.
     *
     * @param deployment what the state holds
     * @return what is wrong with it, each in one line; empty when nothing is
     * @see <a href="https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/snapshot.go">Snapshot.VerifyIntegrity</a>
     */
    public static List<String> faults(JsonNode deployment) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Set<String> alive = new HashSet<>();
        for (JsonNode resource : deployment.path("resources")) {
            String urn = resource.path("urn").asText();
            if (urn.isEmpty() || !resource.path("type").isTextual()) {
                faults.add("a resource has no URN or no type");
                continue;
            }
            refer(resource.path("parent").asText(), "parent", urn, known, faults);
            String provider = resource.path("provider").asText();
            int id = provider.lastIndexOf("::");
            refer(id < 0 ? "" : provider.substring(0, id), "provider", urn, known, faults);
            for (JsonNode dependency : resource.path("dependencies")) {
                refer(dependency.asText(), "dependency", urn, known, faults);
            }
            if (!resource.path("delete").asBoolean() && !alive.add(urn)) {
                faults.add(urn + " is there twice");
            }
            known.add(urn);
        }
        return faults;
    }

    private static void refer(String to, String what, String from, Set<String> known, List<String> faults) {
        if (!to.isEmpty() && !known.contains(to)) {
            faults.add(from + " has the " + what + " " + to + ", which does not stand before it");
        }
    }
}
