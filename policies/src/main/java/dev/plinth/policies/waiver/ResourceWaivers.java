package dev.plinth.policies.waiver;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Waivers that a program registers as resources beside what they cover: of the type {@code plinth:policy:Waiver}, with
 * the inputs {@code rule}, {@code urnPattern}, {@code reason}, {@code owner} and {@code expires}, under the rules of the file.
 *
 * @param waivers those without faults
 * @param faults what is wrong with the others
 */
public record ResourceWaivers(List<Waiver> waivers, List<Fault> faults) {

    /** The type of a resource that is a waiver. */
    public static final String TYPE = "plinth:policy:Waiver";

    /** Pulumi keeps the input {@code urn} to itself. */
    private static final String URN_PATTERN = "urnPattern";

    /**
     * Fault of a waiver.
     *
     * @param urn the waiver's own URN
     */
    public record Fault(String urn, String message) {}

    public ResourceWaivers {
        waivers = List.copyOf(waivers);
        faults = List.copyOf(faults);
    }

    /** Reads the waivers among some resources. */
    public static ResourceWaivers among(Collection<GraphResource> resources, LocalDate today) {
        List<Waiver> waivers = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (GraphResource resource : resources) {
            if (resource.type().equals(TYPE)) {
                List<String> found = new ArrayList<>();
                Map<String, String> fields = fields(resource, found);
                Optional<Waiver> waiver = WaiverFields.waiver(URN_PATTERN, fields, resource.name(), today, found);
                waiver.ifPresent(waivers::add);
                found.forEach(message -> faults.add(new Fault(resource.urn(), message)));
            }
        }
        return new ResourceWaivers(waivers, faults);
    }

    private static Map<String, String> fields(GraphResource resource, List<String> faults) {
        Map<String, String> fields = new TreeMap<>();
        resource.inputs().properties().forEach((key, value) -> {
            if (value instanceof PropertyValue.Text text) {
                fields.put(key, text.value());
            } else if (!value.isAbsent() && !key.startsWith("__")) {
                faults.add(resource.name() + "." + key + " is " + value.describe()
                        + " but must be a known string that is not a secret");
            }
        });
        return fields;
    }
}
