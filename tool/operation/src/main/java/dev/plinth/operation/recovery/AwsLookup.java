package dev.plinth.operation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.AwsTypes;
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
            Map.entry(AwsTypes.S3_BUCKET_V2, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_POLICY, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_VERSIONING_V2, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_OWNERSHIP_CONTROLS, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_LOGGING_V2, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_NOTIFICATION, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2, Id.of("bucket")),
            Map.entry(AwsTypes.S3_BUCKET_REPLICATION_CONFIG, Id.of("bucket")),
            Map.entry(AwsTypes.IAM_ROLE, Id.of("name")),
            Map.entry(AwsTypes.IAM_INSTANCE_PROFILE, Id.of("name")),
            Map.entry(AwsTypes.IAM_ROLE_POLICY, new Id(":", List.of("role", "name"))),
            Map.entry(AwsTypes.IAM_ROLE_POLICY_ATTACHMENT, new Id("/", List.of("role", "policyArn"))),
            Map.entry(AwsTypes.RDS_INSTANCE, Id.of("identifier")),
            Map.entry(AwsTypes.RDS_SUBNET_GROUP, Id.of("name")),
            Map.entry(AwsTypes.RDS_PARAMETER_GROUP, Id.of("name")),
            Map.entry(AwsTypes.RDS_OPTION_GROUP, Id.of("name")),
            Map.entry(AwsTypes.ELASTICACHE_REPLICATION_GROUP, Id.of("replicationGroupId")),
            Map.entry(AwsTypes.ELASTICACHE_SUBNET_GROUP, Id.of("name")),
            Map.entry(AwsTypes.ELASTICACHE_PARAMETER_GROUP, Id.of("name")),
            Map.entry(AwsTypes.ELASTICACHE_USER, Id.of("userId")),
            Map.entry(AwsTypes.ELASTICACHE_USER_GROUP, Id.of("userGroupId")),
            Map.entry(AwsTypes.CLOUDWATCH_LOG_GROUP, Id.of("name")),
            Map.entry(AwsTypes.CLOUDWATCH_LOG_METRIC_FILTER, new Id(":", List.of("logGroupName", "name"))),
            Map.entry(AwsTypes.CLOUDWATCH_METRIC_ALARM, Id.of("name")),
            Map.entry(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, Id.of("alarmName")),
            Map.entry(AwsTypes.CLOUDWATCH_DASHBOARD, Id.of("dashboardName")),
            Map.entry(AwsTypes.CLOUDWATCH_EVENT_RULE, Id.of("name")),
            Map.entry(AwsTypes.KMS_ALIAS, Id.of("name")),
            Map.entry(AwsTypes.ECS_CLUSTER, Id.of("name")),
            Map.entry(AwsTypes.ECS_CLUSTER_CAPACITY_PROVIDERS, Id.of("clusterName")),
            Map.entry(
                    AwsTypes.APPAUTOSCALING_TARGET,
                    new Id("/", List.of("serviceNamespace", "resourceId", "scalableDimension"))),
            Map.entry(
                    AwsTypes.APPAUTOSCALING_POLICY,
                    new Id("/", List.of("serviceNamespace", "resourceId", "scalableDimension", "name"))),
            Map.entry(AwsTypes.RDS_EVENT_SUBSCRIPTION, Id.of("name")),
            Map.entry(AwsTypes.SECRETSMANAGER_SECRET_ROTATION, Id.of("secretId")),
            Map.entry(AwsTypes.SNS_TOPIC_POLICY, Id.of("arn")),
            Map.entry(AwsTypes.SQS_QUEUE_POLICY, Id.of("queueUrl")),
            Map.entry(AwsTypes.SQS_REDRIVE_ALLOW_POLICY, Id.of("queueUrl")),
            Map.entry(AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, new Id(",", List.of("webAclArn", "resourceArn"))),
            Map.entry(AwsTypes.WAFV2_WEB_ACL_LOGGING_CONFIGURATION, Id.of("resourceArn")),
            Map.entry(AwsTypes.ECR_REPOSITORY, Id.of("name")),
            Map.entry(AwsTypes.ECR_LIFECYCLE_POLICY, Id.of("repository")),
            Map.entry(AwsTypes.BACKUP_VAULT, Id.of("name")),
            Map.entry(AwsTypes.BACKUP_VAULT_POLICY, Id.of("backupVaultName")),
            Map.entry(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION, Id.of("backupVaultName")),
            Map.entry(AwsTypes.BACKUP_VAULT_NOTIFICATIONS, Id.of("backupVaultName")),
            Map.entry(AwsTypes.BACKUP_RESTORE_TESTING_PLAN, Id.of("name")),
            Map.entry(AwsTypes.SSM_PARAMETER, Id.of("name")),
            Map.entry(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, new Id("/", List.of("subnetId", "routeTableId"))),
            Map.entry(AwsTypes.EC2_ROUTE, new Id("_", List.of("routeTableId", "destinationCidrBlock"))));

    /** The tagging API's name of a type that has an id of AWS's choice, and how the id follows from the ARN. */
    private record Tagged(String type, Function<String, String> id) {}

    private static final Map<String, Tagged> TAGGED = Map.ofEntries(
            Map.entry(AwsTypes.EC2_VPC, new Tagged("ec2:vpc", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_SUBNET, new Tagged("ec2:subnet", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_SECURITY_GROUP, new Tagged("ec2:security-group", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_INTERNET_GATEWAY, new Tagged("ec2:internet-gateway", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_NAT_GATEWAY, new Tagged("ec2:natgateway", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_EIP, new Tagged("ec2:elastic-ip", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_ROUTE_TABLE, new Tagged("ec2:route-table", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_NETWORK_ACL, new Tagged("ec2:network-acl", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_VPC_ENDPOINT, new Tagged("ec2:vpc-endpoint", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_MANAGED_PREFIX_LIST, new Tagged("ec2:prefix-list", AwsLookup::last)),
            Map.entry(AwsTypes.EC2_FLOW_LOG, new Tagged("ec2:vpc-flow-log", AwsLookup::last)),
            Map.entry(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE, new Tagged("ec2:security-group-rule", AwsLookup::last)),
            Map.entry(AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE, new Tagged("ec2:security-group-rule", AwsLookup::last)),
            Map.entry(AwsTypes.KMS_KEY, new Tagged("kms:key", AwsLookup::last)),
            Map.entry(AwsTypes.ACM_CERTIFICATE, new Tagged("acm:certificate", Function.identity())),
            Map.entry(AwsTypes.LB_LOAD_BALANCER, new Tagged("elasticloadbalancing:loadbalancer", Function.identity())),
            Map.entry(AwsTypes.LB_TARGET_GROUP, new Tagged("elasticloadbalancing:targetgroup", Function.identity())),
            Map.entry(AwsTypes.LB_LISTENER, new Tagged("elasticloadbalancing:listener", Function.identity())),
            Map.entry(AwsTypes.LB_LISTENER_RULE, new Tagged("elasticloadbalancing:listener-rule", Function.identity())),
            Map.entry(AwsTypes.ECS_SERVICE, new Tagged("ecs:service", arn -> arn.replaceFirst(".*:service/", ""))),
            Map.entry(AwsTypes.ECS_TASK_DEFINITION, new Tagged("ecs:task-definition", Function.identity())),
            Map.entry(AwsTypes.SECRETSMANAGER_SECRET, new Tagged("secretsmanager:secret", Function.identity())),
            Map.entry(AwsTypes.SNS_TOPIC, new Tagged("sns", Function.identity())),
            Map.entry(AwsTypes.SQS_QUEUE, new Tagged("sqs", AwsLookup::queueUrl)),
            Map.entry(AwsTypes.SFN_STATE_MACHINE, new Tagged("states:stateMachine", Function.identity())),
            Map.entry(AwsTypes.WAFV2_WEB_ACL, new Tagged("wafv2", AwsLookup::webAclId)),
            Map.entry(AwsTypes.IAM_POLICY, new Tagged("iam:policy", Function.identity())),
            Map.entry(AwsTypes.BACKUP_PLAN, new Tagged("backup:backup-plan", arn -> arn.replaceFirst(".*:", ""))));

    /** The types whose creation adopts what exists, so that a second creation makes nothing twice. */
    private static final Map<String, String> REPEATABLE = Map.of(
            AwsTypes.ACM_CERTIFICATE_VALIDATION, "it waits for a certificate and makes nothing",
            AwsTypes.EC2_DEFAULT_SECURITY_GROUP, "its creation adopts the group of the VPC",
            AwsTypes.SECRETSMANAGER_SECRET_VERSION, "its creation puts the same value again",
            AwsTypes.SNS_TOPIC_SUBSCRIPTION, "a second subscription returns the first");

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
