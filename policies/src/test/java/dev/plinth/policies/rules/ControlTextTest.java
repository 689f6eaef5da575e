package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.RuleAssert;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each condition that the text of a control names, and each form that a setting has. */
class ControlTextTest {

    private static final String RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    private static final String BUCKET = S3Fixtures.BUCKET;

    /** Rules that ask for encryption by any key. */
    private static final Set<String> ANY_KEY = Set.of("sns-private-encrypted", "sqs-encrypted");

    private static GraphResource open(String protocol, int from, int to, String block) {
        String list = block.contains(":") ? "ipv6CidrBlocks" : "cidrBlocks";
        return resource(
                RULE,
                "rule",
                Map.of("type", "ingress", "protocol", protocol, "fromPort", from, "toPort", to, list, List.of(block)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601,
                8080, 8088, 8888, 9200, 9300
            })
    void portsOfHighRisk(int port) {
        assertThatRule("sg-no-high-risk-port-from-world")
                .fails(open("tcp", port, port, "0.0.0.0/0"))
                .fails(open("tcp", port, port, "::/0"))
                .fails(open("udp", port, port, "0.0.0.0/0"))
                .fails(open("tcp", port - 1, port + 1, "0.0.0.0/0"))
                .fails(open("-1", 0, 0, "0.0.0.0/0"))
                .passes(open("tcp", port, port, "198.51.100.0/24"))
                .passes(open("tcp", 443, 443, "0.0.0.0/0"));
    }

    @Test
    void onlyAuthorizedPortsAreOpen() {
        assertThatRule("sg-only-public-ports-from-world")
                .passes(open("tcp", 80, 80, "0.0.0.0/0"))
                .passes(open("tcp", 443, 443, "::/0"))
                .passes(open("icmp", 8, 0, "0.0.0.0/0"))
                .passes(open("udp", 53, 53, "10.0.0.0/8"))
                .fails(open("tcp", 80, 81, "0.0.0.0/0"))
                .fails(open("tcp", 8443, 8443, "::/0"))
                .fails(open("udp", 443, 443, "0.0.0.0/0"))
                .fails(open("-1", 0, 0, "::/0"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, true",
        "0.0.0.0/1, true",
        "128.0.0.0/1, true",
        "64.0.0.0/2, true",
        "10.0.0.0/7, true",
        "10.0.0.0/8, false",
        "0::0/0, true",
        "8000::/1, true",
        "2000::/3, true",
        "2a00::/12, false",
        "fc00::/7, false",
        "fd00::/8, false",
        "198.51.100.7/32, false"
    })
    void nearWorldsAreTheWorld(String block, boolean world) {
        GraphResource rule = open("tcp", 6379, 6379, block);
        RuleAssert data = assertThatRule("sg-no-data-port-from-world");
        RuleAssert admin = assertThatRule("nacl-no-admin-from-world");
        GraphResource acl = resource(
                "aws:ec2/networkAclRule:NetworkAclRule",
                "rule",
                Map.of(
                        "ruleAction",
                        "allow",
                        "protocol",
                        6,
                        "fromPort",
                        1,
                        "toPort",
                        1024,
                        block.contains(":") ? "ipv6CidrBlock" : "cidrBlock",
                        block));
        if (world) {
            data.fails(rule);
            admin.fails(acl);
        } else {
            data.passes(rule);
            admin.passes(acl);
        }
    }

    static Stream<RuleFixture> ownKeys() {
        return RuleFixtures.all().stream()
                .filter(fixture -> fixture.path().matches(".*[kK]ms(Master)?Key(Id|Arn|Identifier)?"))
                .filter(fixture -> !ANY_KEY.contains(fixture.rule()));
    }

    @ParameterizedTest
    @MethodSource("ownKeys")
    void theKeyThatAwsManagesIsNoOwnKey(RuleFixture fixture) {
        for (String key : List.of("alias/aws/ebs", "arn:aws:kms:eu-central-1:123456789012:alias/aws/ebs")) {
            GraphResource resource = with(fixture.compliant(), fixture.path(), PropertyValue.of(key));
            assertThatRule(fixture.rule()).fails(resource, fixture.beside().toArray(GraphResource[]::new));
        }
    }

    @Test
    void ownKeysAreAskedForEverywhere() {
        assertThat(ownKeys().map(RuleFixture::rule).distinct()).hasSizeGreaterThan(20);
    }

    @Test
    void aKeyPolicyLeavesAnAdministrator() {
        GraphResource key = resource("aws:kms/key:Key", "key", Map.of("policy", KmsFixtures.ADMINISTERED));
        String used = KmsFixtures.USED_ONLY;
        assertThatRule("kms-policy-administrable")
                .passes(key)
                .passes(policy(key, KmsFixtures.ADMINISTERED.replace("kms:*", "kms:Put*")))
                .failsWith("policy allows no account, role or user kms:PutKeyPolicy", policy(key, used))
                .fails(policy(key, KmsFixtures.ADMINISTERED.replace("\"AWS\"", "\"Service\"")))
                .fails(policy(
                        key, KmsFixtures.ADMINISTERED.replace("arn:aws:iam::123456789012:root", "AROAEXAMPLEEXAMPLE7")))
                .fails(policy(
                        key,
                        KmsFixtures.ADMINISTERED.replace(
                                "\"Resource\":\"*\"",
                                "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"s3\"}}")))
                .failsWith(
                        "policy denies everyone kms:PutKeyPolicy",
                        policy(
                                key,
                                "{\"Statement\":[" + statement(KmsFixtures.ADMINISTERED)
                                        + ",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"));
    }

    private static String statement(String policy) {
        return policy.substring("{\"Statement\":".length(), policy.length() - 1);
    }

    private static GraphResource policy(GraphResource resource, String policy) {
        return with(resource, "policy", PropertyValue.of(policy));
    }

    /** Version 7 of the provider has one block where version 6 has a list of one; an older type has an object. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3-versioning | versioning | enabled | true | false",
                "s3-access-logs | logging | targetBucket | logs | uploads",
                "s3-no-website | website | redirectAllRequestsTo | https://www.example.com | http://www.example.com",
            })
    void inlineSettingsHaveSeveralForms(String rule, String setting, String property, String good, String bad) {
        for (String type : List.of(BUCKET, "aws:s3/bucket:Bucket")) {
            GraphResource bucket = resource(type, "uploads", Map.of("bucket", "uploads"));
            assertThatRule(rule)
                    .passes(with(bucket, setting, PropertyValue.of(Map.of(property, good))))
                    .passes(with(bucket, setting + "s", PropertyValue.of(List.of(Map.of(property, good)))))
                    .fails(with(bucket, setting, PropertyValue.of(Map.of(property, bad))))
                    .fails(with(bucket, setting + "s", PropertyValue.of(List.of(Map.of(property, bad)))));
        }
    }

    @Test
    void anInlineLogOfATrailsBucketCounts() {
        GraphResource bucket = resource(BUCKET, "audit", Map.of("bucket", "audit"));
        GraphResource trail = resource("aws:cloudtrail/trail:Trail", "trail", Map.of("s3BucketName", "audit"));
        assertThatRule("trail-bucket-logged")
                .fails(trail, bucket)
                .fails(trail, with(bucket, "loggings", PropertyValue.of(List.of(Map.of()))))
                .passes(trail, with(bucket, "loggings", PropertyValue.of(List.of(Map.of("targetBucket", "logs")))))
                .passes(trail, with(bucket, "logging", PropertyValue.of(Map.of("targetBucket", "logs"))));
    }

    @Test
    void anInlineVersionExpiresByAnInlineRule() {
        GraphResource bucket = resource(
                BUCKET,
                "uploads",
                Map.of(
                        "versionings",
                        List.of(Map.of("enabled", true)),
                        "lifecycleRules",
                        List.of(Map.of("enabled", true, "abortIncompleteMultipartUploadDays", 7))));
        assertThatRule("s3-lifecycle")
                .failsWith("the bucket keeps versions, and no enabled rule of lifecycleRules expires them", bucket)
                .passes(with(
                        bucket,
                        "lifecycleRules[0].noncurrentVersionExpirations",
                        PropertyValue.of(List.of(Map.of("days", 90)))));
    }

    @Test
    void aBackupThatFailedIsToldByARuleOfEventBridgeToo() {
        GraphResource vault = resource("aws:backup/vault:Vault", "vault", Map.of(), Map.of("id", "vault"));
        String pattern = "{\"source\":[\"aws.backup\"],\"detail-type\":[\"Backup Job State Change\"],"
                + "\"detail\":{\"state\":[\"FAILED\",\"EXPIRED\"]}}";
        GraphResource rule = resource("aws:cloudwatch/eventRule:EventRule", "failed", Map.of("eventPattern", pattern));
        assertThatRule("backup-vault-notifications")
                .passes(vault, rule)
                .fails(vault, with(rule, "eventPattern", PropertyValue.of(pattern.replace("FAILED", "COMPLETED"))))
                .fails(vault, with(rule, "eventPattern", PropertyValue.of(pattern.replace("aws.backup", "aws.ecs"))));
    }

    /** Terraform's states have 0 for numbers that are left out. */
    @Test
    void zeroIsLeftOut() {
        GraphResource plan = BackupFixtures.plan(Map.of("lifecycle", Map.of("deleteAfter", 35, "coldStorageAfter", 0)));
        GraphResource alarm = resource(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "alarm",
                Map.of("evaluationPeriods", 3, "datapointsToAlarm", 0));
        GraphResource lock = resource(
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                "lock",
                Map.of("minRetentionDays", 7, "changeableForDays", 0));
        assertThatRule("backup-retention").passes(plan);
        assertThatRule("alarm-datapoints").passes(alarm);
        assertThatRule("backup-vault-lock").passes(lock);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IpAddress | aws:SourceIp | 198.51.100.0/24 | false",
                "IpAddress | aws:SourceIp | 0.0.0.0/1 | true",
                "IpAddress | aws:SourceIp | ::/0 | true",
                "StringEquals | aws:PrincipalOrgID | o-example | false",
                "StringLike | aws:PrincipalOrgID | o-* | true",
                "StringLike | aws:PrincipalArn | arn:aws:iam::*:role/deploy | true",
                "ArnLike | aws:SourceArn | arn:aws:s3:::uploads | false",
                "ArnLike | aws:SourceArn | arn:aws:sns:eu-central-1:123456789012:* | false",
                "StringEqualsIfExists | aws:SourceAccount | 123456789012 | true",
                "Bool | aws:SecureTransport | true | true",
            })
    void detectsConditionsWithoutARestriction(String operator, String key, String value, boolean isPublic) {
        String policy = RuleFixtures.PUBLIC_POLICY.replace(
                "}]}", ",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}}]}");
        Verdict verdict = assertThatRule("s3-policy-not-public")
                .verdict(resource(S3Fixtures.BUCKET_POLICY, "policy", Map.of("policy", policy)));
        assertThat(verdict instanceof Verdict.Fail).isEqualTo(isPublic);
    }

    @Test
    void rulesThatTheProviderReadsBackAreNotInline() {
        GraphResource group = resource(RuleFixtures.SECURITY_GROUP, "web", Map.of());
        GraphResource rule = dependingOn(
                resource(
                        AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE,
                        "https",
                        Map.of("ipProtocol", "tcp", "fromPort", 443, "toPort", 443, "cidrIpv4", "10.0.0.0/8")),
                "securityGroupId",
                group);
        Map<String, ?> same =
                Map.of("protocol", "tcp", "fromPort", 443, "toPort", 443, "cidrBlocks", List.of("10.0.0.0/8"));
        Map<String, ?> other =
                Map.of("protocol", "tcp", "fromPort", 443, "toPort", 443, "cidrBlocks", List.of("10.1.0.0/16"));
        assertThatRule("sg-no-mixed-rule-styles")
                .passes(with(group, "ingress", PropertyValue.of(List.of(same))), rule)
                .fails(with(group, "egress", PropertyValue.of(List.of(same))), rule)
                .fails(with(group, "ingress", PropertyValue.of(List.of(same, other))), rule);
    }

    @Test
    void aSubnetWithoutATableHasTheMainOneOfItsVpc() {
        GraphResource vpc = resource("aws:ec2/vpc:Vpc", "vpc", Map.of(), Map.of("id", "vpc-1"));
        GraphResource subnet =
                resource("aws:ec2/subnet:Subnet", "data", Map.of("vpcId", "vpc-1"), Map.of("id", "subnet-1"));
        GraphResource table = dependingOn(
                resource(
                        AwsTypes.EC2_DEFAULT_ROUTE_TABLE,
                        "main",
                        Map.of("routes", List.of(Map.of("cidrBlock", "0.0.0.0/1", "gatewayId", "igw-1")))),
                "defaultRouteTableId",
                vpc);
        GraphResource group =
                resource("aws:rds/subnetGroup:SubnetGroup", "data", Map.of("subnetIds", List.of("subnet-1")));
        assertThatRule("rds-private-subnets").passes(group, subnet, vpc).fails(group, subnet, vpc, table);
    }

    @Test
    void oneOfSeveralIsSaidSo() {
        assertThatRule("cache-auth")
                .failsWith(
                        "either userGroupIds is not set but must be a non-empty list, or authToken is not set"
                                + " but must be at least 16 characters",
                        resource(RuleFixtures.CACHE, "cache", Map.of()));
    }

    @Test
    void anEmptyValueIsAbsent() {
        GraphResource database = resource(
                RuleFixtures.DATABASE,
                "database",
                Map.of("replicateSourceDb", "", "kmsKeyId", "", "storageEncrypted", false, "skipFinalSnapshot", true));
        for (String rule : List.of("rds-encrypted", "rds-final-snapshot", "rds-customer-key", "rds-multi-az")) {
            assertThatRule(rule).fails(database);
        }
        GraphResource instance = resource(
                "aws:ec2/instance:Instance", "vm", Map.of("launchTemplate", Map.of(), "metadataOptions", Map.of()));
        assertThatRule("ec2-imdsv2").fails(instance);
        assertThatRule("ec2-instance-profile").fails(instance);
        GraphResource role = resource(
                RuleFixtures.ROLE, "role", Map.of("inlinePolicies", List.of(Map.of("name", "", "policy", ""))));
        assertThatRule("iam-no-star-star").passes(role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql | audit,error,general,slowquery",
                "mariadb | audit,error,general,slowquery",
                "oracle-ee | alert,audit,trace,listener",
                "custom-oracle-ee | alert,audit,trace,listener",
                "sqlserver-se | error,agent",
                "postgres | postgresql,upgrade",
            })
    void everyEngineHasItsLogs(String engine, String logs) {
        List<String> all = List.of(logs.split(","));
        GraphResource database = resource(RuleFixtures.DATABASE, "database", Map.of("engine", engine));
        assertThatRule("rds-log-exports")
                .passes(with(database, "enabledCloudwatchLogsExports", PropertyValue.of(all)))
                .fails(with(database, "enabledCloudwatchLogsExports", PropertyValue.of(all.subList(1, all.size()))));
    }

    @Test
    void aTrailRecordsEveryEventOfManagement() {
        GraphResource trail = resource(
                "aws:cloudtrail/trail:Trail",
                "trail",
                Map.of(
                        "isMultiRegionTrail",
                        true,
                        "enableLogFileValidation",
                        true,
                        "kmsKeyId",
                        "arn:aws:kms:x",
                        "cloudWatchLogsGroupArn",
                        "arn:aws:logs:x"));
        Map<String, ?> management = Map.of("field", "eventCategory", "equals", List.of("Management"));
        Map<String, ?> writes = Map.of("field", "readOnly", "equals", List.of("false"));
        assertThatRule("trail-complete")
                .passes(trail)
                .passes(with(trail, "eventSelectors", PropertyValue.of(List.of(Map.of("readWriteType", "All")))))
                .fails(with(trail, "eventSelectors", PropertyValue.of(List.of(Map.of("readWriteType", "WriteOnly")))))
                .fails(with(
                        trail, "eventSelectors", PropertyValue.of(List.of(Map.of("includeManagementEvents", false)))))
                .fails(with(
                        trail,
                        "eventSelectors",
                        PropertyValue.of(
                                List.of(Map.of("excludeManagementEventSources", List.of("kms.amazonaws.com"))))))
                .passes(with(
                        trail,
                        "advancedEventSelectors",
                        PropertyValue.of(List.of(Map.of("fieldSelectors", List.of(management))))))
                .failsWith(
                        "advancedEventSelectors excludes management events",
                        with(
                                trail,
                                "advancedEventSelectors",
                                PropertyValue.of(List.of(Map.of("fieldSelectors", List.of(management, writes))))));
    }

    @Test
    void aBucketThatCallsAFunctionIsOfANamedAccount() {
        GraphResource permission = resource(
                "aws:lambda/permission:Permission",
                "uploads",
                Map.of("principal", "s3.amazonaws.com", "sourceArn", "arn:aws:s3:::uploads"));
        assertThatRule("lambda-not-public")
                .fails(permission)
                .passes(with(permission, "sourceAccount", PropertyValue.of("123456789012")))
                .passes(with(permission, "principal", PropertyValue.of("events.amazonaws.com")));
    }

    @Test
    void usersHaveNoInlinePolicy() {
        assertThatRule("iam-users-through-groups")
                .fails(resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "read", Map.of()))
                .fails(resource("aws:iam/userPolicy:UserPolicy", "read", Map.of()));
    }

