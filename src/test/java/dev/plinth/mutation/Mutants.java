package dev.plinth.mutation;

import static dev.plinth.mutation.Mutant.leaveOut;
import static dev.plinth.mutation.Mutant.set;

import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.cdn.ContentDistributionArgs;
import dev.plinth.components.cdn.ErrorResponse;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.container.ScheduledTaskArgs;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.edge.CloudflareZoneArgs;
import dev.plinth.components.edge.FirewallRule;
import dev.plinth.components.edge.Hostname;
import dev.plinth.components.edge.RateLimit;
import dev.plinth.components.edge.SecurityLevel;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.ManagedRuleGroup;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.loadbalancer.WebhookSource;
import dev.plinth.components.network.NatStrategy;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmArgs;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.observability.ObservabilityArgs;
import dev.plinth.components.queue.QueueArgs;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.CorsRule;
import dev.plinth.components.storage.ObjectStorageArgs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every argument of every component, made unsafe, or with the reason why no value of it is. */
final class Mutants {

    private static final String NAME = "a name";
    private static final String CAPACITY = "capacity and cost";
    private static final String COMPONENT = "a component, which has mutants of its own";
    private static final String TIMING = "when, not whether";

    private Mutants() {}

    static List<Mutant> all() {
        return Stream.of(
                        network(),
                        key(),
                        storage(),
                        database(),
                        cache(),
                        certificate(),
                        loadBalancer(),
                        cluster(),
                        image(),
                        service(),
                        scheduledTask(),
                        queue(),
                        secret(),
                        edge(),
                        distribution(),
                        backup(),
                        alarmTopic(),
                        observability())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> network() {
        Class<NetworkArgs.Builder> args = NetworkArgs.Builder.class;
        return List.of(
                set(args, "cidrBlock", "8.8.0.0/16", b -> b.cidrBlock("8.8.0.0/16")),
                set(args, "cidrBlock", "10.0.0.0/8", b -> b.cidrBlock("10.0.0.0/8")),
                set(args, "availabilityZones", 1, b -> b.availabilityZones(1)),
                set(args, "availabilityZones", 2, b -> b.availabilityZones(2)),
                set(
                        args,
                        "availabilityZoneNames",
                        "one zone thrice",
                        b -> b.availabilityZoneNames(List.of("eu-central-1a", "eu-central-1a", "eu-central-1a"))),
                set(args, "natStrategy", NatStrategy.SINGLE, b -> b.natStrategy(NatStrategy.SINGLE)),
                set(args, "interfaceEndpoints", "none", b -> b.interfaceEndpoints(List.of())),
                set(args, "interfaceEndpoints", "no ecr.dkr", b -> b.interfaceEndpoints(List.of("ecr.api", "logs"))),
                set(args, "flowLogRetentionDays", 0, b -> b.flowLogRetentionDays(0)),
                set(args, "flowLogRetentionDays", 1, b -> b.flowLogRetentionDays(1)));
    }

    private static List<Mutant> key() {
        Class<EncryptionKeyArgs.Builder> args = EncryptionKeyArgs.Builder.class;
        return List.of(
                set(args, "servicePrincipals", "*", b -> b.servicePrincipals(List.of("*"))),
                set(
                        args,
                        "policyStatements",
                        "everyone decrypts",
                        b -> b.policyStatements(List.of(Statement.allow("DecryptByEveryone")
                                .anyPrincipal()
                                .actions("kms:Decrypt")
                                .resources("*")))),
                set(args, "deletionWindowInDays", 7, b -> b.deletionWindowInDays(7)),
                set(args, "deletionWindowInDays", 0, b -> b.deletionWindowInDays(0)),
                set(args, "rotationPeriodInDays", 2560, b -> b.rotationPeriodInDays(2560)),
                set(args, "rotationPeriodInDays", 0, b -> b.rotationPeriodInDays(0)));
    }

    private static List<Mutant> storage() {
        Class<ObjectStorageArgs.Builder> args = ObjectStorageArgs.Builder.class;
        return List.of(
                leaveOut(args, "logBucket"),
                leaveOut(args, "replicationProvider"),
                leaveOut(args, "replicaLogBucket"),
                set(args, "abortIncompleteUploadDays", 0, b -> b.abortIncompleteUploadDays(0)),
                set(args, "noncurrentVersionDays", 0, b -> b.noncurrentVersionDays(0)),
                set(args, "noncurrentVersionDays", 1, b -> b.noncurrentVersionDays(1)),
                set(args, "expireAfterDays", 1, b -> b.expireAfterDays(1)),
                set(args, "purpose", BucketPurpose.LOGS, b -> b.purpose(BucketPurpose.LOGS)),
                set(
                        args,
                        "corsRules",
                        "http://*",
                        b -> b.corsRules(
                                List.of(new CorsRule(List.of("http://*"), List.of("GET"), List.of(), List.of(), 60)))),
                set(
                        args,
                        "corsRules",
                        "https://* may write",
                        b -> b.corsRules(List.of(new CorsRule(
                                List.of("https://*"), List.of("GET", "PUT"), List.of("*"), List.of(), 60)))),
                set(
                        args,
                        "policyStatements",
                        "everyone reads",
                        b -> b.policyStatements(List.of(Mutants::readByEveryone))),
                set(args, "allowAnyPrincipal", "with a statement for everyone", b -> b.allowAnyPrincipal(true)
                        .policyStatements(List.of(Mutants::readByEveryone))),
                set(args, "contentDistributionOrigin", "of no distribution", b -> b.contentDistributionOrigin(true)),
                set(args, "contentDistributionLogs", true, b -> b.contentDistributionLogs(true)),
                set(args, "forceDestroy", true, b -> b.forceDestroy(true)));
    }

    private static Statement readByEveryone(Output<String> bucketArn) {
        return Statement.allow("ReadByEveryone")
                .anyPrincipal()
                .actions("s3:GetObject")
                .resource(bucketArn);
    }

    private static List<Mutant> database() {
        Class<PostgresDatabaseArgs.Builder> args = PostgresDatabaseArgs.Builder.class;
        return List.of(
                set(args, "masterUsername", "postgres", b -> b.masterUsername("postgres")),
                set(args, "masterUsername", "admin", b -> b.masterUsername("admin")),
                set(args, "masterPassword", "in clear", b -> b.masterPassword(Output.of("correct-horse-battery"))),
                set(args, "engineVersion", "9.6.1", b -> b.engineVersion("9.6.1")),
                set(args, "engineVersion", "11.22", b -> b.engineVersion("11.22")),
                set(args, "engineVersion", "16.9", b -> b.engineVersion("16.9")),
                set(args, "autoMinorVersionUpgrade", false, b -> b.autoMinorVersionUpgrade(false)),
                set(args, "multiAz", false, b -> b.multiAz(false)),
                set(args, "maxAllocatedStorageGib", "as allocated", b -> b.maxAllocatedStorageGib(100)),
                set(args, "maxAllocatedStorageGib", 0, b -> b.maxAllocatedStorageGib(0)),
                set(args, "backupRetentionDays", 0, b -> b.backupRetentionDays(0)),
                set(args, "backupRetentionDays", 1, b -> b.backupRetentionDays(1)),
                set(args, "backupRetentionDays", 7, b -> b.backupRetentionDays(7)),
                set(args, "deletionProtection", false, b -> b.deletionProtection(false)),
                set(args, "allowMajorVersionUpgrade", true, b -> b.allowMajorVersionUpgrade(true)),
                set(args, "slowQueryMillis", -1, b -> b.slowQueryMillis(-1)),
                set(args, "parameters", "rds.force_ssl = 0", b -> b.parameters(Map.of("rds.force_ssl", "0"))),
                set(
                        args,
                        "parameters",
                        "log_min_duration_statement = -1",
                        b -> b.parameters(Map.of("log_min_duration_statement", "-1"))),
                set(args, "logRetentionDays", 1, b -> b.logRetentionDays(1)),
                set(args, "monitoringIntervalSeconds", 0, b -> b.monitoringIntervalSeconds(0)),
                set(args, "performanceInsightsRetentionDays", 0, b -> b.performanceInsightsRetentionDays(0)),
                set(args, "maintenanceWindow", "during the backup", b -> b.maintenanceWindow("sun:02:00-sun:03:00")),
                leaveOut(args, "eventTopicArn"),
                leaveOut(args, "backupReplicationProvider"));
    }

    private static List<Mutant> cache() {
        Class<RedisCacheArgs.Builder> args = RedisCacheArgs.Builder.class;
        return List.of(
                set(args, "userName", "default", b -> b.userName("default")),
                set(args, "accessString", "on ~* +@all", b -> b.accessString("on ~* +@all")),
                set(args, "accessString", "on nopass ~* +@all", b -> b.accessString("on nopass ~* +@all")),
                set(args, "engineVersion", "5.0.6", b -> b.engineVersion("5.0.6")),
                set(args, "autoMinorVersionUpgrade", false, b -> b.autoMinorVersionUpgrade(false)),
                set(args, "replicas", 0, b -> b.replicas(0)),
                set(args, "snapshotRetentionDays", 0, b -> b.snapshotRetentionDays(0)),
                set(args, "logRetentionDays", 1, b -> b.logRetentionDays(1)),
                leaveOut(args, "notificationTopicArn"));
    }

    private static List<Mutant> certificate() {
        Class<TlsCertificateArgs.Builder> args = TlsCertificateArgs.Builder.class;
        return List.of(
                set(args, "domainName", "not a name", b -> b.domainName("api example.com")),
                set(args, "hostedZoneId", "beside zoneId", b -> b.hostedZoneId("Z1D633PJN98FT9")));
    }

    private static List<Mutant> loadBalancer() {
        Class<ApplicationLoadBalancerArgs.Builder> args = ApplicationLoadBalancerArgs.Builder.class;
        return List.of(
                leaveOut(args, "certificateArn"),
                leaveOut(args, "accessLogBucket"),
                set(args, "ingress", IngressSource.ANYWHERE, b -> b.ingress(IngressSource.ANYWHERE)),
                set(
                        args,
                        "routes",
                        "no health check",
                        b -> b.routes(List.of(new Route("api", 3000, "", List.of("api.example.com"), List.of(), 100)))),
                set(args, "routes", "none", b -> b.routes(List.of())),
                set(args, "deletionProtection", false, b -> b.deletionProtection(false)),
                set(args, "webFirewall", false, b -> b.webFirewall(false)),
                set(args, "plainHttp", true, b -> b.plainHttp(true)),
                set(
                        args,
                        "webhookSources",
                        "from everywhere",
                        b -> b.webhookSources(List.of(new WebhookSource("hooks", "/webhooks/", List.of("0.0.0.0/0"))))),
                set(args, "firewallRateLimit", 1, b -> b.firewallRateLimit(1)),
                set(
                        args,
                        "countedFirewallRules",
                        "all of the common ones",
                        b -> b.countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("*")))),
                set(args, "deregistrationDelaySeconds", 0, b -> b.deregistrationDelaySeconds(0)),
                set(args, "firewallLogRetentionDays", 1, b -> b.firewallLogRetentionDays(1)));
    }

    private static List<Mutant> cluster() {
        Class<ContainerClusterArgs.Builder> args = ContainerClusterArgs.Builder.class;
        return List.of(
                set(args, "fargateSpotWeight", "all tasks", b -> b.fargateBase(0)
                        .fargateWeight(0)
                        .fargateSpotWeight(100)),
                set(args, "logRetentionDays", 1, b -> b.logRetentionDays(1)));
    }

    private static List<Mutant> image() {
        Class<ContainerImageArgs.Builder> args = ContainerImageArgs.Builder.class;
        return List.of(
                leaveOut(args, "imageReference"),
                set(args, "imageReference", "nginx:latest", b -> b.imageReference("nginx:latest")),
                set(args, "imageReference", "nginx", b -> b.imageReference("nginx")),
                set(args, "forceDelete", true, b -> b.forceDelete(true)),
                set(args, "keepTagged", 0, b -> b.keepTagged(0)),
                set(args, "keepTagged", 1, b -> b.keepTagged(1)));
    }

    private static List<Mutant> service() {
        Class<FargateServiceArgs.Builder> args = FargateServiceArgs.Builder.class;
        return List.of(
                set(
                        args,
                        "taskPolicies",
                        "* on *",
                        b -> b.taskPolicies(List.of(
                                Statement.allow("Everything").actions("*").resource(Output.of("*"))))),
                set(
                        args,
                        "taskPolicies",
                        "s3:* on *",
                        b -> b.taskPolicies(List.of(
                                Statement.allow("Everything").actions("s3:*").resource(Output.of("*"))))),
                set(
                        args,
                        "taskPolicies",
                        "iam:PassRole on *",
                        b -> b.taskPolicies(List.of(
                                Statement.allow("Pass").actions("iam:PassRole").resource(Output.of("*"))))),
                set(args, "image", "nginx:latest", b -> b.image("nginx:latest")),
                set(args, "cpu", 300, b -> b.cpu(300)),
                set(args, "memory", 64, b -> b.memory(64)),
                set(args, "environment", "a password", b -> b.environment("DATABASE_PASSWORD", "correct-horse")),
                set(args, "environment", "an access key", b -> b.environment("KEY", "AKIAIOSFODNN7EXAMPLE")),
                set(args, "minTasks", 1, b -> b.minTasks(1)),
                set(args, "minTasks", 0, b -> b.minTasks(0)),
                set(args, "maxTasks", "as minTasks", b -> b.minTasks(2).maxTasks(2)),
                leaveOut(args, "healthCheckPath"),
                set(args, "healthCheckGracePeriodSeconds", 100_000, b -> b.healthCheckGracePeriodSeconds(100_000)),
                set(args, "user", "root", b -> b.user("root")),
                set(args, "user", "0", b -> b.user("0")),
                set(args, "user", "0:1000", b -> b.user("0:1000")),
                set(args, "readonlyRootFilesystem", false, b -> b.readonlyRootFilesystem(false)),
                set(args, "stopTimeoutSeconds", 0, b -> b.stopTimeoutSeconds(0)),
                set(args, "logRetentionDays", 1, b -> b.logRetentionDays(1)),
                set(args, "fargateSpotWeight", "all tasks", b -> b.fargateSpotWeight(1000)),
                set(
                        args,
                        "logRouting",
                        "a credential",
                        b -> b.logRouting(Map.of("Name", "datadog", "api_key", "correct-horse"))),
                set(args, "scaleByQueue", "no messages", b -> b.scaleByQueue(Output.of("jobs"), 0)),
                set(args, "enableExecuteCommand", true, b -> b.enableExecuteCommand(true)));
    }

    private static List<Mutant> scheduledTask() {
        Class<ScheduledTaskArgs.Builder> args = ScheduledTaskArgs.Builder.class;
        return List.of(
                leaveOut(args, "scheduleExpression"),
                set(args, "scheduleExpression", "never", b -> b.scheduleExpression("cron(0 3 31 2 ? *)")),
                set(args, "scheduleExpression", "five fields", b -> b.scheduleExpression("cron(0 3 * * ?)")),
                set(args, "timeZone", "Europe/Bonn", b -> b.timeZone("Europe/Bonn")),
                set(args, "retryAttempts", 186, b -> b.retryAttempts(186)),
                set(args, "retryMaxAgeSeconds", 0, b -> b.retryMaxAgeSeconds(0)),
                set(args, "flexibleTimeWindowMinutes", 1441, b -> b.flexibleTimeWindowMinutes(1441)),
                set(args, "enabled", false, b -> b.enabled(false)));
    }

    private static List<Mutant> queue() {
        Class<QueueArgs.Builder> args = QueueArgs.Builder.class;
        return List.of(
                set(
                        args,
                        "policyStatements",
                        "anybody may send",
                        b -> b.policyStatements(queueArn -> List.of(Statement.allow("Anybody")
                                .anyPrincipal()
                                .actions("sqs:SendMessage")
                                .resource(queueArn)))),
                set(
                        args,
                        "policyStatements",
                        "another account may do all",
                        b -> b.policyStatements(queueArn -> List.of(Statement.allow("Partner")
                                .awsPrincipal(Output.of("arn:aws:iam::210987654321:root"))
                                .actions("sqs:*")
                                .resource(queueArn)))),
                set(args, "contentBasedDeduplication", "without fifo", b -> b.contentBasedDeduplication(true)),
                set(args, "visibilityTimeoutSeconds", 43_201, b -> b.visibilityTimeoutSeconds(43_201)),
                set(args, "messageRetentionSeconds", "14 days", b -> b.messageRetentionSeconds(1_209_600)),
                set(args, "deadLetterRetentionSeconds", 60, b -> b.deadLetterRetentionSeconds(60)),
                set(args, "delaySeconds", 901, b -> b.delaySeconds(901)),
                set(args, "receiveWaitTimeSeconds", 21, b -> b.receiveWaitTimeSeconds(21)),
                set(args, "maxReceiveCount", 0, b -> b.maxReceiveCount(0)),
                set(args, "maxReceiveCount", 1, b -> b.maxReceiveCount(1)),
                set(args, "senderServices", "*", b -> b.senderServices(List.of("*"))));
    }

    private static List<Mutant> secret() {
        Class<SecretArgs.Builder> args = SecretArgs.Builder.class;
        return List.of(
                leaveOut(args, "description"),
                set(args, "recoveryWindowInDays", 0, b -> b.recoveryWindowInDays(0)),
                set(args, "recoveryWindowInDays", 6, b -> b.recoveryWindowInDays(6)));
    }

    private static List<Mutant> edge() {
        Class<CloudflareZoneArgs.Builder> args = CloudflareZoneArgs.Builder.class;
        return List.of(
                set(args, "origin", "of somebody else", b -> b.origin("load-balancer.example.net")),
                set(args, "hstsMaxAgeSeconds", 0, b -> b.hstsMaxAgeSeconds(0)),
                set(args, "hstsMaxAgeSeconds", 60, b -> b.hstsMaxAgeSeconds(60)),
                set(args, "securityLevel", SecurityLevel.LOW, b -> b.securityLevel(SecurityLevel.LOW)),
                set(args, "managedRulesets", "none", b -> b.managedRulesets(List.of())),
                set(args, "rateLimits", "none", b -> b.rateLimits(List.of())),
                set(
                        args,
                        "rateLimits",
                        "only logged",
                        b -> b.rateLimits(List.of(new RateLimit("All", "true", 600, 60, 60, FirewallRule.Action.LOG)))),
                set(
                        args,
                        "hostnames",
                        "admin open to all",
                        b -> b.hostnames(List.of(Hostname.admin("admin", List.of("0.0.0.0/0"))))),
                set(
                        args,
                        "hostnames",
                        "admin open to all by halves",
                        b -> b.hostnames(List.of(Hostname.admin("admin", List.of("0.0.0.0/1", "128.0.0.0/1"))))),
                set(args, "dnssec", false, b -> b.dnssec(false)),
                set(args, "authenticatedOriginPulls", false, b -> b.authenticatedOriginPulls(false)));
    }

    private static List<Mutant> distribution() {
        Class<ContentDistributionArgs.Builder> args = ContentDistributionArgs.Builder.class;
        return List.of(
                leaveOut(args, "certificateArn"),
                leaveOut(args, "logBucket"),
                leaveOut(args, "usEast1Provider"),
                set(args, "origins", "none", b -> b.origins(List.of())),
                set(args, "domainNames", "none", b -> b.domainNames(List.of())),
                set(args, "defaultCertificate", true, b -> b.defaultCertificate(true)),
                set(args, "defaultRootObject", "a path", b -> b.defaultRootObject("/index.html")),
                set(
                        args,
                        "errorResponses",
                        "no page",
                        b -> b.errorResponses(List.of(new ErrorResponse(403, 200, "", 10)))),
                set(args, "contentSecurityPolicy", "blank", b -> b.contentSecurityPolicy(" ")),
                set(args, "webFirewall", false, b -> b.webFirewall(false)),
                set(
                        args,
                        "webAclArn",
                        "of another scope",
                        b -> b.webAclArn("arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b")),
                set(
                        args,
                        "countedFirewallRules",
                        "all of the common ones",
                        b -> b.countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("*")))),
                set(args, "firewallRateLimit", 1, b -> b.firewallRateLimit(1)),
                set(args, "firewallLogRetentionDays", 1, b -> b.firewallLogRetentionDays(1)));
    }

    private static List<Mutant> backup() {
        Class<BackupVaultArgs.Builder> args = BackupVaultArgs.Builder.class;
        return List.of(
                leaveOut(args, "resourceArns"),
                leaveOut(args, "databases"),
                leaveOut(args, "copyProvider"),
                leaveOut(args, "notificationTopicArn"),
                set(args, "schedule", "once a year", b -> b.schedule("cron(0 3 1 1 ? *)")),
                set(args, "retentionDays", 1, b -> b.retentionDays(1)),
                set(args, "retentionDays", 14, b -> b.retentionDays(14)),
                set(args, "coldStorageAfterDays", "shorter than 90 days", b -> b.retentionDays(40)
                        .coldStorageAfterDays(30)),
                set(args, "hourlyRetentionDays", 0, b -> b.hourly(true).hourlyRetentionDays(0)),
                set(args, "copyRetentionDays", 1, b -> b.copyRetentionDays(1)),
                set(args, "changeableForDays", 1, b -> b.lockMode(BackupVaultArgs.LockMode.COMPLIANCE)
                        .changeableForDays(1)),
                set(args, "lockMinRetentionDays", 0, b -> b.lockMinRetentionDays(0)),
                set(args, "lockMaxRetentionDays", "below the retention", b -> b.lockMaxRetentionDays(20)),
                set(args, "restoreTestSchedule", "never again", b -> b.restoreTestSchedule("cron(0 5 1 1 ? 2020)")),
                set(args, "restoreTestValidationHours", 0, b -> b.restoreTestValidationHours(0)));
    }

    private static List<Mutant> alarmTopic() {
        Class<AlarmTopicArgs.Builder> args = AlarmTopicArgs.Builder.class;
        return List.of(
                leaveOut(args, "emails"),
                set(
                        args,
                        "httpsEndpoints",
                        "http",
                        b -> b.httpsEndpoints(Map.of("pager", Output.of("http://pager.example.com")))));
    }

    private static List<Mutant> observability() {
        Class<ObservabilityArgs.Builder> args = ObservabilityArgs.Builder.class;
        return List.of(
                leaveOut(args, "alarmTopic"),
                leaveOut(args, "databases"),
                leaveOut(args, "caches"),
                leaveOut(args, "services"),
                leaveOut(args, "loadBalancers"),
                leaveOut(args, "networks"),
                leaveOut(args, "backupVaults"),
                set(args, "databaseFreeStorageGibibytes", 0, b -> b.databaseFreeStorageGibibytes(0)),
                set(args, "databaseFreeMemoryMebibytes", 0, b -> b.databaseFreeMemoryMebibytes(0)),
                set(args, "databaseConnections", 0, b -> b.databaseConnections(0)),
                set(args, "queueOldestMessageSeconds", 0, b -> b.queueOldestMessageSeconds(0)),
                set(
                        args,
                        "alarms",
                        "without a threshold",
                        b -> b.alarms(List.of(AlarmArgs.builder()
                                .subject("payments")
                                .name("failed")
                                .title("Failed payments")
                                .namespace("Shop")
                                .metricName("FailedPayments")
                                .build()))));
    }

    /** Why no value of an argument is unsafe; empty for one that has mutants, or none yet. */
    static Optional<String> neutral(String component, String argument) {
        return Optional.ofNullable(NEUTRAL.get(component + "." + argument));
    }

    /** Why a survivor is accepted; empty for one that is not. */
    static String accepted(String mutant) {
        return ACCEPTED.getOrDefault(mutant, "");
    }

    /** The survivors that are accepted. */
    static Set<String> accepted() {
        return ACCEPTED.keySet();
    }

    private static final Map<String, String> ACCEPTED = Map.of(
            "CloudflareZone.authenticatedOriginPulls = false",
            "the load balancer accepts only Cloudflare's ranges, as `cf-origin-lock` requires",
            "CloudflareZone.origin = of somebody else",
            "an origin outside the stack can be intended; origins that anyone can claim are detected",
            "CloudflareZone.securityLevel = LOW",
            "Cloudflare offers this level in addition to its default; no value of the argument disables the setting",
            "FargateService.healthCheckPath = left out",
            "the load balancer's own health check stays",
            "FargateService.fargateSpotWeight = all tasks",
            "the tasks of `minTasks` stay on Fargate");

    private static final Map<String, String> NEUTRAL = Map.ofEntries(
            Map.entry("ContentDistribution.priceClass", CAPACITY),
            Map.entry(
                    "Network.s3Endpoint",
                    "a shorter way; without it S3 is reached through the NAT gateway, by TLS too"),
            Map.entry("Network.dynamodbEndpoint", "a shorter way to a service that the components don't use"),
            Map.entry("EncryptionKey.description", NAME),
            Map.entry("ObjectStorage.transitions", CAPACITY),
            Map.entry("ObjectStorage.keyPolicyStatements", "for a service that writes to the bucket"),
            Map.entry("ObjectStorage.objectLock", "an addition; every value of it protects"),
            Map.entry("PostgresDatabase.network", COMPONENT),
            Map.entry("PostgresDatabase.identifier", NAME),
            Map.entry("PostgresDatabase.databaseName", NAME),
            Map.entry("PostgresDatabase.instanceClass", CAPACITY),
            Map.entry("PostgresDatabase.port", "the security group opens whichever port it is"),
            Map.entry("PostgresDatabase.allocatedStorageGib", CAPACITY),
            Map.entry("PostgresDatabase.backupWindow", TIMING),
            Map.entry("PostgresDatabase.readReplicas", CAPACITY),
            Map.entry("PostgresDatabase.blueGreenUpdate", "both ways of an update keep the data"),
            Map.entry("EncryptionKey.retainOnDelete", "the rule on deletions watches keys that are not retained"),
            Map.entry("PostgresDatabase.snapshots", "an addition; every value of it protects"),
            Map.entry("RedisCache.network", COMPONENT),
            Map.entry("RedisCache.engine", "both engines are supported"),
            Map.entry("RedisCache.nodeType", CAPACITY),
            Map.entry("RedisCache.port", "the security group opens whichever port it is"),
            Map.entry("RedisCache.parameters", "tuning; none of ElastiCache's parameters weakens its protection"),
            Map.entry("RedisCache.passwordUser", "the same permissions, with a password that is a secret"),
            Map.entry("RedisCache.snapshotWindow", TIMING),
            Map.entry("RedisCache.maintenanceWindow", TIMING),
            Map.entry("TlsCertificate.zoneId", "another zone can't validate the name"),
            Map.entry("TlsCertificate.subjectAlternativeNames", NAME),
            Map.entry("TlsCertificate.keyAlgorithm", "all of them are strong enough"),
            Map.entry("ApplicationLoadBalancer.network", COMPONENT),
            Map.entry("ApplicationLoadBalancer.clientTrustStoreArn", "an addition; every value of it protects"),
            Map.entry(
                    "ApplicationLoadBalancer.internal",
                    "the safer of the two is not the default, because it serves nobody"),
            Map.entry("ApplicationLoadBalancer.blueGreenRoutes", "routes that exist, with a second target group"),
            Map.entry("ApplicationLoadBalancer.testListenerPort", "no security group opens whichever port it is"),
            Map.entry("FargateService.blueGreen", "when a new version gets traffic; every value rolls back"),
            Map.entry("ApplicationLoadBalancer.redirectHttp", "without it port 80 is closed"),
            Map.entry("ApplicationLoadBalancer.sslPolicy", "only strong policies can be chosen"),
            Map.entry("ApplicationLoadBalancer.idleTimeoutSeconds", CAPACITY),
            Map.entry("ContainerCluster.containerInsights", "both values collect the metrics"),
            Map.entry("ContainerCluster.fargateBase", "part of the mutant of fargateSpotWeight"),
            Map.entry("ContainerCluster.fargateWeight", "part of the mutant of fargateSpotWeight"),
            Map.entry("ContainerImage.buildContext", "a folder"),
            Map.entry("ContainerImage.dockerfile", "a file"),
            Map.entry("ContainerImage.target", NAME),
            Map.entry("ContainerImage.buildArguments", "ContainerImageTest refuses those named like a credential"),
            Map.entry("ContainerImage.platform", CAPACITY),
            Map.entry("ContainerImage.tag", "tags of the repository are immutable"),
            Map.entry("ContainerImage.expireUntaggedAfterDays", CAPACITY),
            Map.entry("FargateService.cluster", COMPONENT),
            Map.entry("FargateService.network", COMPONENT),
            Map.entry("FargateService.loadBalancer", COMPONENT),
            Map.entry("FargateService.port", "the security group opens whichever port it is"),
            Map.entry(
                    "FargateService.redeployOnSecretChange",
                    "without it a person starts new tasks once a secret has changed"),
            Map.entry("FargateService.command", "the application's own"),
            Map.entry("FargateService.secrets", "references, never values"),
            Map.entry("FargateService.secret", "references, never values"),
            Map.entry("FargateService.dependsOn", "the order in which containers start"),
            Map.entry("FargateService.sidecars", "containers that are validated as the first one is"),
            Map.entry("FargateService.logRoutingSecrets", "references, never values"),
            Map.entry("Queue.encryptionKey", COMPONENT),
            Map.entry("Queue.fifo", "both kinds are as safe"),
            Map.entry("Secret.encryptionKey", COMPONENT),
            Map.entry("Secret.replicaProvider", "an addition; the replica has a key of the second Region"),
            Map.entry(
                    "PostgresDatabase.secretReplicaProvider",
                    "an addition; the replica has a key of the second Region"),
            Map.entry("PostgresDatabase.replicaOf", COMPONENT),
            Map.entry(
                    "PostgresDatabase.promoted", "a replica's own state; PostgresDatabaseTest holds what protects it"),
            Map.entry("TlsCertificate.validatedWith", COMPONENT),
            Map.entry("ApplicationLoadBalancer.contentSecurityPolicy", "the application's own"),
            Map.entry("CloudflareZone.failover", "the same as origins, in several Regions"),
            Map.entry("CloudflareZone.unproxied", "names of other platforms, which protect themselves"),
            Map.entry("CloudflareZone.certificateAuthorities", "an addition; without it every authority may issue"),
            Map.entry("Observability.queues", "no rule asks for the alarms of a queue"),
            Map.entry(
                    "Observability.stopsOutsideHours",
                    "for environments with operating hours, which production has not"),
            Map.entry("Observability.objectives", "no rule asks for objectives"),
            Map.entry("Observability.databaseProxies", "no rule asks for the alarms of a proxy"),
            Map.entry("Observability.scheduledTasks", "no rule asks for the alarms of a schedule"),
            Map.entry("FargateService.secretKeyArns", "without them the task does not start"),
            Map.entry("FargateService.cpuTargetPercent", CAPACITY),
            Map.entry("FargateService.memoryTargetPercent", CAPACITY),
            Map.entry("FargateService.requestsPerTask", CAPACITY),
            Map.entry("FargateService.healthCheckCommand", "an addition to the load balancer's health check"),
            Map.entry("FargateService.temporaryDirectories", "an addition that the read-only root asks for"),
            Map.entry("FargateService.temporaryDirectoryMebibytes", CAPACITY),
            Map.entry("FargateService.openFiles", CAPACITY),
            Map.entry("FargateService.cpuArchitecture", CAPACITY),
            Map.entry("FargateService.httpsEgress", "the default is the wider of the two, for third parties' APIs"),
            Map.entry(
                    "FargateService.waitForSteadyState", "whether the update waits; the circuit breaker works without"),
            Map.entry("FargateService.rollbackAlarmNames", "an addition; every value of it protects"),
            Map.entry("CloudflareZone.zoneId", NAME),
            Map.entry("CloudflareZone.zoneName", NAME),
            Map.entry("CloudflareZone.origins", "the same as origin, for a hostname of its own"),
            Map.entry("CloudflareZone.minTlsVersion", "only strong versions can be chosen"),
            Map.entry("CloudflareZone.hstsPreload", "a list of the browsers'; the header protects without it"),
            Map.entry("CloudflareZone.firewallRules", "an addition; none of its actions lets a request pass"),
            Map.entry("CloudflareZone.cacheTtlSeconds", CAPACITY),
            Map.entry("CloudflareZone.contentSecurityPolicy", "the application's own"),
            Map.entry("CloudflareZone.tieredCache", CAPACITY),
            Map.entry("CloudflareZone.webSockets", "the application's own"),
            Map.entry("BackupVault.selectionTags", "an addition; it selects more"),
            Map.entry("BackupVault.continuousResourceArns", "an addition; it backs up more closely"),
            Map.entry("BackupVault.hourly", "an addition; it backs up more closely"),
            Map.entry("BackupVault.lockMode", "both modes lock the vault"),
            Map.entry("BackupVault.restoreTestDatabaseArns", "an addition; the databases are tested without it"),
            Map.entry("BackupVault.restoreTestMetadata", "what a restore is made of"));
}
