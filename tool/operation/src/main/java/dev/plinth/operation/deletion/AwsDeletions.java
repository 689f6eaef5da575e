package dev.plinth.operation.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.evidence.AwsEvidence;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The deletions that AWS would refuse, as far as one or two read-only calls of the {@code aws} command tell for each resource.
 * What can't be asked is left to AWS itself.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html">S3</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html">ECR</a>
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteBackupVault.html">AWS Backup</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html">RDS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html">ECS</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html">IAM roles</a> and <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html">policies</a>
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html">Route 53</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html">security groups</a>
 */
final class AwsDeletions {

    private final AwsEvidence aws;
    private final ResourceGraph graph;
    private final List<GraphResource> doomed;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Function<GraphResource, Optional<DeletionRefusal>>> checks;

    /**
     * Creates the check.
     *
     * @param aws asks AWS
     * @param graph the stack
     * @param doomed the resources that are to be deleted
     */
    AwsDeletions(AwsEvidence aws, ResourceGraph graph, List<GraphResource> doomed) {
        this.aws = aws;
        this.graph = graph;
        this.doomed = doomed;
        for (GraphResource resource : graph.resources()) {
            for (String property : List.of("id", "arn")) {
                resource.output(property).asText().ifPresent(ids::add);
            }
        }
        this.checks = Map.ofEntries(
                Map.entry(AwsTypes.S3_BUCKET_V2, this::bucket),
                Map.entry(AwsTypes.S3_BUCKET, this::bucket),
                Map.entry(AwsTypes.ECR_REPOSITORY, this::repository),
                Map.entry(AwsTypes.BACKUP_VAULT, this::vault),
                Map.entry(AwsTypes.RDS_INSTANCE, database -> database(database, "instance", "")),
                Map.entry(AwsTypes.RDS_CLUSTER, database -> database(database, "cluster", "cluster-")),
                Map.entry(AwsTypes.LB_LOAD_BALANCER, this::balancer),
                Map.entry(AwsTypes.ALB_LOAD_BALANCER, this::balancer),
                Map.entry(AwsTypes.ECS_CLUSTER, this::cluster),
                Map.entry(AwsTypes.IAM_ROLE, this::role),
                Map.entry(AwsTypes.IAM_POLICY, this::policy),
                Map.entry(AwsTypes.ROUTE53_ZONE, this::zone),
                Map.entry(AwsTypes.EC2_SECURITY_GROUP, this::securityGroup));
    }

    /** The refusals, sorted by URN. */
    List<DeletionRefusal> refusals() {
        return doomed.parallelStream()
                .filter(resource -> checks.containsKey(resource.type()))
                .flatMap(resource ->
                        checks.getOrDefault(resource.type(), any -> Optional.empty()).apply(resource).stream())
                .sorted(Comparator.comparing(DeletionRefusal::urn))
                .toList();
    }

    private static Optional<DeletionRefusal> refused(GraphResource resource, String code, String message) {
        return Optional.of(new DeletionRefusal(resource.urn(), resource.type(), code, message, false));
    }

    private static String text(GraphResource resource, String property) {
        return resource.output(property).asText().orElse("");
    }

