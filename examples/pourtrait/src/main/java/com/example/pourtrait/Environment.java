package com.example.pourtrait;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.Json;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.platform.SentryProject;
import dev.plinth.components.platform.SentryProjectArgs;
import dev.plinth.components.platform.SupabaseProject;
import dev.plinth.components.platform.SupabaseProjectArgs;
import dev.plinth.components.platform.VercelProject;
import dev.plinth.components.platform.VercelProjectArgs;
import dev.plinth.components.platform.VercelRateLimit;
import dev.plinth.components.platform.VercelVariable;
import dev.plinth.components.security.GeneratedPassword;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment: a Next.js application on Vercel with a Supabase database, and its backups on AWS. */
final class Environment {

    /** Paths that must answer with status 200. Failures of three checks raise an alarm within two minutes. */
    private static final List<String> HEALTH_PATHS = List.of("/api/health", "/api/monitoring/dashboard");

    /** Route 53 writes the metrics of health checks to this Region only. */
    private static final String HEALTH_REGION = "us-east-1";

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;
    private final Provider provider;
    private final Optional<Provider> secondRegion;

    /**
     * Creates the environment.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @param settings the stack's tier and tags
     */
    Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.settings = settings;
        this.provider = createProvider("aws", config.region());
        this.secondRegion = config.backup().secondRegion().map(region -> createProvider("aws-second-region", region));
    }

    /** Registers the stack's resources. */
    void create() {
        SupabaseProject database = createDatabase();
        SentryProject errors = createErrors();
        VercelProject frontend = createFrontend(database, errors);
        ObjectStorage dumps = createDumps(createLogs("logs", provider));
        createBackup(dumps);
        config.frontend().repository().ifPresent(repository -> createDumpRole(repository, dumps));
        createHealthChecks();

        context.export("url", frontend.url());
        context.export("vercelProjectId", frontend.projectId());
        context.export("supabaseReference", database.reference());
        context.export("supabaseUrl", database.url());
        context.export("pointInTimeRecoveryRequest", Output.of(database.pointInTimeRecoveryRequest()));
        context.export("sentryProject", errors.slug());
        context.export("dumpsBucket", dumps.bucketName());
    }

    private SupabaseProject createDatabase() {
        EnvironmentConfig.Database database = config.database();
        return new SupabaseProject(
                name("database"),
                SupabaseProjectArgs.builder()
                        .organizationId(database.organizationId())
                        .region(database.region())
                        .databasePassword(GeneratedPassword.create("database-password", context.stackName()))
                        .instanceSize(database.instanceSize())
                        .allowedRanges(database.allowedRanges())
                        .siteUrl("https://" + config.frontend().domain())
                        .pointInTimeRecoveryDays(database.pointInTimeRecoveryDays())
                        .apiKeys(List.of("server"))
                        .build(),
                protectedInProduction());
    }

    private SentryProject createErrors() {
        return new SentryProject(
                name("errors"),
                SentryProjectArgs.builder()
                        .organization(config.errors().organization())
                        .platform("javascript-nextjs")
                        .environment(context.stackName())
                        .eventsPerMinute(config.errors().eventsPerMinute())
                        .build());
    }

    private VercelProject createFrontend(SupabaseProject database, SentryProject errors) {
        EnvironmentConfig.Frontend frontend = config.frontend();
        VercelProjectArgs.Builder args = VercelProjectArgs.builder()
                .framework("nextjs")
                .region(frontend.region())
                .productionBranch(frontend.branch())
                .domains(List.of(frontend.domain()))
                .protectAll(frontend.loginRequired())
                .promoteAutomatically(!frontend.promotionRequired())
                .rollout(frontend.rollout())
                .rateLimits(List.of(new VercelRateLimit("Limit the API", "/api", frontend.requestsPerMinute(), 60)))
                .variables(variables(database, errors));
        frontend.repository().ifPresent(args::repository);
        frontend.redirectedDomain().ifPresent(domain -> args.redirects(Map.of(domain, frontend.domain())));
        return new VercelProject(name("frontend"), args.build(), protectedInProduction());
    }

    /** A preview gets no secret: it runs code that nobody has reviewed. */
    private List<VercelVariable> variables(SupabaseProject database, SentryProject errors) {
        List<VercelVariable> variables = new ArrayList<>(List.of(
                VercelVariable.of("NEXT_PUBLIC_SUPABASE_URL", database.url()),
                VercelVariable.of("NEXT_PUBLIC_SENTRY_DSN", errors.dsn()),
                VercelVariable.of("SENTRY_ENVIRONMENT", context.stackName()),
                VercelVariable.secret("SUPABASE_SECRET_KEY", database.apiKey("server"))));
        config.database()
                .publishableKey()
                .ifPresent(key -> variables.add(VercelVariable.of("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", key)));
        return variables;
    }

    private void createHealthChecks() {
        Provider provider = createProvider("aws-health", HEALTH_REGION);
        AlarmTopic topic = createAlarmTopic("alarms", provider);
        CustomResourceOptions options =
                CustomResourceOptions.builder().provider(provider).build();
        for (String path : HEALTH_PATHS) {
            String name = path.substring(1).replace('/', '-');
            HealthCheck check = new HealthCheck(
                    name,
                    HealthCheckArgs.builder()
                            .type("HTTPS")
                            .fqdn(config.frontend().domain())
                            .port(443)
                            .resourcePath(path)
                            .enableSni(true)
                            .requestInterval(10)
                            .failureThreshold(3)
                            .build(),
                    options);
            new MetricAlarm(
                    name,
                    MetricAlarmArgs.builder()
                            .alarmDescription("https://" + config.frontend().domain() + path + " does not answer")
                            .namespace("AWS/Route53")
                            .metricName("HealthCheckStatus")
                            .dimensions(check.id().applyValue(id -> Map.of("HealthCheckId", id)))
                            .statistic("Minimum")
                            .comparisonOperator("LessThanThreshold")
                            .threshold(1.0)
                            .period(60)
                            .evaluationPeriods(1)
                            .treatMissingData("breaching")
                            .alarmActions(topic.topicArn().applyValue(List::of))
                            .okActions(topic.topicArn().applyValue(List::of))
                            .build(),
                    options);
        }
    }

    private ObjectStorage createLogs(String name, Provider provider) {
        return new ObjectStorage(
                name,
                ObjectStorageArgs.builder().purpose(BucketPurpose.LOGS).build(),
                statefulOptions(provider));
    }

    /** The bucket of database dumps, and its copy in the second Region. The workflow backup.yml writes to it. */
    private ObjectStorage createDumps(ObjectStorage logs) {
        ObjectStorageArgs.Builder args = ObjectStorageArgs.builder()
                .logBucket(logs)
                .noncurrentVersionDays(config.backup().retentionDays());
        secondRegion.ifPresent(
                region -> args.replicationProvider(region).replicaLogBucket(createLogs("replica-logs", region)));
        return new ObjectStorage("dumps", args.build(), statefulOptions(provider));
    }

    /** The vault keeps dumps that no one can delete, and copies them to the second Region. */
    private void createBackup(ObjectStorage dumps) {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .resourceArns(List.of(dumps.bucketArn()))
                .retentionDays(Math.max(config.backup().retentionDays(), BackupVaultArgs.DEFAULT_RETENTION_DAYS))
                .notificationTopicArn(createAlarmTopic("backup-alarms", provider).topicArn());
        secondRegion.ifPresent(args::copyProvider);
        new BackupVault("backup", args.build(), statefulOptions(provider));
    }

    /** The workflow backup.yml assumes this role with a token of its run, in the environment backup. */
    private void createDumpRole(String repository, ObjectStorage dumps) {
        String issuer = "token.actions.githubusercontent.com";
        String account = config.allowedAccountIds().get(0);
        Role role = new Role(
                "dump-role",
                RoleArgs.builder()
                        .assumeRolePolicy(Json.write(Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                List.of(Map.of(
                                        "Effect",
                                        "Allow",
                                        "Action",
                                        "sts:AssumeRoleWithWebIdentity",
                                        "Principal",
                                        Map.of("Federated", "arn:aws:iam::" + account + ":oidc-provider/" + issuer),
                                        "Condition",
                                        Map.of(
                                                "StringEquals",
                                                Map.of(
                                                        issuer + ":aud",
                                                        "sts.amazonaws.com",
                                                        issuer + ":sub",
                                                        "repo:" + repository + ":environment:backup")))))))
                        .build(),
                CustomResourceOptions.builder().provider(provider).build());
        new RolePolicy(
                "dump-role",
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(
                                        Statement.allow("ListDumps")
                                                .actions("s3:ListBucket")
                                                .resource(dumps.bucketArn()),
                                        Statement.allow("WriteDumps")
                                                .actions("s3:GetObject", "s3:PutObject")
                                                .resource(dumps.bucketArn().applyValue(arn -> arn + "/*")),
                                        Statement.allow("EncryptDumps")
                                                .actions("kms:Decrypt", "kms:GenerateDataKey")
                                                .resource(dumps.kmsKeyArn()))
                                .toJson())
                        .build(),
                CustomResourceOptions.builder().provider(provider).build());
        context.export("dumpRoleArn", role.arn());
    }

    private AlarmTopic createAlarmTopic(String name, Provider provider) {
        return new AlarmTopic(
                name,
                AlarmTopicArgs.builder().emails(config.alerts().emails()).build(),
                ComponentResourceOptions.builder().provider(provider).build());
    }

    private ComponentResourceOptions statefulOptions(Provider provider) {
        return ComponentResourceOptions.builder()
                .provider(provider)
                .protect(settings.isProduction())
                .build();
    }

    private ComponentResourceOptions protectedInProduction() {
        return ComponentResourceOptions.builder()
                .protect(settings.isProduction())
                .build();
    }

    /** Vercel, Supabase and Sentry have one name space for all stacks of an organization. */
    private String name(String part) {
        return context.projectName() + "-" + context.stackName() + "-" + part;
    }

    private Provider createProvider(String name, String region) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags).build())
                        .build());
    }
}
