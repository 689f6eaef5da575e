package dev.plinth.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.policies.configuration.InvalidLibraryException;
import dev.plinth.policies.configuration.PolicyConfiguration;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.Names;
import dev.plinth.policies.rule.PolicyParameters;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@link StackConfig} from a stack's file, or from what the engine hands to a program. */
public final class StackConfigReader {

    /** The namespace of Plinth's own keys. */
    public static final String NAMESPACE = "plinth";

    /** Sections that may be left out as a whole: each of their keys has a default. */
    private static final Set<String> OPTIONAL_SECTIONS = Set.of(
            "observability", "recovery", "backup", "tags", "policy", "cost", "reachability", "deployment", "forecast");

    /** The bucket that every stack has beside those that its file names. */
    private static final String LOGS = "logs";

    private static final String REGION = "aws:region";
    private static final String ACCOUNTS = "aws:allowedAccountIds";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private StackConfigReader() {}

    /**
     * Reads {@code Pulumi.<stack>.yaml}.
     *
     * @param project the folder of the stack files
     * @param stack the stack's name
     * @throws ConfigException with all faults, also when there is no such stack
     */
    public static StackConfig read(Path project, String stack) {
        Path file = project.resolve("Pulumi." + stack + ".yaml");
        String name = file.getFileName().toString();
        if (Files.notExists(file)) {
            List<String> stacks = stacks(project);
            String suggestion = Names.suggestion(stack, stacks);
            throw new ConfigException(
                    name,
                    List.of(new ConfigException.Fault(
                            "stack " + stack, "has no file in " + project + suggestion, String.join(", ", stacks))));
        }
        return read(project, stack, file);
    }

    /**
     * Reads a stack's configuration from another file than its own.
     *
     * @param project the folder that paths are relative to
     * @param stack the stack's name
     * @param file the file, which there must be
     * @throws ConfigException with all faults
     */
    public static StackConfig read(Path project, String stack, Path file) {
        String name = project.relativize(file).toString();
        JsonNode document;
        try {
            document = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    name,
                    List.of(new ConfigException.Fault(
                            "line " + e.getLocation().getLineNr(), "is not YAML: " + e.getOriginalMessage(), "YAML")));
        } catch (IOException e) {
            throw new ConfigException(
                    name, List.of(new ConfigException.Fault("the file", "can't be read: " + e.getMessage(), "a file")));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        document.path("config").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return bind(name, project, stack, values);
    }

