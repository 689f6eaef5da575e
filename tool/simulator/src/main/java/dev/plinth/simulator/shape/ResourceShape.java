package dev.plinth.simulator.shape;

import dev.plinth.simulator.shape.TypeShape.Mismatch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs and outputs of a resource type.
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

    /**
     * Returns whether the provider computes a property that isn't given: an optional input that is always there as an output. The bridge
     * makes an output of an optional argument optional unless the provider's schema has it computed.
     *
     * @param path the property, such as {@code healthCheck.path}; within lists nothing is known
     * @see <a href="https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfgen/generate.go">generate.go</a>
     */
    public boolean isComputed(String path) {
        Map<String, PropertyShape> given = inputs;
        Map<String, PropertyShape> made = outputs;
        boolean computed = false;
        for (String step : path.split("\\.", -1)) {
            PropertyShape input = given.get(step);
            PropertyShape output = made.get(step);
            if (input == null || output == null) {
                return false;
            }
            computed = !input.required() && output.required();
            given = input.type() instanceof TypeShape.ObjectOf object
                    ? object.properties().get()
                    : Map.of();
            made = output.type() instanceof TypeShape.ObjectOf object
                    ? object.properties().get()
                    : Map.of();
        }
        return computed;
    }

    /** The inputs with each document that was given as an object as its JSON text, as the provider keeps it. */
    public Map<String, Object> normalize(Map<String, Object> values) {
        return PropertyShape.normalize(inputs, values);
    }
}
