package dev.plinth.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyReportTest {

    private static PolicyReport report(Violation... violations) {
        return new PolicyReport(List.of(violations), List.of(), List.of(), List.of(), 1, 1, 1);
    }

    private static Violation unmatched(Enforcement enforcement, String message) {
        return new Violation(PolicyEvaluator.WAIVER_UNMATCHED, Severity.HIGH, enforcement, "urn", message, List.of());
    }

    @Test
    void aWaiverThatMatchesNothingInEitherStackIsReportedOnceByTheStricterTier() {
        PolicyReport development =
                report(unmatched(Enforcement.ADVISORY, "one"), unmatched(Enforcement.ADVISORY, "two"));
        PolicyReport production = report(unmatched(Enforcement.MANDATORY, "one"));

        assertThat(development.and(production).violations()).containsExactly(unmatched(Enforcement.MANDATORY, "one"));
        assertThat(production.and(development).violations()).containsExactly(unmatched(Enforcement.MANDATORY, "one"));
        assertThat(production.and(production).violations()).containsExactly(unmatched(Enforcement.MANDATORY, "one"));
    }
}
