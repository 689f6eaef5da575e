package dev.plinth.simulator.cloud;

import dev.plinth.simulator.store.DeletedResource;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operation on one resource: what was asked for, what is known so far, and the cloud around it. */
public final class Operation {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9.]*?)(\\d*)(\\|name)?}");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Store store;
    private final Predefined predefined;
    private final ProviderConfiguration configuration;
    private final String type;
    private final String urn;
    private final String region;
    private final String seed;
    private final @Nullable StoredResource old;
    private final Map<String, Object> state = new LinkedHashMap<>();

    Operation(
            Store store,
            Predefined predefined,
            ProviderConfiguration configuration,
            Behaviour behaviour,
            String urn,
            String seed,
            @Nullable StoredResource old) {
        this.store = store;
        this.predefined = predefined;
        this.configuration = configuration;
        this.type = behaviour.type();
        this.region = behaviour.isGlobal() ? StoredResource.GLOBAL : configuration.region();
        this.urn = urn;
        this.seed = seed;
        this.old = old;
    }

    /** The cloud's memory. */
    public Store store() {
        return store;
    }

    /** The region of the provider, also for a resource of a global service. */
    public String region() {
        return configuration.region();
    }

    /** The region under which the resource is kept. */
    String storedRegion() {
        return region;
    }

    /** The logical name of the resource. */
    public String logicalName() {
        return Cloud.logicalName(urn);
    }

    /** The type token. */
    public String type() {
        return type;
    }

    /** The resource as it was before an update, null at a creation. */
    public @Nullable StoredResource old() {
        return old;
    }

    /** The properties so far: inputs, then defaults, then what was computed; changeable. */
    public Map<String, Object> state() {
        return state;
    }

    /** Returns whether the property has a value. */
    public boolean has(String path) {
        return !Paths.values(state, path).isEmpty();
    }

    /** The value at a path, null when it is absent. */
    public @Nullable Object get(String path) {
        List<Object> values = Paths.values(state, path);
        return values.isEmpty() ? null : values.get(0);
    }

    /** A text, empty when it is absent. */
    public String text(String path) {
        return get(path) instanceof String text ? text : "";
    }

    /** All texts at a path, through lists. */
    public List<String> texts(String path) {
        return Paths.values(state, path).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** A flag, false when it is absent. */
    public boolean flag(String path) {
        return Boolean.TRUE.equals(get(path));
    }

    /** A number, or the given one when it is absent. */
    public long number(String path, long absent) {
        return get(path) instanceof Number number ? number.longValue() : absent;
    }

    /** The property's value before the update, null at a creation. */
    public @Nullable Object before(String property) {
        return old == null ? null : old.get(property);
    }

    /** Returns whether this is an update that changes the property. */
    public boolean changes(String property) {
        return old != null && !java.util.Objects.equals(old.get(property), state.get(property));
    }

    /** Other resources of this type in the same place. */
    public List<StoredResource> siblings() {
        return store.list(type, region).stream().filter(this::isOther).toList();
    }

    private boolean isOther(StoredResource candidate) {
        return old == null || !candidate.id().equals(old.id());
    }

    /** A resource of this region by its id, made or existing in every account. */
    public Optional<StoredResource> find(String otherType, String id) {
        return store.find(otherType, region(), id)
                .or(() -> store.find(otherType, StoredResource.GLOBAL, id))
                .or(() -> predefined.find(otherType, id, configuration));
    }

    /** The resources of a type in this region, with those that exist in every account. */
    public List<StoredResource> list(String otherType) {
        List<StoredResource> made = store.list(otherType, region());
        List<StoredResource> existing = predefined.list(otherType, configuration);
        return existing.isEmpty()
                ? made
                : Stream.concat(made.stream(), existing.stream()).toList();
    }

    /** The resources of a type that exist in every account, also where one of them was imported and changed. */
    public List<StoredResource> predefined(String otherType) {
        return predefined.list(otherType, configuration);
    }

    /** Lets the operation succeed, with a warning that the engine shows. */
    public void warn(String message) {
        state.put(Cloud.WARNING, message);
    }

    /**
     * Keeps the resource, which is being deleted, until a window of days ends.
     *
     * @param nameProperty the property that holds its name
     * @param days how long, 0 for not at all
     */
    public void keepDeleted(String nameProperty, long days) {
        StoredResource resource = old;
        if (resource != null && days > 0) {
            store.put(new DeletedResource(
                    type,
                    region,
                    resource.id(),
                    resource.arn(),
                    text(nameProperty),
                    "",
                    store.now().plus(Duration.ofDays(days)),
                    false));
        }
    }

    /**
     * Keeps a final snapshot of the resource, which is being deleted.
     *
     * @param snapshotType the type of the snapshot
     * @param id its identifier
     * @param arnPattern the pattern of its ARN
     */
    public void keepSnapshot(String snapshotType, String id, String arnPattern) {
        store.put(
                new DeletedResource(snapshotType, region(), id, render(arnPattern), id, text("kmsKeyId"), null, false));
    }

    /** Returns the remains of deleted resources of a type in this region. */
    public List<DeletedResource> deleted(String otherType) {
        return store.deleted(otherType, region());
    }

    /** Fails the operation as the service would. */
    public CloudException refuse(String code, String message) {
        return new CloudException(code, message);
    }

    /** Fails the operation unless the condition holds. */
    public void require(boolean condition, String code, String message) {
        if (!condition) {
            throw refuse(code, message);
        }
    }

    /** Lower-case hexadecimal digits, the same for the same resource and salt in every run. */
    public String hex(int digits, String salt) {
        return digest(seed + "|" + salt).substring(0, digits);
    }

    /** The simulated time. */
    public OffsetDateTime now() {
        return store.now().atOffset(ZoneOffset.UTC);
    }

    /**
     * Fills a pattern: {@code {region}}, {@code {account}}, {@code {hex17}}, the simulated {@code {date}} (with a number, so many
     * days later) and {@code {time}}, or a property.
     */
    public String render(String pattern) {
        return render(pattern, "id", this::get);
    }

    /**
     * Fills a pattern.
     *
     * @param salt distinguishes random parts of the resource's properties
     * @param properties the properties by path
     */
    public String render(String pattern, String salt, Function<String, @Nullable Object> properties) {
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), matcher.group(2), salt, properties);
            boolean last = matcher.group(3) != null;
            matcher.appendReplacement(
                    result, Matcher.quoteReplacement(last ? value.replaceFirst("^.*[:/]", "") : value));
        }
        return matcher.appendTail(result).toString();
    }

    private String value(String name, String digits, String salt, Function<String, @Nullable Object> properties) {
        return switch (digits.isEmpty() ? name : name + "#") {
            case "hex#" -> hex(Integer.parseInt(digits), salt);
            case "HEX#" -> hex(Integer.parseInt(digits), salt).toUpperCase(Locale.ROOT);
            case "digits#" -> digits(Integer.parseInt(digits));
            case "date" -> now().toLocalDate().toString();
            case "date#" ->
                now().plusDays(Integer.parseInt(digits)).toLocalDate().toString();
            case "time" -> TIME.format(now());
            case "region" -> region();
            case "account" -> ProviderConfiguration.ACCOUNT;
            case "uuid" -> uuid();
            default -> String.valueOf(Objects.requireNonNullElse(properties.apply(name + digits), ""));
        };
    }

    private String digits(int count) {
        java.math.BigInteger number = new java.math.BigInteger(hex(32, "digits"), 16);
        String text = number.toString();
        return text.substring(text.length() - count);
    }

    private String uuid() {
        String hex = hex(32, "uuid");
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    /** The resource that the operation leaves behind. */
    StoredResource result(String id, Map<String, Object> inputs) {
        return new StoredResource(type, id, region, urn, Values.copy(inputs), Values.copy(state));
    }

    /** SHA-256 in hexadecimal. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
