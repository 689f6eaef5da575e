package dev.plinth.components;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy document in IAM's JSON: for roles, keys, buckets, endpoints. The same statements give the same text, so that a
 * preview shows no difference where there is none.
 *
 * <pre>{@code
 * Output<String> policy = PolicyDocument.of(Statement.allow("ReadSecret")
 *                 .actions("secretsmanager:GetSecretValue")
 *                 .resource(secret.arn()))
 *         .toJson();
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM JSON policy elements</a>
 */
public final class PolicyDocument {

    private static final Pattern WORD_BREAK = Pattern.compile("[^A-Za-z0-9]+");

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** A document of statements, in their order; at least one. */
    public static PolicyDocument of(Statement... statements) {
        return of(List.of(statements));
    }

    /** A document of statements, in their order; at least one. */
    public static PolicyDocument of(List<Statement> statements) {
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("A policy document needs a statement.");
        }
        return new PolicyDocument(statements);
    }

    /**
     * The trust policy of a role that an AWS service takes on, for this account only.
     *
     * @param servicePrincipal the service, such as {@code ecs-tasks.amazonaws.com}
     * @param account the account for which alone the service may act (no confused deputy)
     */
    public static PolicyDocument assumeRole(String servicePrincipal, AwsAccount account) {
        return of(Statement.allow("AssumeRole")
                .servicePrincipal(servicePrincipal)
                .actions("sts:AssumeRole")
                .condition("StringEquals", "aws:SourceAccount", account.accountId()));
    }

    /**
     * The trust policy of a role for a service that sends no source account, such as {@code monitoring.rds.amazonaws.com}
     * before a role's instance exists.
     *
     * @param servicePrincipal the service
     */
    public static PolicyDocument assumeRole(String servicePrincipal) {
        return of(
                Statement.allow("AssumeRole").servicePrincipal(servicePrincipal).actions("sts:AssumeRole"));
    }

    /**
     * A statement's id from the service that it concerns, without {@code amazonaws.com}.
     *
     * @param action what the statement allows or denies, in letters and digits
     * @param service the service's principal, such as {@code events.amazonaws.com}
     */
    public static String sidOfService(String action, String service) {
        return sid(action, service.replaceAll("\\.amazonaws\\.com.*", ""));
    }

    /**
     * A statement's id from what it is about, so that it stays when other statements come, go or change places.
     *
     * @param action what the statement allows or denies, in letters and digits
     * @param name the name of what it is about, of which letters and digits count
     */
    public static String sid(String action, String name) {
        return action
                + WORD_BREAK
                        .splitAsStream(name)
                        .filter(part -> !part.isEmpty())
                        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining());
    }

    /** The document as JSON text, known as soon as all values in it are. */
    public Output<String> toJson() {
        return Output.all(statements.stream().map(Statement::resolve).toList()).applyValue(PolicyDocument::write);
    }

    private static String write(List<Map<String, Object>> resolved) {
        return Json.write(Map.of("Version", "2012-10-17", "Statement", resolved));
    }

    /** One statement; each method adds to it and returns it. */
    public static final class Statement {

        private final String sid;
        private final String effect;
        private final List<String> actions = new ArrayList<>();
        private final List<Output<String>> resources = new ArrayList<>();
        private final Map<String, List<Output<String>>> principals = new LinkedHashMap<>();
        private final Map<String, Map<String, List<Output<String>>>> conditions = new LinkedHashMap<>();

        private boolean anyPrincipal;

        private Statement(String sid, String effect) {
            this.sid = sid;
            this.effect = effect;
        }

        /**
         * A statement that allows.
         *
         * @param sid its purpose; letters and digits only, unique in its document
         */
        public static Statement allow(String sid) {
            return new Statement(sid, "Allow");
        }

        /** A statement that denies, even when another one allows. */
        public static Statement deny(String sid) {
            return new Statement(sid, "Deny");
        }

        /** Adds actions, such as {@code s3:GetObject}. */
        public Statement actions(String... names) {
            actions.addAll(List.of(names));
            return this;
        }

        /** Adds resources whose ARNs or patterns are known. */
        public Statement resources(String... arns) {
            Stream.of(arns).map(Output::of).forEach(resources::add);
            return this;
        }

        /** Adds resources. */
        public Statement resources(List<Output<String>> arns) {
            resources.addAll(arns);
            return this;
        }

        /** Adds a resource. */
        public Statement resource(Output<String> arn) {
            resources.add(arn);
            return this;
        }

        /** Adds a service as principal, such as {@code logs.eu-central-1.amazonaws.com}. */
        public Statement servicePrincipal(String service) {
            return principal("Service", Output.of(service));
        }

        /** Adds a service as principal. */
        public Statement servicePrincipal(Output<String> service) {
            return principal("Service", service);
        }

        /** Adds an account, role or user as principal, by its ARN. */
        public Statement awsPrincipal(Output<String> arn) {
            return principal("AWS", arn);
        }

        /** Adds everyone as principal; only for a statement that denies, or whose conditions narrow it down. */
        public Statement anyPrincipal() {
            anyPrincipal = true;
            return principal("AWS", Output.of("*"));
        }

        private Statement principal(String kind, Output<String> value) {
            principals.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(value);
            return this;
        }

        /**
         * Adds a condition; several values of one key are alternatives.
         *
         * @param operator the operator, such as {@code StringEquals}
         * @param key the condition key, such as {@code aws:SourceAccount}
         * @param value the value
         */
        public Statement condition(String operator, String key, Output<String> value) {
            conditions
                    .computeIfAbsent(operator, ignored -> new LinkedHashMap<>())
                    .computeIfAbsent(key, ignored -> new ArrayList<>())
                    .add(value);
            return this;
        }

        /** As {@link #condition(String, String, Output)}, for values that are known. */
        public Statement condition(String operator, String key, String... values) {
            Stream.of(values).map(Output::of).forEach(value -> condition(operator, key, value));
            return this;
        }

        /** Returns what it is for, unique in its document. */
        public String sid() {
            return sid;
        }

        /** Returns whether it has an action, and a principal as the policy of a resource needs it. */
        public boolean isComplete() {
            return !actions.isEmpty() && !principals.isEmpty();
        }

        /** Returns whether it allows something to everyone who meets its conditions; known only where {@link #anyPrincipal} said so. */
        public boolean allowsAnyPrincipal() {
            return effect.equals("Allow") && anyPrincipal;
        }

        /** Returns whether it has a condition. */
        public boolean isConditional() {
            return !conditions.isEmpty();
        }

        private Output<Map<String, Object>> resolve() {
            List<String> operators = List.copyOf(conditions.keySet());
            Output<List<Map<String, Object>>> resolvedConditions = Output.all(
                    conditions.values().stream().map(Statement::resolve).toList());
            return Output.tuple(resolve(principals), Output.all(resources), resolvedConditions)
                    .applyValue(values -> render(values.t1, values.t2, zip(operators, values.t3)));
        }

        private Map<String, Object> render(
                Map<String, Object> resolvedPrincipals,
                List<String> resolvedResources,
                Map<String, Object> resolvedConditions) {
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("Sid", sid);
            statement.put("Effect", effect);
            if (!resolvedPrincipals.isEmpty()) {
                statement.put("Principal", resolvedPrincipals);
            }
            statement.put("Action", oneOrMany(actions));
            if (!resolvedResources.isEmpty()) {
                statement.put("Resource", oneOrMany(resolvedResources));
            }
            if (!resolvedConditions.isEmpty()) {
                statement.put("Condition", resolvedConditions);
            }
            return statement;
        }

        private static Output<Map<String, Object>> resolve(Map<String, List<Output<String>>> values) {
            List<String> keys = List.copyOf(values.keySet());
            return Output.all(values.values().stream()
                            .map(list -> Output.all(list).applyValue(Statement::oneOrMany))
                            .toList())
                    .applyValue(resolved -> zip(keys, resolved));
        }

        private static Map<String, Object> zip(List<String> keys, List<? extends Object> values) {
            Map<String, Object> zipped = new LinkedHashMap<>();
            Iterator<? extends Object> value = values.iterator();
            keys.forEach(key -> zipped.put(key, value.next()));
            return zipped;
        }

        /** IAM stores a list of one as its element; the same form here keeps previews quiet. */
        private static Object oneOrMany(List<String> values) {
            return values.size() == 1 ? values.get(0) : values;
        }
    }
}