    @Test
    void aKeyOfARouteSaysNotWhoCalls() {
        assertThatRule("apigateway-authorized")
                .fails(resource("aws:apigatewayv2/route:Route", "orders", Map.of("apiKeyRequired", true)))
                .passes(resource("aws:apigateway/method:Method", "orders", Map.of("apiKeyRequired", true)));
    }

    @Test
    void aDomainInAVpcMayLetEverybodyIn() {
        GraphResource domain = resource(
                "aws:opensearch/domain:Domain",
                "search",
                Map.of(
                        "domainName",
                        "search",
                        "accessPolicies",
                        RuleFixtures.PUBLIC_POLICY,
                        "vpcOptions",
                        Map.of("subnetIds", List.of("subnet-1"))));
        GraphResource policy = dependingOn(
                resource(
                        "aws:opensearch/domainPolicy:DomainPolicy",
                        "search",
                        Map.of("accessPolicies", RuleFixtures.PUBLIC_POLICY)),
                "domainName",
                domain);
        assertThatRule("opensearch-policy-not-public")
                .isNotApplicable(domain)
                .isNotApplicable(policy, domain)
                .fails(with(domain, "vpcOptions", PropertyValue.of(Map.of())))
                .fails(policy, with(domain, "vpcOptions", PropertyValue.Null.VALUE));
    }

