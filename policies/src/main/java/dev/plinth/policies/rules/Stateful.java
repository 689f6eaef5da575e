package dev.plinth.policies.rules;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.RuleContext;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Resources that hold what nobody can make again. */
public final class Stateful {

    static final String CLUSTER = "aws:rds/cluster:Cluster";
    static final String DOCUMENT_DB = "aws:docdb/cluster:Cluster";
    static final String NEPTUNE = "aws:neptune/cluster:Cluster";
    static final String REDSHIFT = "aws:redshift/cluster:Cluster";
    static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    static final String CACHE_CLUSTER = "aws:elasticache/cluster:Cluster";
    static final String MEMORY_DB = "aws:memorydb/cluster:Cluster";
    static final String SEARCH = "aws:opensearch/domain:Domain";
    static final String KAFKA = "aws:msk/cluster:Cluster";
    static final String BROKER = "aws:mq/broker:Broker";
    static final String TABLE = "aws:dynamodb/table:Table";
    static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    static final String VOLUME = "aws:ebs/volume:Volume";
    static final String VAULT = "aws:backup/vault:Vault";
    static final String KEY = "aws:kms/key:Key";
    static final String SECRET = "aws:secretsmanager/secret:Secret";
    static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    static final String REPOSITORY = "aws:ecr/repository:Repository";
    static final String STREAM = "aws:kinesis/stream:Stream";
    static final String USER_POOL = "aws:cognito/userPool:UserPool";
    static final String HOSTED_ZONE = "aws:route53/zone:Zone";
    static final String CLOUDFLARE_ZONE = "cloudflare:index/zone:Zone";
    static final String CLOUDFLARE_BUCKET = "cloudflare:index/r2Bucket:R2Bucket";

    static final List<String> TYPES = List.of(
            RdsRules.INSTANCE,
            CLUSTER,
            DOCUMENT_DB,
            NEPTUNE,
            REDSHIFT,
            CACHE,
            CACHE_CLUSTER,
            MEMORY_DB,
            SEARCH,
            KAFKA,
            BROKER,
            TABLE,
            BUCKET,
            FILE_SYSTEM,
            VOLUME,
            VAULT,
            KEY,
            SECRET,
            LOG_GROUP,
            REPOSITORY,
            STREAM,
            USER_POOL,
            HOSTED_ZONE,
            CLOUDFLARE_ZONE,
            CLOUDFLARE_BUCKET);

    /** What logs are called that somebody must be able to read years later. */
    private static final Pattern AUDIT = Pattern.compile("(?i).*(audit|trail|flow-?log|waf).*");

    /** Under every name that a type has had. */
    private static final Set<String> NAMES = Set.of(ResourceTypes.withAliases(TYPES.toArray(String[]::new)));

    private Stateful() {}

    /** Says whether the resource that a change ends holds anything of its own. */
    static boolean isLostWith(ResourceChange change, RuleContext context) {
        return isLostWith(change);
    }

    /** Says whether resources of a type are among them. */
    public static boolean includes(String type) {
        return NAMES.contains(type);
    }

    /**
     * Says whether the resource that a change ends is one of them, and holds anything of its own. One that the cloud keeps when
     * it leaves the stack is not lost; its replacement still begins empty.
     */
    public static boolean isLostWith(ResourceChange change) {
        return change.before()
                .filter(resource -> !(resource.retained() && change.operation() == ResourceChange.Operation.DELETE))
                .filter(resource -> includes(resource.type()))
                .filter(resource -> resource.type().equals(LOG_GROUP) ? isAudit(resource) : !isCopy(resource))
                .isPresent();
    }

    /** A read replica, or a node of a replication group, holds what another one has. */
    public static boolean isCopy(GraphResource resource) {
        return Stream.of("replicateSourceDb", "replicationGroupId")
                .filter(property -> property.startsWith("replicateSource")
                        || resource.type().equals(CACHE_CLUSTER))
                .anyMatch(property -> !resource.input(property).isAbsent());
    }

    private static boolean isAudit(GraphResource group) {
        return AUDIT.matcher(group.name() + " " + group.input("name").asText().orElse(""))
                .matches();
    }
}
