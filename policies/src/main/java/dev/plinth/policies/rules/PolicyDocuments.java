package dev.plinth.policies.rules;

import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** Conditions on properties that hold a policy in AWS's JSON policy language. */
final class PolicyDocuments {

    private PolicyDocuments() {}

    /** No statement lets everybody in; a service whose resource has no policy lets in its own account alone. */
    static Condition isNotPublic(String property) {
        return hasNo(property, Statement::isPublic, "allows everybody (Principal *) with no restricting condition");
    }

    /**
     * No statement is of a kind; a property that is absent has none.
     *
     * @param fault what is wrong with such a statement, as the end of "policy …"
     */
    static Condition hasNo(String property, Predicate<Statement> kind, String fault) {
        return (resource, context) -> {
            if (resource.input(property).isAbsent()) {
                return Verdict.PASS;
            }
            return JsonText.judge(resource, property, policy -> {
                List<Statement> statements = Statement.of(policy);
                return statements.isEmpty()
                        ? Verdict.fail(property + " has no statement")
                        : Verdict.passIf(statements.stream().noneMatch(kind), property + " " + fault);
            });
        };
    }
}
