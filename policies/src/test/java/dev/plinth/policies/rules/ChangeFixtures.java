package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;

import dev.plinth.testkit.rule.ChangeFixture;
import dev.plinth.testkit.rule.Outcome;
import java.util.List;
import java.util.Map;

/** A fixture, or several, of each rule on changes that turns on a property. */
final class ChangeFixtures {

    static final String DATABASE = "aws:rds/instance:Instance";
    static final String CLUSTER = "aws:rds/cluster:Cluster";
    static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    static final String KEY = "aws:kms/key:Key";
    static final String SECRET = "aws:secretsmanager/secret:Secret";
    static final String LOGS = "aws:cloudwatch/logGroup:LogGroup";
    static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";
    static final String GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
    static final String LISTENER = "aws:lb/listener:Listener";

    /** Rules that turn on the operation or an option: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY =
            List.of("stateful-not-deleted", "stateful-not-replaced", "pulumi-protect-kept", "backups-not-stopped");

    private ChangeFixtures() {}

    private static ChangeFixture change(
            String rule, String type, String path, Object value, Object good, Object bad, Outcome absent) {
        return ChangeFixture.of(rule, type, path, value, good, bad, absent, Map.of());
    }

    private static List<?> rules(String name, Object property, Object value) {
        return List.of(Map.of(name, "all", "status", "Enabled", property.toString(), value));
    }

    private static List<?> ingress(String... blocks) {
        return List.of(Map.of("protocol", "tcp", "fromPort", 443, "toPort", "443", "cidrBlocks", List.of(blocks)));
    }

    private static String policy(String action, String resource) {
        return "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
                .formatted(action, resource);
    }

    private static String grant(String principal) {
        return """
                {"Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::assets/*"}]}
                """
                .formatted(principal);
    }

    private static Map<String, ?> tcp(String protocol) {
        return Map.of(protocol, "tcp", "fromPort", 443, "toPort", 443, "type", "ingress");
    }

    static List<ChangeFixture> all() {
        String arn = "arn:aws:s3:::assets/*";
        return List.of(
                change("storage-not-shrunk", DATABASE, "allocatedStorage", 100, 200, 50, FAIL),
                change("storage-not-shrunk", "aws:ebs/volume:Volume", "size", 100, "100", "99", FAIL),
                change("storage-not-shrunk", "aws:opensearch/domain:Domain", "ebsOptions.volumeSize", 9, 9, 8, FAIL),
                change("backup-retention-not-reduced", DATABASE, "backupRetentionPeriod", 14, 35, 13, FAIL),
                change("backup-retention-not-reduced", CLUSTER, "backupRetentionPeriod", "14", 14, "7", FAIL),
                change("backup-retention-not-reduced", CACHE, "snapshotRetentionLimit", 14, 15, 0, FAIL),
                change(
                        "backup-plan-not-reduced",
                        "aws:backup/plan:Plan",
                        "rules",
                        rules("ruleName", "lifecycle", Map.of("deleteAfter", 35)),
                        rules("ruleName", "lifecycle", Map.of("deleteAfter", 90)),
                        rules("ruleName", "lifecycle", Map.of("deleteAfter", 7)),
                        FAIL),
                change("log-retention-not-reduced", LOGS, "retentionInDays", 365, 0, 30, PASS),
                change(
                        "s3-expiry-not-shortened",
                        LIFECYCLE,
                        "rules",
                        rules("id", "noncurrentVersionExpiration", Map.of("noncurrentDays", 90)),
                        rules("id", "noncurrentVersionExpiration", Map.of("noncurrentDays", 91)),
                        rules("id", "noncurrentVersionExpiration", Map.of("noncurrentDays", "30")),
                        PASS),
                change(
                        "s3-expiry-not-shortened",
                        LIFECYCLE,
                        "rules",
                        rules("id", "expiration", Map.of()),
                        rules("id", "expiration", Map.of()),
                        rules("id", "expiration", Map.of("days", 365)),
                        PASS),
                change(
                        "point-in-time-recovery-kept",
                        "aws:dynamodb/table:Table",
                        "pointInTimeRecovery.enabled",
                        true,
                        "true",
                        false,
                        FAIL),
                change(
                        "replication-not-stopped",
                        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
                        "rules",
                        rules("id", "priority", 1),
                        rules("id", "priority", 2),
                        List.of(Map.of("id", "all", "status", "Disabled")),
                        FAIL),
                change("deletion-safeguards-kept", DATABASE, "skipFinalSnapshot", false, "false", true, PASS),
                change("deletion-safeguards-kept", BUCKET, "forceDestroy", false, false, "true", PASS),
                change("deletion-protection-kept", DATABASE, "deletionProtection", true, true, false, FAIL),
                change(
                        "deletion-protection-kept",
                        "aws:cognito/userPool:UserPool",
                        "deletionProtection",
                        "ACTIVE",
                        "ACTIVE",
                        "INACTIVE",
                        FAIL),
                change(
                        "deletion-protection-kept",
                        "aws:lb/loadBalancer:LoadBalancer",
                        "enableDeletionProtection",
                        "true",
                        true,
                        "false",
                        FAIL),
                change(
                        "vault-lock-kept",
                        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                        "minRetentionDays",
                        35,
                        36,
                        7,
                        FAIL),
                change(
                        "vault-lock-kept",
                        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                        "changeableForDays",
                        3,
                        3,
                        "never",
                        FAIL),
                change(
                        "object-lock-kept",
                        "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
                        "rule.defaultRetention.mode",
                        "COMPLIANCE",
                        "COMPLIANCE",
                        "GOVERNANCE",
                        FAIL),
                change(
                        "object-lock-kept",
                        "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
                        "rule.defaultRetention.days",
                        365,
                        366,
                        30,
                        FAIL),
                change(
                        "versioning-kept",
                        "aws:s3/bucketVersioningV2:BucketVersioningV2",
                        "versioningConfiguration.status",
                        "Enabled",
                        "Enabled",
                        "Suspended",
                        FAIL),
                change("recovery-window-not-reduced", KEY, "deletionWindowInDays", 30, 30, 7, PASS),
                change("recovery-window-not-reduced", SECRET, "recoveryWindowInDays", 7, 30, 0, PASS),
                change("kms-key-not-disabled", KEY, "isEnabled", true, true, false, PASS),
                change("encryption-not-switched-off", DATABASE, "storageEncrypted", true, true, "false", FAIL),
                change("encryption-not-switched-off", CACHE, "atRestEncryptionEnabled", "true", true, false, FAIL),
                change(
                        "encryption-key-kept",
                        DATABASE,
                        "kmsKeyId",
                        "arn:aws:kms:a",
                        "arn:aws:kms:a",
                        "arn:kms:b",
                        FAIL),
                change(
                        "encryption-key-kept",
                        "aws:backup/vault:Vault",
                        "kmsKeyArn",
                        "arn:aws:kms:a",
                        "arn:aws:kms:a",
                        "arn:aws:kms:b",
                        FAIL),
                change("major-version-with-way-back", DATABASE, "engineVersion", "15.4", "15.8", "16.1", PASS),
                ChangeFixture.of(
                        "major-version-with-way-back",
                        DATABASE,
                        "engineVersion",
                        "8.0.35",
                        "8.0.40",
                        "8.4.30000",
                        PASS,
                        Map.of("engine", "mysql")),
                ChangeFixture.of(
                                "major-version-with-way-back",
                                DATABASE,
                                "blueGreenUpdate.enabled",
                                true,
                                true,
                                false,
                                FAIL,
                                Map.of("engineVersion", "16.4"))
                        .during("engineVersion", "15.8"),
                change("major-version-with-way-back", CLUSTER, "engineVersion", "15.4", "15.8", "16.1", PASS),
                change("engine-not-downgraded", DATABASE, "engineVersion", "16.4", "17", "16.3", PASS),
                change("engine-not-downgraded", CACHE, "engineVersion", "7.1", "7.1", "6.x", PASS),
                change(
                        "engine-not-downgraded",
                        "aws:opensearch/domain:Domain",
                        "engineVersion",
                        "OpenSearch_2.11",
                        "OpenSearch_2.13",
                        "OpenSearch_2.9",
                        PASS),
                change(
                        "instance-class-not-reduced",
                        DATABASE,
                        "instanceClass",
                        "db.r6g.xlarge",
                        "db.r7g.2xlarge",
                        "db.r6g.large",
                        PASS),
                change(
                        "instance-class-not-reduced",
                        CACHE,
                        "nodeType",
                        "cache.r6g.4xlarge",
                        "cache.r6g.16xlarge",
                        "cache.r6g.2xlarge",
                        PASS),
                change("standby-not-removed", DATABASE, "multiAz", true, true, false, FAIL),
                change("standby-not-removed", CACHE, "automaticFailoverEnabled", true, "true", "false", FAIL),
                change("replicas-not-reduced", CACHE, "numCacheClusters", 3, 4, 2, FAIL),
                change("replicas-not-reduced", "aws:appautoscaling/target:Target", "minCapacity", 2, "2", "1", FAIL),
                change(
                        "security-group-not-opened",
                        GROUP,
                        "ingress",
                        ingress("10.0.0.0/16"),
                        ingress("10.0.0.0/16", "10.9.0.0/16"),
                        ingress("10.0.0.0/8"),
                        PASS),
                change(
                        "security-group-not-opened",
                        GROUP,
                        "ingress",
                        ingress("10.0.0.0/16"),
                        ingress("10.0.1.0/24"),
                        ingress("10.0.0.0/16", "0.0.0.0/0"),
                        PASS),
                ChangeFixture.of(
                        "security-group-not-opened",
                        GROUP_RULE,
                        "ipv6CidrBlocks",
                        List.of("2001:db8::/32"),
                        List.of("2001:db8:1::/48"),
                        List.of("0::0/0"),
                        PASS,
                        tcp("protocol")),
                ChangeFixture.of(
                        "security-group-not-opened",
                        INGRESS_RULE,
                        "cidrIpv4",
                        "10.0.0.0/16",
                        "10.0.0.0/16",
                        "10.0.0.0/15",
                        PASS,
                        tcp("ipProtocol")),
                change("not-made-public", DATABASE, "publiclyAccessible", false, false, true, PASS),
                change(
                        "s3-public-access-block-kept",
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "restrictPublicBuckets",
                        true,
                        true,
                        false,
                        FAIL),
                change(
                        "tls-not-weakened",
                        LISTENER,
                        "sslPolicy",
                        "ELBSecurityPolicy-TLS13-1-2-2021-06",
                        "ELBSecurityPolicy-TLS13-1-3-2021-06",
                        "ELBSecurityPolicy-TLS13-1-0-2021-06",
                        FAIL),
                change("tls-not-weakened", LISTENER, "protocol", "HTTPS", "HTTPS", "HTTP", FAIL),
                change("tls-not-weakened", LISTENER, "protocol", "TLS", "TLS", "TCP", FAIL),
                change(
                        "tls-not-weakened",
                        "aws:cloudfront/distribution:Distribution",
                        "viewerCertificate.minimumProtocolVersion",
                        "TLSv1.2_2021",
                        "TLSv1.2_2019",
                        "TLSv1_2016",
                        FAIL),
                change("tls-not-weakened", CACHE, "transitEncryptionEnabled", true, true, false, FAIL),
                ChangeFixture.of(
                        "tls-not-weakened",
                        ZONE_SETTING,
                        "value",
                        "1.2",
                        "1.3",
                        "1.0",
                        FAIL,
                        Map.of("settingId", "min_tls_version")),
                ChangeFixture.of(
                        "tls-not-weakened",
                        ZONE_SETTING,
                        "value",
                        "full",
                        "strict",
                        "flexible",
                        FAIL,
                        Map.of("settingId", "ssl")),
                ChangeFixture.of(
                        "tls-not-weakened",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "always_use_https")),
                change(
                        "waf-not-removed",
                        "aws:cloudfront/distribution:Distribution",
                        "webAclId",
                        "arn:aws:wafv2:a",
                        "arn:aws:wafv2:b",
                        "",
                        FAIL),
                change(
                        "waf-not-removed",
                        "cloudflare:index/ruleset:Ruleset",
                        "rules",
                        List.of(Map.of("expression", "true", "action", "block")),
                        List.of(Map.of("expression", "false", "action", "block", "enabled", true)),
                        List.of(Map.of("expression", "true", "action", "block", "enabled", "false")),
                        FAIL),
                change(
                        "alarms-not-silenced",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "actionsEnabled",
                        true,
                        true,
                        false,
                        PASS),
                change(
                        "alarms-not-silenced",
                        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
                        "alarmActions",
                        List.of("arn:aws:sns:a"),
                        List.of("arn:aws:sns:b"),
                        List.of(),
                        FAIL),
                change("audit-not-stopped", "aws:cloudtrail/trail:Trail", "enableLogging", true, true, false, PASS),
                change(
                        "audit-not-stopped",
                        "aws:cloudtrail/trail:Trail",
                        "isMultiRegionTrail",
                        true,
                        true,
                        false,
                        FAIL),
                change("audit-not-stopped", "aws:guardduty/detector:Detector", "enable", "true", true, "false", PASS),
                change(
                        "iam-policy-not-widened",
                        "aws:iam/rolePolicy:RolePolicy",
                        "policy",
                        policy("s3:GetObject", arn),
                        policy("s3:PutObject", arn),
                        policy("s3:*", arn),
                        PASS),
                change(
                        "iam-policy-not-widened",
                        "aws:iam/policy:Policy",
                        "policy",
                        policy("sqs:SendMessage", "arn:aws:sqs:x:1:a"),
                        policy("sqs:SendMessage", "arn:aws:sqs:x:1:b"),
                        policy("sqs:SendMessage", "*"),
                        PASS),
                change(
                        "iam-access-widened",
                        "aws:iam/rolePolicy:RolePolicy",
                        "policy",
                        policy("s3:Get*", arn),
                        policy("s3:GetObject", arn),
                        policy("s3:PutObject", arn),
                        PASS),
                change(
                        "iam-access-widened",
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "policy",
                        grant("arn:aws:iam::123456789012:role/web"),
                        grant("arn:aws:iam::123456789012:role/web"),
                        grant("*"),
                        PASS));
    }
}
