package dev.plinth.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.credential.CredentialForm;
import dev.plinth.model.credential.CredentialNames;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of messages: whatever a rule quotes, the values of properties that are marked as secrets, or that are
 * named as credentials are, and texts that look like credentials are replaced by {@value #REDACTED}. Names count in
 * resources, in objects and lists below them, in JSON in a text, and in pairs of {@code name} and {@code value}.
 */
public final class Redaction {

    /** Replacement for a credential. */
    static final String REDACTED = "[secret]";

    /** Further names, which can have another meaning: a mask hides too much rather than too little. */
    private static final Pattern FURTHER =
            CredentialNames.endingIn("secrets|pwd|dsn|encryptionkeys?|userdata(?:base64)?");

    /** Value assigned to a variable named like a credential. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|access_key|api_key)=)[^\\s\"',;&]+");

    /** Values that are not credentials, regardless of the name of their property: switches, and names of what holds one. */
    private static final Pattern PLAIN = Pattern.compile("(?i)true|false|null|none|default|auto|(arn:|alias/).*");

    /** Properties that identify a credential next to them. */
    static final Set<String> NAMES = Set.of("name", "key", "id", "arn", "type", "valueFrom", "username");

    /** Properties of an ordinary name that hold a credential in a secure parameter or a TXT record. */
    static final Set<String> TEXTS = Set.of("value", "content", "insecureValue", "records");

    /** The credentials of resources, of which each is judged by many rules; the keys are compared by identity. */
    private static final Cache<GraphResource, Set<String>> CREDENTIALS =
            CacheBuilder.newBuilder().weakKeys().build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Redaction() {}

    /** Returns whether a property, variable or tag of a name holds a credential. */
    static boolean isCredential(String name) {
        return CredentialNames.isCredential(name)
                || FURTHER.matcher(CredentialNames.normalized(name)).matches();
    }

    /** Returns whether a text is not a credential, regardless of the name of its property. */
    static boolean isPlain(String text) {
        return PLAIN.matcher(text.strip()).matches();
    }

    /** Returns whether an object is a pair of a name and a value whose name is that of a credential. */
    static boolean isNamedPair(PropertyValue.ObjectValue object) {
        return isCredential(object.get("name").asText().orElse(""))
                || isCredential(object.get("key").asText().orElse(""));
    }

    /** Returns a message about resources without their credentials. */
    public static String redact(String message, Iterable<GraphResource> resources) {
        String text = message;
        for (GraphResource resource : resources) {
            for (String value : credentials(resource)) {
                text = replace(text, value);
            }
        }
        text = CredentialForm.replaceIn(text, REDACTED);
        return text.indexOf('=') < 0
                ? text
                : ASSIGNED.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(REDACTED));
    }

    /** The longest first, as one can be a part of another. */
    private static Set<String> credentials(GraphResource resource) {
        Set<String> known = CREDENTIALS.getIfPresent(resource);
        if (known != null) {
            return known;
        }
        Set<String> values =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        collect("", resource.inputs(), false, values);
        collect("", resource.outputs(), false, values);
        if (isText(resource)) {
            values.addAll(texts(resource));
        }
        CREDENTIALS.put(resource, values);
        return values;
    }

    /** Replaces a value; a short one only as a whole word. */
    private static String replace(String text, String value) {
        if (!text.contains(value)) {
            return text;
        }
        String quoted = Pattern.quote(value);
        Pattern pattern =
                Pattern.compile(value.length() < 6 ? "(?<![\\p{Alnum}_])" + quoted + "(?![\\p{Alnum}_])" : quoted);
        return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(REDACTED));
    }

    /** A secure parameter and a TXT record have a credential in a property of an ordinary name. */
    static boolean isText(GraphResource resource) {
        return resource.input("type")
                .asText()
                .filter(type -> type.equals("SecureString") || type.equals("TXT"))
                .isPresent();
    }

    private static Set<String> texts(GraphResource resource) {
        Set<String> texts = new TreeSet<>();
        for (String property : TEXTS) {
            collect(property, resource.input(property), true, texts);
        }
        return texts;
    }

    private static void collect(String name, PropertyValue value, boolean credential, Set<String> found) {
        boolean hidden = credential || value instanceof PropertyValue.Secret || isCredential(name);
        PropertyValue revealed = value.revealed();
        if (revealed instanceof PropertyValue.ObjectValue object) {
            Map<String, PropertyValue> properties = object.properties();
            boolean pair = isNamedPair(object);
            boolean marked = value instanceof PropertyValue.Secret;
            properties.forEach((key, property) -> collect(
                    key, property, marked || (hidden && !NAMES.contains(key)) || (pair && key.equals("value")), found));
        } else if (revealed instanceof PropertyValue.ListValue list) {
            list.elements().forEach(element -> collect(name, element, hidden, found));
        } else if (revealed instanceof PropertyValue.Num number && hidden) {
            found.add(PropertyValue.of(number.value()).describe());
        } else if (revealed instanceof PropertyValue.Text text) {
            collectText(name, text.value(), hidden, found);
        }
    }

    private static void collectText(String name, String text, boolean hidden, Set<String> found) {
        if (hidden && !text.isBlank() && !isPlain(text)) {
            found.add(text);
            found.add(text.strip());
        }
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                collect(name, JsonValues.parse(MAPPER.readTree(text)), hidden, found);
            } catch (JsonProcessingException | java.io.UncheckedIOException e) {
                // It is a text and no JSON, and was collected as such.
            }
        }
    }
}
