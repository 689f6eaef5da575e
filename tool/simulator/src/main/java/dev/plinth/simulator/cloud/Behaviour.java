package dev.plinth.simulator.cloud;

import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Behaviour of one resource type as a table: each method adds one fact and returns the behaviour itself.
 *
 * <p>Patterns are those of {@link Operation#render}. The class is long because it is the whole vocabulary of the services'
 * files, one short method a fact.
 */
public final class Behaviour {

    private final String type;
    private final String label;
    private boolean global;
    private boolean renamable;
    private boolean deletedFirst;
    private String id = "{hex17}";
    private @Nullable String arn;
    private @Nullable Naming naming;
    private Map.@Nullable Entry<String, String> nameEnding;
    private String inUseCode = "ResourceInUse";
    private String inUseMessage = "it is in use by {users}";
    private final Set<String> immutable = new LinkedHashSet<>();
    private final Set<String> immutablyPresent = new LinkedHashSet<>();
    private final Set<String> undecided = new LinkedHashSet<>();
    private final Map<String, Map.Entry<String, String>> deciding = new LinkedHashMap<>();
    private final Map<String, BiPredicate<Map<String, Object>, Map<String, Object>>> conditional =
            new LinkedHashMap<>();
    private final Map<String, Function<Operation, @Nullable Object>> computed = new LinkedHashMap<>();
    private final List<String> predefined = new ArrayList<>();
    private final List<String> same = new ArrayList<>();
    private final List<String> imports = new ArrayList<>();
    private @Nullable Function<ProviderConfiguration, List<Map<String, Object>>> existing;
    private final List<Reference> references = new ArrayList<>();
    private final List<Provision> provisions = new ArrayList<>();
    private final List<Consumer<Operation>> validations = new ArrayList<>();
    private final List<Consumer<Operation>> checks = new ArrayList<>();
    private final List<Consumer<Operation>> deletions = new ArrayList<>();
    private final Map<String, Object> defaults = new LinkedHashMap<>();
    private final Map<String, Object> inputDefaults = new LinkedHashMap<>();
    private final Set<String> recomputed = new LinkedHashSet<>();
    private final Map<String, BiPredicate<Set<String>, Map<String, Object>>> newlyComputed = new LinkedHashMap<>();
    private final Set<String> changedByCloud = new LinkedHashSet<>();
    private final Map<String, Predicate<Map<String, Object>>> conditionallyChangedByCloud = new LinkedHashMap<>();
    private final List<Consumer<Operation>> deleted = new ArrayList<>();
    private final Map<String, Suppression> suppressions = new LinkedHashMap<>();
    private final Set<String> moving = new LinkedHashSet<>();

    /** An id of one property, or of that and a constant. */
    private static final Pattern PART = Pattern.compile("\\{[a-zA-Z]+}[^{]*");

    Behaviour(String type, String label) {
        this.type = type;
        this.label = label;
    }

    /** The resource belongs to no region. */
    public Behaviour global() {
        global = true;
        return this;
    }

    /** A replacement deletes the resource before it creates the new one, as the provider's schema says. */
    public Behaviour deletedFirst() {
        deletedFirst = true;
        return this;
    }

    /** The pattern of the id. */
    public Behaviour id(String pattern) {
        id = pattern;
        return this;
    }

    /** The pattern of the ARN. */
    public Behaviour arn(String pattern) {
        arn = pattern;
        return this;
    }

    /** The property that is named automatically, and the most characters that its service takes. */
    public Behaviour named(String property, int maximum) {
        naming = new Naming(property, maximum, false, "");
        return this;
    }

    /** The ending of an automatic name when a flag is set, as the provider adds it to a FIFO queue's. */
    public Behaviour nameEnding(String flag, String ending) {
        nameEnding = Map.entry(flag, ending);
        return this;
    }

    /** As {@link #named}, where each name begins with a prefix of the service's. */
    public Behaviour namedAfter(String prefix, String property, int maximum) {
        naming = new Naming(property, maximum, false, prefix);
        return this;
    }

    /** As {@link #named}, where the service takes lower case only. */
    public Behaviour namedLowerCase(String property, int maximum) {
        naming = new Naming(property, maximum, true, "");
        return this;
    }

    /**
     * A name that the cloud gives where the program gives neither a name nor a prefix. Unlike an automatic name, it is no input.
     *
     * @param maximum the most characters that the service takes
     * @param lowerCase whether the service takes lower case only
     */
    public Behaviour generated(String property, int maximum, boolean lowerCase) {
        Naming generated = new Naming(property, maximum, lowerCase, "");
        return check(operation -> {
            if (operation.old() == null) {
                String name = operation.state().get(generated.prefixProperty()) instanceof String prefix
                        ? prefix + operation.hex(26, "prefix")
                        : generated.name(operation.logicalName(), operation.hex(7, "name"));
                operation.state().putIfAbsent(property, name);
            }
        });
    }

    /** The name can change without a replacement. */
    public Behaviour renamable() {
        renamable = true;
        return this;
    }

    /** Properties, or dotted paths, whose change replaces the resource. */
    public Behaviour immutable(String... properties) {
        Collections.addAll(immutable, properties);
        return this;
    }

    /** Properties of which one may change to another value, and whose coming or going replaces the resource. */
    public Behaviour immutablyPresent(String... properties) {
        Collections.addAll(immutablyPresent, properties);
        return this;
    }

    /**
     * Properties of which this table does not say whether their change replaces the resource: the provider decides it by other
     * values, or differently from version to version. Here their change is an update.
     */
    public Behaviour undecided(String... properties) {
        Collections.addAll(undecided, properties);
        return this;
    }

    /** As {@link #undecided}, unless a property is absent or has a certain value; then it is an update. */
    public Behaviour undecidedUnless(String property, String value, String... properties) {
        for (String each : properties) {
            deciding.put(each, Map.entry(property, value));
        }
        return this;
    }

    /**
     * A property of which some changes replace the resource and others don't.
     *
     * @param replaces from the state before and the wanted inputs
     */
    public Behaviour replacedWhen(String property, BiPredicate<Map<String, Object>, Map<String, Object>> replaces) {
        conditional.put(property, replaces);
        return this;
    }

    /** A value that the cloud gives an absent property. */
    public Behaviour defaults(String property, Object value) {
        defaults.put(property, value);
        return this;
    }

    /** A value that the provider itself gives an absent input, visible to policies. */
    public Behaviour inputDefault(String property, Object value) {
        inputDefaults.put(property, value);
        return this;
    }

    /** A property that the cloud computes once, from a pattern. */
    public Behaviour computed(String property, String pattern) {
        return computed(property, operation -> operation.render(pattern));
    }

    /** A property that the cloud computes at creation, and keeps. */
    public Behaviour computed(String property, Function<Operation, @Nullable Object> value) {
        computed.put(property, value);
        return this;
    }

    /** A property that the cloud computes again at each update. */
    public Behaviour recomputed(String property, Function<Operation, @Nullable Object> value) {
        recomputed.add(property);
        return computed(property, value);
    }

    /** An output that is unknown in the preview of an update that changes one of the inputs; others keep their value in it. */
    public Behaviour newComputed(String property, String... inputs) {
        return newComputed(property, (changed, state) -> Stream.of(inputs).anyMatch(changed::contains));
    }

    /**
     * As {@link #newComputed(String, String...)}, where a rule decides.
     *
     * @param rule from the inputs that change and the state to be
     */
    public Behaviour newComputed(String property, BiPredicate<Set<String>, Map<String, Object>> rule) {
        newlyComputed.merge(property, rule, BiPredicate::or);
        return this;
    }

    /** The outputs that the preview of an update leaves open, from the inputs that change and the state to be. */
    List<String> newComputed(Set<String> changed, Map<String, Object> state) {
        return newlyComputed.entrySet().stream()
                .filter(entry -> entry.getValue().test(changed, state))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Properties that the cloud itself may move away from the inputs: the provider compares them with what it last read. */
    public Behaviour moving(String... properties) {
        Collections.addAll(moving, properties);
        return this;
    }

    /** The properties of {@link #moving}. */
    Set<String> movingProperties() {
        return moving;
    }

    /** A property that names other resources by id, ARN or name; they must exist, and cannot be deleted before this one. */
    public Behaviour uses(String path, String target, String code) {
        references.add(new Reference(path, target, code, true, false));
        return this;
    }

    /** As {@link #uses}, where the other resource may be deleted first. */
    public Behaviour mentions(String path, String target, String code) {
        references.add(new Reference(path, target, code, false, false));
        return this;
    }

    /** As {@link #mentions}, where an ARN may point to another region. */
    public Behaviour mentionsAnywhere(String path, String target, String code) {
        references.add(new Reference(path, target, code, false, true));
        return this;
    }

    /** A property under which this resource also stands for a resource of another type, as an alias stands for a key. */
    public Behaviour provides(String target, String property) {
        provisions.add(new Provision(target, property, null));
        return this;
    }

    /**
     * As {@link #provides}, where the other resource can be read by its id, as a VPC's default security group can.
     *
     * @param properties the properties of the other resource
     */
    public Behaviour provides(
            String target, String property, Function<StoredResource, Map<String, Object>> properties) {
        provisions.add(new Provision(target, property, properties));
        return this;
    }

    /** Another type under which a program reads or imports the same resources. */
    public Behaviour sameAs(String other) {
        same.add(other);
        return this;
    }

    /**
     * Ids, names or ARNs of this type that exist in every account without being created.
     *
     * @param pattern a regular expression, in which {@code {region}} and {@code {account}} are filled in; each named group is a
     *     property of the resource
     */
    public Behaviour predefined(String pattern) {
        predefined.add(pattern);
        return this;
    }

    /** The resources of this type that exist in every account without being created, each with its {@code id}. */
    public Behaviour existing(Function<ProviderConfiguration, List<Map<String, Object>>> resources) {
        existing = resources;
        return this;
    }

    /** Another form of the id by which the provider reads and imports the resource, as a pattern. */
    public Behaviour importedAs(String pattern) {
        imports.add(pattern);
        return this;
    }

    /** Sets the service's error for a deletion while other resources use this one; {@code {users}} names them. */
    public Behaviour inUse(String code, String message) {
        inUseCode = code;
        inUseMessage = message;
        return this;
    }

    /** A rule that needs the inputs only; it already fails a preview. */
    public Behaviour validate(Consumer<Operation> rule) {
        validations.add(rule);
        return this;
    }

    /** A rule that the service applies at creation and update. */
    public Behaviour check(Consumer<Operation> rule) {
        checks.add(rule);
        return this;
    }

    /** A rule that the service applies before deletion; the operation's state is the resource's. */
    public Behaviour checkDeletion(Consumer<Operation> rule) {
        deletions.add(rule);
        return this;
    }

    /** Adds an effect of deletions; the operation's state is the resource's. */
    public Behaviour afterDeletion(Consumer<Operation> effect) {
        deleted.add(effect);
        return this;
    }

    /** Properties that the cloud changes on purpose; an update sends one only where the program changes it. */
    public Behaviour changedByCloud(String... properties) {
        Collections.addAll(changedByCloud, properties);
        return this;
    }

    /**
     * As {@link #changedByCloud(String...)}, for the resources that a condition on the state in the cloud selects.
     *
     * @param condition from the state in the cloud
     */
    public Behaviour changedByCloudWhen(Predicate<Map<String, Object>> condition, String... properties) {
        for (String property : properties) {
            conditionallyChangedByCloud.put(property, condition);
        }
        return this;
    }

    /** A property of which the provider suppresses some differences, as those that the cloud makes on purpose. */
    public Behaviour suppresses(String property, Suppression suppression) {
        suppressions.put(property, suppression);
        return this;
    }

    /** The name must not be taken by another resource of the type in the region. */
    public Behaviour unique(String property, String code, String message) {
        return check(operation -> {
            Object value = operation.get(property);
            boolean taken =
                    value != null && operation.siblings().stream().anyMatch(other -> value.equals(other.get(property)));
            operation.require(!taken, code, operation.render(message));
        });
    }

    /** Sets the quota of resources of the type in a region, or per value of a property when {@code per} is not empty. */
    public Behaviour quota(int maximum, String per, String code, String message) {
        return check(operation -> {
            if (operation.old() != null) {
                return;
            }
            long count = operation.siblings().stream()
                    .filter(other -> per.isEmpty() || operation.text(per).equals(other.text(per)))
                    .count();
            operation.require(count < maximum, code, operation.render(message));
        });
    }

    Set<String> properties() {
        Set<String> result = new TreeSet<>();
        Stream.of(
                        immutable,
                        immutablyPresent,
                        undecided,
                        deciding.keySet(),
                        computed.keySet(),
                        defaults.keySet(),
                        inputDefaults.keySet())
                .forEach(result::addAll);
        references.forEach(reference -> result.add(reference.path()));
        provisions.forEach(provision -> result.add(provision.property()));
        if (naming != null) {
            result.add(naming.property());
        }
        return result.stream()
                .map(Paths::top)
                .filter(property -> !property.startsWith("simulated"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String type() {
        return type;
    }

    String label() {
        return label;
    }

    boolean isGlobal() {
        return global;
    }

    boolean isDeletedFirst() {
        return deletedFirst;
    }

    String idPattern() {
        return id;
    }

    @Nullable
    String arnPattern() {
        return arn;
    }

    /** The ending of an automatic name for these inputs; empty for none. */
    String nameEnding(Map<String, Object> inputs) {
        return nameEnding != null && Boolean.TRUE.equals(inputs.get(nameEnding.getKey())) ? nameEnding.getValue() : "";
    }

    @Nullable
    Naming naming() {
        return naming;
    }

    /** Returns whether a change at the path replaces the resource: the path, something above it, or the automatic name. */
    boolean replaces(String path) {
        String plain = path.replaceAll("\\[\\d+]", "");
        boolean named = naming != null && naming.property().equals(plain) && !renamable;
        return named
                || immutable.stream()
                        .anyMatch(property -> plain.equals(property)
                                || plain.startsWith(property + ".")
                                || plain.startsWith(property + "["));
    }

    /** Returns whether a change at the path, which may be that there is something now or nothing any more, replaces the resource. */
    boolean replaces(String path, Paths.Change change) {
        return replaces(path) || (change != Paths.Change.UPDATE && immutablyPresent.contains(path));
    }

    /** Returns whether the change of a property from a state to wanted inputs is one of those that replace the resource. */
    boolean replaces(String property, Map<String, Object> before, Map<String, Object> wanted) {
        BiPredicate<Map<String, Object>, Map<String, Object>> condition = conditional.get(property);
        return condition != null && condition.test(before, wanted);
    }

    /**
     * Returns whether {@link #replaces} is what the provider does, too.
     *
     * @param path the property, such as {@code settings.name}
     * @param input the text of a property, if it has one
     */
    boolean isDecided(String path, Function<String, Optional<String>> input) {
        String top = Paths.top(path);
        Map.Entry<String, String> condition = deciding.get(top);
        return !undecided.contains(top)
                && (condition == null
                        || input.apply(condition.getKey())
                                .map(condition.getValue()::equals)
                                .orElse(true));
    }

    /**
     * Returns whether another resource is all that identifies this one, as a vault identifies its lock: a second one overwrites the first,
     * and the deletion of either takes both away. The provider does not ask to delete the first one before.
     */
    public boolean isPartOfAnother() {
        return naming == null
                && arn == null
                && PART.matcher(id).matches()
                && !references.isEmpty()
                && references.stream().anyMatch(reference -> id.contains("{" + reference.path() + "}"));
    }

    /** Returns whether a change of a property that is not in the id replaces the resource, although its identity stays. */
    public boolean replacesUnderSameId() {
        return immutable.stream().anyMatch(property -> !id.contains("{" + property + "}"));
    }

    Map<String, Object> defaultValues() {
        return defaults;
    }

    Map<String, Object> inputDefaultValues() {
        return inputDefaults;
    }

    Map<String, Function<Operation, @Nullable Object>> computedValues() {
        return computed;
    }

    boolean isRecomputed(String property) {
        return recomputed.contains(property);
    }

    List<String> predefinedPatterns() {
        return predefined;
    }

    @Nullable
    Function<ProviderConfiguration, List<Map<String, Object>>> existingResources() {
        return existing;
    }

    List<String> sameTypes() {
        return same;
    }

    List<String> importPatterns() {
        return imports;
    }

    List<Reference> references() {
        return references;
    }

    List<Provision> provisions() {
        return provisions;
    }

    List<Consumer<Operation>> validations() {
        return validations;
    }

    List<Consumer<Operation>> checks() {
        return checks;
    }

    List<Consumer<Operation>> deletionChecks() {
        return deletions;
    }

    List<Consumer<Operation>> deletionEffects() {
        return deleted;
    }

    Set<String> propertiesChangedByCloud(Map<String, Object> actual) {
        Set<String> result = new LinkedHashSet<>(changedByCloud);
        conditionallyChangedByCloud.forEach((property, condition) -> {
            if (condition.test(actual)) {
                result.add(property);
            }
        });
        return result;
    }

    /** The properties whose difference between what the cloud has and the inputs is none for the provider. */
    Set<String> suppressed(Map<String, Object> state, Map<String, Object> inputs) {
        Set<String> result = new LinkedHashSet<>();
        suppressions.forEach((property, suppression) -> {
            if (suppression.holds(state, inputs)) {
                result.add(property);
            }
        });
        return result;
    }

    CloudException inUse(String users) {
        return new CloudException(inUseCode, inUseMessage.replace("{users}", users));
    }

    /** Condition on which a difference in a property is ignored. */
    @FunctionalInterface
    public interface Suppression {
        /** Returns whether the difference between the state in the cloud and the inputs is ignored. */
        boolean holds(Map<String, Object> state, Map<String, Object> inputs);
    }
}
