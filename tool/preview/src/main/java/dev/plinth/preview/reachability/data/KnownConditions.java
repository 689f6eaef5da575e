package dev.plinth.preview.reachability.data;

import dev.plinth.policies.access.AccessCondition;
import dev.plinth.policies.access.AccessCondition.Test;
import dev.plinth.policies.access.AccessPattern;
import dev.plinth.policies.access.PatternSet;
import dev.plinth.policies.access.Wildcards;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Evaluation of conditions for a principal, as far as the stack decides them. */
final class KnownConditions {

    /** Keys of the transport, which a caller can always satisfy. */
    private static final Set<String> TRANSPORT = Set.of("aws:securetransport", "s3:tlsversion");

    private final AccessPattern principal;
    private final String account;

    /**
     * Creates an evaluation.
     *
     * @param principal the principal
     * @param account the account of the principal; empty while it is unknown
     */
    KnownConditions(AccessPattern principal, String account) {
        this.principal = principal;
        this.account = account;
    }

    /** Returns whether the conditions are met; empty if that depends on the request. */
    Optional<Boolean> areMet(AccessCondition condition) {
        boolean decided = true;
        for (var entry : condition.entries().entrySet()) {
            Optional<Boolean> met = isMet(entry.getKey(), entry.getValue());
            if (met.isPresent() && !met.get()) {
                return Optional.of(false);
            }
            decided = decided && met.isPresent();
        }
        return decided ? Optional.of(true) : Optional.empty();
    }

    /** Returns whether principals are the account itself; any account while that is unknown. */
    boolean isOwnAccount(PatternSet principals) {
        return !principals.except()
                && principals.patterns().stream()
                        .anyMatch(each -> each.text().matches("arn:aws[^:]*:iam::\\d{12}:root")
                                && (account.isEmpty() || each.text().contains(":" + account + ":")));
    }

    /** Returns whether conditions are about the transport only. */
    static boolean isTransport(AccessCondition condition) {
        return !condition.isEmpty()
                && condition.entries().keySet().stream().allMatch(test -> TRANSPORT.contains(test.key()));
    }

    private Optional<Boolean> isMet(Test test, SortedSet<String> values) {
        Optional<Boolean> equal =
                switch (test.key()) {
                    case "aws:principalarn" ->
                        Optional.of(values.stream()
                                .anyMatch(value -> Wildcards.covers(value, principal.text())
                                        || Wildcards.covers(value, principal.name())));
                    case "aws:principalaccount", "kms:calleraccount" ->
                        account.isEmpty() ? Optional.empty() : Optional.of(values.contains(account));
                    default -> Optional.empty();
                };
        boolean compares = test.operator().matches("(string|arn)(not)?(equals|like)(ifexists)?");
        return compares ? equal.map(met -> met != test.operator().contains("not")) : Optional.empty();
    }
}
