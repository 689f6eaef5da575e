package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.baseline.Occurrence;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Tier;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The paths of the verdicts of all fixtures: those by which existing baselines identify the same violations. */
class VerdictPathsTest {

    /** Rules whose messages contain a word, such as user, that is also the name of a property. */
    private static final List<String> NAMED_BY_CHANCE = List.of(
            "alarm-datapoints",
            "docker-daemon-over-tls",
            "docker-image-pinned",
            "docker-not-root",
            "event-bus-not-public",
            "production-always-on",
            "vercel-credentials-secret");

    private final List<Violation> violations =
            RuleFixtures.all().stream().flatMap(VerdictPathsTest::violations).toList();

    @Test
    void mostVerdictsStateTheirPaths() {
        assertThat(violations)
                .filteredOn(violation -> !violation.properties().isEmpty())
                .hasSizeGreaterThan(violations.size() / 2);
    }

    @Test
    void violationsKeepTheirFingerprintsExceptForWordsThatAreNoPaths() {
        assertThat(violations).allSatisfy(violation -> assertThat(byMessage(violation))
                .containsAll(violation.occurrence().properties(RuleCatalogue.set())));
        assertThat(violations)
                .filteredOn(violation ->
                        !violation.occurrence().properties(RuleCatalogue.set()).equals(byMessage(violation)))
                .extracting(Violation::rule)
                .containsOnly(NAMED_BY_CHANCE.toArray(String[]::new));
    }

    private static SortedSet<String> byMessage(Violation violation) {
        return new Occurrence(violation.rule(), violation.urn(), violation.message(), List.of())
                .properties(RuleCatalogue.set());
    }

    private static Stream<Violation> violations(RuleFixture fixture) {
        List<GraphResource> resources = new ArrayList<>(fixture.beside());
        resources.add(fixture.compliant());
        int decisive = fixture.neighbourDecides() ? 0 : resources.size() - 1;
        resources.set(decisive, Resources.with(resources.get(decisive), fixture.path(), fixture.bad()));
        Rule rule = RuleCatalogue.find(fixture.rule()).orElseThrow();
        Subject subject = Subject.of(
                Resources.graph(resources.toArray(GraphResource[]::new)),
                PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                List.of(),
                LocalDate.parse("2026-06-01"));
        return PolicyEvaluator.evaluate(List.of(rule), subject).violations().stream();
    }
}