    private static boolean isTrue(GraphResource resource, String property) {
        return resource.output(property).asBoolean().orElse(false);
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private Optional<DeletionRefusal> bucket(GraphResource bucket) {
        if (isTrue(bucket, "forceDestroy")) {
            return Optional.empty();
        }
        String region = "arn:aws:s3:" + text(bucket, "region");
        JsonNode found = aws.ask(
                region, "s3api", "list-object-versions", "--bucket", text(bucket, "bucket"), "--max-items", "1");
        boolean empty =
                found.path("Versions").isEmpty() && found.path("DeleteMarkers").isEmpty();
        return empty
                ? Optional.empty()
                : refused(bucket, "BucketNotEmpty", "the bucket has objects, versions or delete markers");
    }

    private Optional<DeletionRefusal> repository(GraphResource repository) {
        String arn = text(repository, "arn");
        if (isTrue(repository, "forceDelete")
                || aws.ask(arn, "ecr", "list-images", "--repository-name", text(repository, "name"), "--max-items", "1")
                        .path("imageIds")
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DeletionRefusal(
                repository.urn(), repository.type(), "RepositoryNotEmptyException", "the repository has images", true));
    }

    private Optional<DeletionRefusal> vault(GraphResource vault) {
        JsonNode found = aws.ask(
                text(vault, "arn"), "backup", "describe-backup-vault", "--backup-vault-name", text(vault, "name"));
        long points = found.path("NumberOfRecoveryPoints").asLong();
        boolean locked = found.path("Locked").asBoolean();
        return points == 0 || (isTrue(vault, "forceDestroy") && !locked)
                ? Optional.empty()
                : refused(
                        vault,
                        "InvalidRequestException",
                        "the vault holds " + points + " recovery points" + (locked ? ", and a lock keeps them" : ""));
    }

    private Optional<DeletionRefusal> database(GraphResource database, String kind, String prefix) {
        String arn = text(database, "arn");
        String identifier = text(database, kind.equals("instance") ? "identifier" : "clusterIdentifier");
        JsonNode found = aws.ask(arn, "rds", "describe-db-" + kind + "s", "--db-" + kind + "-identifier", identifier)
                .path("DB" + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + "s")
                .path(0);
        if (found.path("DeletionProtection").asBoolean() && !isTrue(database, "deletionProtection")) {
            return refused(database, "InvalidParameterCombination", "deletion protection is on in AWS");
        }
        if (isTrue(database, "skipFinalSnapshot")) {
            return Optional.empty();
        }
        String snapshot = text(database, "finalSnapshotIdentifier");
        if (snapshot.isEmpty()) {
            return refused(
                    database,
                    "InvalidParameterCombination",
                    "finalSnapshotIdentifier is required when skipFinalSnapshot is false");
        }
        boolean taken = !aws.ask(
                        arn,
                        "rds",
                        "describe-db-" + prefix + "snapshots",
                        "--filters",
                        "Name=db-" + prefix + "snapshot-id,Values=" + snapshot)
                .path(prefix.isEmpty() ? "DBSnapshots" : "DBClusterSnapshots")
                .isEmpty();
        return taken
                ? refused(database, "DBSnapshotAlreadyExists", "there is a snapshot " + snapshot)
                : Optional.empty();
    }

    private Optional<DeletionRefusal> balancer(GraphResource balancer) {
        String arn = text(balancer, "arn");
        boolean switchedOn = elements(
                        aws.ask(arn, "elbv2", "describe-load-balancer-attributes", "--load-balancer-arn", arn)
                                .path("Attributes"))
                .anyMatch(attribute -> attribute.path("Key").asText().equals("deletion_protection.enabled")
                        && attribute.path("Value").asText().equals("true"));
        return switchedOn && !isTrue(balancer, "enableDeletionProtection")
                ? refused(balancer, "OperationNotPermitted", "deletion protection is on in AWS")
                : Optional.empty();
    }

    private Optional<DeletionRefusal> cluster(GraphResource cluster) {
        String arn = text(cluster, "arn");
        Set<String> own = graph.ofType(AwsTypes.ECS_SERVICE).stream()
                .map(service -> text(service, "id"))
                .collect(Collectors.toSet());
        List<String> others = elements(
                        aws.ask(arn, "ecs", "list-services", "--cluster", arn).path("serviceArns"))
                .map(JsonNode::asText)
                .filter(service -> !own.contains(service))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : refused(
                        cluster,
                        "ClusterContainsServicesException",
                        "the cluster runs services that are not in the stack: " + String.join(", ", others));
    }

    private Optional<DeletionRefusal> role(GraphResource role) {
        if (isTrue(role, "forceDetachPolicies")) {
            return Optional.empty();
        }
        String name = text(role, "name");
        Set<String> own = new HashSet<>();
        role.output("managedPolicyArns").elements().forEach(policy -> policy.asText()
                .ifPresent(own::add));
        role.output("inlinePolicies")
                .elements()
                .forEach(policy -> policy.at("name").asText().ifPresent(own::add));
        for (GraphResource resource : graph.resources()) {
            if (resource.type().startsWith("aws:iam/") && resource.type().contains("olicy")) {
                resource.output("policyArn").asText().ifPresent(own::add);
                if (text(resource, "role").equals(name)) {
                    own.add(text(resource, "name"));
                }
            }
        }
        Set<String> foreign = new TreeSet<>();
        elements(aws.ask("", "iam", "list-attached-role-policies", "--role-name", name)
                        .path("AttachedPolicies"))
                .map(policy -> policy.path("PolicyArn").asText())
                .forEach(foreign::add);
        elements(aws.ask("", "iam", "list-role-policies", "--role-name", name).path("PolicyNames"))
                .map(JsonNode::asText)
                .forEach(foreign::add);
        foreign.removeAll(own);
        return foreign.isEmpty()
                ? Optional.empty()
                : refused(
                        role,
                        "DeleteConflict",
                        "the role has policies that are not in the stack: " + String.join(", ", foreign));
    }

    private Optional<DeletionRefusal> policy(GraphResource policy) {
        JsonNode found = aws.ask("", "iam", "list-entities-for-policy", "--policy-arn", text(policy, "arn"));
        Set<String> own = Stream.of("role", "user", "group")
                .flatMap(property -> graph.resources().stream().map(resource -> text(resource, property)))
                .collect(Collectors.toSet());
        graph.ofType(AwsTypes.IAM_ROLE).forEach(role -> own.add(text(role, "name")));
        List<String> foreign = Stream.of("Role", "User", "Group")
                .flatMap(kind -> elements(found.path("Policy" + kind + "s"))
                        .map(entity -> entity.path(kind + "Name").asText()))
                .filter(name -> !own.contains(name))
                .toList();
        return foreign.isEmpty()
                ? Optional.empty()
                : refused(
                        policy,
                        "DeleteConflict",
                        "the policy is attached to what is not in the stack: " + String.join(", ", foreign));
    }

    private Optional<DeletionRefusal> zone(GraphResource zone) {
        if (isTrue(zone, "forceDestroy")) {
            return Optional.empty();
        }
        String id = text(zone, "zoneId");
        String apex = plain(text(zone, "name"));
        Set<String> own = new HashSet<>();
        for (GraphResource dnsRecord : graph.ofType(AwsTypes.ROUTE53_RECORD)) {
            if (text(dnsRecord, "zoneId").equals(id)) {
                own.add(plain(text(dnsRecord, "fqdn")) + " " + text(dnsRecord, "type"));
            }
        }
        List<String> foreign = elements(aws.ask("", "route53", "list-resource-record-sets", "--hosted-zone-id", id)
                        .path("ResourceRecordSets"))
                .filter(set -> !(plain(set.path("Name").asText()).equals(apex)
                        && set.path("Type").asText().matches("NS|SOA")))
                .map(set -> plain(set.path("Name").asText()) + " "
                        + set.path("Type").asText())
                .filter(name -> !own.contains(name))
                .toList();
        return foreign.isEmpty()
                ? Optional.empty()
                : refused(
                        zone,
                        "HostedZoneNotEmpty",
                        "the zone has records that are not in the stack: "
                                + foreign.stream().limit(5).collect(Collectors.joining(", "))
                                + (foreign.size() > 5 ? " and " + (foreign.size() - 5) + " more" : ""));
    }

    /** Route 53 writes {@code \052} for an asterisk, and a dot at the end. */
    private static String plain(String name) {
        return name.replace("\\052", "*").replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
    }

    /** Network interfaces of services are theirs to delete; instances outside the stack keep the group. */
    private Optional<DeletionRefusal> securityGroup(GraphResource group) {
        String arn = text(group, "arn");
        String id = text(group, "id");
        boolean scales = !graph.ofType(AwsTypes.AUTOSCALING_GROUP, AwsTypes.EKS_NODE_GROUP)
                .isEmpty();
        Set<String> users = new TreeSet<>();
        if (!scales) {
            elements(aws.ask(arn, "ec2", "describe-network-interfaces", "--filters", "Name=group-id,Values=" + id)
                            .path("NetworkInterfaces"))
                    .map(card -> card.path("Attachment").path("InstanceId").asText())
                    .filter(instance -> !instance.isEmpty())
                    .forEach(users::add);
        }
        elements(aws.ask(
                                arn,
                                "ec2",
                                "describe-security-groups",
                                "--filters",
                                "Name=ip-permission.group-id,Values=" + id)
                        .path("SecurityGroups"))
                .map(other -> other.path("GroupId").asText())
                .forEach(users::add);
        users.removeAll(ids);
        return users.isEmpty()
                ? Optional.empty()
                : refused(
                        group,
                        "DependencyViolation",
                        "the security group is used outside the stack: " + String.join(", ", users));
    }
}
