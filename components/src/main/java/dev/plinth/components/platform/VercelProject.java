package dev.plinth.components.platform;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumiverse.vercel.Project;
import com.pulumiverse.vercel.ProjectArgs;
import com.pulumiverse.vercel.ProjectCrons;
import com.pulumiverse.vercel.ProjectCronsArgs;
import com.pulumiverse.vercel.ProjectDeploymentRetention;
import com.pulumiverse.vercel.ProjectDeploymentRetentionArgs;
import com.pulumiverse.vercel.ProjectDomain;
import com.pulumiverse.vercel.ProjectDomainArgs;
import com.pulumiverse.vercel.ProjectEnvironmentVariable;
import com.pulumiverse.vercel.ProjectEnvironmentVariableArgs;
import com.pulumiverse.vercel.ProjectRollingRelease;
import com.pulumiverse.vercel.ProjectRollingReleaseArgs;
import com.pulumiverse.vercel.Webhook;
import com.pulumiverse.vercel.WebhookArgs;
import com.pulumiverse.vercel.inputs.ProjectGitRepositoryArgs;
import com.pulumiverse.vercel.inputs.ProjectOidcTokenConfigArgs;
import com.pulumiverse.vercel.inputs.ProjectResourceConfigArgs;
import com.pulumiverse.vercel.inputs.ProjectRollingReleaseStageArgs;
import com.pulumiverse.vercel.inputs.ProjectVercelAuthenticationArgs;
import dev.plinth.components.PlinthComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Vercel project: protected previews, domains with redirects, environment variables, firewall, retention of deployments
 * and cron jobs.
 *
 * <p>Response headers and the schedules of cron jobs are part of a deployment, in the file that {@link VercelConfiguration}
 * writes. Without the automatic promotion, {@code vercel promote} gives a deployment the domains, and {@code vercel
 * rollback} gives them back to the previous one.
 *
 * @see <a href="https://vercel.com/docs/production-checklist">Production checklist</a>
 */