    @Test
    void aClosedEndpointNeedsNoNetworks() {
        GraphResource cluster = resource(
                "aws:eks/cluster:Cluster", "cluster", Map.of("vpcConfig", Map.of("endpointPublicAccess", false)));
        assertThatRule("eks-endpoint-named-networks").isNotApplicable(cluster);
        assertThatRule("eks-version-supported")
                .passes(with(cluster, "version", PropertyValue.of("1.40")))
                .passes(with(cluster, "version", PropertyValue.of("1.32")))
                .fails(with(cluster, "version", PropertyValue.of("1.31")));
    }

    @Test
    void aGroupWithALoadBalancerUsesItsHealthCheck() {
        GraphResource group =
                resource("aws:autoscaling/group:Group", "web", Map.of("healthCheckType", "EC2"), Map.of("id", "web"));
        GraphResource attachment =
                resource("aws:autoscaling/attachment:Attachment", "web", Map.of("autoscalingGroupName", "web"));
        assertThatRule("asg-elb-health-check").isNotApplicable(group).fails(group, attachment);
    }

    @Test
    void aZoneOfAVpcIsNotPublic() {
        GraphResource zone =
                resource("aws:route53/zone:Zone", "internal", Map.of("vpcs", List.of(Map.of("vpcId", "vpc-1"))));
        assertThatRule("route53-query-logs").isNotApplicable(zone);
        assertThatRule("route53-dnssec").isNotApplicable(zone).fails(with(zone, "vpcs", PropertyValue.of(List.of())));
    }

