package dev.plinth.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.policies.configuration.InvalidLibraryException;
import dev.plinth.policies.configuration.PolicyConfiguration;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.AwsValue;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.PolicyParameters;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the configuration of the tool and of the project's program from a stack file, and reports all faults at once. */
public final class StackReader {

    /** The namespace of the tool's own keys. */
    public static final String NAMESPACE = "plinth";

    private static final String REGION = "aws:region";

    /** The policy section is read by the policies, and the Region stands under the AWS provider's own key. */
    private static final Set<String> NOT_BOUND = Set.of("region", "policy");

    private final StackFile file;
    private final Map<String, String> environment;
    private final RecordBinder binder = new RecordBinder();

    private StackReader(StackFile file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * The content of a stack file.
     *
     * @param settings the configuration of the tool
     * @param configuration the configuration of the program; empty when that is not a {@link StackProgram}
     */
    public record Content<C extends Record>(StackSettings settings, Optional<C> configuration) {}

    /**
     * Reads the tool's settings of a stack whose program reads its own configuration, elsewhere.
     *
     * @param file the stack file
     * @param project the project's name; one called {@value #NAMESPACE} shares the tool's namespace, whose unknown keys are
     *     then the program's
     * @throws ConfigException with all faults
     */
    public static StackSettings settings(StackFile file, String project) {
        StackReader reader = new StackReader(file.qualified(project), System.getenv());
        if (!project.equals(NAMESPACE)) {
            reader.refuseUnknown(NAMESPACE, sections(), StackSettings.class);
        }
        Optional<StackSettings> settings = reader.readSettings();
        reader.refuseFaults();
        return settings.orElseThrow();
    }

    /**
     * Reads the tool's settings and the program's configuration.
     *
     * @param file the stack file
     * @param project the project's name, the namespace of the program's keys
     * @param program the program
     * @throws ConfigException with all faults
     */
    public static <C extends Record> Content<C> read(StackFile file, String project, StackProgram<C> program) {
        StackReader reader = new StackReader(file.qualified(project), System.getenv());
        List<String> own = components(project, program.configuration());
        if (project.equals(NAMESPACE)) {
            reader.refuseUnknown(
                    NAMESPACE, Stream.concat(own.stream(), sections().stream()).toList(), program.configuration());
        } else {
            reader.refuseUnknown(NAMESPACE, sections(), StackSettings.class);
            if (program.configuration().getRecordComponents().length > 0) {
                reader.refuseUnknown(project, own, program.configuration());
            }
        }
        Optional<StackSettings> settings = reader.readSettings();
        Optional<C> configuration = reader.readConfiguration(project, program);
        reader.refuseFaults();
        return new Content<>(settings.orElseThrow(), configuration);
    }

    /**
     * Reads the policy section of a stack file, whatever else it holds.
     *
     * @param file the stack file
     * @throws ConfigException with all faults of the section
     */
    public static PolicyParameters policy(StackFile file) {
        StackReader reader = new StackReader(file, Map.of());
        PolicyParameters policy = reader.policy();
        reader.refuseFaults();
        return Objects.requireNonNull(policy);
    }

    /** Returns the names of the tool's sections, each below {@value #NAMESPACE}. */
    public static List<String> sections() {
        return Arrays.stream(StackSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("region"))
                .toList();
    }

    /** The names of a program's keys in the project's own namespace. */
    private static List<String> components(String project, Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> key(project, component))
                .filter(key -> key.startsWith(project + ":"))
                .map(key -> key.substring(project.length() + 1))
                .toList();
    }

    /** Returns the configuration key of a record's component, with its namespace. */
    static String key(String project, RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key == null ? project + ":" + component.getName() : key.value();
    }

    private void refuseUnknown(String namespace, List<String> known, Class<?> type) {
        file.values().forEach((key, value) -> {
            String name = key.startsWith(namespace + ":") ? key.substring(namespace.length() + 1) : "";
            if (!name.isEmpty() && !known.contains(name) && !StackFile.isSecret(value)) {
                binder.unknownKey(key, name, known, type);
            }
        });
    }

