package dev.plinth.simulator.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code aws:iam/getPolicyDocument:getPolicyDocument}: renders a policy as the provider does, to the letter.
 *
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_document_data_source.go">The
 *     provider's source</a>
 */
final class PolicyDocuments {

    private static final String VERSION = "2012-10-17";
    private static final String OLD_VERSION = "2008-10-17";
    private static final String SID = "Sid";

    /** Two spaces a level and no space before a colon, as Go's encoder indents. */
    private static final ObjectWriter INDENTED = new ObjectMapper()
            .writer(new DefaultPrettyPrinter()
                    .withSeparators(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final String version;
    private String policyVersion = "";
    private String policyId = "";
    private final List<Map<String, Object>> statements = new ArrayList<>();

    private PolicyDocuments(String version) {
        this.version = version;
    }

    /**
     * Returns the results of the function.
     *
     * @throws CloudException when a Sid is used twice, or a variable is in a document of a version without them
     */
    static Map<String, Object> render(Map<String, Object> arguments) {
        String version = arguments.get("version") instanceof String text ? text : VERSION;
        return new PolicyDocuments(version).rendered(arguments);
    }

    private Map<String, Object> rendered(Map<String, Object> arguments) {
        Set<String> sids = new HashSet<>();
        for (String source : Values.strings(arguments.get("sourcePolicyDocuments"))) {
            Map<String, Object> document = parsed(source);
            statements(document).forEach(statement -> unique(statement, sids, " in source_policy_documents"));
            merge(document);
        }
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("Version", version);
        put(own, "Id", arguments.get("policyId"));
        Set<String> ownSids = new HashSet<>();
        own.put(
                "Statement",
                Values.asList(arguments.get("statements")).stream()
                        .map(statement -> statement(Values.asMap(statement)))
                        .map(statement -> unique(statement, ownSids, ""))
                        .toList());
        merge(own);
        Values.strings(arguments.get("overridePolicyDocuments")).forEach(override -> merge(parsed(override)));

        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", policyVersion);
        put(document, "Id", policyId.isEmpty() ? null : policyId);
        put(document, "Statement", statements.isEmpty() ? null : statements);
        String json = indented(document);
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put("json", json);
        result.put("minifiedJson", escaped(Values.toJson(document)));
        result.put("id", Operation.digest(json).substring(0, 10));
        result.putIfAbsent("version", VERSION);
        return result;
    }

    private static String indented(Map<String, Object> document) {
        try {
            return escaped(INDENTED.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy of texts, lists and maps is JSON", e);
        }
    }

    /** Go's encoder escapes what HTML would interpret. */
    private static String escaped(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static Map<String, Object> parsed(String document) {
        try {
            return Values.mapFromJson(document);
        } catch (IllegalArgumentException e) {
            throw new CloudException("InvalidPolicyDocument", "writing IAM Policy Document: " + e.getMessage());
        }
    }

    private static List<Map<String, Object>> statements(Map<String, Object> document) {
        Object found = document.get("Statement");
        return (found instanceof Map<?, ?> ? List.of(found) : Values.asList(found))
                .stream().map(Values::asMap).toList();
    }

    private static Map<String, Object> unique(Map<String, Object> statement, Set<String> sids, String where) {
        if (statement.get(SID) instanceof String sid && !sids.add(sid)) {
            throw new CloudException(
                    "InvalidPolicyDocument",
                    "writing IAM Policy Document: duplicate Sid (" + sid + ")" + where
                            + ". Remove the Sid or ensure Sids are unique.");
        }
        return statement;
    }

    /** A later statement with the same Sid replaces the earlier one; a later document may raise the version. */
    private void merge(Map<String, Object> document) {
        if (document.get("Id") instanceof String id && !id.isEmpty()) {
            policyId = id;
        }
        if (document.get("Version") instanceof String newer && newer.compareTo(policyVersion) > 0) {
            policyVersion = newer;
        }
        for (Map<String, Object> statement : statements(document)) {
            Object sid = statement.get(SID);
            int place = 0;
            while (place < statements.size()
                    && (sid == null || !sid.equals(statements.get(place).get(SID)))) {
                place++;
            }
            if (place < statements.size()) {
                statements.set(place, statement);
            } else {
                statements.add(statement);
            }
        }
    }

    private Map<String, Object> statement(Map<String, Object> arguments) {
        Map<String, Object> result = new LinkedHashMap<>();
        put(result, SID, "".equals(arguments.get("sid")) ? null : arguments.get("sid"));
        result.put("Effect", arguments.getOrDefault("effect", "Allow"));
        put(result, "Action", set(Values.strings(arguments.get("actions"))));
        put(result, "NotAction", set(Values.strings(arguments.get("notActions"))));
        put(result, "Resource", set(variables(arguments.get("resources"))));
        put(result, "NotResource", set(variables(arguments.get("notResources"))));
        put(result, "Principal", principals(arguments.get("principals")));
        put(result, "NotPrincipal", principals(arguments.get("notPrincipals")));
        put(result, "Condition", conditions(arguments.get("conditions")));
        return result;
    }

    private static void put(Map<String, Object> target, String name, @Nullable Object value) {
        if (value != null) {
            target.put(name, value);
        }
    }

    /** One value stands alone, several are a list, sorted backwards. */
    private static @Nullable Object set(List<String> values) {
        List<String> sorted =
                values.stream().distinct().sorted(Comparator.reverseOrder()).toList();
        return sorted.isEmpty() ? null : sorted.size() == 1 ? sorted.get(0) : sorted;
    }

    /** Texts in which {@code &{…}} stands for a policy variable. */
    private List<String> variables(@Nullable Object value) {
        List<String> texts = Values.strings(value);
        if (OLD_VERSION.equals(version) && texts.stream().anyMatch(text -> text.contains("&{"))) {
            throw new CloudException(
                    "InvalidPolicyDocument",
                    "found &{ sequence in " + texts + ", which is not supported in document version " + OLD_VERSION);
        }
        return texts.stream().map(text -> text.replace("&{", "${")).toList();
    }

    private @Nullable Object principals(@Nullable Object value) {
        List<?> elements = Values.asList(value);
        Map<String, Object> result = new TreeMap<>();
        for (Object element : elements) {
            Map<String, Object> principal = Values.asMap(element);
            String type = String.valueOf(principal.get("type"));
            Object identifiers = set(variables(principal.get("identifiers")));
            if (elements.size() == 1 && "*".equals(type) && "*".equals(identifiers)) {
                return "*";
            }
            if (identifiers != null) {
                result.merge(type, identifiers, PolicyDocuments::joined);
            }
        }
        return result.isEmpty() ? null : result;
    }

    private static List<Object> joined(Object first, Object second) {
        List<Object> result = new ArrayList<>();
        result.addAll(first instanceof List<?> list ? list : List.of(first));
        result.addAll(second instanceof List<?> list ? list : List.of(second));
        return result;
    }

    private @Nullable Object conditions(@Nullable Object value) {
        Map<String, Object> result = new TreeMap<>();
        for (Object element : Values.asList(value)) {
            Map<String, Object> condition = Values.asMap(element);
            // The order of the values counts, so they are not sorted.
            List<String> values = variables(condition.get("values"));
            Map<String, Object> variables = Values.asMap(
                    result.computeIfAbsent(String.valueOf(condition.get("test")), test -> new TreeMap<>()));
            variables.merge(
                    String.valueOf(condition.get("variable")),
                    values.size() == 1 ? values.get(0) : values,
                    PolicyDocuments::joined);
        }
        return result.isEmpty() ? null : result;
    }
}
