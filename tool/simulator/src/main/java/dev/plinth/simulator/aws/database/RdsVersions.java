package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.StoredResource;
import java.util.Optional;

/** Engine versions of RDS instances, and their parameter groups. */
final class RdsVersions {

    private RdsVersions() {}

    static Optional<StoredResource> source(Operation operation) {
        String source = operation.text("replicateSourceDb");
        return source.isEmpty()
                ? java.util.Optional.empty()
                : operation.store().listEverywhere(AwsTypes.RDS_INSTANCE).stream()
                        .filter(instance -> instance.arn().equals(source)
                                || (instance.region().equals(operation.region())
                                        && source.equals(instance.text("identifier"))))
                        .findFirst();
    }

    static String engine(Operation operation) {
        return operation.has("engine")
                ? operation.text("engine")
                : source(operation).map(found -> found.text("engine")).orElse("postgres");
    }

    private static String major(Operation operation, String version) {
        String[] parts = version.split("\\.", -1);
        return engine(operation).contains("postgres") || parts.length < 2 ? parts[0] : parts[0] + "." + parts[1];
    }

    static String family(Operation operation) {
        return engine(operation) + major(operation, engineVersion(operation));
    }

    static void checkVersion(Operation operation) {
        StoredResource old = operation.old();
        String to = operation.text("engineVersion");
        boolean restored = operation.has("snapshotIdentifier") || operation.has("restoreToPointInTime");
        if (old == null ? restored || to.isEmpty() : !operation.changes("engineVersion")) {
            return;
        }
        operation.require(
                Releases.isListed(engine(operation), to),
                "InvalidParameterCombination",
                "Cannot find version " + to + " for " + engine(operation));
        if (old == null) {
            return;
        }
        String from = old.text("engineVersionActual");
        operation.require(
                compare(Releases.actual(operation, engine(operation)), from) >= 0,
                "InvalidParameterCombination",
                "Cannot upgrade " + engine(operation) + " from " + from + " to " + to);
        operation.require(
                major(operation, from).equals(major(operation, to)) || operation.flag("allowMajorVersionUpgrade"),
                "InvalidParameterCombination",
                "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
    }

    /** A replica has the version of its source: RDS upgrades both together. */
    static String engineVersion(Operation operation) {
        return source(operation)
                .map(found -> found.text("engineVersion"))
                .orElseGet(() -> operation.has("engineVersion")
                        ? operation.text("engineVersion")
                        : Releases.newest(engine(operation)));
    }

    /** Until the maintenance window, an instance keeps its version and the parameter group that goes with it. */
    static void deferUpgrade(Operation operation) {
        StoredResource old = operation.old();
        if (old != null
                && operation.changes("engineVersion")
                && !operation.flag("applyImmediately")
                && !operation.has("replicateSourceDb")
                && !major(operation, old.text("engineVersion"))
                        .equals(major(operation, operation.text("engineVersion")))) {
            operation.state().put("engineVersion", old.text("engineVersion"));
            operation.state().put("parameterGroupName", old.text("parameterGroupName"));
        }
    }

    private static int compare(String left, String right) {
        String[] a = left.split("\\D+", -1);
        String[] b = right.split("\\D+", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt("0" + a[i]), Integer.parseInt("0" + b[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    static void checkParameterGroup(Operation operation) {
        operation
                .find(AwsTypes.RDS_PARAMETER_GROUP, operation.text("parameterGroupName"))
                .filter(group -> operation.has("engineVersion") || operation.has("replicateSourceDb"))
                .ifPresent(group -> operation.require(
                        group.text("family").equals(family(operation)),
                        "InvalidParameterCombination",
                        "The parameter group " + group.id() + " with DBParameterGroupFamily " + group.text("family")
                                + " can't be used for this instance. Please use a parameter group with DBParameterGroupFamily "
                                + family(operation)));
    }
}
