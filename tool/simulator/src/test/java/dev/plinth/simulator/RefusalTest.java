package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that the real cloud rejects. */
class RefusalTest {

    private TestCloud cloud;
    private Landscape landscape;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private String refused(String type, Map<String, Object> inputs) {
        return refusal(() -> cloud.create(type, "refused", inputs));
    }

    private List<String> failures(String type, Map<String, Object> inputs) {
        return cloud.check(type, "refused", inputs).getFailuresList().stream()
                .map(failure -> failure.getProperty() + ": " + failure.getReason())
                .toList();
    }

    @Test
    void shapes() {
        assertThat(failures("aws:ec2/vpc:Vpc", Map.of("cidrblock", "10.0.0.0/16")))
                .containsExactly("cidrblock: unknown property; did you mean 'cidrBlock'?");
        assertThat(failures("aws:ec2/subnet:Subnet", Map.of())).containsExactly("vpcId: missing required property");
        assertThat(failures("aws:ec2/vpc:Vpc", Map.of("enableDnsSupport", "yes")))
                .containsExactly("enableDnsSupport: expected a boolean, got a string");
        assertThat(failures("aws:ec2/vpc:Vpcc", Map.of()).get(0))
                .contains("unknown resource type")
                .contains("'Vpc'");
        assertThat(failures("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "10.0.0.0/8"))
                        .get(0))
                .startsWith("cidrBlock: ")
                .contains("/16 and /28");
        assertThat(failures("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "10.0.0.1/16"))
                        .get(0))
                .contains("host bits");
    }

    @ParameterizedTest
    @CsvSource({"10.20.0.128/25, InvalidSubnet.Conflict", "10.21.0.0/24, InvalidSubnet.Range"})
    void subnets(String block, String code) {
        assertThat(refused("aws:ec2/subnet:Subnet", Map.of("vpcId", landscape.vpc.id(), "cidrBlock", block)))
                .startsWith("creating EC2 Subnet (refused): " + code);
    }

    @Test
    void networksWithoutTheirParts() {
        assertThat(refused("aws:ec2/subnet:Subnet", Map.of("vpcId", "vpc-1", "cidrBlock", "10.20.9.0/24")))
                .contains("InvalidVpcID.NotFound")
                .contains("vpc-1");
        assertThat(refused(
                        "aws:ec2/subnet:Subnet",
                        Map.of(
                                "vpcId",
                                landscape.vpc.id(),
                                "cidrBlock",
                                "10.20.9.0/24",
                                "availabilityZone",
                                "us-east-1a")))
                .contains("availabilityZone is invalid");
        assertThat(refused("aws:ec2/internetGateway:InternetGateway", Map.of("vpcId", landscape.vpc.id())))
                .contains("Resource.AlreadyAssociated");
        assertThat(refusal(() -> cloud.delete(landscape.vpc)))
                .contains("deleting EC2 VPC")
                .contains("DependencyViolation")
                .contains("EC2 Subnet");
    }

    @Test
    void quotas() {
        for (int i = 1; i < 5; i++) {
            cloud.create("aws:ec2/vpc:Vpc", "vpc-" + i, Map.of("cidrBlock", "10.0.0.0/16"));
        }
        assertThat(refused("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "10.0.0.0/16")))
                .contains("VpcLimitExceeded")
                .contains("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html");
    }

    @Test
    void duplicateSecurityGroupRules() {
        Map<String, Object> rule = Map.of(
                "securityGroupId",
                landscape.group.id(),
                "ipProtocol",
                "tcp",
                "fromPort",
                443,
                "toPort",
                443,
                "cidrIpv4",
                "10.0.0.0/8");
        cloud.create("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "first", rule);
        assertThat(refused("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", rule))
                .contains("InvalidPermission.Duplicate");
    }

    @Test
    void databases() {
        String type = "aws:rds/instance:Instance";
        assertThat(refused(
                        "aws:rds/subnetGroup:SubnetGroup",
                        Map.of("subnetIds", List.of(landscape.subnets.get(0).id()))))
                .contains("DBSubnetGroupDoesNotCoverEnoughAZs");
        assertThat(refused(type, landscape.database(Map.of("engineVersion", "15.13"))))
                .contains("DBParameterGroupFamily postgres15");
        assertThat(refused(type, landscape.database(Map.of("allocatedStorage", 10))))
                .contains("Invalid storage size");
        assertThat(refused(type, landscape.database(Map.of("password", "a-secret-of-a-test"))))
                .contains("InvalidParameterCombination")
                .doesNotContain("a-secret-of-a-test");
        assertThat(refused(type, landscape.database(Map.of("username", "admin"))))
                .contains("reserved word");
        assertThat(failures(type, landscape.database(Map.of("backupRetentionPeriod", 36)))
                        .get(0))
                .contains("(0 - 35)");

        Made database = cloud.create(
                type, "database", landscape.database(Map.of("deletionProtection", true, "skipFinalSnapshot", false)));
        assertThat(refusal(() -> cloud.update(database, landscape.database(Map.of("allocatedStorage", 40)))))
                .contains("cannot shrink");
        assertThat(refusal(() -> cloud.update(database, landscape.database(Map.of("engineVersion", "17")))))
                .contains("AllowMajorVersionUpgrade");
        assertThat(refusal(() -> cloud.delete(landscape.subnetGroup))).contains("InvalidDBSubnetGroupStateFault");
        assertThat(refusal(() -> cloud.delete(database))).contains("Cannot delete protected DB Instance");
        Made open = cloud.update(database, landscape.database(Map.of("skipFinalSnapshot", false)));
        assertThat(refusal(() -> cloud.delete(open))).contains("final_snapshot_identifier is required");
        cloud.delete(cloud.update(open, landscape.database(Map.of())));
    }

    @Test
    void replicasOfADatabaseWithoutBackups() {
        Made source = cloud.create(
                "aws:rds/instance:Instance", "source", landscape.database(Map.of("backupRetentionPeriod", 0)));
        assertThat(refused(
                        "aws:rds/instance:Instance",
                        Map.of("replicateSourceDb", source.text("identifier"), "instanceClass", "db.t4g.medium")))
                .contains("Automated backups are not enabled");
    }

    @Test
    void anyTypesDeletionProtection() {
        Map<String, Object> inputs = Map.of(
                "attributes",
                List.of(Map.of("name", "id", "type", "S")),
                "hashKey",
                "id",
                "billingMode",
                "PAY_PER_REQUEST");
        Map<String, Object> protecting = new HashMap<>(inputs);
        protecting.put("deletionProtectionEnabled", true);
        Made table = cloud.create("aws:dynamodb/table:Table", "orders", protecting);

        assertThat(refusal(() -> cloud.delete(table)))
                .contains("ValidationException")
                .contains("deletionProtectionEnabled");
        cloud.delete(cloud.update(table, inputs));
    }

    @Test
    void caches() {
        String type = "aws:elasticache/replicationGroup:ReplicationGroup";
        assertThat(refused(
                        type, Map.of("description", "cache", "numCacheClusters", 1, "automaticFailoverEnabled", true)))
                .contains("Automatic failover");
        assertThat(refused(type, Map.of("description", "cache", "authToken", "0123456789abcdef")))
                .contains("AUTH token")
                .doesNotContain("0123456789abcdef");
        assertThat(refused(type, Map.of("description", "cache", "numCacheClusters", 2, "multiAzEnabled", true)))
                .contains("automaticFailoverEnabled");
    }

    @Test
    void buckets() {
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "uploads", Map.of("bucket", "taken"));
        assertThat(refused("aws:s3/bucketV2:BucketV2", Map.of("bucket", "taken")))
                .contains("BucketAlreadyOwnedByYou");
        assertThat(failures("aws:s3/bucketV2:BucketV2", Map.of("bucket", "Upper"))
                        .get(0))
                .contains("lower-case");
        cloud.simulator.set("taken", "simulatedObjects", "[\"invoice.pdf\"]");
        assertThat(refusal(() -> cloud.delete(bucket))).contains("BucketNotEmpty");
        cloud.simulator.set("taken", "simulatedObjects", "[]");
        cloud.delete(bucket);
    }

    @Test
    void vaultsWithRecoveryPoints() {
        Made vault = cloud.create("aws:backup/vault:Vault", "backup", Map.of("forceDestroy", true));
        cloud.create(
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                "lock",
                Map.of("backupVaultName", vault.id(), "minRetentionDays", 7));
        cloud.simulator.set(vault.id(), "simulatedRecoveryPoints", "[\"rp-1\"]");
        assertThat(refusal(() -> cloud.delete(vault))).contains("is locked");
    }

    @Test
    void containers() {
        assertThat(failures("aws:ecs/taskDefinition:TaskDefinition", Landscape.task(Map.of("memory", "512"))))
                .singleElement()
                .asString()
                .startsWith("memory: ClientException: No Fargate configuration exists")
                .endsWith("Expected memory to be 1024 to 4096 MiB in steps of 1024");
        Made targets = cloud.create(
                "aws:lb/targetGroup:TargetGroup",
                "api",
                Map.of("vpcId", landscape.vpc.id(), "port", 3000, "protocol", "HTTP", "targetType", "ip"));
        Made task = cloud.create("aws:ecs/taskDefinition:TaskDefinition", "api", Landscape.task(Map.of()));
        Made cluster = cloud.create("aws:ecs/cluster:Cluster", "cluster", Map.of());
        Map<String, Object> service = Map.of(
                "cluster", cluster.id(),
                "taskDefinition", task.text("arn"),
                "networkConfiguration", Map.of("subnets", landscape.subnetIds()),
                "loadBalancers",
                        List.of(Map.of("targetGroupArn", targets.id(), "containerName", "api", "containerPort", 3000)));
        assertThat(refused("aws:ecs/service:Service", service)).contains("does not have an associated load balancer");
        assertThat(task.text("arn")).endsWith(":task-definition/api:1".substring(1));
        assertThat(cloud.create("aws:ecs/taskDefinition:TaskDefinition", "api", Landscape.task(Map.of()))
                        .text("arn"))
                .endsWith("api:2");
    }

    @Test
    void rolesWithPolicies() {
        Made role = landscape.role("task");
        cloud.create(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "task",
                Map.of("role", role.id(), "policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assertThat(refusal(() -> cloud.delete(role))).contains("DeleteConflict");
        assertThat(refused("aws:iam/rolePolicy:RolePolicy", Map.of("role", "nobody", "policy", "{}")))
                .contains("NoSuchEntity");
        assertThat(refused(
                        "aws:iam/rolePolicy:RolePolicy",
                        Map.of("role", role.id(), "policy", "{\"Statement\":[{\"Effect\":\"Maybe\"}]}")))
                .contains("MalformedPolicyDocument");
        assertThat(failures("aws:iam/role:Role", Map.of("assumeRolePolicy", "{"))
                        .get(0))
                .contains("invalid JSON");
    }

    @Test
    void certificatesWithoutTheirRecord() {
        Made certificate = cloud.create(
                "aws:acm/certificate:Certificate",
                "edge",
                Map.of("domainName", "api.example.com", "validationMethod", "DNS"));
        Map<String, Object> validation = Map.of("certificateArn", certificate.id());
        assertThat(refused("aws:acm/certificateValidation:CertificateValidation", validation))
                .contains("no DNS record named");
        String record = String.valueOf(dev.plinth.simulator.value.Paths.values(
                        dev.plinth.simulator.value.Values.fromStruct(certificate.state()),
                        "domainValidationOptions.resourceRecordName")
                .get(0));
        cloud.create(
                "cloudflare:index/dnsRecord:DnsRecord",
                "validation",
                Map.of(
                        "zoneId",
                        "0123456789abcdef0123456789abcdef",
                        "name",
                        record,
                        "type",
                        "CNAME",
                        "ttl",
                        60,
                        "content",
                        "value"));
        cloud.create("aws:acm/certificateValidation:CertificateValidation", "edge", validation);
    }

    @Test
    void accountsAndRegions() {
        assertThat(refusal(() -> cloud.connect(Map.of("allowedAccountIds", "[\"999999999999\"]"))))
                .contains("AWS account ID not allowed");
        var other = cloud.connect(Map.of("region", "eu-west-1"));
        assertThat(refusal(() -> cloud.create(
                        other, "aws:ec2/internetGateway:InternetGateway", "far", Map.of("vpcId", landscape.vpc.id()))))
                .contains("does not exist in eu-west-1");
        Made key = cloud.create("aws:kms/key:Key", "home", Map.of());
        assertThat(refusal(() -> cloud.create(
                        other, "aws:secretsmanager/secret:Secret", "far", Map.of("kmsKeyId", key.text("arn")))))
                .contains("does not exist in eu-west-1");
    }

    private static final String MONITOR = "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor";
    private static final String POOL = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
    private static final String BALANCER = "cloudflare:index/loadBalancer:LoadBalancer";
    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    @Test
    void loadBalancersOfCloudflare() {
        assertThat(failures(MONITOR, Map.of("accountId", ACCOUNT, "type", "tcp", "path", "/")))
                .singleElement()
                .asString()
                .contains("path: ", "only monitors of the types http and https have it, got type tcp");
        assertThat(failures(MONITOR, Map.of("accountId", ACCOUNT, "type", "tcp")))
                .singleElement()
                .asString()
                .contains("required for monitors of the type tcp");
        assertThat(failures(
                        MONITOR, Map.of("accountId", ACCOUNT, "type", "https", "expectedCodes", "ok", "interval", 4)))
                .hasSize(2);
        assertThat(failures(POOL, Map.of("accountId", "1", "name", "a b", "origins", List.of())))
                .hasSize(3);

        Map<String, Object> origins = Map.of(
                "accountId",
                ACCOUNT,
                "name",
                "first",
                "origins",
                List.of(Map.of("name", "one", "address", "one.example.net")));
        assertThat(refused(POOL, with(origins, "monitor", "missing"))).contains("monitor not found");
        assertThat(refused(
                        POOL,
                        with(
                                origins,
                                "origins",
                                List.of(
                                        Map.of("name", "one", "address", "one.example.net"),
                                        Map.of("name", "one", "address", "two.example.net")))))
                .contains("unique in the pool");
        Made pool = cloud.create(POOL, "first", origins);
        Map<String, Object> balancer = Map.of(
                "zoneId",
                ACCOUNT,
                "name",
                "api.example.com",
                "defaultPools",
                List.of(pool.id()),
                "fallbackPool",
                pool.id(),
                "proxied",
                true);
        assertThat(refused(BALANCER, with(balancer, "fallbackPool", "missing"))).contains("pool not found");
        assertThat(failures(BALANCER, with(balancer, "ttl", 60)))
                .singleElement()
                .asString()
                .contains("only load balancers that are not proxied have a TTL");
        assertThat(failures(BALANCER, with(balancer, "sessionAffinity", "ipCookie")))
                .hasSize(1);
        cloud.create(BALANCER, "api", balancer);
        assertThat(refused(BALANCER, balancer)).contains("api.example.com already exists");
        assertThat(refusal(() -> cloud.delete(pool))).contains("in use by load balancer");
    }

    @Test
    void eachAuthorityOfCertificatesHasARecord() {
        Map<String, Object> caa = Map.of("zoneId", ACCOUNT, "name", "example.com", "type", "CAA", "ttl", 1);
        assertThat(failures("cloudflare:index/dnsRecord:DnsRecord", caa)).hasSize(1);
        for (String authority : List.of("amazon.com", "letsencrypt.org")) {
            cloud.create(
                    "cloudflare:index/dnsRecord:DnsRecord",
                    authority,
                    with(caa, "data", Map.of("flags", 0, "tag", "issue", "value", authority)));
        }
        assertThat(refused(
                        "cloudflare:index/dnsRecord:DnsRecord",
                        with(caa, "data", Map.of("flags", 0, "tag", "issue", "value", "amazon.com"))))
                .contains("81058");
    }

    @Test
    void replicasOfSecretsAreInAnotherRegionWithAKeyThere() {
        var ireland = cloud.connect(Map.of("region", "eu-west-1"));
        Made key = cloud.create(ireland, "aws:kms/key:Key", "there", Map.of());
        String type = "aws:secretsmanager/secret:Secret";

        assertThat(refused(type, Map.of("replicas", List.of(Map.of("region", TestCloud.REGION)))))
                .contains("Invalid replica region");
        assertThat(refused(
                        type, Map.of("replicas", List.of(Map.of("region", "eu-west-2", "kmsKeyId", key.text("arn"))))))
                .contains("does not exist in eu-west-2");
        cloud.create(
                type,
                "replicated",
                Map.of("replicas", List.of(Map.of("region", "eu-west-1", "kmsKeyId", key.text("arn")))));
    }

    @Test
    void aCertificateInAnotherRegionIsValidatedByTheSameRecord() {
        Map<String, Object> inputs = Map.of("domainName", "two.example.com", "validationMethod", "DNS");
        Made here = cloud.create("aws:acm/certificate:Certificate", "here", inputs);
        Made there = cloud.create(
                cloud.connect(Map.of("region", "eu-west-1")), "aws:acm/certificate:Certificate", "there", inputs);

        assertThat(there.get("domainValidationOptions")).isEqualTo(here.get("domainValidationOptions"));
    }

    private static Map<String, Object> with(Map<String, Object> inputs, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(inputs);
        changed.put(key, value);
        return changed;
    }
}
