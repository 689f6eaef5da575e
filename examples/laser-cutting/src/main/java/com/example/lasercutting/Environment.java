package com.example.lasercutting;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.edge.CloudflareZone;
import dev.plinth.components.edge.CloudflareZoneArgs;
import dev.plinth.components.edge.EdgeFailover;
import dev.plinth.components.edge.Hostname;
import dev.plinth.components.edge.RateLimit;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.platform.SentryProject;
import dev.plinth.components.platform.SentryProjectArgs;
import dev.plinth.components.platform.VercelProject;
import dev.plinth.components.platform.VercelProjectArgs;
import dev.plinth.components.platform.VercelVariable;
import dev.plinth.components.policy.Waiver;
import dev.plinth.components.policy.WaiverArgs;
import dev.plinth.components.security.GeneratedPassword;
import dev.plinth.components.security.Secret;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.components.storage.CorsRule;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.StackSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The environment: services in one Region or two behind Cloudflare, their data, the frontend at Vercel, errors in Sentry, and backups.
 */
final class Environment {

    /** Vercel's address for the domain itself, which cannot be a CNAME beside its CAA records. */
    private static final String VERCEL_ADDRESS = "76.76.21.21";

    private static final String VERCEL_HOST = "cname.vercel-dns.com";

    /** ACM's authority and that of Vercel's certificates; Cloudflare adds its own. */
    private static final List<String> CERTIFICATE_AUTHORITIES = List.of("amazon.com", "letsencrypt.org");

    private static final List<String> HOSTS = List.of("api", "admin", "cdn");

    private final Stack stack;
    private final EnvironmentConfig config;