public final class VercelProject extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:platform:VercelProject";

    private static final int PERMANENT_REDIRECT = 308;

    /** Attempts without success are kept for a month. */
    private static final String FAILED_RETENTION = "1m";

    private static final List<String> EVENTS =
            List.of("deployment.error", "deployment.promoted", "deployment.ready", "project.domain-unverified");

    private final Project project;
    private final List<String> domains;

    /**
     * Creates the project.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public VercelProject(String name, VercelProjectArgs args) {
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
    public VercelProject(String name, VercelProjectArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, VercelProjectValidation.validated(name, args), options);
        this.domains = args.domains();
        this.project = createProject(args);
        createDomains(args);
        args.variables().forEach(this::createVariable);
        new VercelFirewall(args)
                .create(childName("firewall"), project.id(), childOptions().build());
        createRetention(args);
        createCrons(args);
        createRollout(args);
        createWebhook(args);
        registerOutputs(Map.of("projectId", projectId(), "url", url()));
    }

    /** The project's id. */
    public Output<String> projectId() {
        return project.id();
    }

    /** The address of production: the first domain, or Vercel's own. */
    public Output<String> url() {
        return domains.isEmpty()
                ? project.name().applyValue(name -> "https://" + name + ".vercel.app")
                : Output.of("https://" + domains.get(0));
    }

    private Project createProject(VercelProjectArgs args) {
        ProjectArgs.Builder inputs = ProjectArgs.builder()
                .framework(args.framework())
                .nodeVersion(args.nodeVersion())
                .resourceConfig(ProjectResourceConfigArgs.builder()
                        .functionDefaultRegions(Objects.requireNonNull(args.region()))
                        .build())
                .vercelAuthentication(ProjectVercelAuthenticationArgs.builder()
                        .deploymentType(args.protectAll() ? "all_deployments" : "standard_protection_new")
                        .build())
                .oidcTokenConfig(
                        ProjectOidcTokenConfigArgs.builder().issuerMode("team").build())
                .gitForkProtection(true)
                .directoryListing(false)
                .protectedSourcemaps(true)
                .autoAssignCustomDomains(args.promoteAutomatically())
                .automaticallyExposeSystemEnvironmentVariables(true);
        if (args.repository() != null) {
            inputs.gitRepository(ProjectGitRepositoryArgs.builder()
                    .type("github")
                    .repo(args.repository())
                    .productionBranch(args.productionBranch())
                    .build());
        }
        if (args.rootDirectory() != null) {
            inputs.rootDirectory(args.rootDirectory());
        }
        if (args.teamId() != null) {
            inputs.teamId(args.teamId());
        }
        return new Project(
                childName("project"), inputs.build(), statefulChildOptions().build());
    }

    /** A redirect needs its target, which is made first. */
    private void createDomains(VercelProjectArgs args) {
        Map<String, ProjectDomain> made = new LinkedHashMap<>();
        args.domains()
                .forEach(domain -> made.put(
                        domain,
                        new ProjectDomain(
                                childName(part(domain)),
                                ProjectDomainArgs.builder()
                                        .projectId(project.id())
                                        .domain(domain)
                                        .build(),
                                childOptions().build())));
        args.redirects()
                .forEach((domain, target) -> new ProjectDomain(
                        childName(part(domain)),
                        ProjectDomainArgs.builder()
                                .projectId(project.id())
                                .domain(domain)
                                .redirect(target)
                                .redirectStatusCode(PERMANENT_REDIRECT)
                                .build(),
                        childOptions()
                                .dependsOn(Objects.requireNonNull(made.get(target)))
                                .build()));
    }

    private void createVariable(VercelVariable variable) {
        String targets =
                variable.targets().size() == 1 ? "-" + variable.targets().get(0) : "";
        new ProjectEnvironmentVariable(
                childName(variable.key().toLowerCase(Locale.ROOT).replace('_', '-') + targets),
                ProjectEnvironmentVariableArgs.builder()
                        .projectId(project.id())
                        .key(variable.key())
                        .value(variable.value())
                        .targets(variable.targets())
                        .sensitive(variable.sensitive())
                        .build(),
                childOptions().build());
    }

    private void createRetention(VercelProjectArgs args) {
        new ProjectDeploymentRetention(
                childName("retention"),
                ProjectDeploymentRetentionArgs.builder()
                        .projectId(project.id())
                        .expirationPreview(args.previewRetention())
                        .expirationProduction(args.productionRetention())
                        .expirationCanceled(FAILED_RETENTION)
                        .expirationErrored(FAILED_RETENTION)
                        .build(),
                childOptions().build());
    }

    private void createCrons(VercelProjectArgs args) {
        new ProjectCrons(
                childName("crons"),
                ProjectCronsArgs.builder()
                        .projectId(project.id())
                        .enabled(args.crons())
                        .build(),
                childOptions().build());
    }

    private void createRollout(VercelProjectArgs args) {
        if (!args.rollout().isEmpty()) {
            new ProjectRollingRelease(
                    childName("rollout"),
                    ProjectRollingReleaseArgs.builder()
                            .projectId(project.id())
                            .advancementType("manual-approval")
                            .stages(args.rollout().stream()
                                    .map(percentage -> ProjectRollingReleaseStageArgs.builder()
                                            .targetPercentage(percentage)
                                            .build())
                                    .toList())
                            .build(),
                    childOptions().build());
        }
    }

    private void createWebhook(VercelProjectArgs args) {
        if (args.notificationEndpoint() != null) {
            new Webhook(
                    childName("notifications"),
                    WebhookArgs.builder()
                            .endpoint(args.notificationEndpoint())
                            .events(EVENTS)
                            .projectIds(project.id().applyValue(List::of))
                            .build(),
                    childOptions().build());
        }
    }

    private static String part(String domain) {
        return domain.replace('.', '-').replace("*", "wildcard");
    }
}