    private void refuseFaults() {
        // A program's own record may have the Region as well.
        Set<String> region = new HashSet<>();
        List<ConfigException.Fault> faults = binder.faults().stream()
                .filter(fault -> !fault.key().equals(REGION) || region.add(REGION))
                .toList();
        if (!faults.isEmpty()) {
            throw new ConfigException(file.name(), faults);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Each component was bound to its own type, or a fault says why not.
    private Optional<StackSettings> readSettings() {
        int before = binder.faults().size();
        PolicyParameters policy = policy();
        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        for (RecordComponent section : StackSettings.class.getRecordComponents()) {
            if (!NOT_BOUND.contains(section.getName())) {
                String key = NAMESPACE + ":" + section.getName();
                JsonNode node = file.values().get(key);
                bound.put(section.getName(), binder.value(key, node == null ? empty(section) : node, section));
            }
        }
        if (binder.faults().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new StackSettings(
                region(),
                Objects.requireNonNull(policy),
                new TreeMap<>((Map<String, String>) bound.get("tags")),
                (StackSettings.Recovery) bound.get("recovery"),
                (StackSettings.Cost) bound.get("cost"),
                (List<StackSettings.Intent>) bound.get("reachability"),
                (Deployment) bound.get("deployment"),
                (StackSettings.Forecast) bound.get("forecast"),
                new TreeMap<>((Map<String, ManagedSecret>) bound.get("managedSecrets")),
                (Verification) bound.get("verification")));
    }

    private static JsonNode empty(RecordComponent section) {
        return section.getType() == List.class
                ? JsonNodeFactory.instance.arrayNode()
                : JsonNodeFactory.instance.objectNode();
    }

    private String region() {
        JsonNode node = file.values().get(REGION);
        if (node != null && node.isTextual()) {
            String region = node.textValue();
            if (!AwsValue.REGION.isValid(region)) {
                binder.fault(
                        REGION,
                        "is \"" + region + "\"" + AwsValue.REGION.suggestion(region),
                        AwsValue.REGION.allowed());
            }
            return region;
        }
        return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(StackSettings.DEFAULT_REGION);
    }

    /** The policies read their own section, wherever they run; here its faults join the others. */
    private @Nullable PolicyParameters policy() {
        JsonNode node = file.values().getOrDefault(PolicyConfiguration.KEY, JsonNodeFactory.instance.objectNode());
        try {
            List<String> libraries = PolicyConfiguration.libraries(node);
            return PolicyConfiguration.read(
                    file.stack(),
                    node,
                    RuleLibrary.load(file.project(), libraries).all());
        } catch (InvalidParametersException e) {
            e.faults().forEach(fault -> binder.fault(fault.key(), fault.problem(), fault.allowed()));
        } catch (InvalidLibraryException e) {
            e.faults()
                    .forEach(fault -> binder.fault(
                            PolicyConfiguration.KEY + ".libraries",
                            "cannot be used: " + fault,
                            "libraries of rules, as docs/policies.md shows them"));
        }
        return null;
    }

    private <C extends Record> Optional<C> readConfiguration(String project, StackProgram<C> program) {
        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        Map<String, Set<String>> names = new LinkedHashMap<>();
        List<@Nullable Object> values = new ArrayList<>();
        int before = binder.faults().size();
        for (RecordComponent component : program.configuration().getRecordComponents()) {
            String path = key(project, component);
            int faults = binder.faults().size();
            JsonNode node = file.values().get(path);
            Object value = binder.topLevel(path, node, component);
            values.add(value);
            boolean usable = binder.faults().size() == faults || value instanceof Map;
            bound.put(component.getName(), usable ? value : null);
            if (node != null && component.getType() == Map.class) {
                Set<String> keys = new TreeSet<>();
                node.fieldNames().forEachRemaining(keys::add);
                names.put(component.getName(), keys);
            }
        }
        program.check(new Sections(project, bound, names), binder);
        return binder.faults().size() > before
                ? Optional.empty()
                : Optional.ofNullable(binder.construct(program.configuration(), file.name(), values.toArray()));
    }
}
