package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.Locale;
import java.util.Optional;

/**
 * Databases behind an RDS Proxy.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RegisterDBProxyTargets.html">RegisterDBProxyTargets</a>
 */
final class ProxyTargets {

    private static final String INVALID = "InvalidParameterValue";

    private ProxyTargets() {}

    /** Checks that the instance exists, has the proxy's engine and VPC, and is the proxy's only target. */
    static void check(Operation operation) {
        if (!operation.has("dbInstanceIdentifier")) {
            return;
        }
        Optional<StoredResource> instance = operation.list(AwsTypes.RDS_INSTANCE).stream()
                .filter(found -> found.text("identifier").equals(operation.text("dbInstanceIdentifier")))
                .findFirst();
        operation.require(
                instance.isPresent(),
                "DBInstanceNotFound",
                operation.render("DBInstance {dbInstanceIdentifier} not found."));
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("dbProxyName").equals(operation.text("dbProxyName"))),
                "DBProxyTargetAlreadyRegisteredFault",
                operation.render("The proxy {dbProxyName} is already associated with a database."));
        operation.list(AwsTypes.RDS_PROXY).stream()
                .filter(proxy -> proxy.text("name").equals(operation.text("dbProxyName")))
                .forEach(proxy -> check(operation, proxy, instance.get()));
    }

    private static void check(Operation operation, StoredResource proxy, StoredResource instance) {
        String family = proxy.text("engineFamily").toLowerCase(Locale.ROOT);
        String engine = instance.text("engine");
        operation.require(
                engine.isEmpty() || family.startsWith(engine) || (family.equals("mysql") && engine.equals("mariadb")),
                INVALID,
                "The engine " + engine + " of " + instance.text("identifier")
                        + " is not supported by a proxy of the family " + proxy.text("engineFamily") + ".");
        String vpc = operation.list(AwsTypes.RDS_SUBNET_GROUP).stream()
                .filter(group -> group.text("name").equals(instance.text("dbSubnetGroupName")))
                .map(group -> group.text("vpcId"))
                .findFirst()
                .orElse("");
        String own = Rules.vpcOf(
                operation,
                Values.strings(proxy.get("vpcSubnetIds")).stream().findFirst().orElse(""));
        operation.require(
                vpc.isEmpty() || own.isEmpty() || vpc.equals(own),
                INVALID,
                "The database " + instance.text("identifier") + " is in " + vpc + " and the proxy in " + own + ".");
    }
}
