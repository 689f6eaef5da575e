package dev.plinth.policies.condition;

import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions on properties that hold a policy in AWS's JSON policy language. */
public final class PolicyDocuments {

    /** An account in a principal: alone, or in an ARN of IAM or STS. */
    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:[a-z-]+:(?:iam|sts)::)?(\\d{12})(?::.*)?");

    private PolicyDocuments() {}

    /** Requires that no statement grants public access; without a policy, only the own account has access. */
    public static Condition isNotPublic(String property) {
        return hasNo(property, Statement::isPublic, "allows everyone (Principal *) without a restricting condition");
    }

    /** Requires that no statement grants another account access without a restricting condition. The provider lists the own accounts. */
    public static Condition namesOwnAccounts(String property) {
        return hasNoForeign(property, statement -> true, "allows another account without a restricting condition");
    }

    /**
     * Requires that no matching statement grants another account access without a restricting condition. The provider
     * says.
     *
     * @param fault what is wrong with such a statement, as the end of "policy …"
     */
    public static Condition hasNoForeign(String property, Predicate<Statement> kind, String fault) {
        return (resource, context) -> {
            Set<String> own = context.graph().resource(resource.provider()).stream()
                    .flatMap(provider -> JsonText.parsed(provider.input("allowedAccountIds")).elements().stream())
                    .flatMap(account -> account.asText().stream())
                    .collect(Collectors.toSet());
            return own.isEmpty()
                    ? Verdict.NOT_APPLICABLE
                    : hasNo(property, statement -> letsOthersIn(statement, own) && kind.test(statement), fault)
                            .test(resource, context);
        };
    }

    private static boolean letsOthersIn(Statement statement, Set<String> own) {
        return statement.allow()
                && !statement.isRestricted()
                && statement.principals().stream().anyMatch(principal -> isForeign(principal, own));
    }

    private static boolean isForeign(String principal, Set<String> own) {
        Matcher matcher = ACCOUNT.matcher(principal);
        return matcher.matches() && !own.contains(matcher.group(1));
    }

    /**
     * A policy refuses what is asked for without TLS: the resource's own, or one that refers to it.
     *
     * @param property the resource's own policy, and that of what refers to it
     * @param type the type of resource that attaches a policy
     * @param reference its property that names the resource
     * @param action what must be refused at least
     */
    public static Condition refusePlainText(String property, String type, String reference, String action) {
        return (resource, context) -> {
            List<GraphResource> holders = new ArrayList<>(context.referrers(resource, reference, type));
            if (!resource.input(property).isAbsent()) {
                holders.add(resource);
            }
            return holders.isEmpty()
                    ? Verdict.fail(
                            property + " is not set but must deny requests where aws:SecureTransport is false",
                            property)
                    : Verdict.any(holders.stream()
                            .map(holder -> refusesPlainText(holder, property, action))
                            .toList());
        };
    }

    private static Verdict refusesPlainText(GraphResource holder, String property, String action) {
        return JsonText.judge(
                holder,
                property,
                policy -> Verdict.passIf(
                        Statement.of(policy).stream()
                                .anyMatch(statement -> statement.refusesPlainText() && statement.isAbout(action)),
                        property + " must deny requests where aws:SecureTransport is false",
                        property));
    }

    /**
     * No statement is of a kind; a property that is absent has none.
     *
     * @param fault what is wrong with such a statement, as the end of "policy …"
     */
    public static Condition hasNo(String property, Predicate<Statement> kind, String fault) {
        return (resource, context) -> {
            if (resource.input(property).isAbsent()) {
                return Verdict.PASS;
            }
            return JsonText.judge(resource, property, policy -> {
                List<Statement> statements = Statement.of(policy);
                return statements.isEmpty()
                        ? Verdict.fail(property + " has no statement", property)
                        : Verdict.passIf(statements.stream().noneMatch(kind), property + " " + fault, property);
            });
        };
    }
}
