package dev.plinth.operation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds resources in AWS. The id of most follows from what was asked for, such as a name; AWS chooses that of others, which are
 * looked for by their tags.
 *
 * @see <a href="https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html">GetResources</a>
 */
public final class AwsLookup implements CloudLookup {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The inputs that an import's id is made of, and what stands between them; the provider's documentation has each. */
    private record Id(String separator, List<String> inputs) {
        static Id of(String... inputs) {
            return new Id("", List.of(inputs));
        }
    }

    private static final Map<String, Id> IDS = Map.ofEntries(
            Map.entry("aws:s3/bucketV2:BucketV2", Id.of("bucket")),
            Map.entry("aws:s3/bucket:Bucket", Id.of("bucket")),
            Map.entry("aws:s3/bucketPolicy:BucketPolicy", Id.of("bucket")),
            Map.entry("aws:s3/bucketVersioningV2:BucketVersioningV2", Id.of("bucket")),
            Map.entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", Id.of("bucket")),
            Map.entry("aws:s3/bucketOwnershipControls:BucketOwnershipControls", Id.of("bucket")),
            Map.entry("aws:s3/bucketLoggingV2:BucketLoggingV2", Id.of("bucket")),
            Map.entry("aws:s3/bucketNotification:BucketNotification", Id.of("bucket")),
            Map.entry("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", Id.of("bucket")),
            Map.entry(
                    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    Id.of("bucket")),
            Map.entry("aws:s3/bucketReplicationConfig:BucketReplicationConfig", Id.of("bucket")),
            Map.entry("aws:iam/role:Role", Id.of("name")),
            Map.entry("aws:iam/instanceProfile:InstanceProfile", Id.of("name")),
            Map.entry("aws:iam/rolePolicy:RolePolicy", new Id(":", List.of("role", "name"))),
            Map.entry("aws:iam/rolePolicyAttachment:RolePolicyAttachment", new Id("/", List.of("role", "policyArn"))),
            Map.entry("aws:rds/instance:Instance", Id.of("identifier")),
            Map.entry("aws:rds/subnetGroup:SubnetGroup", Id.of("name")),
            Map.entry("aws:rds/parameterGroup:ParameterGroup", Id.of("name")),
            Map.entry("aws:rds/optionGroup:OptionGroup", Id.of("name")),
            Map.entry("aws:elasticache/replicationGroup:ReplicationGroup", Id.of("replicationGroupId")),
            Map.entry("aws:elasticache/subnetGroup:SubnetGroup", Id.of("name")),
            Map.entry("aws:elasticache/parameterGroup:ParameterGroup", Id.of("name")),
            Map.entry("aws:elasticache/user:User", Id.of("userId")),
            Map.entry("aws:elasticache/userGroup:UserGroup", Id.of("userGroupId")),
            Map.entry("aws:cloudwatch/logGroup:LogGroup", Id.of("name")),
            Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", Id.of("name")),
            Map.entry("aws:cloudwatch/dashboard:Dashboard", Id.of("dashboardName")),
            Map.entry("aws:cloudwatch/eventRule:EventRule", Id.of("name")),
            Map.entry("aws:kms/alias:Alias", Id.of("name")),
            Map.entry("aws:ecs/cluster:Cluster", Id.of("name")),
            Map.entry("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", Id.of("clusterName")),
            Map.entry(
                    "aws:appautoscaling/target:Target",
                    new Id("/", List.of("serviceNamespace", "resourceId", "scalableDimension"))),
            Map.entry(
                    "aws:appautoscaling/policy:Policy",
                    new Id("/", List.of("serviceNamespace", "resourceId", "scalableDimension", "name"))),
            Map.entry("aws:rds/eventSubscription:EventSubscription", Id.of("name")),
            Map.entry("aws:secretsmanager/secretRotation:SecretRotation", Id.of("secretId")),
            Map.entry("aws:sns/topicPolicy:TopicPolicy", Id.of("arn")),
            Map.entry("aws:sqs/queuePolicy:QueuePolicy", Id.of("queueUrl")),
            Map.entry("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", Id.of("queueUrl")),
            Map.entry(
                    "aws:wafv2/webAclAssociation:WebAclAssociation", new Id(",", List.of("webAclArn", "resourceArn"))),
            Map.entry("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", Id.of("resourceArn")),
            Map.entry("aws:ecr/repository:Repository", Id.of("name")),
            Map.entry("aws:ecr/lifecyclePolicy:LifecyclePolicy", Id.of("repository")),
            Map.entry("aws:backup/vault:Vault", Id.of("name")),
            Map.entry("aws:backup/vaultPolicy:VaultPolicy", Id.of("backupVaultName")),
            Map.entry("aws:backup/vaultLockConfiguration:VaultLockConfiguration", Id.of("backupVaultName")),
            Map.entry("aws:backup/vaultNotifications:VaultNotifications", Id.of("backupVaultName")),
            Map.entry("aws:backup/restoreTestingPlan:RestoreTestingPlan", Id.of("name")),
            Map.entry("aws:ssm/parameter:Parameter", Id.of("name")),
            Map.entry(
                    "aws:ec2/routeTableAssociation:RouteTableAssociation",
                    new Id("/", List.of("subnetId", "routeTableId"))),
            Map.entry("aws:ec2/route:Route", new Id("_", List.of("routeTableId", "destinationCidrBlock"))));