    /**
     * Keeps what the environment is made from.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @param settings the stack's tier and tags
     */
    Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.stack = new Stack(context, config, settings);
        this.config = config;
    }

    /** Registers the stack's resources. */
    void create() {
        Provider first = stack.createProvider("aws", config.region());
        RegionDeployment region =
                new RegionDeployment(stack, first, "", config.network().cidr());
        Optional<Second> second = config.failover().map(failover -> {
            Provider provider = stack.createProvider("aws-second-region", failover.secondRegion());
            return new Second(provider, new RegionDeployment(stack, provider, "second-", failover.cidr()));
        });
        PostgresDatabase database = createDatabase(first, region, second);
        Map<String, ObjectStorage> buckets = createBuckets(first, region, second);
        Map<String, Secret> secrets = createSecrets(first, second);
        BackupVault backup = createBackup(first, region, database, buckets, second);
        TlsCertificate certificate = createCertificate(first);

        Map<String, Output<String>> origins = new LinkedHashMap<>();
        origins.put(
                config.region(),
                region.createServices(
                        new RegionData(
                                database,
                                mapped(buckets, RegionData.Bucket::of),
                                mapped(secrets, RegionData.Value::of)),
                        certificate,
                        Optional.of(backup)));
        second.ifPresent(standby -> {
            PostgresDatabase replica = createReplica(first, database, standby);
            origins.put(
                    config.failover().orElseThrow().secondRegion(),
                    standby.region()
                            .createServices(
                                    new RegionData(
                                            replica,
                                            mapped(buckets, RegionData.Bucket::replicaOf),
                                            mapped(secrets, RegionData.Value::replicaOf)),
                                    createSecondCertificate(certificate, standby),
                                    createSecondBackup(first, replica, standby)));
        });
        createEdge(origins);
        createFrontend(createErrors());

        stack.context().export("databaseAddress", database.address());
        buckets.forEach((name, bucket) -> stack.context().export(name + "Bucket", bucket.bucketName()));
        origins.forEach((name, origin) -> stack.context().export("origin-" + name, origin));
    }

    /** The second Region. */
    private record Second(Provider provider, RegionDeployment region) {}

    private static <T, R> Map<String, R> mapped(Map<String, T> entries, Function<T, R> function) {
        return entries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> function.apply(entry.getValue()), (one, other) -> one, TreeMap::new));
    }

    private PostgresDatabase createDatabase(Provider first, RegionDeployment region, Optional<Second> second) {
        PostgresDatabaseArgs.Builder args = region.database("");
        // RDS manages no password of a database with replicas.
        second.ifPresent(standby -> args.masterPassword(
                        GeneratedPassword.create("database-password", stack.context().stackName()))
                .secretReplicaProvider(standby.provider())
                .backupReplicationProvider(standby.provider()));
        return new PostgresDatabase("database", args.build(), stack.stateful(first));
    }

    /** The replica follows within seconds. {@code failover.promoted} makes it the database that can be written to. */
    private PostgresDatabase createReplica(Provider first, PostgresDatabase database, Second second) {
        boolean promoted = config.failover().orElseThrow().promoted();
        PostgresDatabaseArgs.Builder args =
                second.region().database("-second").replicaOf(database).promoted(promoted);
        if (promoted) {
            args.backupReplicationProvider(first);
        }
        PostgresDatabase replica =
                new PostgresDatabase("second-database", args.build(), stack.stateful(second.provider()));
        stack.context().export("replicaAddress", replica.address());
        return replica;
    }

    private Map<String, ObjectStorage> createBuckets(
            Provider first, RegionDeployment region, Optional<Second> second) {
        Map<String, ObjectStorage> buckets = new TreeMap<>();
        for (String name : List.of("assets", "uploads")) {
            ObjectStorageArgs.Builder args = ObjectStorageArgs.builder().logBucket(region.logs());
            if (name.equals("uploads")) {
                args.corsRules(List.of(new CorsRule(
                        List.of("https://" + config.edge().zone()),
                        List.of("PUT"),
                        List.of("content-type"),
                        List.of("ETag"),
                        3600)));
            }
            second.ifPresent(standby -> args.replicationProvider(standby.provider())
                    .replicaLogBucket(standby.region().logs()));
            buckets.put(name, new ObjectStorage(name, args.build(), stack.stateful(first)));
        }
        return buckets;
    }

    /** The secrets of the application; {@code plinth secrets set} gives them their values. */
    private Map<String, Secret> createSecrets(Provider first, Optional<Second> second) {
        Map<String, Secret> secrets = new TreeMap<>();
        Map.of(
                        "JWT_SIGNING_KEY", "Key that signs the tokens of sessions",
                        "OAUTH_CLIENT_SECRET", "Client secret of the OAuth2 provider")
                .forEach((variable, description) -> {
                    SecretArgs.Builder args = SecretArgs.builder().description(description);
                    second.ifPresent(standby -> args.replicaProvider(standby.provider()));
                    secrets.put(
                            variable,
                            new Secret(
                                    variable.toLowerCase(Locale.ROOT).replace('_', '-'),
                                    args.build(),
                                    stack.stateful(first)));
                });
        return secrets;
    }

    private BackupVault createBackup(
            Provider first,
            RegionDeployment region,
            PostgresDatabase database,
            Map<String, ObjectStorage> buckets,
            Optional<Second> second) {
        BackupVaultArgs.Builder args = backup(region, database)
                .resourceArns(
                        buckets.values().stream().map(ObjectStorage::bucketArn).toList());
        second.ifPresent(standby -> args.copyProvider(standby.provider()));
        return new BackupVault("backup", args.build(), stack.stateful(first));
    }

    /** Once promoted, the database in the second Region has recovery points there, with copies in the first one. */
    private Optional<BackupVault> createSecondBackup(Provider first, PostgresDatabase replica, Second second) {
        EnvironmentConfig.Failover failover = config.failover().orElseThrow();
        if (!failover.promoted()) {
            return Optional.empty();
        }
        new Waiver(
                "former-database",
                WaiverArgs.builder()
                        .rule("rds-managed-password")
                        .urn("*::database-instance")
                        .reason("The database in the second Region was promoted; the former one is kept until its last writes are"
                                + " compared, and is then deleted")
                        .owner(config.observability().emails().isEmpty()
                                ? "the owner of the stack"
                                : config.observability().emails().get(0))
                        .expires(failover.formerDatabaseUntil())
                        .build());
        return Optional.of(new BackupVault(
                "second-backup",
                backup(second.region(), replica).copyProvider(first).build(),
                stack.stateful(second.provider())));
    }

    private BackupVaultArgs.Builder backup(RegionDeployment region, PostgresDatabase database) {
        return BackupVaultArgs.builder()
                .databases(List.of(database))
                .hourly(config.backup().hourly())
                .hourlyRetentionDays(config.backup().retentionDays())
                .retentionDays(config.backup().retentionDays())
                .notificationTopicArn(region.alarmTopic().topicArn());
    }

    private TlsCertificate createCertificate(Provider first) {
        return new TlsCertificate(
                "certificate",
                certificate().zoneId(config.edge().zoneId()).build(),
                stack.options(first));
    }

    /** ACM asks for the same records in both Regions. */
    private TlsCertificate createSecondCertificate(TlsCertificate certificate, Second second) {
        return new TlsCertificate(
                "second-certificate",
                certificate().validatedWith(certificate).build(),
                stack.options(second.provider()));
    }

    private TlsCertificateArgs.Builder certificate() {
        List<String> names = HOSTS.stream().map(config.edge()::host).toList();
        return TlsCertificateArgs.builder()
                .domainName(names.get(0))
                .subjectAlternativeNames(names.subList(1, names.size()));
    }

    /** The zone: the frontend's names are Vercel's, all others lead through Cloudflare to the healthy Regions. */
    private void createEdge(Map<String, Output<String>> origins) {
        EnvironmentConfig.Edge edge = config.edge();
        CloudflareZoneArgs.Builder args = CloudflareZoneArgs.builder()
                .zoneId(edge.zoneId())
                .zoneName(edge.zone())
                .hostnames(List.of(
                        Hostname.api("api"), Hostname.admin("admin", edge.adminAllowedCidrs()), Hostname.cdn("cdn")))
                .unproxied(Map.of("@", VERCEL_ADDRESS, "www", VERCEL_HOST))
                .certificateAuthorities(CERTIFICATE_AUTHORITIES)
                .contentSecurityPolicy(Stack.CONTENT_SECURITY_POLICY)
                .hstsPreload(true)
                .rateLimits(List.of(RateLimit.perMinute("All requests", "true", edge.requestsPerMinute())));
        if (origins.size() == 1) {
            args.origin(origins.values().iterator().next());
        } else {
            args.failover(new EdgeFailover(
                    edge.accountId(), origins, "api", "/api/health", edge.healthCheckSeconds()));
        }
        CloudflareZone zone = new CloudflareZone("edge", args.build());
        stack.context().export("dsRecord", zone.dsRecord());
    }

    private SentryProject createErrors() {
        SentryProject errors = new SentryProject(
                stack.name("errors"),
                SentryProjectArgs.builder()
                        .organization(config.errors().organization())
                        .platform("javascript-react")
                        .environment(stack.context().stackName())
                        .eventsPerMinute(config.errors().eventsPerMinute())
                        .build());
        stack.context().export("sentryProject", errors.slug());
        return errors;
    }

    private void createFrontend(SentryProject errors) {
        EnvironmentConfig.Frontend frontend = config.frontend();
        EnvironmentConfig.Edge edge = config.edge();
        VercelProjectArgs.Builder args = VercelProjectArgs.builder()
                .framework("vite")
                .rootDirectory("frontend")
                .region(frontend.region())
                .productionBranch(frontend.branch())
                .domains(List.of(edge.zone()))
                .redirects(Map.of(edge.host("www"), edge.zone()))
                .protectAll(frontend.loginRequired())
                .promoteAutomatically(!frontend.promotionRequired())
                .rollout(frontend.rollout())
                .variables(List.of(
                        VercelVariable.of("VITE_API_URL", Output.of("https://" + edge.host("api"))),
                        VercelVariable.of("VITE_CDN_URL", Output.of("https://" + edge.host("cdn"))),
                        VercelVariable.of("VITE_SENTRY_DSN", errors.dsn()),
                        VercelVariable.of("VITE_SENTRY_ENVIRONMENT", stack.context().stackName())));
        frontend.repository().ifPresent(args::repository);
        VercelProject created = new VercelProject(stack.name("frontend"), args.build(), stack.stateful());
        stack.context().export("url", created.url());
        stack.context().export("vercelProjectId", created.projectId());
    }
}
