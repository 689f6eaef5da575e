package dev.plinth.policies.rules.provider;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.policies.rule.ProviderTypes;
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
public final class TagRules {

    /** The types that take tags, of the services that the rules know. */
    static final List<String> TAGGABLE = List.of(
            AwsTypes.ACM_CERTIFICATE,
            AwsTypes.APIGATEWAY_DOMAIN_NAME,
            AwsTypes.APIGATEWAY_REST_API,
            AwsTypes.APIGATEWAY_STAGE,
            AwsTypes.APIGATEWAYV2_API,
            AwsTypes.APIGATEWAYV2_DOMAIN_NAME,
            AwsTypes.APIGATEWAYV2_STAGE,
            AwsTypes.APPAUTOSCALING_TARGET,
            AwsTypes.BACKUP_PLAN,
            AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
            AwsTypes.BACKUP_VAULT,
            AwsTypes.CLOUDFRONT_DISTRIBUTION,
            AwsTypes.CLOUDTRAIL_TRAIL,
            AwsTypes.CLOUDWATCH_COMPOSITE_ALARM,
            AwsTypes.CLOUDWATCH_LOG_GROUP,
            AwsTypes.CLOUDWATCH_METRIC_ALARM,
            AwsTypes.CODEBUILD_PROJECT,
            AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP,
            AwsTypes.COGNITO_USER_POOL,
            AwsTypes.DOCDB_CLUSTER,
            AwsTypes.DYNAMODB_TABLE,
            AwsTypes.EBS_SNAPSHOT_COPY,
            AwsTypes.EBS_VOLUME,
            AwsTypes.EC2_AMI_COPY,
            AwsTypes.EC2_DEFAULT_SECURITY_GROUP,
            AwsTypes.EC2_EIP,
            AwsTypes.EC2_FLOW_LOG,
            AwsTypes.EC2_INSTANCE,
            AwsTypes.EC2_INTERNET_GATEWAY,
            AwsTypes.EC2_LAUNCH_TEMPLATE,
            AwsTypes.EC2_NAT_GATEWAY,
            AwsTypes.EC2_NETWORK_ACL,
            AwsTypes.EC2_ROUTE_TABLE,
            AwsTypes.EC2_SECURITY_GROUP,
            AwsTypes.EC2_SPOT_INSTANCE_REQUEST,
            AwsTypes.EC2_SUBNET,
            AwsTypes.EC2_VPC,
            AwsTypes.EC2_VPC_ENDPOINT,
            AwsTypes.EC2_VPN_CONNECTION,
            AwsTypes.ECR_REPOSITORY,
            AwsTypes.ECS_CLUSTER,
            AwsTypes.ECS_SERVICE,
            AwsTypes.ECS_TASK_DEFINITION,
            AwsTypes.ECS_TASK_SET,
            AwsTypes.EFS_ACCESS_POINT,
            AwsTypes.EFS_FILE_SYSTEM,
            AwsTypes.EKS_CLUSTER,
            AwsTypes.ELASTICACHE_CLUSTER,
            AwsTypes.ELASTICACHE_PARAMETER_GROUP,
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            AwsTypes.ELASTICACHE_SERVERLESS_CACHE,
            AwsTypes.ELASTICACHE_SUBNET_GROUP,
            AwsTypes.ELASTICACHE_USER,
            AwsTypes.GUARDDUTY_DETECTOR,
            AwsTypes.IAM_OPEN_ID_CONNECT_PROVIDER,
            AwsTypes.IAM_POLICY,
            AwsTypes.IAM_ROLE,
            AwsTypes.KINESIS_STREAM,
            AwsTypes.KMS_KEY,
            AwsTypes.LAMBDA_FUNCTION,
            AwsTypes.LB_LISTENER,
            AwsTypes.LB_LOAD_BALANCER,
            AwsTypes.LB_TARGET_GROUP,
            AwsTypes.MEMORYDB_CLUSTER,
            AwsTypes.MQ_BROKER,
            AwsTypes.MSK_CLUSTER,
            AwsTypes.NEPTUNE_CLUSTER,
            AwsTypes.NETWORKFIREWALL_FIREWALL,
            AwsTypes.OPENSEARCH_DOMAIN,
            AwsTypes.RDS_CLUSTER,
            AwsTypes.RDS_CLUSTER_INSTANCE,
            AwsTypes.RDS_CLUSTER_PARAMETER_GROUP,
            AwsTypes.RDS_CLUSTER_SNAPSHOT,
            AwsTypes.RDS_CLUSTER_SNAPSHOT_COPY,
            AwsTypes.RDS_EVENT_SUBSCRIPTION,
            AwsTypes.RDS_GLOBAL_CLUSTER,
            AwsTypes.RDS_INSTANCE,
            AwsTypes.RDS_PARAMETER_GROUP,
            AwsTypes.RDS_PROXY,
            AwsTypes.RDS_SNAPSHOT,
            AwsTypes.RDS_SNAPSHOT_COPY,
            AwsTypes.RDS_SUBNET_GROUP,
            AwsTypes.REDSHIFT_CLUSTER,
            AwsTypes.ROUTE53_ZONE,
            AwsTypes.S3_BUCKET_V2,
            AwsTypes.SECRETSMANAGER_SECRET,
            AwsTypes.SERVICEDISCOVERY_PRIVATE_DNS_NAMESPACE,
            AwsTypes.SFN_STATE_MACHINE,
            AwsTypes.SNS_TOPIC,
            AwsTypes.SQS_QUEUE,
            AwsTypes.SSM_PARAMETER,
            AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE,
            AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE,
            AwsTypes.WAFV2_WEB_ACL);

    /** The types that name an Availability Zone, and the property that does. */
    private static final Map<String, String> ZONES = Map.of(
            AwsTypes.EBS_VOLUME,
            "availabilityZone",
            AwsTypes.EC2_INSTANCE,
            "availabilityZone",
            AwsTypes.EC2_SUBNET,
            "availabilityZone",
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            "preferredCacheClusterAzs",
            AwsTypes.RDS_CLUSTER,
            "availabilityZones",
            AwsTypes.RDS_INSTANCE,
            "availabilityZone");

    /** The region in the name of an Availability Zone or a Local Zone. */
    private static final Pattern REGION = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-\\d+)(-[a-z]+-\\d+)?[a-z]?");

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private static final Rule REQUIRED_TAGS = taggable(Rule.named("required-tags"))
            .title("Resources have the tags that the stack requires")
            .severity(Severity.LOW)
            .lookingAt(ProviderTypes.AWS_PROVIDER, "defaultTags.tags")
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
            .on(ProviderTypes.AWS_PROVIDER, "region")
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

    public static final List<Rule> ALL = List.of(REQUIRED_TAGS, ALLOWED_REGIONS, VALID_TAGS);

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
        PropertyValue all = context.graph()
                .resource(resource.urn())
                .map(registered -> registered.output("tagsAll"))
                .orElse(PropertyValue.Null.VALUE);
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

    /** An empty tag value does not count; an unknown one does. */
    private static boolean has(PropertyValue tags, String tag) {
        PropertyValue value =
                tags.revealed() instanceof ObjectValue object ? object.get(tag) : PropertyValue.Null.VALUE;
        return value.isUnknown()
                || value.asText().filter(text -> !text.isBlank()).isPresent();
    }

    /** The tags project and stack follow from the stack; other values cannot be derived. */
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