    @Test
    void aPlainListenersPolicyIsNotJudged() {
        GraphResource cookies = resource(
                "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
                "cookies",
                Map.of("policyTypeName", "AppCookieStickinessPolicyType"));
        assertThatRule("clb-tls-policy").isNotApplicable(cookies);
        assertThatRule("clb-acm-certificate")
                .passes(resource(
                        "aws:elb/loadBalancer:LoadBalancer",
                        "web",
                        Map.of("listeners", List.of(Map.of("lbProtocol", "http")))));
    }

    @Test
    void tagsAreThoseThatAwsTakes() {
        GraphResource role = resource(RuleFixtures.ROLE, "role", Map.of("tags", Map.of("Team", "a", "team", "b")));
        assertThatRule("tags-valid")
                .failsWith("tags has the key team twice, and IAM ignores case", role)
                .fails(with(role, "tags", PropertyValue.of(Map.of("aws:team", "a"))))
                .fails(with(role, "tags", PropertyValue.of(Map.of("k".repeat(129), "a"))))
                .fails(with(role, "tags", PropertyValue.of(Map.of("team", "v".repeat(257)))))
                .passes(with(role, "tags", PropertyValue.of(Map.of("a_.:/=+-@ é1", "v".repeat(256)))))
                .passes(resource("aws:ec2/vpc:Vpc", "vpc", Map.of("tags", Map.of("team", "R&D"))))
                .passes(resource(BUCKET, "b", Map.of("tags", Map.of("Team", "a", "team", "b"))));
    }

