package dev.plinth.simulator.aws.common;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validation of policy documents as AWS does it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM JSON policy
 *     language</a>
 */
public final class PolicyDocument {

    /** The kind of resource that a policy is attached to. */
    public enum Kind {
        /** A role, a user or a group: no principal. */
        IDENTITY,
        /** A role's trust: a principal, no resource, actions of STS. */
        TRUST,
        /** Any other resource: a principal. */
        RESOURCE
    }

    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
    private static final Set<String> KEYS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPALS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?_-]+");
    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+");
    private static final Pattern SERVICE = Pattern.compile(
            "\\*|[a-z0-9][a-z0-9.-]*\\.(amazonaws\\.com(\\.cn)?|amazon\\.com|aws\\.internal|alexa\\.com|elasticmapreduce\\.aws)");
    private static final Pattern ACCOUNT = Pattern.compile(
            "\\*|\\d{12}|arn:aws[\\w-]*:iam::(\\d{12}|cloudfront):(root|user/.+|role/.+|group/.+)|arn:aws[\\w-]*:sts::\\d{12}:(assumed-role|federated-user)/.+|A(ROA|IDA|GPA)[A-Z0-9]+");
    private static final Pattern STS = Pattern.compile(
            "sts:(\\*|AssumeRole\\*?|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity|SetContext|AssumeRoleWith\\*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OPERATOR = Pattern.compile("((ForAnyValue|ForAllValues):)?("
            + "String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(NotEquals|Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)"
            + "|Date(NotEquals|Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)|Bool|BinaryEquals|(Not)?IpAddress"
            + "|Arn(Not)?(Equals|Like))(IfExists)?|Null");
    private static final Pattern CONDITION_KEY = Pattern.compile("[\\w.-]+:[^\\s]+");

    private final Operation operation;
    private final String property;
    private final String code;
    private final Kind kind;

    private PolicyDocument(Operation operation, String property, String code, Kind kind) {
        this.operation = operation;
        this.property = property;
        this.code = code;
        this.kind = kind;
    }

    /** Requires a property, when it is set, to hold a policy document of a kind. */
    public static Consumer<Operation> in(String property, String code, Kind kind) {
        return operation -> {
            for (String text : operation.texts(property)) {
                if (!text.isEmpty()) {
                    new PolicyDocument(operation, property, code, kind).check(text);
                }
            }
        };
    }

    /** The statements of a document, none when it isn't one. */
    public static List<Map<String, Object>> statements(String text) {
        try {
            Object statement = Values.mapFromJson(text).get("Statement");
            List<?> statements = statement instanceof Map ? List.of(statement) : Values.asList(statement);
            return statements.stream().map(Values::asMap).toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void check(String text) {
        Map<String, Object> document;
        try {
            document = Values.mapFromJson(text);
        } catch (IllegalArgumentException e) {
            throw operation.refuse(code, property + ": the policy contains invalid JSON");
        }
        require(TOP.containsAll(document.keySet()), "Syntax errors in policy: unknown element in " + names(document));
        require(
                !document.containsKey("Version") || VERSIONS.contains(String.valueOf(document.get("Version"))),
                "the policy must have the version 2012-10-17 or 2008-10-17, got " + document.get("Version"));
        List<Map<String, Object>> statements = statements(text);
        require(!statements.isEmpty(), "the policy has no statement");
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> statement : statements) {
            Object id = statement.get("Sid");
            require(
                    id == null || "".equals(id) || ids.add(id),
                    "Statement IDs (SID) in a single policy must be unique: " + id);
            checkStatement(statement);
        }
    }

    private void checkStatement(Map<String, Object> statement) {
        require(
                "Allow".equals(statement.get("Effect")) || "Deny".equals(statement.get("Effect")),
                "a statement needs an Effect of Allow or Deny, an Action, and a Resource or a Principal; got the keys "
                        + names(statement));
        require(
                KEYS.containsAll(statement.keySet()),
                "Syntax errors in policy: unknown element in " + names(statement));
        require(
                statement.containsKey("Action") != statement.containsKey("NotAction"),
                "a statement needs an Effect of Allow or Deny, an Action, and a Resource or a Principal; got the keys "
                        + names(statement));
        require(
                kind != Kind.IDENTITY || !(statement.get("Sid") instanceof String id) || id.matches("[A-Za-z0-9]*"),
                "Statement IDs (SID) must be alpha-numeric: " + statement.get("Sid"));
        for (String action : both(statement, "Action")) {
            require(
                    ACTION.matcher(action).matches(),
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + action);
            require(
                    kind != Kind.TRUST || STS.matcher(action).matches(),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
        }
        checkResources(statement);
        checkPrincipals(statement);
        checkConditions(statement);
    }

    private void checkResources(Map<String, Object> statement) {
        boolean present = statement.containsKey("Resource") || statement.containsKey("NotResource");
        require(
                !(statement.containsKey("Resource") && statement.containsKey("NotResource")),
                "Syntax errors in policy: Resource and NotResource exclude each other");
        require(kind != Kind.TRUST || !present, "Has prohibited field Resource");
        require(kind != Kind.IDENTITY || present, "Policy statement must contain resources.");
        for (String resource : both(statement, "Resource")) {
            require(RESOURCE.matcher(resource).matches(), "Resource " + resource + " must be in ARN format or \"*\".");
        }
    }

    private void checkPrincipals(Map<String, Object> statement) {
        Object principal = statement.getOrDefault("Principal", statement.get("NotPrincipal"));
        require(kind != Kind.IDENTITY || principal == null, "Policy document should not specify a principal.");
        require(kind == Kind.IDENTITY || principal != null, "Missing required field Principal");
        if (principal == null || "*".equals(principal)) {
            return;
        }
        Map<String, Object> byType = Values.asMap(principal);
        require(
                !byType.isEmpty() && PRINCIPALS.containsAll(byType.keySet()),
                "Invalid principal in policy: expected one of AWS, Service, Federated, CanonicalUser");
        for (String account : texts(byType.get("AWS"))) {
            require(ACCOUNT.matcher(account).matches(), "Invalid principal in policy: \"AWS\":\"" + account + "\"");
        }
        for (String service : texts(byType.get("Service"))) {
            require(SERVICE.matcher(service).matches(), "Invalid principal in policy: \"SERVICE\":\"" + service + "\"");
        }
    }

    private void checkConditions(Map<String, Object> statement) {
        Object condition = statement.get("Condition");
        require(condition == null || condition instanceof Map, "Syntax errors in policy: Condition must be an object");
        Values.asMap(condition).forEach((operator, keys) -> {
            require(OPERATOR.matcher(operator).matches(), "Invalid Condition type : " + operator);
            require(keys instanceof Map, "Syntax errors in policy: the condition " + operator + " must be an object");
            Values.asMap(keys)
                    .keySet()
                    .forEach(key -> require(
                            CONDITION_KEY.matcher(key).matches(),
                            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + key));
            Values.asMap(keys).values().forEach(value -> checkValues(operator, value));
        });
    }

    private void checkValues(String operator, @Nullable Object value) {
        String plain = operator.replaceFirst("^.*:", "").replaceFirst("IfExists$", "");
        for (String text : texts(value)) {
            boolean fits = text.contains("${")
                    || switch (plain) {
                        case "Bool", "Null" -> text.toLowerCase(Locale.ROOT).matches("true|false");
                        case "IpAddress", "NotIpAddress" -> text.matches("[0-9A-Fa-f.:]+(/\\d{1,3})?");
                        default -> !plain.startsWith("Numeric") || text.matches("-?\\d+(\\.\\d+)?");
                    };
            require(fits, "Invalid value for the condition " + operator + ": " + text);
        }
    }

    private static List<String> both(Map<String, Object> statement, String key) {
        return texts(statement.getOrDefault(key, statement.get("Not" + key)));
    }

    /** A value or a list of them, each as a text. */
    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(String.valueOf(value));
    }

    private void require(boolean condition, String message) {
        operation.require(condition, code, property + ": " + message);
    }

    private static String names(Map<String, Object> fields) {
        return fields.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
