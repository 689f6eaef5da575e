import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Writes names.json: Terraform's resource types and property names beside Pulumi's, wherever they differ by more than
 * snake_case and camelCase. It compares two public descriptions of the same resources, that of the Pulumi SDK (a jar,
 * read by reflection) and that of the Terraform provider, and needs no build:
 *
 *   terraform providers schema -json > schema.json         (in a folder that requires hashicorp/aws)
 *   java -cp AWS.JAR:PULUMI.JAR:JACKSON-{CORE,DATABIND,ANNOTATIONS}.JAR TerraformNames.java schema.json AWS.JAR names.json
 *
 * A resource type is matched to the token whose properties it shares most of; irregular.properties decides what the
 * properties leave open. What has no match is listed on standard error.
 */
final class TerraformNames {

    /** A property of the SDK: its nested properties when it is an object, and whether it is a list. */
    record Shape(boolean list, boolean map, boolean object, Map<String, Shape> properties) {}

    /** A property of Terraform's schema. */
    record Block(boolean list, boolean nestedAttribute, Map<String, Block> properties) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        JsonNode schema = MAPPER.readTree(new File(arguments[0]));
        Properties irregular = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("irregular.properties"))) {
            irregular.load(reader);
        }
        Map<String, Map<String, Shape>> tokens = sdk(arguments[1]);
        Map<String, Map<String, Block>> types = new TreeMap<>();
        schema.path("provider_schemas").forEach(provider -> provider.path("resource_schemas")
                .properties()
                .forEach(entry -> types.put(entry.getKey(), block(entry.getValue().path("block")))));

        Map<String, String> matches = match(types, tokens, irregular);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode names = document.putObject("types");
        matches.forEach((type, token) -> names.put(type, brief(token)));
        ObjectNode properties = document.putObject("properties");
        int lost = 0;
        for (Map.Entry<String, String> entry : matches.entrySet()) {
            Map<String, Shape> shape = tokens.get(entry.getValue());
            if (shape == null) {
                System.err.println("no such token: " + entry.getValue());
                continue;
            }
            Map<String, String> found = new TreeMap<>();
            Map<String, Block> type = types.get(entry.getKey());
            List<String> open = new ArrayList<>();
            compare(entry.getKey(), "", type == null ? guess(shape, irregular) : type, shape, irregular, found, open);
            lost += open.size();
            if (System.getProperty("verbose") != null && !open.isEmpty()) {
                System.err.println(entry.getKey() + " leaves open " + open);
            }
            Map<String, String> compact = compact(found);
            if (!compact.isEmpty()) {
                ObjectNode node = properties.putObject(entry.getKey());
                compact.forEach(node::put);
            }
        }
        Files.writeString(Path.of(arguments[2]), lines(document));
        Set<String> unmatched = new TreeSet<>(types.keySet());
        unmatched.removeAll(matches.keySet());
        System.err.println(matches.size() + " types, " + unmatched.size() + " without a token, " + lost
                + " SDK properties without a name: " + unmatched);
    }

    private static Map<String, Map<String, Shape>> sdk(String jar) throws Exception {
        Map<String, Map<String, Shape>> tokens = new TreeMap<>();
        try (JarFile file = new JarFile(jar)) {
            for (String name : file.stream().map(java.util.zip.ZipEntry::getName).toList()) {
                if (!name.matches("com/pulumi/aws/(\\w+/)?\\w+Args\\.class")) {
                    continue;
                }
                String arguments = name.replace('/', '.').substring(0, name.length() - ".class".length());
                Class<?> resource;
                try {
                    resource = Class.forName(arguments.substring(0, arguments.length() - 4), false,
                            TerraformNames.class.getClassLoader());
                } catch (ClassNotFoundException e) {
                    continue; // the arguments of a function
                }
                ResourceType type = resource.getAnnotation(ResourceType.class);
                if (type != null && !type.type().startsWith("pulumi:")) {
                    tokens.put(type.type(), shapes(Class.forName(arguments, false,
                            TerraformNames.class.getClassLoader()), Set.of()));
                }
            }
        }
        return tokens;
    }

    private static Map<String, Shape> shapes(Class<?> arguments, Set<Class<?>> around) {
        Map<String, Shape> shapes = new TreeMap<>();
        Set<Class<?>> outer = new HashSet<>(around);
        outer.add(arguments);
        for (Field field : arguments.getDeclaredFields()) {
            Import annotation = field.getAnnotation(Import.class);
            if (annotation != null) {
                String name = annotation.name().isEmpty() ? field.getName() : annotation.name();
                shapes.put(name, shape(field.getGenericType(), false, false, outer));
            }
        }
        return shapes;
    }

    private static Shape shape(Type type, boolean list, boolean map, Set<Class<?>> around) {
        if (type instanceof ParameterizedType generic) {
            Type[] elements = generic.getActualTypeArguments();
            String raw = generic.getRawType().getTypeName();
            return shape(elements[elements.length - 1], list || raw.equals("java.util.List"),
                    map || raw.equals("java.util.Map"), around);
        }
        boolean object = type instanceof Class<?> found && found.getSimpleName().endsWith("Args");
        // A firewall's statement holds statements: its names are the same at every depth.
        boolean again = object && around.contains((Class<?>) type);
        return new Shape(list, map, object, object && !again ? shapes((Class<?>) type, around) : Map.of());
    }

    private static Map<String, Block> block(JsonNode node) {
        Map<String, Block> properties = new TreeMap<>();
        node.path("attributes").properties().forEach(entry -> {
            JsonNode nested = entry.getValue().path("nested_type");
            JsonNode type = entry.getValue().path("type");
            boolean list = type.isArray() && !type.get(0).asText().equals("map")
                    || nested.path("nesting_mode").asText().matches("list|set");
            properties.put(entry.getKey(), new Block(list, !list && nested.isObject(), attributes(type, nested)));
        });
        node.path("block_types").properties().forEach(entry -> properties.put(entry.getKey(),
                new Block(entry.getValue().path("nesting_mode").asText().matches("list|set"), false,
                        block(entry.getValue().path("block")))));
        return properties;
    }

    /** The nested attributes of an attribute, also those of a list of objects. */
    private static Map<String, Block> attributes(JsonNode type, JsonNode nested) {
        if (nested.isObject()) {
            return block(nested);
        }
        JsonNode object = type;
        while (object.isArray() && !object.get(0).asText().equals("object")) {
            object = object.get(1);
        }
        Map<String, Block> properties = new TreeMap<>();
        object.path(1).properties().forEach(entry -> properties.put(entry.getKey(),
                new Block(entry.getValue().isArray(), false, attributes(entry.getValue(), JsonNodeFactory.instance.nullNode()))));
        return properties;
    }

    private static Map<String, String> match(Map<String, Map<String, Block>> types,
            Map<String, Map<String, Shape>> tokens, Properties irregular) {
        record Pair(String type, String token, double score) {}
        Map<String, Set<String>> keys = new HashMap<>();
        tokens.forEach((token, shape) -> keys.put(token, normalized(shape.keySet())));
        List<Pair> pairs = new ArrayList<>();
        types.forEach((type, blocks) -> {
            Set<String> mine = normalized(blocks.keySet());
            tokens.keySet().forEach(token -> {
                double name = name(type, token);
                Set<String> theirs = keys.get(token);
                long shared = theirs.stream().filter(mine::contains).count();
                // All that the SDK takes is in the provider's schema, which also has what is only read.
                double covered = theirs.isEmpty() ? 0 : (double) shared / theirs.size();
                if (name >= 0.5 && covered >= 0.6) {
                    pairs.add(new Pair(type, token, 2 * name + covered));
                }
            });
        });
        pairs.sort(Comparator.comparingDouble(Pair::score).reversed().thenComparing(Pair::type)
                .thenComparing(Pair::token));
        Map<String, String> matches = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        for (String key : irregular.stringPropertyNames()) {
            if (key.startsWith("type.")) {
                matches.put(key.substring(5), irregular.getProperty(key));
                taken.add(irregular.getProperty(key));
            }
        }
        matches.values().removeIf(String::isEmpty);
        Set<String> decided = irregular.stringPropertyNames().stream()
                .filter(key -> key.startsWith("type.")).map(key -> key.substring(5)).collect(Collectors.toSet());
        for (Pair pair : pairs) {
            if (!decided.contains(pair.type()) && !matches.containsKey(pair.type()) && taken.add(pair.token())) {
                matches.put(pair.type(), pair.token());
            }
        }
        if (System.getProperty("verbose") != null) {
            Map<String, Double> scores = new HashMap<>();
            pairs.forEach(pair -> scores.put(pair.type() + pair.token(), pair.score()));
            matches.forEach((type, token) -> {
                double score = scores.getOrDefault(type + token, 9.0);
                if (score < 2.85) {
                    System.err.printf("doubtful %.2f %s %s%n", score, type, token);
                }
            });
            Set<String> left = new TreeSet<>(tokens.keySet());
            left.removeAll(matches.values());
            System.err.println("tokens left: " + left);
        }
        return matches;
    }

    /** Returns the share of a type's name (aws_db_instance) that is in the token (aws:rds/instance:Instance), from 0 to 1. */
    private static double name(String type, String token) {
        String flat = type.substring(4).replace("_", "");
        String[] parts = token.split("[:/]");
        String last = parts[parts.length - 1].toLowerCase(Locale.ROOT).replaceAll("v2$", "");
        String module = parts[1].toLowerCase(Locale.ROOT);
        if (flat.equals(module + last) || flat.equals(last) || flat.equals(module + last + "v2")) {
            return flat.equals(last) ? 0.98 : 1;
        }
        if (flat.endsWith(last)) {
            String prefix = flat.substring(0, flat.length() - last.length());
            boolean related = module.startsWith(prefix) || prefix.startsWith(module) || prefix.contains(module);
            return related ? 0.97 : 0.6 + 0.2 * last.length() / flat.length();
        }
        if (last.endsWith(flat)) {
            return 0.55;
        }
        Set<String> mine = new HashSet<>(List.of(type.substring(4).split("_")));
        Set<String> theirs = Arrays.stream(parts[parts.length - 1].split("(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(HashSet::new));
        theirs.add(module);
        Set<String> union = new HashSet<>(mine);
        union.addAll(theirs);
        mine.retainAll(theirs);
        return 0.9 * mine.size() / union.size();
    }

    private static Set<String> normalized(Set<String> names) {
        return names.stream().map(TerraformNames::normalized).collect(Collectors.toSet());
    }

    private static String normalized(String name) {
        String flat = name.replace("_", "").toLowerCase(Locale.ROOT);
        return flat.endsWith("ies") ? flat.substring(0, flat.length() - 3) + "y" : flat.replaceAll("(?<=[^s])s$", "");
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (char letter : name.toCharArray()) {
            if (letter == '_') {
                upper = camel.length() > 0;
            } else {
                camel.append(upper ? Character.toUpperCase(letter) : letter);
                upper = false;
            }
        }
        return camel.toString();
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A schema that could be read nowhere: single names for lists of objects, and else what the SDK has. */
    private static Map<String, Block> guess(Map<String, Shape> shapes, Properties irregular) {
        Set<String> plurals = Set.of(irregular.getProperty("plural", "").split(","));
        Map<String, Block> blocks = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            boolean objects = shape.object();
            String single = objects && shape.list() && !plurals.contains(name)
                    ? name.endsWith("ies") ? name.substring(0, name.length() - 3) + "y" : name.replaceAll("s$", "")
                    : name;
            blocks.put(snake(single), new Block(shape.list() || objects && !shape.map(), false,
                    guess(shape.properties(), irregular)));
        });
        return blocks;
    }

    private static void compare(String type, String path, Map<String, Block> blocks, Map<String, Shape> shapes,
            Properties irregular, Map<String, String> found, List<String> open) {
        Map<String, String> byNormalized = new HashMap<>();
        shapes.keySet().forEach(name -> byNormalized.putIfAbsent(normalized(name), name));
        Set<String> used = new HashSet<>();
        Map<String, String> matched = new TreeMap<>();
        for (String name : blocks.keySet()) {
            String given = irregular.getProperty(type + "." + path + name, irregular.getProperty("*." + path + name));
            String camel = camel(name);
            String match = given != null ? given : shapes.containsKey(camel) ? camel : byNormalized.get(normalized(name));
            if (match != null && shapes.containsKey(match) && used.add(match)) {
                matched.put(name, match);
            } else if (match != null && shapes.containsKey(match)) {
                // Two names for one property: the exact one wins.
                if (match.equals(camel)) {
                    matched.values().remove(match);
                    matched.put(name, match);
                }
            }
        }
        shapes.keySet().stream().filter(name -> !used.contains(name)).forEach(name -> open.add(path + name));
        matched.forEach((name, match) -> {
            Block block = blocks.get(name);
            Shape shape = shapes.get(match);
            boolean one = block.list() && !shape.list() && !shape.map();
            boolean object = block.nestedAttribute() && !shape.list() && !shape.map()
                    || !block.list() && !block.nestedAttribute() && !block.properties().isEmpty() && !shape.list();
            String flag = one ? "1" : object ? "o" : "";
            found.put(path + name, flag + (match.equals(camel(name)) ? "" : ">" + match));
            if (!block.properties().isEmpty() && !shape.properties().isEmpty()) {
                compare(type, path + name + ".", block.properties(), shape.properties(), irregular, found, open);
            }
        });
    }

    /** A name that means the same everywhere in a type is written once, without its path. */
    private static Map<String, String> compact(Map<String, String> found) {
        Map<String, List<String>> meanings = new TreeMap<>();
        found.forEach((path, meaning) -> meanings
                .computeIfAbsent(path.substring(path.lastIndexOf('.') + 1), key -> new ArrayList<>()).add(meaning));
        Map<String, String> usual = new TreeMap<>();
        meanings.forEach((name, all) -> usual.put(name, all.stream()
                .collect(Collectors.groupingBy(meaning -> meaning, TreeMap::new, Collectors.counting()))
                .entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey()));
        Map<String, String> compact = new TreeMap<>();
        usual.forEach((name, meaning) -> {
            if (!meaning.isEmpty()) {
                compact.put(name, meaning);
            }
        });
        // Where it means something else, by the shortest end of its path that means the same everywhere.
        Map<String, Set<String>> ends = new HashMap<>();
        found.forEach((path, meaning) -> ends(path).forEach(
                end -> ends.computeIfAbsent(end, key -> new HashSet<>()).add(meaning)));
        found.forEach((path, meaning) -> {
            if (!meaning.equals(usual.get(path.substring(path.lastIndexOf('.') + 1)))) {
                compact.put(ends(path).stream().filter(end -> end.contains(".") && ends.get(end).size() == 1)
                        .findFirst().orElseThrow(), meaning);
            }
        });
        return compact;
    }

    /** The ends of a path, shortest first, and last the whole with a dot before it. */
    private static List<String> ends(String path) {
        List<String> ends = new ArrayList<>();
        for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
            ends.add(path.substring(dot + 1));
        }
        ends.add("." + path);
        return ends;
    }

    /** Writes an entry a line, so that a change shows as one. */
    private static String lines(JsonNode document) throws java.io.IOException {
        StringBuilder text = new StringBuilder("{");
        String section = "\n";
        for (Map.Entry<String, JsonNode> part : document.properties()) {
            text.append(section).append('"').append(part.getKey()).append("\":{");
            String entry = "\n";
            for (Map.Entry<String, JsonNode> node : part.getValue().properties()) {
                text.append(entry).append('"').append(node.getKey()).append("\":").append(MAPPER.writeValueAsString(node.getValue()));
                entry = ",\n";
            }
            text.append("}");
            section = ",\n";
        }
        return text.append("}\n").toString();
    }

    /** aws:rds/instance:Instance as rds/Instance; a token of another pattern as it is. */
    private static String brief(String token) {
        String[] parts = token.split("[:/]");
        String name = parts[parts.length - 1];
        String full = "aws:" + parts[1] + "/" + Character.toLowerCase(name.charAt(0)) + name.substring(1) + ":" + name;
        return full.equals(token) ? parts[1] + "/" + name : token;
    }
}
