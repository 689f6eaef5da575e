package dev.plinth.policies.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A statement of a policy in AWS's JSON policy language.
 *
 * @param allow whether it allows; else it denies
 * @param everyone whether its principal is everybody
 * @param principals the AWS principals that it names
 * @param federated the identity providers that it names
 * @param actions its actions, in lower case
 * @param exceptActions the actions that it leaves out of all, in lower case
 * @param resources its resources
 * @param exceptResources the resources that it leaves out of all
 * @param conditions its conditions
 */
public record Statement(
        boolean allow,
        boolean everyone,
        List<String> principals,
        List<String> federated,
        Set<String> actions,
        Set<String> exceptActions,
        List<String> resources,
        List<String> exceptResources,
        List<ConditionEntry> conditions) {

    /** One key of a condition, with its operator and values; key and operator in lower case. */
    public record ConditionEntry(String operator, String key, List<String> values) {

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

    /** Reads a policy's statements; one statement may stand without a list. */
    public static List<Statement> of(JsonNode policy) {
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
                lowerCase(node.path("Action")),
                lowerCase(node.path("NotAction")),
                strings(node.path("Resource")),
                strings(node.path("NotResource")),
                conditions);
    }

    private static Set<String> lowerCase(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        strings(node).forEach(text -> texts.add(text.toLowerCase(Locale.ROOT)));
        return texts;
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

    /** Returns whether it grants public access. */
    public boolean isPublic() {
        return allow && everyone && !isRestricted();
    }

    /** Returns whether a condition restricts the request to a principal or a source. */
    public boolean isRestricted() {
        return conditions.stream()
                .anyMatch(entry -> entry.isEquality()
                        && RESTRICTING_KEYS.contains(entry.key())
                        && entry.values().stream().noneMatch(Statement::holdsForEverybody));
    }

    /** Returns whether a compared value matches everyone: any text, account or organization, or the internet. */
    private static boolean holdsForEverybody(String value) {
        return value.matches("(arn:[^:]*:[^:]*:[^:]*:|o-)?[*?]+(:.*)?") || Cidr.isWorld(new PropertyValue.Text(value));
    }

    /**
     * Returns whether it is about every action of a service.
     *
     * @param service the service's prefix, such as {@code s3}
     */
    public boolean coversEveryActionOf(String service) {
        return actions.contains("*") || actions.contains(service + ":*");
    }

    /** Returns whether it allows an action, by name or through a wildcard, on every resource or all but some. */
    public boolean allowsEverywhere(String action) {
        return allows(action) && isEverywhere();
    }

    /** Returns whether it allows an action, by name or through a wildcard. */
    public boolean allows(String action) {
        return allow && isAbout(action);
    }

    /** Returns whether it allows or denies an action, by name or through a wildcard. */
    public boolean isAbout(String action) {
        String wanted = action.toLowerCase(Locale.ROOT);
        boolean excepted = exceptActions.stream().anyMatch(pattern -> matches(pattern, wanted));
        return actions.stream().anyMatch(pattern -> matches(pattern, wanted))
                || (!exceptActions.isEmpty() && !excepted);
    }

    /** Returns whether it is about every resource, or all but some. */
    public boolean isEverywhere() {
        return resources.contains("*") || !exceptResources.isEmpty();
    }

    /** Returns whether it denies everyone requests without TLS, without another condition. */
    public boolean refusesPlainText() {
        return !allow
                && principals.contains("*")
                && conditions.size() == 1
                && conditions.stream()
                        .anyMatch(entry -> entry.operator().startsWith("bool")
                                && entry.key().equals("aws:securetransport")
                                && entry.values().equals(List.of("false")));
    }

    private static boolean matches(String pattern, String text) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return text.matches(regex);
    }

    /** Returns the values that a key is compared with for equality. */
    public List<String> comparedWith(String key) {
        return conditions.stream()
                .filter(entry -> entry.isEquality() && entry.key().equals(key))
                .flatMap(entry -> entry.values().stream())
                .toList();
    }
}
