package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code aws:iam/getPolicyDocument:getPolicyDocument}: renders a policy. */
final class PolicyDocuments {

    private PolicyDocuments() {}

    static Map<String, Object> render(Map<String, Object> arguments) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", arguments.getOrDefault("version", "2012-10-17"));
        if (arguments.get("policyId") instanceof String id) {
            document.put("Id", id);
        }
        Map<String, Object> statements = new LinkedHashMap<>();
        Values.strings(arguments.get("sourcePolicyDocuments")).forEach(source -> add(statements, source));
        for (Object statement : Values.asList(arguments.get("statements"))) {
            put(statements, statement(Values.asMap(statement)));
        }
        Values.strings(arguments.get("overridePolicyDocuments")).forEach(override -> add(statements, override));
        document.put("Statement", new ArrayList<>(statements.values()));
        String json = Values.toJson(document);
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put("json", json);
        result.put("minifiedJson", json);
        result.put("id", Operation.digest(json).substring(0, 10));
        result.putIfAbsent("version", "2012-10-17");
        return result;
    }

    private static void add(Map<String, Object> statements, String document) {
        Values.asList(Values.mapFromJson(document).get("Statement"))
                .forEach(statement -> put(statements, Values.asMap(statement)));
    }

    /** A later statement with the same Sid takes the place of the earlier one. */
    private static void put(Map<String, Object> statements, Map<String, Object> statement) {
        Object sid = statement.get("Sid");
        statements.put(sid == null ? "#" + statements.size() : sid.toString(), statement);
    }

    private static Map<String, Object> statement(Map<String, Object> arguments) {
        Map<String, Object> result = new LinkedHashMap<>();
        put(result, "Sid", arguments.get("sid"));
        result.put("Effect", arguments.getOrDefault("effect", "Allow"));
        put(result, "Action", plain(arguments.get("actions")));
        put(result, "NotAction", plain(arguments.get("notActions")));
        put(result, "Resource", plain(arguments.get("resources")));
        put(result, "NotResource", plain(arguments.get("notResources")));
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

    /** One value stands alone, several are a list. */
    private static @Nullable Object plain(@Nullable Object value) {
        List<String> values = Values.strings(value);
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : values;
    }

    private static @Nullable Object principals(@Nullable Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Object element : Values.asList(value)) {
            Map<String, Object> principal = Values.asMap(element);
            Object identifiers = plain(principal.get("identifiers"));
            if ("*".equals(principal.get("type")) && "*".equals(identifiers)) {
                return "*";
            }
            if (identifiers != null) {
                String type = String.valueOf(principal.get("type"));
                List<Object> both = new ArrayList<>(Paths.values(result, type));
                both.addAll(Values.strings(principal.get("identifiers")));
                result.put(type, both.size() == 1 ? both.get(0) : both);
            }
        }
        return result.isEmpty() ? null : result;
    }

    private static @Nullable Object conditions(@Nullable Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Object element : Values.asList(value)) {
            Map<String, Object> condition = Values.asMap(element);
            String test = String.valueOf(condition.get("test"));
            Map<String, Object> variables = new LinkedHashMap<>(Values.asMap(result.get(test)));
            put(variables, String.valueOf(condition.get("variable")), plain(condition.get("values")));
            result.put(test, variables);
        }
        return result.isEmpty() ? null : result;
    }
}
