package dev.plinth.policies.rules;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for the tags that resources carry and the regions that they stand in. */
final class TagRules {

    /** The types that take tags, of the services that the rules know. */
    static final List<String> TAGGABLE = List.of(
            "aws:acm/certificate:Certificate",
            "aws:apigateway/domainName:DomainName",
            "aws:apigateway/restApi:RestApi",
            "aws:apigateway/stage:Stage",
            "aws:apigatewayv2/api:Api",
            "aws:apigatewayv2/domainName:DomainName",
            "aws:apigatewayv2/stage:Stage",
            "aws:appautoscaling/target:Target",
            "aws:backup/plan:Plan",
            "aws:backup/restoreTestingPlan:RestoreTestingPlan",
            "aws:backup/vault:Vault",
            "aws:cloudfront/distribution:Distribution",
            "aws:cloudtrail/trail:Trail",
            "aws:cloudwatch/compositeAlarm:CompositeAlarm",
            "aws:cloudwatch/logGroup:LogGroup",
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "aws:codebuild/project:Project",
            "aws:codedeploy/deploymentGroup:DeploymentGroup",
            "aws:cognito/userPool:UserPool",
            "aws:docdb/cluster:Cluster",
            "aws:dynamodb/table:Table",
            "aws:ebs/snapshotCopy:SnapshotCopy",
            "aws:ebs/volume:Volume",
            "aws:ec2/amiCopy:AmiCopy",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            "aws:ec2/eip:Eip",
            "aws:ec2/flowLog:FlowLog",
            "aws:ec2/instance:Instance",
            "aws:ec2/internetGateway:InternetGateway",
            "aws:ec2/launchTemplate:LaunchTemplate",
            "aws:ec2/natGateway:NatGateway",
            "aws:ec2/networkAcl:NetworkAcl",
            "aws:ec2/routeTable:RouteTable",
            "aws:ec2/securityGroup:SecurityGroup",
            "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
            "aws:ec2/subnet:Subnet",
            "aws:ec2/vpc:Vpc",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "aws:ec2/vpnConnection:VpnConnection",
            "aws:ecr/repository:Repository",
            "aws:ecs/cluster:Cluster",
            "aws:ecs/service:Service",
            "aws:ecs/taskDefinition:TaskDefinition",
            "aws:ecs/taskSet:TaskSet",
            "aws:efs/accessPoint:AccessPoint",
            "aws:efs/fileSystem:FileSystem",
            "aws:eks/cluster:Cluster",
            "aws:elasticache/cluster:Cluster",
            "aws:elasticache/parameterGroup:ParameterGroup",
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "aws:elasticache/serverlessCache:ServerlessCache",
            "aws:elasticache/subnetGroup:SubnetGroup",
            "aws:elasticache/user:User",
            "aws:guardduty/detector:Detector",
            "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
            "aws:iam/policy:Policy",
            "aws:iam/role:Role",
            "aws:kinesis/stream:Stream",
            "aws:kms/key:Key",
            "aws:lambda/function:Function",
            "aws:lb/listener:Listener",
            "aws:lb/loadBalancer:LoadBalancer",
            "aws:lb/targetGroup:TargetGroup",
            "aws:memorydb/cluster:Cluster",
            "aws:mq/broker:Broker",
            "aws:msk/cluster:Cluster",
            "aws:neptune/cluster:Cluster",
            "aws:networkfirewall/firewall:Firewall",
            "aws:opensearch/domain:Domain",
            "aws:rds/cluster:Cluster",
            "aws:rds/clusterInstance:ClusterInstance",
            "aws:rds/clusterParameterGroup:ClusterParameterGroup",
            "aws:rds/clusterSnapshot:ClusterSnapshot",
            "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
            "aws:rds/eventSubscription:EventSubscription",
            "aws:rds/globalCluster:GlobalCluster",
            "aws:rds/instance:Instance",
            "aws:rds/parameterGroup:ParameterGroup",
            "aws:rds/proxy:Proxy",
            "aws:rds/snapshot:Snapshot",
            "aws:rds/snapshotCopy:SnapshotCopy",
            "aws:rds/subnetGroup:SubnetGroup",
            "aws:redshift/cluster:Cluster",
            "aws:route53/zone:Zone",
            "aws:s3/bucketV2:BucketV2",
            "aws:secretsmanager/secret:Secret",
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
            "aws:sfn/stateMachine:StateMachine",
            "aws:sns/topic:Topic",
            "aws:sqs/queue:Queue",
            "aws:ssm/parameter:Parameter",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "aws:wafv2/webAcl:WebAcl");