    /** The tagging API's name of a type that has an id of AWS's choice, and how the id follows from the ARN. */
    private record Tagged(String type, Function<String, String> id) {}

    private static final Map<String, Tagged> TAGGED = Map.ofEntries(
            Map.entry("aws:ec2/vpc:Vpc", new Tagged("ec2:vpc", AwsLookup::last)),
            Map.entry("aws:ec2/subnet:Subnet", new Tagged("ec2:subnet", AwsLookup::last)),
            Map.entry("aws:ec2/securityGroup:SecurityGroup", new Tagged("ec2:security-group", AwsLookup::last)),
            Map.entry("aws:ec2/internetGateway:InternetGateway", new Tagged("ec2:internet-gateway", AwsLookup::last)),
            Map.entry("aws:ec2/natGateway:NatGateway", new Tagged("ec2:natgateway", AwsLookup::last)),
            Map.entry("aws:ec2/eip:Eip", new Tagged("ec2:elastic-ip", AwsLookup::last)),
            Map.entry("aws:ec2/routeTable:RouteTable", new Tagged("ec2:route-table", AwsLookup::last)),
            Map.entry("aws:ec2/networkAcl:NetworkAcl", new Tagged("ec2:network-acl", AwsLookup::last)),
            Map.entry("aws:ec2/vpcEndpoint:VpcEndpoint", new Tagged("ec2:vpc-endpoint", AwsLookup::last)),
            Map.entry("aws:ec2/managedPrefixList:ManagedPrefixList", new Tagged("ec2:prefix-list", AwsLookup::last)),
            Map.entry("aws:ec2/flowLog:FlowLog", new Tagged("ec2:vpc-flow-log", AwsLookup::last)),
            Map.entry(
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                    new Tagged("ec2:security-group-rule", AwsLookup::last)),
            Map.entry(
                    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                    new Tagged("ec2:security-group-rule", AwsLookup::last)),
            Map.entry("aws:kms/key:Key", new Tagged("kms:key", AwsLookup::last)),
            Map.entry("aws:acm/certificate:Certificate", new Tagged("acm:certificate", Function.identity())),
            Map.entry(
                    "aws:lb/loadBalancer:LoadBalancer",
                    new Tagged("elasticloadbalancing:loadbalancer", Function.identity())),
            Map.entry(
                    "aws:lb/targetGroup:TargetGroup",
                    new Tagged("elasticloadbalancing:targetgroup", Function.identity())),
            Map.entry("aws:lb/listener:Listener", new Tagged("elasticloadbalancing:listener", Function.identity())),
            Map.entry(
                    "aws:lb/listenerRule:ListenerRule",
                    new Tagged("elasticloadbalancing:listener-rule", Function.identity())),
            Map.entry("aws:ecs/service:Service", new Tagged("ecs:service", arn -> arn.replaceFirst(".*:service/", ""))),
            Map.entry("aws:ecs/taskDefinition:TaskDefinition", new Tagged("ecs:task-definition", Function.identity())),
            Map.entry("aws:secretsmanager/secret:Secret", new Tagged("secretsmanager:secret", Function.identity())),
            Map.entry("aws:sns/topic:Topic", new Tagged("sns", Function.identity())),
            Map.entry("aws:sqs/queue:Queue", new Tagged("sqs", AwsLookup::queueUrl)),
            Map.entry("aws:sfn/stateMachine:StateMachine", new Tagged("states:stateMachine", Function.identity())),
            Map.entry("aws:wafv2/webAcl:WebAcl", new Tagged("wafv2", AwsLookup::webAclId)),
            Map.entry("aws:iam/policy:Policy", new Tagged("iam:policy", Function.identity())),
            Map.entry("aws:backup/plan:Plan", new Tagged("backup:backup-plan", arn -> arn.replaceFirst(".*:", ""))));

