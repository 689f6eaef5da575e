package dev.plinth.policies.rules.sentry;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/**
 * Rules for Sentry, with the schema of Pulumiverse's provider. Data scrubbing, allowed origins and members are settings of the
 * organization and the project that the provider does not have.
 *
 * @see <a href="https://docs.sentry.io/pricing/quotas/manage-event-stream-guide/">Manage your event stream: rate limits of client
 *     keys</a>
 * @see <a href="https://docs.sentry.io/product/alerts/best-practices/">Alert best practices</a>
 */
public final class SentryRules {

    static final String PROJECT = "sentry:index/sentryProject:SentryProject";
    private static final String KEY = "sentry:index/sentryKey:SentryKey";
    private static final String ISSUE_ALERT = "sentry:index/sentryIssueAlert:SentryIssueAlert";
    private static final String METRIC_ALERT = "sentry:index/sentryMetricAlert:SentryMetricAlert";

    private static final Rule RATE_LIMIT = Rule.named("sentry-key-rate-limit")
            .title("Sentry client keys have a rate limit")
            .severity(Severity.MEDIUM)
            .on(KEY, "rateLimitCount", "rateLimitWindow")
            .risk("A faulty release, or anyone who copies the public key, uses up the event quota of the organization.")
            .remediation(
                    """
                    Limit the events in a window of seconds:
                    SentryKeyArgs.builder().rateLimitCount(600).rateLimitWindow(60)
                    """)
            .requires(property("rateLimitCount")
                    .isAtLeast(parameters -> 1)
                    .and(property("rateLimitWindow").isAtLeast(parameters -> 1)));

    private static final Rule ALERTED = Rule.named("sentry-project-alerts")
            .title("Production Sentry projects have an alert")
            .severity(Severity.MEDIUM)
            .on(PROJECT)
            .lookingAt(ISSUE_ALERT, "project")
            .lookingAt(METRIC_ALERT, "project")
            .risk("Errors of the application accumulate without a notification.")
            .remediation(
                    """
                    Add an alert for new issues:
                    SentryIssueAlertArgs.builder().project(project.slug()).conditions(conditions).actions(actions)
                    """)
            .requiresInStack((project, context) -> context.isProduction()
                    ? Verdict.passIf(
                            !context.referrers(project, "project", ISSUE_ALERT, METRIC_ALERT)
                                    .isEmpty(),
                            "the project has no SentryIssueAlert or SentryMetricAlert")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule ACTIONS = Rule.named("sentry-alert-actions")
            .title("Sentry alerts have an action")
            .severity(Severity.MEDIUM)
            .on(ISSUE_ALERT, "actions")
            .on(METRIC_ALERT, "triggers[].actions")
            .risk("The alert triggers without a notification.")
            .remediation(
                    """
                    Notify the team:
                    SentryMetricAlertTriggerArgs.builder().actions(List.of(SentryMetricAlertTriggerActionArgs.builder().type("email").targetType("team").targetIdentifier(team.internalId()).build()))
                    """)
            .requires(onType(ISSUE_ALERT, property("actions").isFilled())
                    .and(onType(METRIC_ALERT, each("triggers", trigger -> property(trigger + ".actions")
                            .isFilled()))));

    private static final Rule TEAM = Rule.named("sentry-project-team")
            .title("Sentry projects belong to a team")
            .severity(Severity.LOW)
            .on(PROJECT, "team", "teams")
            .risk("No one is notified of the issues of the project, and its access cannot be granted by team.")
            .remediation(
                    """
                    Name the team:
                    SentryProjectArgs.builder().teams(team.slug().applyValue(List::of))
                    """)
            .requires(property("teams").isFilled().or(property("team").isText()));

    public static final List<Rule> ALL = List.of(RATE_LIMIT, ALERTED, ACTIONS, TEAM);

    private SentryRules() {}
}
