package dev.plinth.simulator.vercel;

import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Projects of Vercel with their domains, variables, firewall and retention; everything is global. Nothing is built or
 * deployed.
 *
 * @see <a href="https://github.com/vercel/terraform-provider-vercel/tree/main/vercel">The provider's sources</a>
 */
public final class Vercel {

    private static final String PROJECT = "vercel:index/project:Project";
    private static final String ENVIRONMENT = "vercel:index/customEnvironment:CustomEnvironment";

    /** Error code of the API for invalid values. */
    private static final String INVALID = "bad_request";

    private static final String CONFLICT = "conflict";
    private static final String NOT_FOUND = "not_found";
    private static final String TARGETS = "targets";
    private static final String ENVIRONMENT_IDS = "customEnvironmentIds";

    private Vercel() {}

    /** Registers every Vercel type that has its own behaviour. */
    public static void register(Registry registry) {
        project(registry);
        domain(registry);
        variable(registry);
        part(registry, "customEnvironment:CustomEnvironment", "custom environment")
                .id("env_{hex28}")
                .named("name", 32)
                .renamable()
                .defaults("description", "")
                .check(operation -> unique(operation, "name"))
                .inUse(CONFLICT, "The environment is used by {users}");
        part(registry, "firewallConfig:FirewallConfig", "firewall configuration")
                .id("{projectId}")
                .defaults("enabled", true)
                .validate(Vercel::checkRedirects);
        part(registry, "projectDeploymentRetention:ProjectDeploymentRetention", "deployment retention")
                .id("{projectId}")
                .defaults("expirationPreview", "6m")
                .defaults("expirationProduction", "1y")
                .defaults("expirationCanceled", "1m")
                .defaults("expirationErrored", "3m");
        part(registry, "projectCrons:ProjectCrons", "cron jobs").id("{projectId}");
        team(registry, "projectRollingRelease:ProjectRollingRelease", "rolling release")
                .id("{projectId}")
                .uses("projectId", PROJECT, NOT_FOUND)
                .validate(Vercel::checkStages);
        team(registry, "webhook:Webhook", "webhook")
                .id("account_hook_{hex24}")
                .immutable("endpoint", "events", "projectIds")
                .uses("projectIds", PROJECT, NOT_FOUND)
                .computed("secret", operation -> operation.hex(40, "secret"));
        team(registry, "logDrain:LogDrain", "log drain")
                .id("ld_{hex24}")
                .immutable(
                        "deliveryFormat",
                        "endpoint",
                        "environments",
                        "headers",
                        "projectIds",
                        "samplingRate",
                        "secret",
                        "sources")
                .named("name", 100)
                .uses("projectIds", PROJECT, NOT_FOUND)
                .computed("secret", operation -> operation.hex(40, "secret"));
    }

    private static void project(Registry registry) {
        Behaviour project = team(registry, "project:Project", "project")
                .id("prj_{hex28}")
                .named("name", 52)
                .renamable()
                .validate(Vercel::checkEnvironments)
                .validate(operation -> operation.require(
                        !(operation.has("serverlessFunctionRegion")
                                && operation.has("resourceConfig.functionDefaultRegions")),
                        "serverlessFunctionRegion",
                        "conflicts with resourceConfig.functionDefaultRegions"))
                .check(operation -> unique(operation, "name"))
                .inUse(CONFLICT, "The project is used by {users}")
                .defaults("nodeVersion", "22.x")
                .defaults("autoAssignCustomDomains", true)
                .defaults("gitForkProtection", true)
                .defaults("oidcTokenConfig", Map.of("issuerMode", "team"))
                .defaults("vercelAuthentication", Map.of("deploymentType", "standard_protection_new"))
                .defaults(
                        "gitProviderOptions",
                        Map.of(
                                "createDeployments", true,
                                "gitCommitStatus", true,
                                "repositoryDispatchEvents", true,
                                "requireVerifiedCommits", false))
                .computed("serverlessFunctionRegion", Vercel::region)
                .computed(
                        "resourceConfig",
                        operation -> Map.of("fluid", true, "functionDefaultRegions", List.of(region(operation))))
                .defaults("buildMachineType", "standard");
        for (String off : List.of(
                "automaticallyExposeSystemEnvironmentVariables",
                "customerSuccessCodeVisibility",
                "directoryListing",
                "enableAffectedProjectsDeployments",
                "enableProductionFeedback",
                "functionFailover",
                "gitLfs",
                "onDemandConcurrentBuilds",
                "previewDeploymentsDisabled",
                "prioritiseProductionBuilds",
                "protectedSourcemaps")) {
            project.defaults(off, false);
        }
        project.computed("previewComments", operation -> true).computed("enablePreviewFeedback", operation -> true);
    }

    private static Object region(Operation operation) {
        List<String> regions = operation.texts("resourceConfig.functionDefaultRegions");
        return regions.isEmpty() ? "iad1" : regions.get(0);
    }

    private static void domain(Registry registry) {
        part(registry, "projectDomain:ProjectDomain", "project domain")
                .id("{domain}")
                .immutable("domain")
                .mentions("customEnvironmentId", ENVIRONMENT, NOT_FOUND)
                .check(Vercel::checkDomain)
                .computed("verified", operation -> true)
                .computed("verifications", operation -> List.of());
    }

