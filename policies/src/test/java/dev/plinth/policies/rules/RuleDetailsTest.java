package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.RuleFixtures.CACHE;
import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.ROLE;
import static dev.plinth.policies.rules.RuleFixtures.SERVICE;
import static dev.plinth.policies.rules.RuleFixtures.TASK;
import static dev.plinth.policies.rules.RuleFixtures.trust;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fixtures don't show: spellings, replicas, tiers, and what surrounds a resource. */
class RuleDetailsTest {

    private static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    private static final String SELECTION = "aws:backup/selection:Selection";
    private static final String LISTENER = "aws:lb/listener:Listener";

    private static GraphResource ingress(String cidr, Object protocol, Object from, Object to) {
        String property = cidr.contains(":") ? "cidrIpv6" : "cidrIpv4";
        return resource(
                INGRESS_RULE, "rule", Map.of(property, cidr, "ipProtocol", protocol, "fromPort", from, "toPort", to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::/0", "0::0/0", "0:0:0:0:0:0:0:0/0", "::0/0", "2001:db8::1/0"})
    void everySpellingOfTheIpv6WorldIsTheWorld(String cidr) {
        assertThatRule("sg-no-admin-from-ipv6-world").fails(ingress(cidr, "tcp", 22, 22));
        assertThatRule("sg-no-admin-from-ipv4-world").passes(ingress(cidr, "tcp", 22, 22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "all", "tcp", "TCP", "6"})
    void protocolsThatOpenSsh(String protocol) {
        assertThatRule("sg-no-admin-from-ipv4-world")
                .fails(ingress("0.0.0.0/0", protocol, "0", "1024"))
                .passes(ingress("10.0.0.0/8", protocol, "0", "1024"));
    }

    @Test
    void portsDecide() {
        assertThatRule("sg-no-admin-from-ipv4-world")
                .passes(ingress("0.0.0.0/0", "tcp", 443, 443))
                .passes(ingress("0.0.0.0/0", "icmp", 22, 22))
                .fails(ingress("0.0.0.0/0", -1, 0, 0))
                .fails(ingress("0.0.0.0/0", "tcp", 3000, 4000));
        assertThatRule("sg-no-all-ports-from-world")
                .fails(ingress("0.0.0.0/0", "-1", 0, 0))
                .fails(ingress("::/0", "udp", 1, 65_535))
                .passes(ingress("0.0.0.0/0", "tcp", 1024, 65_535));
        assertThatRule("sg-no-data-port-from-world")
                .fails(ingress("0.0.0.0/0", "tcp", 6000, 7000))
                .passes(ingress("0.0.0.0/0", "tcp", 443, 443));
    }

    @Test
    void onlyWhatMattersIsUnknown() {
        PropertyValue unknown = PropertyValue.Unknown.VALUE;
        assertThatRule("sg-no-admin-from-ipv4-world")
                .passes(with(ingress("x", "tcp", 443, 443), "cidrIpv4", unknown))
                .passes(with(ingress("10.0.0.0/8", "tcp", 22, 22), "fromPort", unknown))
                .isUnknown("cidrIpv4", with(ingress("x", "tcp", 22, 22), "cidrIpv4", unknown))
                .isUnknown("ipProtocol", with(ingress("0.0.0.0/0", "tcp", 22, 22), "ipProtocol", unknown))
                .failsWith("cidrIpv4 is x but must be a CIDR", ingress("x", "tcp", 22, 22));
    }

    @Test
    void otherGroupsPrefixListsAndEgressAreNotTheWorld() {
        assertThatRule("sg-no-all-ports-from-world")
                .passes(resource(INGRESS_RULE, "rule", Map.of("ipProtocol", "-1", "referencedSecurityGroupId", "sg-2")))
                .passes(resource(INGRESS_RULE, "rule", Map.of("ipProtocol", "-1", "prefixListId", "pl-1")))
                .isNotApplicable(resource(
                        GROUP_RULE,
                        "rule",
                        Map.of("type", "egress", "protocol", "-1", "cidrBlocks", List.of("0.0.0.0/0"))))
                .isUnknown("type", resource(GROUP_RULE, "rule", Map.of("type", PropertyValue.Unknown.VALUE)));
    }

    @Test
    void replicasInheritWhatTheirSourceHas() {
        GraphResource replica = resource(DATABASE, "replica", Map.of("replicateSourceDb", "primary"));
        GraphResource remote = resource(DATABASE, "replica", Map.of("replicateSourceDb", "arn:aws:rds:x:1:db:a"));
        assertThatRule("rds-encrypted")
                .isNotApplicable(replica)
                .fails(remote)
                .isUnknown("replicateSourceDb", with(replica, "replicateSourceDb", PropertyValue.Unknown.VALUE));
        for (String rule : List.of(
                "rds-multi-az",
                "rds-backup-retention",
                "rds-final-snapshot",
                "rds-managed-password",
                "backup-covers-data")) {
            assertThatRule(rule).isNotApplicable(replica);
        }
        assertThatRule("rds-deletion-protection").fails(replica);
    }

    @Test
    void aPasswordMayBeSetWhereAReplicaRulesTheManagedOneOut() {
        GraphResource secret = with(
                resource(DATABASE, "database", Map.of("identifier", "shop")),
                "password",
                new PropertyValue.Secret(PropertyValue.of("drawn")));
        GraphResource replica = resource(DATABASE, "replica", Map.of("replicateSourceDb", "shop"));
        assertThatRule("rds-managed-password")
                .fails(secret)
                .passes(secret, replica)
                .fails(with(secret, "password", PropertyValue.of("plain")), replica);
    }

    @Test
    void productionAsksForMore() {
        GraphResource week = resource(DATABASE, "database", Map.of("backupRetentionPeriod", 7));
        assertThatRule("rds-backup-retention")
                .failsWith("backupRetentionPeriod is 7 but must be from 14 to 35", week)
                .in(Tier.STAGING)
                .passes(week)
                .fails(with(week, "backupRetentionPeriod", PropertyValue.of(36)));
        assertThatRule("rds-multi-az").in(Tier.DEVELOPMENT).isNotApplicable(week);
        assertThatRule("s3-no-force-destroy")
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(resource("aws:s3/bucketV2:BucketV2", "b", Map.of("forceDestroy", true)));
    }

    @Test
    void theProtectOptionIsLookedAt() {
        GraphResource database = resource(DATABASE, "database", Map.of());
        assertThatRule("rds-pulumi-protect")
                .passes(database)
                .failsWith("the option protect is false but must be true", protect(database, false))
                .isNotApplicable(resource("aws:sqs/queue:Queue", "queue", Map.of()))
                .in(Tier.STAGING)
                .isNotApplicable(protect(database, false));
    }

    @Test
    void tlsIsThePostgresDefaultFromVersion15() {
        String type = "aws:rds/parameterGroup:ParameterGroup";
        assertThatRule("rds-force-ssl")
                .passes(resource(type, "p", Map.of("family", "postgres16")))
                .fails(resource(type, "p", Map.of("family", "postgres14")))
                .isNotApplicable(resource(type, "p", Map.of("family", "mysql8.0")));
    }

    @Test
    void valkeyIsEncryptedByDefault() {
        GraphResource valkey = resource(CACHE, "cache", Map.of("engine", "valkey"));
        assertThatRule("cache-at-rest")
                .isNotApplicable(valkey)
                .fails(with(valkey, "atRestEncryptionEnabled", PropertyValue.of(false)));
    }

    @Test
    void cacheUsersAreLimited() {
        String type = "aws:elasticache/user:User";
        assertThatRule("cache-user-password")
                .passes(resource(type, "u", Map.of("accessString", "on ~* +@all -@dangerous")))
                .isNotApplicable(
                        resource(type, "u", Map.of("accessString", "off ~* +@all", "noPasswordRequired", true)))
                .fails(resource(type, "u", Map.of("accessString", "on ~a +get", "noPasswordRequired", true)))
                .fails(resource(
                        type,
                        "u",
                        Map.of(
                                "accessString",
                                "on ~a +get",
                                "authenticationMode",
                                Map.of("type", "no-password-required"))));
    }

    @Test
    void aBucketNeedsItsOwnBlock() {
        for (String type : List.of("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket")) {
            GraphResource bucket = resource(type, "uploads", Map.of());
            GraphResource block =
                    resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "uploads", Map.of());
            assertThatRule("s3-block-public-access")
                    .failsWith("the bucket has no BucketPublicAccessBlock", bucket, block)
                    .passes(bucket, dependingOn(block, "bucket", bucket));
        }
    }

    private static GraphResource bucketPolicy(String condition) {
        String policy = PUBLIC_POLICY.replace("\"Resource\"", condition + "\"Resource\"");
        return resource("aws:s3/bucketPolicy:BucketPolicy", "p", Map.of("policy", policy));
    }

    @Test
    void onlyARestrictingConditionMakesAPublicStatementPrivate() {
        assertThatRule("s3-policy-not-public")
                .passes(bucketPolicy("\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"198.51.100.0/24\"]}},"))
                .passes(bucketPolicy("\"Condition\":{\"StringEquals\":{\"AWS:SourceAccount\":\"123456789012\"}},"))
                .fails(bucketPolicy("\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"0.0.0.0/0\"]}},"))
                .fails(bucketPolicy("\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}},"))
                .fails(bucketPolicy("\"Condition\":{\"StringNotEquals\":{\"aws:SourceAccount\":\"123456789012\"}},"))
                .fails(bucketPolicy(
                        "\"Condition\":{\"StringEqualsIfExists\":{\"aws:SourceAccount\":\"123456789012\"}},"))
                .fails(bucketPolicy("\"Condition\":{},"));
        String denied = PUBLIC_POLICY.replace("Allow", "Deny");
        assertThatRule("s3-policy-not-public")
                .passes(resource("aws:s3/bucketPolicy:BucketPolicy", "p", Map.of("policy", denied)))
                .fails(resource("aws:s3/bucketPolicy:BucketPolicy", "p", Map.of("policy", "{not json")));
    }

    private static GraphResource task(String environment) {
        return resource(
                TASK,
                "api",
                Map.of("containerDefinitions", "[{\"name\":\"api\",\"environment\":[" + environment + "]}]"));
    }

    @Test
    void credentialsAreFoundByNameAndByValueAndNeverTold() {
        assertThatRule("ecs-no-secret-env")
                .failsWith(
                        "containerDefinitions[api].environment contains a credential in the variable STRIPE_API_KEY",
                        task("{\"name\":\"STRIPE_API_KEY\",\"value\":\"hunter2\"}"))
                .failsWith(
                        "containerDefinitions[api].environment contains a credential in the variable DATABASE",
                        task("{\"name\":\"DATABASE\",\"value\":\"postgres://app:hunter2@db/shop\"}"))
                .fails(task("{\"name\":\"KEY_ID\",\"value\":\"AKIAIOSFODNN7EXAMPLE\"}"))
                .passes(task("{\"name\":\"TOKEN_URL\",\"value\":\"https://example.com/token\"}"))
                .passes(task("{\"name\":\"API_KEY\",\"value\":\"\"}"));
    }

    @Test
    void scalingDecidesHowManyTasksRun() {
        GraphResource service = resource(SERVICE, "api", Map.of("desiredCount", 1), Map.of("name", "api-1f"));
        String type = "aws:appautoscaling/target:Target";
        GraphResource named =
                resource(type, "api", Map.of("resourceId", "service/main/api-1f", "minCapacity", 2, "maxCapacity", 20));
        GraphResource dependent =
                dependingOn(resource(type, "api", Map.of("minCapacity", 2, "maxCapacity", 2)), "resourceId", service);
        assertThatRule("ecs-two-tasks")
                .fails(service)
                .passes(service, named)
                .fails(service, dependent)
                .isUnknown("minCapacity of api", service, with(named, "minCapacity", PropertyValue.Unknown.VALUE))
                .isNotApplicable(with(service, "schedulingStrategy", PropertyValue.of("DAEMON")))
                .in(Tier.STAGING)
                .isNotApplicable(service);
    }

    @Test
    void aWorkerWithoutCallersMayStopItsLastTask() {
        GraphResource worker = resource(SERVICE, "mailer", Map.of("desiredCount", 0), Map.of("name", "mailer-1f"));
        GraphResource target = resource(
                "aws:appautoscaling/target:Target",
                "mailer",
                Map.of("resourceId", "service/main/mailer-1f", "minCapacity", 0, "maxCapacity", 10));
        assertThatRule("ecs-two-tasks")
                .isNotApplicable(worker, target)
                .fails(worker)
                .fails(worker, with(target, "minCapacity", PropertyValue.of(1)))
                .fails(with(worker, "loadBalancers", PropertyValue.of("one")), target)
                .fails(with(worker, "serviceRegistries", PropertyValue.of("one")), target);
    }

    @Test
    void theCircuitBreakerIsEcss() {
        assertThatRule("ecs-circuit-breaker")
                .isNotApplicable(
                        resource(SERVICE, "api", Map.of("deploymentController", Map.of("type", "CODE_DEPLOY"))));
    }

    @Test
    void listeners() {
        assertThatRule("alb-https-or-redirect")
                .isNotApplicable(resource(LISTENER, "tcp", Map.of("protocol", "TCP")))
                .passes(resource("aws:alb/listener:Listener", "https", Map.of("protocol", "HTTPS")))
                .fails(resource(LISTENER, "http", Map.of("protocol", "HTTP")));
        assertThatRule("alb-tls-policy")
                .isNotApplicable(resource(LISTENER, "http", Map.of("protocol", "HTTP")))
                .passes(tls("ELBSecurityPolicy-TLS13-1-3-2021-06"))
                .passes(tls("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"))
                .fails(tls("ELBSecurityPolicy-TLS13-1-0-2021-06"))
                .fails(tls("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06"));
    }

    private static GraphResource tls(String policy) {
        return resource(LISTENER, "https", Map.of("protocol", "HTTPS", "sslPolicy", policy));
    }

    @Test
    void coldStorageTakesNinetyDays() {
        assertThatRule("backup-retention")
                .passes(plan(120, 30))
                .fails(plan(100, 30))
                .fails(plan(34, 1));
        assertThatRule("backup-retention")
                .fails(resource("aws:backup/plan:Plan", "p", Map.of("rules", List.of())))
                .passes(resource("aws:backup/plan:Plan", "p", Map.of("rules", List.of(Map.of("ruleName", "forever")))));
    }

    private static GraphResource plan(int delete, int cold) {
        Map<String, ?> lifecycle = Map.of("deleteAfter", delete, "coldStorageAfter", cold);
        return resource("aws:backup/plan:Plan", "p", Map.of("rules", List.of(Map.of("lifecycle", lifecycle))));
    }

    @Test
    void databasesAreSelectedByDependencyPatternOrTag() {
        GraphResource database = resource(DATABASE, "database", Map.of("tags", Map.of("backup", "daily")));
        GraphResource empty = resource(SELECTION, "s", Map.of());
        GraphResource dependent = dependingOn(empty, "resources", database);
        GraphResource tagged = with(
                empty,
                "selectionTags",
                PropertyValue.of(List.of(Map.of("type", "STRINGEQUALS", "key", "backup", "value", "daily"))));
        assertThatRule("backup-covers-data")
                .failsWith("no backup selection includes the database", database, empty)
                .passes(database, dependent)
                .passes(database, with(empty, "resources", PropertyValue.of(List.of("*"))))
                .passes(database, with(empty, "resources", PropertyValue.of(List.of("arn:aws:rds:*:*:db:*"))))
                .passes(database, tagged)
                .fails(database, dependingOn(dependent, "notResources", database));
    }

    @Test
    void githubRolesTrustOneRepository() {
        String provider = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
        assertThatRule("oidc-github-scoped")
                .passes(role(trust("repo:example/shop:*", "sts.amazonaws.com")))
                .fails(role(trust("repo:*/shop:*", "sts.amazonaws.com")))
                .fails(role(trust("*", "sts.amazonaws.com")))
                .fails(role(trust("repo:example/shop:*", "example.com")))
                .isNotApplicable(role(PUBLIC_POLICY))
                .passes(resource(
                        provider,
                        "p",
                        Map.of(
                                "url",
                                "https://token.actions.githubusercontent.com",
                                "clientIdLists",
                                List.of("sts.amazonaws.com"))))
                .fails(resource(provider, "p", Map.of("url", "https://token.actions.githubusercontent.com")))
                .isNotApplicable(resource(provider, "p", Map.of("url", "https://gitlab.com")));
    }

    private static GraphResource role(String trust) {
        return resource(ROLE, "deploy", Map.of("assumeRolePolicy", trust));
    }

    @Test
    void administratorsAreFoundOnRolesToo() {
        assertThatRule("iam-no-admin-attachment")
                .fails(resource(
                        ROLE,
                        "r",
                        Map.of("managedPolicyArns", List.of("arn:x", "arn:aws:iam::aws:policy/AdministratorAccess"))))
                .passes(resource(
                        ROLE, "r", Map.of("managedPolicyArns", List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"))));
    }

    @Test
    void cloudflareSettingsAreToldApart() {
        String type = "cloudflare:index/zoneSetting:ZoneSetting";
        GraphResource other = resource(type, "s", Map.of("settingId", "development_mode", "value", "off"));
        assertThatRule("cf-ssl-strict").isNotApplicable(other);
        assertThatRule("cf-min-tls")
                .isNotApplicable(other)
                .passes(resource(type, "s", Map.of("settingId", "min_tls_version", "value", "1.3")));
    }

    @Test
    void onlyNamesOfTheLoadBalancerMustBeProxied() {
        GraphResource balancer =
                resource("aws:alb/loadBalancer:LoadBalancer", "web", Map.of(), Map.of("dnsName", "web.example"));
        for (String type : List.of("cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record")) {
            GraphResource record = resource(type, "api", Map.of("type", "CNAME", "content", "web.example", "ttl", 300));
            assertThatRule("cf-proxied-origin")
                    .fails(record, balancer)
                    .fails(dependingOn(record, "content", balancer), balancer)
                    .failsWith(
                            "ttl is 300 but must be 1 or absent",
                            with(record, "proxied", PropertyValue.of(true)),
                            balancer)
                    .isNotApplicable(with(record, "content", PropertyValue.of("validation.acm.example")), balancer)
                    .isNotApplicable(with(record, "type", PropertyValue.of("TXT")), balancer);
        }
    }
}
