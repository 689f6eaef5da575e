package dev.plinth.simulator.shape;

import dev.plinth.simulator.shape.TypeShape.Mismatch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a resource type takes and gives.
 *
 * @param type the type token
 * @param inputs the inputs by name
 * @param outputs the outputs by name
 * @param secrets the outputs that the SDK declares secret
 */
public record ResourceShape(
        String type, Map<String, PropertyShape> inputs, Map<String, PropertyShape> outputs, Set<String> secrets) {

    /** Faults of a resource's inputs. */
    public List<Mismatch> checkInputs(Map<String, Object> values) {
        return PropertyShape.check(inputs, "", values);
    }

    /** The inputs with each document that was given as an object as its JSON text, as the provider keeps it. */
    public Map<String, Object> normalize(Map<String, Object> values) {
        return PropertyShape.normalize(inputs, values);
    }
}
