import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.TypeShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints the inputs of the types that a file names, one a line, as JSON: nested objects by token under {@code objects}. */
class Shapes {

    private final Map<String, Object> objects = new LinkedHashMap<>();
    private final Deque<TypeShape.ObjectOf> open = new ArrayDeque<>();

    public static void main(String[] arguments) throws Exception {
        dev.plinth.simulator.shape.Shapes shapes = new dev.plinth.simulator.shape.Shapes();
        Shapes dump = new Shapes();
        Map<String, Object> types = new LinkedHashMap<>();
        for (String type : Files.readAllLines(Path.of(arguments[0]))) {
            shapes.find(type.strip()).ifPresent(shape -> types.put(shape.type(), dump.properties(shape.inputs())));
        }
        while (!dump.open.isEmpty()) {
            TypeShape.ObjectOf next = dump.open.pop();
            dump.objects.put(next.token(), dump.properties(next.properties().get()));
        }
        System.out.println(new ObjectMapper().writeValueAsString(Map.of("types", types, "objects", dump.objects)));
    }

    private Map<String, Object> properties(Map<String, PropertyShape> shapes) {
        Map<String, Object> result = new LinkedHashMap<>();
        shapes.values().forEach(shape ->
                result.put(shape.name(), Map.of("type", name(shape.type()), "required", shape.required())));
        return result;
    }

    private Object name(TypeShape type) {
        if (type instanceof TypeShape.Scalar scalar) {
            return scalar.name().toLowerCase();
        }
        if (type instanceof TypeShape.ListOf list) {
            return Map.of("list", name(list.element()));
        }
        if (type instanceof TypeShape.MapOf map) {
            return Map.of("map", name(map.element()));
        }
        if (type instanceof TypeShape.EitherOf either) {
            return name(either.left());
        }
        if (type instanceof TypeShape.ObjectOf object) {
            if (objects.putIfAbsent(object.token(), Map.of()) == null) {
                open.push(object);
            }
            return Map.of("object", object.token());
        }
        return "any";
    }
}