    /** The stacks that have a file in a folder, sorted. */
    public static List<String> stacks(Path project) {
        try (Stream<Path> files = Files.list(project)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(file -> file.matches("Pulumi\\.[A-Za-z0-9_.-]+\\.yaml"))
                    .map(file -> file.substring("Pulumi.".length(), file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Reads what the engine hands to a program: a flat map whose objects are JSON texts.
     *
     * @param stack the stack's name, for messages
     * @param config keys such as {@code plinth:network}
     * @throws ConfigException with all faults
     */
    public static StackConfig fromEngine(String stack, Map<String, String> config) {
        Map<String, JsonNode> values = new TreeMap<>();
        config.forEach((key, text) -> values.put(key, parse(text)));
        return bind("Pulumi." + stack + ".yaml", Path.of(""), stack, values);
    }

    private static JsonNode parse(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return JsonNodeFactory.instance.textNode(text);
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    private static StackConfig bind(String file, Path project, String stack, Map<String, JsonNode> values) {
        RecordBinder binder = new RecordBinder();
        List<String> sections = Arrays.stream(StackConfig.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !List.of("region", "allowedAccountIds", "protectionLifted")
                        .contains(name))
                .toList();
        Set<String> known =
                new HashSet<>(sections.stream().map(s -> NAMESPACE + ":" + s).toList());
        values.keySet().stream()
                .filter(key -> key.startsWith(NAMESPACE + ":") && !known.contains(key))
                .forEach(key -> binder.unknown(key, key.substring(NAMESPACE.length() + 1), sections));

        @Nullable
        String region = text(
                binder, REGION, values.get(REGION), "[a-z]{2}(-[a-z]+)+-\\d", "an AWS region such as eu-central-1");
        List<String> accounts = new ArrayList<>();
        JsonNode accountsNode = values.get(ACCOUNTS);
        if (accountsNode == null || !accountsNode.isArray() || accountsNode.isEmpty()) {
            binder.fault(
                    ACCOUNTS,
                    accountsNode == null ? "is missing" : "is " + accountsNode,
                    "a list of the AWS account ids that this stack may touch, 12 digits each, in quotes");
        } else {
            accountsNode.forEach(account -> {
                String id = text(binder, ACCOUNTS, account, "\\d{12}", "AWS account ids of 12 digits, in quotes");
                if (id != null) {
                    accounts.add(id);
                }
            });
        }

        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        for (RecordComponent section : StackConfig.class.getRecordComponents()) {
            if (sections.contains(section.getName())) {
                bound.put(section.getName(), section(binder, project, stack, section, values));
            }
        }
        relate(binder, bound);
        checkIntents(binder, bound);
        if (!binder.faults().isEmpty()) {
            throw new ConfigException(file, binder.faults());
        }
        return construct(region, accounts, bound);
    }

    private static @Nullable Object section(
            RecordBinder binder, Path project, String stack, RecordComponent section, Map<String, JsonNode> values) {
        String path = NAMESPACE + ":" + section.getName();
        JsonNode node = values.get(path);
        if (node == null) {
            if (!OPTIONAL_SECTIONS.contains(section.getName())) {
                binder.fault(path, "is missing", "the section, as docs/configuration.md shows it");
                return null;
            }
            node = section.getType() == List.class
                    ? JsonNodeFactory.instance.arrayNode()
                    : JsonNodeFactory.instance.objectNode();
        }
        if (section.getType() == PolicyParameters.class) {
            return policy(binder, project, stack, node);
        }
        if (section.getType().isRecord()) {
            return binder.bind(path, node, section.getType().asSubclass(Record.class));
        }
        if (section.getType() == Map.class) {
            return tags(binder, path, node);
        }
        Class<? extends Record> element = ((Class<?>)
                        ((ParameterizedType) section.getGenericType()).getActualTypeArguments()[0])
                .asSubclass(Record.class);
        if (!node.isArray()) {
            binder.fault(path, "is " + RecordBinder.text(node), "a list");
            return null;
        }
        // One that could not be bound keeps its place, so that the others keep their index in messages.
        List<@Nullable Record> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(binder.bind(path + "[" + i + "]", node.get(i), element));
        }
        return elements;
    }

    /** The policies read their own section, wherever they run; here its faults join the others. */
    private static @Nullable PolicyParameters policy(RecordBinder binder, Path project, String stack, JsonNode node) {
        try {
            List<String> libraries = PolicyConfiguration.libraries(node);
            return PolicyConfiguration.read(
                    stack, node, RuleLibrary.load(project, libraries).all());
        } catch (InvalidParametersException e) {
            e.faults().forEach(fault -> binder.fault(fault.key(), fault.problem(), fault.allowed()));
            return null;
        } catch (InvalidLibraryException e) {
            e.faults()
                    .forEach(fault -> binder.fault(
                            PolicyConfiguration.KEY + ".libraries",
                            "can't be used: " + fault,
                            "libraries of rules, as docs/policies.md shows them"));
            return null;
        }
    }

    private static @Nullable Map<String, String> tags(RecordBinder binder, String path, JsonNode node) {
        if (!node.isObject()) {
            binder.fault(path, "is " + node, "an object of texts");
            return null;
        }
        Map<String, String> tags = new TreeMap<>();
        node.properties().forEach(entry -> {
            String value = text(
                    binder,
                    path + "." + entry.getKey(),
                    entry.getValue(),
                    ".{0,256}",
                    "a text of up to 256 characters");
            if (value != null) {
                tags.put(entry.getKey(), value);
            }
        });
        return tags;
    }

    /** What concerns several sections at once. */
    @SuppressWarnings("unchecked") // Sections were bound to these very types above.
    private static void relate(RecordBinder binder, Map<String, @Nullable Object> bound) {
        Object services = bound.get("services");
        Object storage = bound.get("storage");
        Object backup = bound.get("backup");
        Object edge = bound.get("edge");
        Object cost = bound.get("cost");
        List<String> buckets = storage == null
                ? List.of()
                : ((StackConfig.Storage) storage)
                        .buckets().stream().map(StackConfig.Bucket::name).toList();
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.indexOf(buckets.get(i)) < i) {
                binder.fault(
                        NAMESPACE + ":storage.buckets[" + i + "].name",
                        "is \"" + buckets.get(i) + "\" twice",
                        "a name of its own");
            }
        }
        if (services != null) {
            Set<String> names = new HashSet<>();
            List<StackConfig.@Nullable Service> list = (List<StackConfig.@Nullable Service>) services;
            for (int i = 0; i < list.size(); i++) {
                StackConfig.Service service = list.get(i);
                if (service == null) {
                    continue;
                }
                String path = NAMESPACE + ":services[" + i + "]";
                if (!names.add(service.name())) {
                    binder.fault(path + ".name", "is \"" + service.name() + "\" twice", "a name of its own");
                }
                service.buckets().stream()
                        .filter(bucket -> storage != null && !buckets.contains(bucket))
                        .forEach(bucket -> binder.fault(
                                path + ".buckets", "names \"" + bucket + "\"", String.join(", ", buckets)));
                if (edge != null) {
                    List<String> known = ((StackConfig.Edge) edge).hostnames();
                    service.hostnames().stream()
                            .filter(hostname -> !known.contains(hostname))
                            .forEach(hostname -> binder.fault(
                                    path + ".hostnames",
                                    "has \"" + hostname + "\", which edge.hostnames lacks",
                                    String.join(", ", known)));
                }
            }
            // What a service with a fault serves is not known.
            if (edge != null && list.stream().allMatch(Objects::nonNull)) {
                Set<String> served = new HashSet<>();
                list.stream().filter(Objects::nonNull).forEach(service -> served.addAll(service.hostnames()));
                ((StackConfig.Edge) edge)
                        .hostnames().stream()
                                .filter(hostname -> !served.contains(hostname))
                                .forEach(hostname -> binder.fault(
                                        NAMESPACE + ":edge.hostnames",
                                        "has \"" + hostname + "\", which no service serves",
                                        "host names that a service lists in its hostnames"));
            }
        }
        if (storage != null && cost != null) {
            List<String> known = Stream.concat(
                            ((StackConfig.Storage) storage).buckets().stream().map(StackConfig.Bucket::name),
                            Stream.of(LOGS))
                    .toList();
            ((StackConfig.Cost) cost)
                    .storageGigabytes().keySet().stream()
                            .filter(name -> !known.contains(name))
                            .forEach(name -> binder.unknown(NAMESPACE + ":cost.storageGigabytes." + name, name, known));
        }
        if (storage != null
                && backup != null
                && ((StackConfig.Backup) backup).secondRegion().isEmpty()
                && ((StackConfig.Storage) storage).buckets().stream().anyMatch(StackConfig.Bucket::replicate)) {
            binder.fault(
                    NAMESPACE + ":backup.secondRegion",
                    "is missing, but a bucket is to be replicated",
                    "an AWS region such as eu-west-1");
        }
    }

    /** Intents speak of what the other sections make, under the names that the preview gives it. */
    @SuppressWarnings("unchecked") // Sections were bound to these very types above.
    private static void checkIntents(RecordBinder binder, Map<String, @Nullable Object> bound) {
        Object intents = bound.get("reachability");
        Object network = bound.get("network");
        Object database = bound.get("database");
        List<StackConfig.@Nullable Service> services = (List<StackConfig.@Nullable Service>) bound.get("services");
        // What a section with a fault makes is not known.
        if (intents == null
                || network == null
                || database == null
                || services == null
                || binder.faults().stream().anyMatch(fault -> fault.key().startsWith(NAMESPACE + ":services"))) {
            return;
        }
        Set<String> known = new TreeSet<>(List.of("internet", "cloudflare", "ingress", "database", "cache", "s3"));
        known.addAll(((StackConfig.Network) network).interfaceEndpoints());
        services.stream().filter(Objects::nonNull).forEach(service -> known.add(service.name()));
        for (int i = 1; i <= ((StackConfig.Database) database).readReplicas(); i++) {
            known.add("database-replica-" + i);
        }
        List<StackConfig.@Nullable Intent> list = (List<StackConfig.@Nullable Intent>) intents;
        for (int i = 0; i < list.size(); i++) {
            StackConfig.Intent intent = list.get(i);
            if (intent != null) {
                String path = NAMESPACE + ":reachability[" + i + "]";
                intent.flow().names().stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> binder.fault(
                                path,
                                "names \"" + name + "\"" + Names.suggestion(name, known),
                                String.join(", ", known) + ", " + FlowPattern.ANY));
            }
        }
    }

    private static @Nullable String text(
            RecordBinder binder, String key, @Nullable JsonNode node, String regex, String allowed) {
        if (node != null && node.isTextual() && node.textValue().matches(regex)) {
            return node.textValue();
        }
        binder.fault(key, node == null ? "is missing" : "is " + node, allowed);
        return null;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // No fault was found, so each section was bound to its type.
    private static StackConfig construct(
            @Nullable String region, List<String> accounts, Map<String, @Nullable Object> bound) {
        return new StackConfig(
                region,
                List.copyOf(accounts),
                (StackConfig.Network) bound.get("network"),
                (StackConfig.Database) bound.get("database"),
                (StackConfig.Cache) bound.get("cache"),
                (StackConfig.Storage) bound.get("storage"),
                List.copyOf((List<StackConfig.Service>) bound.get("services")),
                (StackConfig.Edge) bound.get("edge"),
                (StackConfig.Backup) bound.get("backup"),
                (StackConfig.Observability) bound.get("observability"),
                (PolicyParameters) bound.get("policy"),
                (Map<String, String>) bound.get("tags"),
                (StackConfig.Recovery) bound.get("recovery"),
                (StackConfig.Cost) bound.get("cost"),
                List.copyOf((List<StackConfig.Intent>) bound.get("reachability")),
                (Deployment) bound.get("deployment"),
                (StackConfig.Forecast) bound.get("forecast"),
                false);
    }
}
