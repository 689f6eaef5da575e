package dev.plinth.components.platform;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.sentry.SentryIssueAlert;
import com.pulumi.sentry.SentryIssueAlertArgs;
import com.pulumi.sentry.SentryKey;
import com.pulumi.sentry.SentryKeyArgs;
import com.pulumi.sentry.SentryMetricAlert;
import com.pulumi.sentry.SentryMetricAlertArgs;
import com.pulumi.sentry.SentryTeam;
import com.pulumi.sentry.SentryTeamArgs;
import com.pulumi.sentry.inputs.SentryMetricAlertTriggerActionArgs;
import com.pulumi.sentry.inputs.SentryMetricAlertTriggerArgs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Sentry project with its team, a client key with a rate limit, and alerts by email to the team: for each new issue, and
 * when errors accumulate.
 *
 * @see <a href="https://docs.sentry.io/product/alerts/">Sentry alerts</a>
 */
public final class SentryProject extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:platform:SentryProject";

    private static final int WINDOW_SECONDS = 60;
    private static final double WINDOW_MINUTES = 5;

    /** An issue alerts again after half an hour. */
    private static final int FREQUENCY_MINUTES = 30;

    private final String organization;
    private final SentryTeam team;
    private final com.pulumi.sentry.SentryProject project;
    private final SentryKey key;

    /**
     * Creates the project.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public SentryProject(String name, SentryProjectArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the project with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public SentryProject(String name, SentryProjectArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.organization = Objects.requireNonNull(args.organization());
        this.team = new SentryTeam(
                childName("team"),
                SentryTeamArgs.builder().organization(organization).build(),
                childOptions().build());
        this.project = createProject(args);
        this.key = createKey(args);
        createIssueAlert(args);
        createErrorAlert(args);
        registerOutputs(Map.of("slug", slug(), "dsn", dsn()));
    }

    /** The project's slug, with which a build uploads source maps. */
    public Output<String> slug() {
        return project.slug();
    }

    /** The address that a client sends events to. It is public: it cannot read events. */
    public Output<String> dsn() {
        return key.dsnPublic();
    }

    private com.pulumi.sentry.SentryProject createProject(SentryProjectArgs args) {
        return new com.pulumi.sentry.SentryProject(
                childName("project"),
                com.pulumi.sentry.SentryProjectArgs.builder()
                        .organization(organization)
                        .platform(args.platform())
                        .teams(team.slug().applyValue(List::of))
                        .build(),
                statefulChildOptions().build());
    }

    private SentryKey createKey(SentryProjectArgs args) {
        return new SentryKey(
                childName("key"),
                SentryKeyArgs.builder()
                        .organization(organization)
                        .project(project.slug())
                        .rateLimitCount(args.eventsPerMinute())
                        .rateLimitWindow(WINDOW_SECONDS)
                        .build(),
                childOptions().build());
    }

    private void createIssueAlert(SentryProjectArgs args) {
        SentryIssueAlertArgs.Builder alert = SentryIssueAlertArgs.builder()
                .organization(organization)
                .project(project.slug())
                .actionMatch("any")
                .filterMatch("all")
                .frequency(FREQUENCY_MINUTES)
                .conditions(List.of(
                        Map.of("id", "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition"),
                        Map.of("id", "sentry.rules.conditions.regression_event.RegressionEventCondition")))
                .actions(team.internalId()
                        .applyValue(id -> List.of(Map.of(
                                "id", "sentry.mail.actions.NotifyEmailAction",
                                "targetType", "Team",
                                "targetIdentifier", id))));
        if (args.environment() != null) {
            alert.environment(args.environment());
        }
        new SentryIssueAlert(
                childName("new-issues"), alert.build(), childOptions().build());
    }

    private void createErrorAlert(SentryProjectArgs args) {
        SentryMetricAlertArgs.Builder alert = SentryMetricAlertArgs.builder()
                .organization(organization)
                .project(project.slug())
                .dataset("events")
                .eventTypes("error")
                .query("")
                .aggregate("count()")
                .timeWindow(WINDOW_MINUTES)
                .thresholdType(0)
                .triggers(SentryMetricAlertTriggerArgs.builder()
                        .label("critical")
                        .thresholdType(0)
                        .alertThreshold((double) args.criticalErrors())
                        .actions(SentryMetricAlertTriggerActionArgs.builder()
                                .type("email")
                                .targetType("team")
                                .targetIdentifier(team.internalId())
                                .build())
                        .build());
        if (args.environment() != null) {
            alert.environment(args.environment());
        }
        new SentryMetricAlert(childName("errors"), alert.build(), childOptions().build());
    }

    private static SentryProjectArgs validated(String name, SentryProjectArgs args) {
        Validation.of("SentryProject", name)
                .required("organization", args.organization())
                .required("platform", args.platform())
                .check(args.eventsPerMinute() >= 1, "eventsPerMinute", args.eventsPerMinute(), "at least 1")
                .check(args.criticalErrors() >= 1, "criticalErrors", args.criticalErrors(), "at least 1")
                .throwIfAny();
        return args;
    }
}