    /** A plan says what the provider's tags and the resource's come to. */
    @Test
    void allTagsOfAResourceTell() {
        GraphResource bucket = resource(BUCKET, "b", Map.of(), Map.of("tagsAll", Map.of("project", "a", "stack", "b")));
        assertThatRule("required-tags")
                .passes(bucket)
                .failsWith(
                        "tags lacks stack", resource(BUCKET, "b", Map.of(), Map.of("tagsAll", Map.of("project", "a"))));
    }

    @Test
    void emptyVariablesHoldNoCredential() {
        GraphResource function = resource(
                "aws:lambda/function:Function",
                "f",
                Map.of("environment", Map.of("variables", Map.of("LOG_LEVEL", "", "PASSWORD", ""))));
        GraphResource canary = resource(
                "aws:synthetics/canary:Canary",
                "c",
                Map.of("runConfig", Map.of("environmentVariables", Map.of("REGION", ""))));
        assertThatRule("lambda-no-secret-env").passes(function);
        assertThatRule("canary-no-secret-env").passes(canary);
        assertThatRule("docker-no-secret-env")
                .passes(resource(
                        "docker:index/service:Service",
                        "s",
                        Map.of("taskSpec", Map.of("containerSpec", Map.of("env", Map.of("DEBUG", ""))))))
                .passes(resource("docker:index/container:Container", "c", Map.of("envs", List.of(""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip.src in {203.0.113.0/24} | true",
                "ip.src in {0.0.0.0/1} | false",
                "ip.src in {::/0} | false",
                "ip.src ne 203.0.113.7 | false",
                "not ip.src in {203.0.113.0/24} | false",
                "ip.src eq 203.0.113.7 or true | false",
                "http.request.uri.path eq \"/hook\" | true"
            })
    void exceptionsOfTheFirewallAreNarrow(String expression, boolean narrow) {
        Verdict verdict = assertThatRule("cf-skip-rules-narrow")
                .verdict(resource(
                        "cloudflare:index/ruleset:Ruleset",
                        "r",
                        Map.of("rules", List.of(Map.of("action", "skip", "expression", expression)))));
        assertThat(verdict).as(expression).isInstanceOf(narrow ? Verdict.Pass.class : Verdict.Fail.class);
    }

    @Test
    void inlineVersioningMayMoveBesideTheBucket() {
        GraphResource before = resource(BUCKET, "uploads", Map.of("versionings", List.of(Map.of("enabled", true))));
        GraphResource after = resource(BUCKET, "uploads", Map.of("versionings", List.of(Map.of("enabled", false))));
        GraphResource beside = dependingOn(resource(S3Fixtures.VERSIONING, "uploads", Map.of()), "bucket", after);
        assertThatRule("versioning-kept")
                .failsWith(
                        "enabled of versionings goes from true to false but must stay true",
                        Changes.update(before, after))
                .passes(Changes.update(before, before))
                .passes(Changes.update(before, after), Changes.create(beside))
                .isNotApplicable(Changes.update(after, after));
    }

    @Test
    void daysThatAreLeftOutAreForEver() {
        GraphResource before = BackupFixtures.plan(Map.of("ruleName", "daily", "lifecycle", Map.of("deleteAfter", 35)));
        GraphResource after = BackupFixtures.plan(Map.of("ruleName", "daily", "lifecycle", Map.of("deleteAfter", 0)));
        assertThatRule("backup-plan-not-reduced")
                .passes(Changes.update(before, after))
                .fails(Changes.update(after, before));
    }
}