    /** The types that name an Availability Zone, and the property that does. */
    private static final Map<String, String> ZONES = Map.of(
            "aws:ebs/volume:Volume",
            "availabilityZone",
            "aws:ec2/instance:Instance",
            "availabilityZone",
            "aws:ec2/subnet:Subnet",
            "availabilityZone",
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "preferredCacheClusterAzs",
            "aws:rds/cluster:Cluster",
            "availabilityZones",
            "aws:rds/instance:Instance",
            "availabilityZone");

    /** The region in the name of an Availability Zone or a Local Zone. */
    private static final Pattern REGION = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-\\d+)(-[a-z]+-\\d+)?[a-z]?");

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private static final Rule REQUIRED_TAGS = taggable(Rule.named("required-tags"))
            .title("Resources have the tags that the stack requires")
            .severity(Severity.LOW)
            .lookingAt(ProviderRules.AWS, "defaultTags.tags")
            .risk("The owner, the cost center and the purpose of the resource are unknown.")
            .remediation(
                    """
                    Set the tags on the provider, which applies them to every resource:
                    ProviderDefaultTagsArgs.builder().tags(Map.of("project", "shop", "stack", "production"))
                    """)
            .correctedBy(TagRules::withKnownTags)
            .requires(TagRules::carriesTags);

    private static final Rule ALLOWED_REGIONS = zoned(Rule.named("allowed-regions"))
            .title("Providers, resources and Availability Zones are in the Regions that the stack allows")
            .severity(Severity.HIGH)
            .on(ProviderRules.AWS, "region")
            .risk("Data leaves the permitted countries, and resources in other Regions go unnoticed.")
            .remediation(
                    """
                    Choose one of plinth:policy: allowedRegions:
                    ProviderArgs.builder().region("eu-central-1")
                    """)
            .requires(TagRules::isInAllowedRegion);

    private static final Rule VALID_TAGS = taggable(Rule.named("tags-valid"))
            .title("Tags have valid keys and values")
            .severity(Severity.MEDIUM)
            .risk("AWS rejects the tags during the update.")
            .remediation(
                    """
                    Use letters, digits, spaces and _ . : / = + - @, keys of up to 128 characters and values of up to 256:
                    Map.of("cost-center", "research and development")
                    """)
            .requires(TagRules::areValid);

    static final List<Rule> ALL = List.of(REQUIRED_TAGS, ALLOWED_REGIONS, VALID_TAGS);

    private TagRules() {}

    private static Rule.Builder taggable(Rule.Builder rule) {
        TAGGABLE.forEach(type -> rule.on(type, "tags"));
        return rule;
    }

    /** Since version 7 of the provider, each resource can name its Region; the SDK that the rules are checked by has 6. */
    private static Rule.Builder zoned(Rule.Builder rule) {
        TAGGABLE.forEach(type -> rule.on(type));
        ZONES.forEach(rule::on);
        return rule;
    }

    /**
     * EC2 takes every character; IAM takes no two keys that differ only in case.
     *
     * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">Tag naming limits</a>
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html">Tags of IAM</a>
     */
    private static Verdict areValid(GraphResource resource, RuleContext context) {
        PropertyValue tags = resource.input("tags");
        if (tags.isUnknown()) {
            return Verdict.unknown("tags");
        }
        if (tags.isEmpty()) {
            return Verdict.PASS;
        }
        if (!(tags.revealed() instanceof ObjectValue object)) {
            return Verdict.fail("tags is " + tags.describe() + " but must be an object");
        }
        boolean anyCharacter = resource.type().matches("aws:(ec2|ebs|vpc)/.*");
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        object.properties().forEach((key, value) -> {
            boolean plain = anyCharacter || isPlain(key);
            String text = value.isUnknown() || value.isAbsent()
                    ? ""
                    : value.asText().orElseGet(() -> isScalar(value) ? "" : "{}");
            boolean plainValue = anyCharacter || isPlain(text);
            verdicts.add(Verdict.passIf(
                    plain && key.length() <= LONGEST_KEY && !key.regionMatches(true, 0, "aws:", 0, 4),
                    "tags has the key " + key + ", which AWS rejects"));
            verdicts.add(Verdict.passIf(
                    plainValue && text.length() <= LONGEST_VALUE, "tags." + key + " has a value that AWS rejects"));
            verdicts.add(Verdict.passIf(
                    keys.add(key) || !resource.type().startsWith("aws:iam/"),
                    "tags has the key " + key + " twice, and IAM ignores case"));
        });
        return Verdict.all(verdicts);
    }

    /** Letters, digits and spaces of any language, and some signs. */
    private static boolean isPlain(String text) {
        return text.codePoints()
                .allMatch(character -> Character.isLetterOrDigit(character)
                        || Character.isSpaceChar(character)
                        || "_.:/=+-@".indexOf(character) >= 0);
    }

    private static boolean isScalar(PropertyValue value) {
        return value.asNumber().isPresent() || value.asBoolean().isPresent();
    }

    private static Verdict carriesTags(GraphResource resource, RuleContext context) {
        List<String> required = context.parameters().requiredTags();
        if (required.isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue own = resource.input("tags");
        if (!own.isAbsent() && !own.isUnknown() && !(own.revealed() instanceof ObjectValue)) {
            return Verdict.fail("tags is " + own.describe() + " but must be an object");
        }
        Optional<GraphResource> provider = context.graph().resource(providerUrn(resource));
        PropertyValue defaults = provider.map(Tags::ofProvider).orElse(PropertyValue.Null.VALUE);
        // What a plan or a state says of all tags, those of the provider's among them.
        PropertyValue all = resource.output("tagsAll");
        List<String> missing = required.stream()
                .filter(tag -> !has(own, tag) && !has(defaults, tag) && !has(all, tag))
                .toList();
        if (missing.isEmpty()) {
            return Verdict.PASS;
        }
        boolean told = all.revealed() instanceof ObjectValue && !all.containsUnknown();
        boolean undecided = !told && (own.isUnknown() || defaults.isUnknown() || provider.isEmpty());
        return undecided ? Verdict.unknown("tags") : Verdict.fail("tags lacks " + String.join(", ", missing));
    }

    /** The engine adds the provider's id to its URN. */
    private static String providerUrn(GraphResource resource) {
        String[] parts = resource.provider().split("::", -1);
        return parts.length == 5 ? String.join("::", List.of(parts).subList(0, 4)) : resource.provider();
    }

    /** An empty value tells nothing; one that is not known yet will. */
    private static boolean has(PropertyValue tags, String tag) {
        PropertyValue value =
                tags.revealed() instanceof ObjectValue object ? object.get(tag) : PropertyValue.Null.VALUE;
        return value.isUnknown()
                || value.asText().filter(text -> !text.isBlank()).isPresent();
    }

    /** The tags project and stack follow from where the resource is; nobody but its owner knows others. */
    private static ObjectValue withKnownTags(GraphResource resource, RuleContext context) {
        PropertyValue own = resource.input("tags");
        if (own.isUnknown()) {
            return resource.inputs();
        }
        SortedMap<String, PropertyValue> tags =
                new TreeMap<>(own.revealed() instanceof ObjectValue object ? object.properties() : new TreeMap<>());
        Map<String, String> known = Map.of(
                "project", context.graph().project(), "stack", context.graph().stack());
        known.forEach((tag, value) -> {
            if (context.parameters().requiredTags().contains(tag) && !has(own, tag)) {
                tags.put(tag, new PropertyValue.Text(value));
            }
        });
        SortedMap<String, PropertyValue> inputs =
                new TreeMap<>(resource.inputs().properties());
        ObjectValue corrected = new ObjectValue(tags);
        inputs.put("tags", own instanceof PropertyValue.Secret ? new PropertyValue.Secret(corrected) : corrected);
        return new ObjectValue(inputs);
    }

    private static Verdict isInAllowedRegion(GraphResource resource, RuleContext context) {
        List<String> allowed = context.parameters().allowedRegions();
        List<String> properties = Stream.of("region", ZONES.getOrDefault(resource.type(), "region"))
                .distinct()
                .toList();
        return Verdict.all(properties.stream()
                .map(property -> isInAllowedRegion(resource, property, allowed))
                .toList());
    }

    private static Verdict isInAllowedRegion(GraphResource resource, String property, List<String> allowed) {
        PropertyValue value = resource.input(property);
        if (allowed.isEmpty() || value.isAbsent()) {
            return Verdict.NOT_APPLICABLE;
        }
        if (value.containsUnknown()) {
            return Verdict.unknown(property);
        }
        List<PropertyValue> places = value.elements().isEmpty() ? List.of(value) : value.elements();
        return Verdict.all(places.stream()
                .map(place -> Verdict.passIf(
                        allowed.contains(region(place)),
                        property + " is " + place.describe() + " but must be in one of " + String.join(", ", allowed)))
                .toList());
    }

    private static String region(PropertyValue place) {
        Matcher matcher = REGION.matcher(place.asText().orElse(""));
        return matcher.matches() ? matcher.group(1) : "";
    }
}
