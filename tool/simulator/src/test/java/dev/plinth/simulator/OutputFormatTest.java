package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.DiffResponse;

/** The commonest types with minimal arguments: each id and each computed output has the format of the real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputFormatTest {

    private static final Shapes SHAPES = new Shapes();

    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Principal\":\"*\"}]}";
    private static final String ARN =
            "arn:aws:[a-z0-9-]+:([a-z]{2}-[a-z]+-\\d|):(\\d{12}|aws|lambda|cloudfront|)(:(?!:)|:/?)[^:/\\s][^{}]*";
    private static final String HOST = "(?i)(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9-]+)+(:\\d+)?(/.*)?";
    private static final String URL = "(?i)(https|wss|ssh)://(?-i)" + HOST;

    /**
     * Outputs that the cloud leaves empty where the program asks for nothing of theirs, as expressions of their paths: prefixes of
     * names, features that are off, and references to what the resource does not use.
     */
    private static final List<String> EMPTY = List.of(
            ".*Prefix",
            "checksum.*",
            "versionId",
            "filterPolicyScope",
            "routingHttp.*",
            "accelerationStatus",
            "accessPolicies",
            "acl",
            "adminPasswordSecretArn",
            "adminPasswordSecretKmsKeyId",
            "allocationId",
            "applicationIntegrationUrl",
            "assetId",
            "associationId",
            "autoImportPolicy",
            "backupTarget",
            "badgeUrl",
            "bootstrapBrokers",
            "bootstrapBrokersPublicSaslIam",
            "bootstrapBrokersPublicSaslScram",
            "bootstrapBrokersPublicTls",
            "bootstrapBrokersSaslIam",
            "bootstrapBrokersSaslScram",
            "bootstrapBrokersVpcConnectivitySaslIam",
            "bootstrapBrokersVpcConnectivitySaslScram",
            "bootstrapBrokersVpcConnectivityTls",
            "buildSpec",
            "cacheConfig\\.type",
            "carrierIp",
            "certificate",
            "certificateChain",
            "characterSetName",
            "clientSecret",
            "clusterAddress",
            "clusterId",
            "clusterScalabilityType",
            "configurationEndpoint",
            "configurationEndpointAddress",
            "configurationValues",
            "continuousDeploymentPolicyId",
            "coreInstanceGroup\\.instanceType",
            "coreNetworkArn",
            "coreNetworkAttachmentArn",
            "customDomain",
            "customHeaders",
            "customerOwnedIp",
            "dailyAutomaticBackupStartTime",
            "data",
            "dataEncryptionKeyId",
            "databaseName",
            "dbName",
            "dbSystemId",
            "deduplicationScope",
            "defaultIamRoleArn",
            "defaultRedirectUri",
            "description",
            "destinationBranch",
            "domain",
            "domainFqdn",
            "domainName",
            "domainNameId",
            "emailVerificationMessage",
            "emailVerificationSubject",
            "encryptedPassword",
            "encryptedSecret",
            "encryptedSesSmtpPasswordV4",
            "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
            "evaluateLowSampleCountPercentiles",
            "exportPath",
            "fifoThroughputLimit",
            "fifoThroughputScope",
            "githubAccountName",
            "globalReplicationGroupId",
            "govcloudId",
            "hashKey",
            "healthCheckPath",
            "hostId",
            "hostResourceGroupArn",
            "iamInstanceProfile",
            "imageOwnerAlias",
            "imdsSupport",
            "inferenceExecutionConfig\\.mode",
            "insecureValue",
            "instance",
            "instanceId",
            "instanceLifecycle",
            "integrationResponseSelectionExpression",
            "ipamPoolId",
            "kernelId",
            "keyFingerprint",
            "keyId",
            "keyName",
            "kmsKeyArn",
            "kmsKeyId",
            "limitAmount",
            "limitUnit",
            "localIpv6NetworkCidr",
            "locationUri",
            "masterInstanceGroup\\.instanceType",
            "masterPasswordSecretArn",
            "masterPasswordSecretKmsKeyId",
            "masterUserSecretKmsKeyId",
            "masterUsername",
            "metricAggregationType",
            "minimumCompressionSize",
            "monitoringRoleArn",
            "mutualAuthentication\\.mode",
            "name",
            "name\\.familyName",
            "name\\.givenName",
            "namespaceId",
            "ncharCharacterSetName",
            "networkInterface",
            "notAfter",
            "notBefore",
            "outpostArn",
            "ownerAlias",
            "ownershipVerificationCertificateArn",
            "partnerName",
            "passwordData",
            "pendingDataReplicationMode",
            "performanceInsightsKmsKeyId",
            "placementGroup",
            "platform",
            "policy",
            "policyBody",
            "preferredOutpostArn",
            "preserveClientIp",
            "presharedKeyArn",
            "providerName",
            "ptrRecord",
            "publicProjectAlias",
            "ramdiskId",
            "recurrence",
            "redriveAllowPolicy",
            "redrivePolicy",
            "remoteIpv6NetworkCidr",
            "replicaMode",
            "replicationGroupId",
            "roleArn",
            "selfServicePortalUrl",
            "sftpAuthenticationMethods",
            "signingJobArn",
            "signingProfileVersionArn",
            "smsConfiguration\\.externalId",
            "smsConfiguration\\.snsCallerArn",
            "smsVerificationMessage",
            "snapshotCopy\\.destinationRegion",
            "snapshotId",
            "snapshotIdentifier",
            "snsTopicArn",
            "sourceBranch",
            "sourceDbClusterIdentifier",
            "sourceDbSnapshotIdentifier",
            "spotInstanceRequestId",
            "spreadLevel",
            "sslPolicy",
            "stickiness\\.type",
            "storageType",
            "streamArn",
            "streamLabel",
            "streamViewType",
            "subjectAlternativeNames",
            "templateBody",
            "timezone",
            "tpmSupport",
            "tracingConfig",
            "transitGatewayAttachmentId",
            "tunnel1InsideIpv6Cidr",
            "tunnel2InsideIpv6Cidr",
            "uefiData",
            "userData",
            "userDataBase64",
            "validationMethod",
            "value",
            "versionDescription",
            "webAclArn",
            "websiteDomain",
            "websiteEndpoint");

    /** The arguments of types whose checks need more than the general ones. */
    private static final Map<String, Map<String, Object>> ARGUMENTS = Map.ofEntries(
            Map.entry(
                    "aws:cloudwatch/dashboard:Dashboard",
                    Map.of("dashboardName", "example", "dashboardBody", "{\"widgets\":[]}")),
            Map.entry(
                    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
                    Map.of("policyName", "example", "policyDocument", POLICY)),
            Map.entry("aws:iam/policy:Policy", Map.of("policy", POLICY)),
            Map.entry("aws:route53/zone:Zone", Map.of("name", "example.com")),
            Map.entry(
                    "aws:route53/record:Record",
                    Map.of("name", "www.example.com", "type", "A", "ttl", 60, "records", List.of("198.51.100.1"))),
            Map.entry(
                    "aws:sns/topicSubscription:TopicSubscription",
                    Map.of("protocol", "email", "endpoint", "team@example.com")),
            Map.entry("aws:wafv2/ipSet:IpSet", Map.of("scope", "REGIONAL", "ipAddressVersion", "IPV4")),
            Map.entry(
                    "aws:wafv2/ruleGroup:RuleGroup",
                    Map.of(
                            "scope",
                            "REGIONAL",
                            "capacity",
                            10,
                            "visibilityConfig",
                            Map.of(
                                    "cloudwatchMetricsEnabled",
                                    true,
                                    "metricName",
                                    "example",
                                    "sampledRequestsEnabled",
                                    true))),
            Map.entry(
                    "aws:scheduler/schedule:Schedule",
                    Map.of("scheduleExpression", "rate(1 hour)", "flexibleTimeWindow", Map.of("mode", "OFF"))),
            Map.entry("aws:sqs/queuePolicy:QueuePolicy", Map.of("policy", POLICY)));

    /** The property through which a type uses a resource of another type. */
    private static final Map<String, List<String>> USES = Map.of(
            "aws:sqs/queuePolicy:QueuePolicy", List.of("queueUrl", "aws:sqs/queue:Queue"),
            "aws:cloudwatch/eventTarget:EventTarget", List.of("rule", "aws:cloudwatch/eventRule:EventRule"),
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                    List.of("logGroupName", "aws:cloudwatch/logGroup:LogGroup"),
            "aws:cloudwatch/logStream:LogStream", List.of("logGroupName", "aws:cloudwatch/logGroup:LogGroup"),
            "aws:s3/bucketObject:BucketObject", List.of("bucket", "aws:s3/bucketV2:BucketV2"),
            "aws:s3/bucketObjectv2:BucketObjectv2", List.of("bucket", "aws:s3/bucketV2:BucketV2"),
            "aws:route53/record:Record", List.of("zoneId", "aws:route53/zone:Zone"),
            "aws:sns/topicSubscription:TopicSubscription", List.of("topic", "aws:sns/topic:Topic"));

    private TestCloud cloud;
    private Landscape landscape;

    /** The resources created without further arguments, by type. */
    private final Map<String, Made> examples = new HashMap<>();

    @BeforeAll
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud).grow();
        landscape.made.keySet().forEach(made -> examples.putIfAbsent(made.type(), made));
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    private static List<String> commonest() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OutputFormatTest.class.getResourceAsStream("commonest-types.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split(" +", -1)))
                    .filter(type -> !type.isEmpty())
                    .toList();
        }
    }

    /**
     * Creates each of the commonest types.
     *
     * @see <a href="https://www.pulumi.com/registry/packages/aws/api-docs/">Outputs of each type</a>
     */
    @Test
    void everyOutputOfTheCommonestTypesIsWellFormed() throws IOException {
        Map<String, String> faults = new TreeMap<>();
        int checked = 0;
        for (String type : commonest()) {
            try {
                Made made = made(type);
                checked++;
                faults(type, made).forEach((path, fault) -> faults.put(type + " " + path, fault));
            } catch (RuntimeException | AssertionError e) {
                faults.put(type, String.valueOf(e.getMessage()));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(280);
    }

    private Made made(String type) {
        Made known = examples.get(type);
        if (known != null) {
            return known;
        }
        Made made = cloud.createUnchecked(type, "example", arguments(type));
        examples.put(type, made);
        return made;
    }

    private Map<String, Object> arguments(String type) {
        Map<String, Object> result = minimal(SHAPES.find(type).orElseThrow().inputs());
        result.putAll(ARGUMENTS.getOrDefault(type, Map.of()));
        if (type.equals("aws:scheduler/schedule:Schedule")) {
            String trust = POLICY.replace("\"s3:*\"", "\"sts:AssumeRole\"")
                    .replace(",\"Resource\":\"*\"", "")
                    .replace("\"Principal\":\"*\"", "\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"}");
            String role = cloud.create("aws:iam/role:Role", "scheduler", Map.of("assumeRolePolicy", trust))
                    .text("arn");
            result.put("target", Map.of("arn", "arn:aws:sqs:eu-central-1:123456789012:example", "roleArn", role));
        }
        List<String> used = USES.getOrDefault(type, List.of());
        if (!used.isEmpty()) {
            result.put(used.get(0), made(used.get(1)).id());
        }
        return result;
    }

    private static Map<String, Object> minimal(Map<String, PropertyShape> shapes) {
        Map<String, Object> result = new LinkedHashMap<>();
        shapes.values().stream()
                .filter(PropertyShape::required)
                .forEach(shape -> result.put(shape.name(), minimal(shape.name(), shape.type())));
        return result;
    }

    private static Object minimal(String name, TypeShape type) {
        if (type instanceof TypeShape.ListOf list) {
            return List.of(minimal(name, list.element()));
        }
        if (type instanceof TypeShape.MapOf) {
            return Map.of();
        }
        if (type instanceof TypeShape.ObjectOf object) {
            return minimal(object.properties().get());
        }
        if (type instanceof TypeShape.EitherOf either) {
            return minimal(name, either.left());
        }
        if (type == TypeShape.Scalar.BOOLEAN) {
            return true;
        }
        return type == TypeShape.Scalar.STRING || type instanceof TypeShape.Anything ? text(name) : (Object) 1L;
    }

    private static String text(String name) {
        if (name.endsWith("Arn") || name.endsWith("Arns")) {
            return "arn:aws:iam::123456789012:role/example";
        }
        return switch (name) {
            case "availabilityZone" -> "eu-central-1a";
            case "domain", "domainName" -> "example.com";
            case "viewerProtocolPolicy" -> "redirect-to-https";
            case "originAccessControlOriginType" -> "s3";
            case "signingBehavior" -> "always";
            case "signingProtocol" -> "sigv4";
            default -> name.endsWith("CidrBlock") ? "10.9.0.0/16" : "example";
        };
    }

    private static Map<String, String> faults(String type, Made made) {
        ResourceShape shape = SHAPES.find(type).orElseThrow();
        Map<String, Object> state = Values.fromStruct(made.state());
        Map<String, Object> given = Values.fromStruct(made.inputs());
        Map<String, String> faults = new LinkedHashMap<>();
        if (made.id().isEmpty()) {
            faults.put("id", made.id());
        }
        shape.outputs().values().stream()
                .filter(output -> !given.containsKey(output.name()) && state.containsKey(output.name()))
                .forEach(output ->
                        check(output.name(), output, Objects.requireNonNull(state.get(output.name())), faults));
        return faults;
    }

    private static void check(String path, PropertyShape shape, Object value, Map<String, String> faults) {
        if (value instanceof Map<?, ?> members && shape.type() instanceof TypeShape.ObjectOf object) {
            object.properties().get().forEach((name, member) -> {
                Object part = members.get(name);
                if (part != null) {
                    check(path + "." + name, member, part, faults);
                }
            });
        } else if (value instanceof List<?> list && shape.type() instanceof TypeShape.ListOf of) {
            for (Object element : list) {
                check(path, new PropertyShape(shape.name(), of.element(), shape.required()), element, faults);
            }
        } else {
            shape.type()
                    .check(path, value)
                    .forEach(mismatch -> faults.put(mismatch.path(), mismatch.reason() + ": " + value));
            if (value instanceof String text && shape.required()) {
                String fault = fault(path, shape.name(), text);
                if (!fault.isEmpty()) {
                    faults.put(path, fault + ": " + text);
                }
            }
        }
    }

    private static String fault(String path, String name, String text) {
        if (text.isEmpty()) {
            return EMPTY.stream().anyMatch(path::matches) ? "" : "empty";
        }
        if (name.equals("arn") || (name.endsWith("Arn") && !"cloudfrontDistributionArn".equals(name))) {
            // A search collection that AWS encrypts has the key "auto".
            return (text.matches(ARN) && !text.contains("{")) || "auto".equals(text) ? "" : "not an ARN";
        }
        if (name.matches(
                "createdAt|createdDate|createDate|creationDate|createTime|lastModified.*|updatedAt|notAfter")) {
            return isTimestamp(text) ? "" : "not a timestamp";
        }
        if (name.matches("(?i).*url")) {
            return text.matches(URL) || text.matches(HOST) ? "" : "not a URL";
        }
        if (name.matches("endpoint|readerEndpoint|address|dnsName|clusterAddress|.*(?<!cloudfront)DomainName")) {
            return text.matches(HOST) || text.matches(URL) || "example".equals(text) ? "" : "not a host";
        }
        if (name.matches("ownerId|accountId|registryId|ownerAccountId")) {
            return "123456789012".equals(text) ? "" : "not the account";
        }
        if (name.matches("(private|public)Ip|ipAddress")) {
            return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") ? "" : "not an address";
        }
        if (name.matches("hostedZoneId|zoneId|regionalZoneId")) {
            return text.matches("Z[0-9A-Z]{10,32}") ? "" : "not a hosted zone";
        }
        return text.contains("{") && !text.startsWith("{") ? "an open placeholder" : "";
    }

    /** RFC 3339; Lambda writes the offset without a colon, and CloudFront's provider writes a time as Go prints it. */
    private static boolean isTimestamp(String text) {
        try {
            OffsetDateTime.parse(
                    text.replaceFirst("^(\\S+) (\\S+) \\+0000 UTC$", "$1T$2Z").replaceFirst("\\+0000$", "+00:00"));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Formats from the documentation of the provider (ids) and of AWS (ARNs, endpoints), for one type each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aws:sqs/queue:Queue | url | https://sqs\\.eu-central-1\\.amazonaws\\.com/123456789012/example-[0-9a-f]{7}
                    aws:sqs/queue:Queue | id | https://sqs\\.eu-central-1\\.amazonaws\\.com/123456789012/example-[0-9a-f]{7}
                    aws:sqs/queue:Queue | arn | arn:aws:sqs:eu-central-1:123456789012:example-[0-9a-f]{7}
                    aws:lambda/function:Function | arn | arn:aws:lambda:eu-central-1:123456789012:function:example-[0-9a-f]{7}
                    aws:lambda/function:Function | id | example-[0-9a-f]{7}
                    aws:lambda/function:Function | invokeArn | arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:example-[0-9a-f]{7}/invocations
                    aws:lambda/functionUrl:FunctionUrl | functionUrl | https://[0-9a-z]{32}\\.lambda-url\\.eu-central-1\\.on\\.aws/
                    aws:dynamodb/table:Table | arn | arn:aws:dynamodb:eu-central-1:123456789012:table/example-[0-9a-f]{7}
                    aws:ec2/instance:Instance | id | i-[0-9a-f]{17}
                    aws:ec2/instance:Instance | arn | arn:aws:ec2:eu-central-1:123456789012:instance/i-[0-9a-f]{17}
                    aws:ec2/instance:Instance | privateDns | ip-172-31-\\d+-\\d+\\.eu-central-1\\.compute\\.internal
                    aws:ec2/instance:Instance | primaryNetworkInterfaceId | eni-[0-9a-f]{17}
                    aws:ec2/instance:Instance | subnetId | subnet-[0-9a-f]{17}
                    aws:ec2/networkInterface:NetworkInterface | id | eni-[0-9a-f]{17}
                    aws:ec2/launchTemplate:LaunchTemplate | id | lt-[0-9a-f]{17}
                    aws:ec2/ami:Ami | arn | arn:aws:ec2:eu-central-1::image/ami-[0-9a-f]{17}
                    aws:ebs/volume:Volume | id | vol-[0-9a-f]{17}
                    aws:ebs/snapshot:Snapshot | id | snap-[0-9a-f]{17}
                    aws:ec2/vpcPeeringConnection:VpcPeeringConnection | id | pcx-[0-9a-f]{17}
                    aws:ec2/vpnGateway:VpnGateway | id | vgw-[0-9a-f]{17}
                    aws:ec2/vpnConnection:VpnConnection | id | vpn-[0-9a-f]{17}
                    aws:ec2/customerGateway:CustomerGateway | id | cgw-[0-9a-f]{17}
                    aws:ec2transitgateway/transitGateway:TransitGateway | id | tgw-[0-9a-f]{17}
                    aws:ec2transitgateway/vpcAttachment:VpcAttachment | id | tgw-attach-[0-9a-f]{17}
                    aws:autoscaling/group:Group | arn | arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/example-[0-9a-f]{7}
                    aws:eks/cluster:Cluster | endpoint | https://[0-9A-F]{32}\\.[a-z0-9]{3}\\.eu-central-1\\.eks\\.amazonaws\\.com
                    aws:eks/cluster:Cluster | arn | arn:aws:eks:eu-central-1:123456789012:cluster/example-[0-9a-f]{7}
                    aws:eks/cluster:Cluster | status | ACTIVE
                    aws:apigateway/restApi:RestApi | executionArn | arn:aws:execute-api:eu-central-1:123456789012:[0-9a-z]{10}
                    aws:apigateway/stage:Stage | invokeUrl | https://example\\.execute-api\\.eu-central-1\\.amazonaws\\.com/example
                    aws:apigatewayv2/api:Api | apiEndpoint | https://[0-9a-z]{10}\\.execute-api\\.eu-central-1\\.amazonaws\\.com
                    aws:cloudfront/distribution:Distribution | domainName | d[0-9a-z]{13}\\.cloudfront\\.net
                    aws:cloudfront/distribution:Distribution | id | E[0-9A-Z]{13}
                    aws:cloudfront/distribution:Distribution | arn | arn:aws:cloudfront::123456789012:distribution/E[0-9A-Z]{13}
                    aws:cloudfront/distribution:Distribution | hostedZoneId | Z2FDTNDATAQYW2
                    aws:route53/zone:Zone | id | Z[0-9A-Z]{20}
                    aws:route53/zone:Zone | arn | arn:aws:route53:::hostedzone/Z[0-9A-Z]{20}
                    aws:route53/record:Record | id | Z[0-9A-Z]{20}_www\\.example\\.com_A
                    aws:efs/fileSystem:FileSystem | dnsName | fs-[0-9a-f]{17}\\.efs\\.eu-central-1\\.amazonaws\\.com
                    aws:kinesis/stream:Stream | arn | arn:aws:kinesis:eu-central-1:123456789012:stream/example-[0-9a-f]{7}
                    aws:sfn/stateMachine:StateMachine | id | arn:aws:states:eu-central-1:123456789012:stateMachine:example-[0-9a-f]{7}
                    aws:cognito/userPool:UserPool | id | eu-central-1_[0-9A-Za-z]{9}
                    aws:cognito/userPool:UserPool | endpoint | cognito-idp\\.eu-central-1\\.amazonaws\\.com/eu-central-1_[0-9A-Za-z]{9}
                    aws:opensearch/domain:Domain | endpoint | search-example-[0-9a-f]{7}-[0-9a-z]{26}\\.eu-central-1\\.es\\.amazonaws\\.com
                    aws:msk/cluster:Cluster | arn | arn:aws:kafka:eu-central-1:123456789012:cluster/example-[0-9a-f]{7}/[0-9a-f-]{36}-\\d+
                    aws:rds/instance:Instance | endpoint | database-[0-9a-f]{7}\\.[a-z0-9]{12}\\.eu-central-1\\.rds\\.amazonaws\\.com:5432
                    aws:rds/cluster:Cluster | endpoint | example-[0-9a-f]{7}\\.cluster-[a-z0-9]{12}\\.eu-central-1\\.rds\\.amazonaws\\.com
                    aws:rds/cluster:Cluster | readerEndpoint | example-[0-9a-f]{7}\\.cluster-ro-[a-z0-9]{12}\\.eu-central-1\\.rds\\.amazonaws\\.com
                    aws:rds/cluster:Cluster | arn | arn:aws:rds:eu-central-1:123456789012:cluster:example-[0-9a-f]{7}
                    aws:rds/clusterInstance:ClusterInstance | arn | arn:aws:rds:eu-central-1:123456789012:db:example-[0-9a-f]{7}
                    aws:docdb/cluster:Cluster | endpoint | example-[0-9a-f]{7}\\.cluster-[a-z0-9]{12}\\.eu-central-1\\.docdb\\.amazonaws\\.com
                    aws:redshift/cluster:Cluster | endpoint | example\\.[a-z0-9]{12}\\.eu-central-1\\.redshift\\.amazonaws\\.com:5439
                    aws:glue/job:Job | arn | arn:aws:glue:eu-central-1:123456789012:job/example-[0-9a-f]{7}
                    aws:ecr/repository:Repository | repositoryUrl | 123456789012\\.dkr\\.ecr\\.eu-central-1\\.amazonaws\\.com/[a-z0-9/-]+
                    aws:batch/jobDefinition:JobDefinition | arn | arn:aws:batch:eu-central-1:123456789012:job-definition/example-[0-9a-f]{7}:1
                    aws:cloudwatch/eventBus:EventBus | arn | arn:aws:events:eu-central-1:123456789012:event-bus/example-[0-9a-f]{7}
                    aws:scheduler/schedule:Schedule | arn | arn:aws:scheduler:eu-central-1:123456789012:schedule/default/example-[0-9a-f]{7}
                    aws:ssm/parameter:Parameter | arn | arn:aws:ssm:eu-central-1:123456789012:parameter/example-[0-9a-f]{7}
                    aws:iam/user:User | arn | arn:aws:iam::123456789012:user/example-[0-9a-f]{7}
                    aws:iam/user:User | uniqueId | AIDA[0-9A-Z]{17}
                    aws:iam/accessKey:AccessKey | id | AKIA[0-9A-Z]{16}
                    aws:iam/serviceLinkedRole:ServiceLinkedRole | arn | arn:aws:iam::123456789012:role/aws-service-role/example/AWSServiceRoleForExample
                    aws:elb/loadBalancer:LoadBalancer | dnsName | example-[0-9a-f]{7}-\\d{10}\\.eu-central-1\\.elb\\.amazonaws\\.com
                    aws:lb/loadBalancer:LoadBalancer | zoneId | Z[0-9A-Z]{13}
                    aws:globalaccelerator/accelerator:Accelerator | arn | arn:aws:globalaccelerator::123456789012:accelerator/[0-9a-f-]{36}
                    aws:cloudtrail/trail:Trail | arn | arn:aws:cloudtrail:eu-central-1:123456789012:trail/example-[0-9a-f]{7}
                    aws:cfg/rule:Rule | arn | arn:aws:config:eu-central-1:123456789012:config-rule/config-rule-[0-9a-z]{6}
                    aws:guardduty/detector:Detector | id | [0-9a-f]{32}
                    aws:codebuild/project:Project | arn | arn:aws:codebuild:eu-central-1:123456789012:project/example-[0-9a-f]{7}
                    aws:codepipeline/pipeline:Pipeline | arn | arn:aws:codepipeline:eu-central-1:123456789012:example-[0-9a-f]{7}
                    aws:amplify/app:App | defaultDomain | d[0-9a-z]{13}\\.amplifyapp\\.com
                    aws:apprunner/service:Service | serviceUrl | [0-9a-z]{10}\\.eu-central-1\\.awsapprunner\\.com
                    aws:mq/broker:Broker | arn | arn:aws:mq:eu-central-1:123456789012:broker:example-[0-9a-f]{7}:b-[0-9a-f-]{36}
                    aws:transfer/server:Server | endpoint | s-[0-9a-f]{17}\\.server\\.transfer\\.eu-central-1\\.amazonaws\\.com
                    aws:workspaces/workspace:Workspace | id | ws-[0-9a-z]{9}
                    aws:organizations/organization:Organization | arn | arn:aws:organizations::123456789012:organization/o-[0-9a-z]{10}
                    aws:ssoadmin/permissionSet:PermissionSet | id | arn:aws:sso:::permissionSet/example/ps-[0-9a-f]{16},arn:aws:iam::123456789012:role/example
                    aws:elasticache/cluster:Cluster | arn | arn:aws:elasticache:eu-central-1:123456789012:cluster:example-[0-9a-f]{7}
                    """)
    void anOutputHasTheFormatOfTheRealOne(String type, String output, String format) {
        Made made = made(type);

        assertThat("id".equals(output) ? made.id() : made.text(output)).matches(format);
    }

    @Test
    void nestedOutputsAreWellFormed() {
        Made cluster = cloud.create(
                "aws:eks/cluster:Cluster",
                "apps",
                Map.of(
                        "roleArn",
                        landscape.role("eks").text("arn"),
                        "vpcConfig",
                        Map.of("subnetIds", landscape.subnetIds())));

        assertThat(Values.asMap(cluster.get("vpcConfig")))
                .containsEntry("vpcId", landscape.vpc.id())
                .containsEntry("subnetIds", landscape.subnetIds())
                .extractingByKey("clusterSecurityGroupId")
                .asString()
                .matches("sg-[0-9a-f]{17}");
        assertThat(cluster.text("identities")).contains("https://oidc.eks.eu-central-1.amazonaws.com/id/");
        assertThat(Base64.getDecoder()
                        .decode(String.valueOf(Values.asMap(cluster.get("certificateAuthority"))
                                .get("data"))))
                .asString(StandardCharsets.US_ASCII)
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void outputsFollowTheArguments() {
        Made postgres = cloud.create("aws:rds/cluster:Cluster", "one", Map.of("engine", "aurora-postgresql"));
        Made mysql = cloud.create("aws:rds/cluster:Cluster", "two", Map.of("engine", "aurora-mysql"));
        Made instance = cloud.create(
                "aws:ec2/instance:Instance",
                "web",
                Map.of("subnetId", landscape.subnets.get(0).id(), "rootBlockDevice", Map.of("volumeSize", 50)));
        Made table = cloud.create("aws:dynamodb/table:Table", "events", Map.of("streamEnabled", true));

        Made rule = cloud.create(
                "aws:cloudwatch/eventRule:EventRule",
                "orders",
                Map.of("eventBusName", "shop", "eventPattern", "{\"source\":[\"shop\"]}", "name", "orders"));
        Made site = cloud.create("aws:s3/bucket:Bucket", "site", Map.of("website", Map.of("indexDocument", "a.html")));

        assertThat(rule.id()).isEqualTo("shop/orders");
        assertThat(rule.text("arn")).isEqualTo("arn:aws:events:eu-central-1:123456789012:rule/shop/orders");
        assertThat(site.text("websiteEndpoint")).isEqualTo(site.id() + ".s3-website.eu-central-1.amazonaws.com");
        assertThat(postgres.get("port")).isEqualTo(5432L);
        assertThat(postgres.text("dbClusterParameterGroupName")).isEqualTo("default.aurora-postgresql17");
        assertThat(mysql.get("port")).isEqualTo(3306L);
        assertThat(mysql.text("dbClusterParameterGroupName")).isEqualTo("default.aurora-mysql8.0");
        assertThat(instance.text("privateIp")).startsWith("10.20.0.");
        assertThat(instance.text("publicIp")).isEmpty();
        assertThat(instance.text("availabilityZone")).isEqualTo("eu-central-1a");
        assertThat(Values.asMap(instance.get("rootBlockDevice")))
                .containsEntry("volumeSize", 50L)
                .extractingByKey("volumeId")
                .asString()
                .matches("vol-[0-9a-f]{17}");
        assertThat(table.text("streamArn"))
                .matches("arn:aws:dynamodb:eu-central-1:123456789012:table/events-[0-9a-f]{7}/stream/2026-.*");
    }

    @Test
    void anUpdateKeepsTheOutputs() {
        Made queue = cloud.create("aws:sqs/queue:Queue", "jobs", Map.of());
        Made updated = cloud.update(queue, Map.of("delaySeconds", 5));

        assertThat(updated.text("url")).isEqualTo(queue.id());
        assertThat(updated.text("arn")).isEqualTo(queue.text("arn"));
        assertThat(cloud.diff(updated, Map.of("delaySeconds", 5)).getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }

    @Test
    void theTableNamesTypesAndOutputsOfTheSdk() throws IOException {
        List<String> wrong = new ArrayList<>();
        String type = "";
        for (String line : table()) {
            if (!line.startsWith(" ")) {
                type = line;
                if (!"*".equals(type) && SHAPES.find(type).isEmpty()) {
                    wrong.add(type);
                }
                continue;
            }
            String property = line.strip().split("[ \\[]", 2)[0];
            if ("recomputed".equals(property)) {
                List<String> words = List.of(line.strip().split(" ", -1));
                ResourceShape shape = SHAPES.find(type).orElseThrow();
                if (!shape.outputs().containsKey(words.get(1))) {
                    wrong.add(type + " " + words.get(1));
                }
                words.subList(2, words.size()).stream()
                        .map(word -> word.startsWith("-") ? word.substring(1) : word)
                        .filter(word -> !"*".equals(word) && !shape.inputs().containsKey(word))
                        .forEach(word -> wrong.add(line));
            } else if (!"*".equals(type)
                    && !Set.of("id", "arn", "import", "name", "predefined").contains(property)) {
                boolean known = SHAPES.find(type)
                        .map(shape -> shape.outputs().containsKey(property))
                        .orElse(true);
                if (!known) {
                    wrong.add(type + " " + property);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> table() throws IOException {
        try (InputStream in = Objects.requireNonNull(OutputFormatTest.class.getResourceAsStream("aws/outputs.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