    /** The types whose creation adopts what exists, so that a second creation makes nothing twice. */
    private static final Map<String, String> REPEATABLE = Map.of(
            "aws:acm/certificateValidation:CertificateValidation", "it waits for a certificate and makes nothing",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "its creation adopts the group of the VPC",
            "aws:secretsmanager/secretVersion:SecretVersion", "its creation puts the same value again",
            "aws:sns/topicSubscription:TopicSubscription", "a second subscription returns the first");

    private final Function<List<String>, Optional<JsonNode>> aws;

    /**
     * Creates a lookup.
     *
     * @param aws runs an {@code aws} command, given without {@code aws} itself, and returns what it answered as JSON; empty
     *     where it failed
     */
    public AwsLookup(Function<List<String>, Optional<JsonNode>> aws) {
        this.aws = aws;
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** {@code arn:aws:sqs:REGION:ACCOUNT:NAME} is the queue {@code https://sqs.REGION.amazonaws.com/ACCOUNT/NAME}. */
    private static String queueUrl(String arn) {
        String[] parts = arn.split(":", -1);
        String suffix = parts[1].equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return "https://sqs." + parts[3] + "." + suffix + "/" + parts[4] + "/" + parts[5];
    }

    /** {@code …:SCOPE/webacl/NAME/ID} is imported as {@code ID/NAME/SCOPE}. */
    private static String webAclId(String arn) {
        String[] parts = arn.substring(arn.lastIndexOf(':') + 1).split("/", -1);
        return parts[3] + "/" + parts[2] + "/" + parts[0].toUpperCase(Locale.ROOT);
    }

    @Override
    public Answer find(JsonNode resource, JsonNode provider, Set<String> known) {
        String type = resource.path("type").asText();
        JsonNode inputs = resource.path("inputs");
        String repeatable = REPEATABLE.get(type);
        if (repeatable != null) {
            return new Answer(Kind.NOT_MADE, List.of(), repeatable);
        }
        Id id = IDS.get(type);
        if (id != null
                && id.inputs().stream().allMatch(input -> inputs.path(input).isTextual())) {
            List<String> parts = id.inputs().stream()
                    .map(input -> inputs.path(input).asText())
                    .toList();
            String made = String.join(id.separator(), parts);
            return known.contains(made)
                    ? new Answer(Kind.NOT_MADE, List.of(), "the state has the one of its id")
                    : new Answer(Kind.LIKELY, List.of(made), "");
        }
        Tagged tagged = TAGGED.get(type);
        Map<String, String> tags = tags(inputs, provider);
        if (tagged == null || !inputs.path("tags").path("Name").isTextual()) {
            return new Answer(Kind.UNDECIDED, List.of(), "its id cannot be derived from its inputs");
        }
        // AWS lists resources of IAM, which has no Regions, in one Region.
        String region = tagged.type().startsWith("iam:")
                ? "us-east-1"
                : provider.path("region").asText();
        Optional<JsonNode> answer = aws.apply(command(tagged.type(), tags, region));
        if (answer.isEmpty()) {
            return new Answer(Kind.UNDECIDED, List.of(), "`aws resourcegroupstaggingapi get-resources` failed");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode mapping : answer.get().path("ResourceTagMappingList")) {
            String found = tagged.id().apply(mapping.path("ResourceARN").asText());
            if (!known.contains(found)) {
                ids.add(found);
            }
        }
        return ids.size() == 1
                ? new Answer(Kind.LIKELY, ids, "")
                : new Answer(
                        Kind.UNDECIDED,
                        ids,
                        ids.isEmpty()
                                ? "no resource with its tags is there, which AWS may show only after some minutes"
                                : "several have its tags");
    }

    private static List<String> command(String type, Map<String, String> tags, String region) {
        List<String> line =
                new ArrayList<>(List.of("resourcegroupstaggingapi", "get-resources", "--resource-type-filters", type));
        line.add("--tag-filters");
        tags.forEach((key, value) -> line.add("Key=" + key + ",Values=" + value));
        if (!region.isEmpty()) {
            line.addAll(List.of("--region", region));
        }
        return line;
    }

    /** The tags that a resource gets: the provider's, and its own. */
    private static Map<String, String> tags(JsonNode inputs, JsonNode provider) {
        Map<String, String> tags = new TreeMap<>();
        try {
            // A provider's inputs are texts in a state.
            JSON.readTree(provider.path("defaultTags").asText("{}"))
                    .path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        } catch (JsonProcessingException e) {
            // A secret one is no JSON: then its own tags have to do.
        }
        inputs.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }
}
