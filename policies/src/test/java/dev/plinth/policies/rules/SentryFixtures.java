package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Sentry. */
final class SentryFixtures {

    private static final String KEY = "sentry:index/sentryKey:SentryKey";
    private static final String PROJECT = "sentry:index/sentryProject:SentryProject";
    private static final String ISSUE_ALERT = "sentry:index/sentryIssueAlert:SentryIssueAlert";

    private SentryFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("sentry-key-rate-limit", KEY, "rateLimitCount", 600, 0, FAIL, Map.of("rateLimitWindow", 60)),
                property("sentry-key-rate-limit", KEY, "rateLimitWindow", 60, 0, FAIL, Map.of("rateLimitCount", 600)),
                RuleFixture.of(
                                "sentry-project-alerts",
                                resource(PROJECT, "subject", Map.of("name", "shop")),
                                "project",
                                "other",
                                FAIL)
                        .beside(resource(ISSUE_ALERT, "alert", Map.of("project", "shop")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "sentry-alert-actions",
                        ISSUE_ALERT,
                        "actions",
                        List.of(Map.of("id", "sentry.mail.actions.NotifyEmailAction")),
                        List.of(),
                        FAIL),
                property(
                        "sentry-alert-actions",
                        "sentry:index/sentryMetricAlert:SentryMetricAlert",
                        "triggers[0].actions",
                        List.of(Map.of("type", "email", "targetType", "team")),
                        List.of(),
                        FAIL,
                        Map.of("triggers", List.of(Map.of("label", "critical")))),
                property("sentry-project-team", PROJECT, "teams", List.of("web"), List.of(), FAIL),
                property("sentry-project-team", PROJECT, "team", "web", "", FAIL));
    }
}
