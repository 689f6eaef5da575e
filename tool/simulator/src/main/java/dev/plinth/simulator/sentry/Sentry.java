package dev.plinth.simulator.sentry;

import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Teams, projects, client keys and alerts of Sentry; everything is global. No event is received.
 *
 * @see <a href="https://github.com/jianyuan/terraform-provider-sentry/tree/v0.11.2/sentry">The provider's sources</a>
 */
public final class Sentry {

    private static final String TEAM = "sentry:index/sentryTeam:SentryTeam";
    private static final String PROJECT = "sentry:index/sentryProject:SentryProject";
    private static final String NOT_FOUND = "404";
    private static final String INVALID = "400";
    private static final String CONFLICT = "409";

    private Sentry() {}

    /** Registers every Sentry type that has its own behaviour. */
    public static void register(Registry registry) {
        slugged(registry, TEAM, "team")
                .computed("teamId", Sentry::number)
                .computed("hasAccess", operation -> true)
                .computed("isMember", operation -> true)
                .computed("isPending", operation -> false);

        slugged(registry, PROJECT, "project")
                .mentions("team", TEAM, NOT_FOUND)
                .mentions("teams", TEAM, NOT_FOUND)
                .check(operation -> operation.require(
                        operation.has("team") || !operation.texts("teams").isEmpty(),
                        INVALID,
                        "one of team or teams must be configured"))
                .defaults("platform", "other")
                .defaults("digestsMinDelay", 300L)
                .defaults("digestsMaxDelay", 1800L)
                .defaults("resolveAge", 0L)
                .computed("projectId", Sentry::number)
                .computed("color", operation -> "#" + operation.hex(6, "color"))
                .computed("features", operation -> List.of())
                .computed("isBookmarked", operation -> false)
                .computed("isPublic", operation -> false)
                .computed("status", operation -> "active");

        registry.type("sentry:index/sentryKey:SentryKey", "client key")
                .global()
                .id("{hex32}")
                .named("name", 64)
                .renamable()
                .uses("project", PROJECT, NOT_FOUND)
                .defaults("rateLimitCount", 0L)
                .defaults("rateLimitWindow", 0L)
                .computed("isActive", operation -> true)
                .computed("projectId", operation -> Long.parseLong(number(operation)))
                .computed("public", operation -> operation.hex(32, "public"))
                .computed("secret", operation -> operation.hex(32, "secret"))
                .computed("dsnPublic", operation -> "https://" + operation.hex(32, "public") + "@" + address(operation))
                .computed(
                        "dsnSecret",
                        operation -> "https://" + operation.hex(32, "public") + ":" + operation.hex(32, "secret") + "@"
                                + address(operation))
                .computed(
                        "dsnCsp",
                        operation -> "https://"
                                + address(operation).replaceFirst("/", "/api/") + "/csp-report/?sentry_key="
                                + operation.hex(32, "public"));

        alert(registry, "sentryIssueAlert:SentryIssueAlert", "issue alert")
                .computed("projects", operation -> List.of(operation.text("project")));
        alert(registry, "sentryMetricAlert:SentryMetricAlert", "metric alert")
                .validate(Sentry::checkTriggers)
                .computed("owner", operation -> "");
    }

    private static Behaviour slugged(Registry registry, String type, String label) {
        return registry.type(type, label)
                .global()
                .id("{slug}")
                .named("name", 64)
                .renamable()
                .check(operation -> operation.state().putIfAbsent("slug", slug(operation.text("name"))))
                .check(operation -> operation.require(
                        operation.siblings().stream()
                                .noneMatch(other -> other.text("slug").equals(operation.text("slug"))),
                        CONFLICT,
                        operation.render("A " + label + " with the slug {slug} already exists.")))
                .computed("slug", operation -> operation.text("slug"))
                .computed("internalId", Sentry::number);
    }

    private static Behaviour alert(Registry registry, String part, String label) {
        return registry.type("sentry:index/" + part, label)
                .global()
                .id("{organization}/{project}/{digits6}")
                .named("name", 64)
                .renamable()
                .uses("project", PROJECT, NOT_FOUND)
                .computed("environment", operation -> "")
                .computed("internalId", Sentry::number);
    }

    private static String number(Operation operation) {
        return operation.render("4{digits6}");
    }

    private static String address(Operation operation) {
        return "o"
                + Operation.digest("sentry " + operation.text("organization"))
                        .replaceAll("\\D", "")
                        .substring(0, 6) + ".ingest.sentry.io/" + number(operation);
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-|-$", "");
    }

    /** A warning comes before the critical state, and each label stands once. */
    private static void checkTriggers(Operation operation) {
        List<String> labels = Values.asList(operation.state().get("triggers")).stream()
                .map(trigger -> Values.asMap(trigger).get("label"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        operation.require(
                labels.isEmpty() || Set.copyOf(labels).size() == labels.size(),
                "triggers",
                "each label must stand once: " + labels);
        operation.require(
                labels.isEmpty() || labels.contains("critical"), "triggers", "a trigger critical is required");
    }
}