    private static void variable(Registry registry) {
        part(registry, "projectEnvironmentVariable:ProjectEnvironmentVariable", "environment variable")
                .id("{hex16}")
                .immutable("key", "sensitive", ENVIRONMENT_IDS)
                .uses(ENVIRONMENT_IDS, ENVIRONMENT, NOT_FOUND)
                .defaults("comment", "")
                .validate(operation -> checkVariable(operation, "", operation.state()))
                .check(Vercel::checkOtherVariables)
                .computed(TARGETS, operation -> List.of())
                .computed(ENVIRONMENT_IDS, operation -> List.of());
    }

    private static Behaviour team(Registry registry, String part, String label) {
        return registry.type("vercel:index/" + part, label)
                .global()
                .immutable("teamId")
                .computed(
                        "teamId",
                        operation -> "team_" + Operation.digest("vercel team").substring(0, 24));
    }

    private static Behaviour part(Registry registry, String part, String label) {
        return team(registry, part, label).immutable("projectId").uses("projectId", PROJECT, NOT_FOUND);
    }

    private static void unique(Operation operation, String property) {
        String value = operation.text(property);
        boolean taken = operation.siblings().stream()
                .anyMatch(other -> other.text(property).equals(value)
                        && other.text("projectId").equals(operation.text("projectId")));
        operation.require(!taken, CONFLICT, operation.type().replaceFirst(".*:", "") + " " + value + " already exists");
    }

    private static void checkEnvironments(Operation operation) {
        List<?> variables = Values.asList(operation.state().get("environments"));
        for (int i = 0; i < variables.size(); i++) {
            checkVariable(operation, "environments[" + i + "].", Values.asMap(variables.get(i)));
        }
    }

    private static void checkVariable(Operation operation, String prefix, Map<String, Object> variable) {
        List<String> targets = Values.strings(variable.get(TARGETS));
        operation.require(
                !targets.contains("development") || !Boolean.TRUE.equals(variable.get("sensitive")),
                prefix + "sensitive",
                "Environment variables targeting `development` must explicitly set `sensitive = false`.");
        operation.require(
                !variable.containsKey("gitBranch") || targets.isEmpty() || targets.equals(List.of("preview")),
                prefix + "gitBranch",
                "Git branches are supported for the target `preview` only.");
    }

    private static void checkOtherVariables(Operation operation) {
        Set<String> targets = environments(operation.state());
        operation.siblings().stream()
                .filter(other -> other.text("projectId").equals(operation.text("projectId"))
                        && other.text("key").equals(operation.text("key"))
                        && other.text("gitBranch").equals(operation.text("gitBranch")))
                .forEach(other -> operation.require(
                        Collections.disjoint(targets, environments(other.state())),
                        "ENV_CONFLICT",
                        operation.render("Another environment variable {key} exists for the same target and branch.")));
    }

    private static Set<String> environments(Map<String, Object> variable) {
        Set<String> names = new TreeSet<>(Values.strings(variable.get(TARGETS)));
        names.addAll(Values.strings(variable.get(ENVIRONMENT_IDS)));
        return names;
    }

    /** A domain belongs to one project, and redirects to another domain of the same project. */
    private static void checkDomain(Operation operation) {
        for (StoredResource other : operation.siblings()) {
            operation.require(
                    !other.text("domain").equalsIgnoreCase(operation.text("domain")),
                    "domain_already_in_use",
                    operation.render("Cannot add {domain} since it's already in use by a project."));
        }
        String redirect = operation.text("redirect");
        operation.require(
                redirect.isEmpty()
                        || operation.siblings().stream()
                                .anyMatch(other -> other.text("domain").equals(redirect)
                                        && other.text("projectId").equals(operation.text("projectId"))),
                INVALID,
                "The redirect target " + redirect + " does not belong to the project.");
        operation.require(
                !redirect.equals(operation.text("domain")), INVALID, "A domain cannot redirect to itself: " + redirect);
    }

    private static void checkRedirects(Operation operation) {
        List<?> rules =
                Values.asList(Values.asMap(operation.state().get("rules")).get("rules"));
        for (int i = 0; i < rules.size(); i++) {
            Map<String, Object> action = Values.asMap(Values.asMap(rules.get(i)).get("action"));
            operation.require(
                    !"redirect".equals(action.get("action")) || action.containsKey("redirect"),
                    "rules.rules[" + i + "].action.redirect",
                    "is required with the action redirect");
        }
    }

    private static void checkStages(Operation operation) {
        List<?> stages = Values.asList(operation.state().get("stages"));
        boolean automatic = "automatic".equals(operation.text("advancementType"));
        for (int i = 0; i < stages.size(); i++) {
            Map<String, Object> stage = Values.asMap(stages.get(i));
            boolean complete =
                    stage.get("targetPercentage") instanceof Number percentage && percentage.intValue() == 100;
            boolean last = i == stages.size() - 1;
            String path = "stages[" + i + "].";
            operation.require(
                    !stage.containsKey("targetPercentage")
                            || Values.isUnknown(stage.get("targetPercentage"))
                            || complete == last,
                    path + "targetPercentage",
                    last
                            ? "The last stage must have target_percentage = 100"
                            : "Only the last stage can have target_percentage = 100");
            operation.require(
                    !automatic || complete || stage.containsKey("duration"),
                    path + "duration",
                    "duration must be set when advancement_type is 'automatic'");
            operation.require(
                    automatic || !stage.containsKey("duration"),
                    path + "duration",
                    "duration can only be set when advancement_type is 'automatic'");
        }
    }
}
