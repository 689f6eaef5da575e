package dev.plinth.policies.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement of a policy in AWS's JSON policy language.
 *
 * @param allow whether it allows; else it denies
 * @param everyone whether its principal is everybody
 * @param principals the AWS principals that it names
 * @param federated the identity providers that it names
 * @param actions its actions, in lower case
 * @param resources its resources
 * @param conditions its conditions
 */
record Statement(
        boolean allow,
        boolean everyone,
        List<String> principals,
        List<String> federated,
        Set<String> actions,
        List<String> resources,
        List<ConditionEntry> conditions) {

    /** One key of a condition, with its operator and values; key and operator in lower case. */
    record ConditionEntry(String operator, String key, List<String> values) {

        private boolean isEquality() {
            String plain = operator.replaceFirst("^for(all|any)values?:", "");
            // IfExists holds for a request that lacks the key: it restricts nobody.
            return !plain.contains("not") && !plain.endsWith("ifexists") && !plain.equals("null");
        }
    }

    /**
     * The keys that tie a request to an account, an organization, a network or a resource, when compared for equality.
     * Source: the global condition keys in the IAM User Guide, and those of KMS, SNS and S3 for the caller's account.
     */
    private static final Set<String> RESTRICTING_KEYS = Set.of(
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:sourceip",
            "aws:sourceorgid",
            "aws:sourceowner",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:userid",
            "aws:vpcsourceip",
            "kms:calleraccount",
            "s3:dataaccesspointaccount",
            "s3:dataaccesspointarn",
            "sts:externalid");

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0/0", "::/0", "*");

    /** Reads a policy's statements; one statement may stand without a list. */
    static List<Statement> of(JsonNode policy) {
        List<Statement> statements = new ArrayList<>();
        JsonNode nodes = policy.path("Statement");
        for (JsonNode node : nodes.isArray() ? nodes : List.of(nodes)) {
            if (node.isObject()) {
                statements.add(statement(node));
            }
        }
        return statements;
    }

    private static Statement statement(JsonNode node) {
        JsonNode principal = node.path("Principal");
        List<String> principals = principal.isTextual() ? strings(principal) : strings(principal.path("AWS"));
        // All but somebody is everybody.
        boolean everyone = principals.contains("*") || node.has("NotPrincipal");
        Set<String> actions = new TreeSet<>();
        strings(node.path("Action")).forEach(action -> actions.add(action.toLowerCase(Locale.ROOT)));
        List<ConditionEntry> conditions = new ArrayList<>();
        node.path("Condition").properties().forEach(operator -> operator.getValue()
                .properties()
                .forEach(entry -> conditions.add(new ConditionEntry(
                        operator.getKey().toLowerCase(Locale.ROOT),
                        entry.getKey().toLowerCase(Locale.ROOT),
                        strings(entry.getValue())))));
        return new Statement(
                node.path("Effect").asText().equals("Allow"),
                everyone,
                principals,
                strings(principal.path("Federated")),
                actions,
                strings(node.path("Resource")),
                conditions);
    }

    private static List<String> strings(JsonNode node) {
        List<String> strings = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> strings.add(element.asText()));
        } else if (node.isValueNode() && !node.isNull()) {
            strings.add(node.asText());
        }
        return strings;
    }

    /** Says whether it lets anybody at all in. */
    boolean isPublic() {
        return allow && everyone && !isRestricted();
    }

    /** Says whether a condition ties the request to somebody or somewhere. */
    boolean isRestricted() {
        return conditions.stream()
                .anyMatch(entry -> entry.isEquality()
                        && RESTRICTING_KEYS.contains(entry.key())
                        && entry.values().stream().noneMatch(EVERYWHERE::contains));
    }

    /**
     * Says whether it is about every action of a service.
     *
     * @param service the service's prefix, such as {@code s3}
     */
    boolean coversEveryActionOf(String service) {
        return actions.contains("*") || actions.contains(service + ":*");
    }

    /** Returns the values that a key is compared with for equality. */
    List<String> comparedWith(String key) {
        return conditions.stream()
                .filter(entry -> entry.isEquality() && entry.key().equals(key))
                .flatMap(entry -> entry.values().stream())
                .toList();
    }
}
