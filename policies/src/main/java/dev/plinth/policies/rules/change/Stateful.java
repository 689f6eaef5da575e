package dev.plinth.policies.rules.change;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.RuleContext;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Stateful resources: types whose data cannot be recreated. */
public final class Stateful {

    public static final List<String> TYPES = List.of(
            AwsTypes.RDS_INSTANCE,
            AwsTypes.RDS_CLUSTER,
            AwsTypes.DOCDB_CLUSTER,
            AwsTypes.NEPTUNE_CLUSTER,
            AwsTypes.REDSHIFT_CLUSTER,
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            AwsTypes.ELASTICACHE_CLUSTER,
            AwsTypes.MEMORYDB_CLUSTER,
            AwsTypes.OPENSEARCH_DOMAIN,
            AwsTypes.ELASTICSEARCH_DOMAIN,
            AwsTypes.MSK_CLUSTER,
            AwsTypes.MQ_BROKER,
            AwsTypes.DYNAMODB_TABLE,
            AwsTypes.S3_BUCKET_V2,
            AwsTypes.EFS_FILE_SYSTEM,
            AwsTypes.EBS_VOLUME,
            AwsTypes.BACKUP_VAULT,
            AwsTypes.KMS_KEY,
            AwsTypes.SECRETSMANAGER_SECRET,
            AwsTypes.CLOUDWATCH_LOG_GROUP,
            AwsTypes.ECR_REPOSITORY,
            AwsTypes.KINESIS_STREAM,
            AwsTypes.COGNITO_USER_POOL,
            AwsTypes.ROUTE53_ZONE,
            CloudflareTypes.ZONE,
            CloudflareTypes.R2_BUCKET,
            PlatformTypes.BLOB_STORE,
            PlatformTypes.SUPABASE_PROJECT,
            PlatformTypes.VOLUME);

    /** Names of audit logs, which must be retained for years. */
    private static final Pattern AUDIT = Pattern.compile("(?i).*(audit|trail|flow-?log|waf).*");

    /** Under every name that a type has had. */
    private static final Set<String> NAMES = Set.of(ResourceTypes.withAliases(TYPES.toArray(String[]::new)));

    private Stateful() {}

    /** Returns whether a change loses data of the resource. */
    static boolean isLostWith(ResourceChange change, RuleContext context) {
        return isLostWith(change);
    }

    /** Returns whether a resource type is stateful. */
    public static boolean includes(String type) {
        return NAMES.contains(type);
    }

    /**
     * Returns whether the resource that a change ends is one of them, and holds its own data. One that the cloud keeps when
     * it leaves the stack is not lost; its replacement still begins empty.
     */
    public static boolean isLostWith(ResourceChange change) {
        return change.before()
                .filter(resource -> !(resource.retained() && change.operation() == ResourceChange.Operation.DELETE))
                .filter(resource -> includes(resource.type()))
                .filter(resource ->
                        resource.type().equals(AwsTypes.CLOUDWATCH_LOG_GROUP) ? isAudit(resource) : !isCopy(resource))
                .isPresent();
    }

    /**
     * Returns whether a resource holds only a copy of data: a read replica, a node of a replication group, or a Docker volume
     * with the label {@code dev.plinth.content} and the value {@code recreatable}.
     */
    public static boolean isCopy(GraphResource resource) {
        if (resource.type().equals(PlatformTypes.VOLUME)) {
            return resource.input("labels").elements().stream().anyMatch(Stateful::isRecreatable);
        }
        return Stream.of("replicateSourceDb", "replicationGroupId")
                .filter(property -> property.startsWith("replicateSource")
                        || resource.type().equals(AwsTypes.ELASTICACHE_CLUSTER))
                .anyMatch(property -> !resource.input(property).isAbsent());
    }

    private static boolean isRecreatable(PropertyValue label) {
        return label.at("label").asText().filter("dev.plinth.content"::equals).isPresent()
                && label.at("value").asText().filter("recreatable"::equals).isPresent();
    }

    private static boolean isAudit(GraphResource group) {
        return AUDIT.matcher(group.name() + " " + group.input("name").asText().orElse(""))
                .matches();
    }
}
