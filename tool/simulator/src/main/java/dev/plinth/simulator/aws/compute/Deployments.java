package dev.plinth.simulator.aws.compute;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;

/**
 * Deployments of ECS services: they succeed immediately, unless a fault makes them fail.
 *
 * <p>A deployment that the circuit breaker or an alarm rolls back ends with the service revision before it, and the provider,
 * which waits for a steady service, reports success. Without a revision to return to, the provider waits until its timeout.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">How the deployment circuit
 *     breaker detects failures</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/20858">The provider's success after a rollback</a>
 */
final class Deployments {

    /** The properties of a service revision, which a rollback restores. */
    private static final List<String> REVISION = List.of(
            "taskDefinition", "loadBalancers", "networkConfiguration", "platformVersion", "capacityProviderStrategies");

    private Deployments() {}

    /** Deploys a service that is created or updated. */
    static void deploy(Operation operation) {
        StoredResource old = operation.old();
        boolean fails = new Faults(operation.store())
                .takeFailedDeployment(old == null ? "create" : "update", operation.type(), operation.logicalName());
        if (!fails) {
            return;
        }
        if (old != null && rollsBack(operation)) {
            for (String property : REVISION) {
                Object before = old.get(property);
                if (before == null) {
                    operation.state().remove(property);
                } else {
                    operation.state().put(property, before);
                }
            }
            return;
        }
        operation.require(
                !operation.flag("waitForSteadyState"),
                "timeout",
                "waiting for ECS Service to become stable: timeout while waiting for state to become 'tfSTABLE' (last state:"
                        + " 'tfPENDING', timeout: 20m0s): the new tasks failed their health checks (injected fault)");
    }

    private static boolean rollsBack(Operation operation) {
        return (operation.flag("deploymentCircuitBreaker.enable")
                        && operation.flag("deploymentCircuitBreaker.rollback"))
                || (operation.flag("alarms.enable") && operation.flag("alarms.rollback"));
    }
}
