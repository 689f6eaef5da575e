package dev.plinth.operation.drift;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes that AWS makes as a stack configures them: capacities by autoscaling, storage by storage autoscaling, and minor
 * versions in the maintenance window. The bounds come from the stack's resources, whatever program made them.
 * Outputs that no program sets, such as the number of recovery points, are no difference to the engine.
 *
 * <p>Once it is in the state, an update would undo such a change unless the program ignores the property; only storage is left as
 * it is, since the provider ignores what RDS has grown it to.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">Application Auto
 *     Scaling's dimensions</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html">RDS storage autoscaling</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html">RDS minor version
 *     upgrades</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/v5.80.0/internal/service/rds/instance.go">the provider's
 *     DiffSuppressFunc of allocated_storage</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html">ElastiCache versions</a>
 */
final class ConfiguredChanges {

    /** Dimensions of Application Auto Scaling: dimension, type, property, and the start of the target's {@code resourceId}. */
    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension("ecs:service:DesiredCount", AwsTypes.ECS_SERVICE, "desiredCount", "service/"),
            new Dimension("dynamodb:table:ReadCapacityUnits", AwsTypes.DYNAMODB_TABLE, "readCapacity", "table/"),
            new Dimension("dynamodb:table:WriteCapacityUnits", AwsTypes.DYNAMODB_TABLE, "writeCapacity", "table/"),
            new Dimension(
                    "elasticache:replication-group:NodeGroups",
                    AwsTypes.ELASTICACHE_REPLICATION_GROUP,
                    "numNodeGroups",
                    "replication-group/"),
            new Dimension(
                    "elasticache:replication-group:Replicas",
                    AwsTypes.ELASTICACHE_REPLICATION_GROUP,
                    "replicasPerNodeGroup",
                    "replication-group/"),
            new Dimension(
                    "ec2:spot-fleet-request:TargetCapacity",
                    AwsTypes.EC2_SPOT_FLEET_REQUEST,
                    "targetCapacity",
                    "spot-fleet-request/"));

    /** Types with engine versions that AWS upgrades where {@code autoMinorVersionUpgrade} says so, which it does by default. */
    private static final Set<String> ENGINES = Set.of(
            AwsTypes.RDS_INSTANCE,
            AwsTypes.RDS_CLUSTER_INSTANCE,
            AwsTypes.RDS_CLUSTER,
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            AwsTypes.ELASTICACHE_CLUSTER,
            AwsTypes.MEMORYDB_CLUSTER,
            AwsTypes.MQ_BROKER);

    private static final String STORAGE = "allocatedStorage";
    private static final String ACTUAL_VERSION = "engineVersionActual";
    private static final Set<String> VERSIONS = Set.of("engineVersion", ACTUAL_VERSION);

    /** Properties that no update reverts: the provider suppresses the difference, or no program sets the property. */
    private static final Set<String> TAKEN = Set.of(STORAGE, ACTUAL_VERSION);

    /** Engines whose major version has two numbers, such as 8.0 of MySQL. */
    private static final String TWO_NUMBERS = "(aurora-)?mysql|mariadb";

    private final ResourceGraph state;

    /** A capacity that is scaled. */
    private record Dimension(String name, String type, String property, String prefix) {}

    /** From and to, both included. */
    private record Bounds(double least, double most) {
        boolean contains(double value) {
            return value >= least && value <= most;
        }

        String words() {
            return "within " + Drift.number(least) + "–" + Drift.number(most);
        }
    }

    ConfiguredChanges(ResourceGraph state) {
        this.state = state;
    }

    /**
     * The changed properties of which the engine says nothing, as the provider suppresses their differences or no program sets
     * them.
     */
    List<String> silent(ResourceChange change) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return List.of();
        }
        GraphResource old = change.before().get();
        GraphResource found = change.after().get();
        return Stream.of(STORAGE, ACTUAL_VERSION)
                .filter(property -> isWatched(old.type(), property))
                .filter(property -> !old.output(property).isAbsent()
                        && !old.output(property).equals(found.output(property)))
                .toList();
    }

    private static boolean isWatched(String type, String property) {
        return property.equals(STORAGE) ? type.equals(AwsTypes.RDS_INSTANCE) : ENGINES.contains(type);
    }

    /**
     * The change of a property as AWS makes it by itself; empty when it is drift.
     *
     * @param change the resource in the state and in the cloud
     * @param path the property's path
     */
    Optional<ExpectedChange> expected(ResourceChange change, String path) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Optional.empty();
        }
        GraphResource old = change.before().get();
        GraphResource found = change.after().get();
        String property = path.split("[.\\[]", 2)[0];
        PropertyValue before = old.output(path);
        PropertyValue after = found.output(path);
        return bound(old, property, path, before, after)
                .map(bound -> new ExpectedChange(
                        found, path, Drift.words(before), Drift.words(after), bound, !TAKEN.contains(property)));
    }

    private Optional<String> bound(
            GraphResource old, String property, String path, PropertyValue before, PropertyValue after) {
        String type = old.type();
        if (property.equals(STORAGE) && isWatched(type, property)) {
            return grown(before, after, old.output("maxAllocatedStorage"));
        }
        if (ENGINES.contains(type) && VERSIONS.contains(property)) {
            return upgraded(old, before, after);
        }
        return bounds(old, path)
                .filter(bounds -> after.asNumber().isPresent()
                        && bounds.contains(after.asNumber().getAsDouble()))
                .map(Bounds::words);
    }

    private static Optional<String> grown(PropertyValue before, PropertyValue after, PropertyValue most) {
        boolean within = before.asNumber().isPresent()
                && after.asNumber().isPresent()
                && most.asNumber().isPresent()
                && new Bounds(before.asNumber().getAsDouble(), most.asNumber().getAsDouble())
                        .contains(after.asNumber().getAsDouble());
        return within ? Optional.of("up to " + Drift.words(most) + " GiB") : Optional.empty();
    }

    private Optional<String> upgraded(GraphResource old, PropertyValue before, PropertyValue after) {
        String from = before.asText().orElse("");
        String to = after.asText().orElse("");
        String major = major(old.output("engine").asText().orElse(""), from);
        boolean minor = !major.isEmpty() && (to + ".").startsWith(major + ".") && compare(from, to) < 0;
        return minor && isUpgraded(old) ? Optional.of("within version " + major) : Optional.empty();
    }

    /** A cluster is upgraded with its instances, unless one of them is not. */
    private boolean isUpgraded(GraphResource resource) {
        List<GraphResource> members = resource.type().equals(AwsTypes.RDS_CLUSTER)
                ? state.referrers(resource, "clusterIdentifier", AwsTypes.RDS_CLUSTER_INSTANCE)
                : List.of();
        return Stream.concat(Stream.of(resource), members.stream())
                .map(each -> each.output("autoMinorVersionUpgrade"))
                // ElastiCache's is a text.
                .noneMatch(
                        automatic -> automatic.asBoolean().map(value -> !value).orElse(false)
                                || automatic.asText().filter("false"::equals).isPresent());
    }

    private static String major(String engine, String version) {
        String[] numbers = version.split("\\.", -1);
        boolean two = engine.matches(TWO_NUMBERS) || (engine.contains("postgres") && version.startsWith("9."));
        return two && numbers.length > 1 ? numbers[0] + "." + numbers[1] : numbers[0];
    }

    private static int compare(String left, String right) {
        String[] one = left.split("\\D+", -1);
        String[] other = right.split("\\D+", -1);
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            int difference = Integer.compare(number(one, i), number(other, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d{1,9}") ? Integer.parseInt(parts[index]) : 0;
    }

    private Optional<Bounds> bounds(GraphResource resource, String path) {
        return switch (resource.type() + " " + path) {
            case "aws:autoscaling/group:Group desiredCapacity" -> bounds(resource, "minSize", "maxSize");
            case "aws:eks/nodeGroup:NodeGroup scalingConfig.desiredSize" ->
                bounds(resource, "scalingConfig.minSize", "scalingConfig.maxSize");
            case AwsTypes.APPAUTOSCALING_TARGET + " minCapacity", AwsTypes.APPAUTOSCALING_TARGET + " maxCapacity" ->
                scheduled(resource, path);
            default ->
                DIMENSIONS.stream()
                        .filter(dimension -> dimension.type().equals(resource.type())
                                && dimension.property().equals(path))
                        .flatMap(dimension -> scaled(resource, dimension).stream())
                        .findFirst();
        };
    }

    private static Optional<Bounds> bounds(GraphResource resource, String least, String most) {
        PropertyValue from = resource.output(least);
        PropertyValue to = resource.output(most);
        return from.asNumber().isPresent() && to.asNumber().isPresent()
                ? Optional.of(
                        new Bounds(from.asNumber().getAsDouble(), to.asNumber().getAsDouble()))
                : Optional.empty();
    }

    /** The bounds of a target, as far as its scheduled actions move them. */
    private Optional<Bounds> scaled(GraphResource resource, Dimension dimension) {
        String id = dimension.prefix() + identifier(resource);
        return state.ofType(AwsTypes.APPAUTOSCALING_TARGET).stream()
                .filter(target -> is(target, dimension.name(), id))
                .findFirst()
                .flatMap(target -> bounds(target, "minCapacity", "maxCapacity"))
                .map(bounds -> new Bounds(
                        Math.min(bounds.least(), extreme(dimension.name(), id, "minCapacity", true, bounds.least())),
                        Math.max(bounds.most(), extreme(dimension.name(), id, "maxCapacity", false, bounds.most()))));
    }

    private Optional<Bounds> scheduled(GraphResource target, String path) {
        String dimension = target.output("scalableDimension").asText().orElse("");
        String id = target.output("resourceId").asText().orElse("");
        boolean any = state.ofType(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION).stream()
                .anyMatch(action -> is(action, dimension, id));
        return any
                ? Optional.of(new Bounds(
                        extreme(dimension, id, path, true, Double.MAX_VALUE), extreme(dimension, id, path, false, 0)))
                : Optional.empty();
    }

    private double extreme(String dimension, String id, String property, boolean least, double otherwise) {
        var values = state.ofType(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION).stream()
                .filter(action -> is(action, dimension, id))
                .flatMap(action -> action.output("scalableTargetAction." + property).asNumber().stream()
                        .boxed())
                .mapToDouble(Double::doubleValue);
        return (least ? values.min() : values.max()).orElse(otherwise);
    }

    private static boolean is(GraphResource scaling, String dimension, String id) {
        return scaling.output("scalableDimension")
                        .asText()
                        .filter(dimension::equals)
                        .isPresent()
                && scaling.output("resourceId").asText().filter(id::equals).isPresent();
    }

    /** The resource as a target names it: {@code <cluster>/<service>} for a service, and its name or id otherwise. */
    private static String identifier(GraphResource resource) {
        String name = resource.output("name").asText().orElse("");
        return switch (resource.type()) {
            case AwsTypes.ECS_SERVICE ->
                resource.output("cluster").asText().orElse("default").replaceFirst("^.*/", "") + "/" + name;
            case AwsTypes.ELASTICACHE_REPLICATION_GROUP ->
                resource.output("replicationGroupId").asText().orElse(name);
            case AwsTypes.EC2_SPOT_FLEET_REQUEST ->
                resource.output("id").asText().orElse(name);
            default -> name;
        };
    }
}
