package dev.plinth.simulator.aws.compute;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deployments of ECS services: ECS's own succeed immediately, unless a fault makes them fail; CodeDeploy's happen while time passes.
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
    static final List<String> REVISION = List.of(
            "taskDefinition", "loadBalancers", "networkConfiguration", "platformVersion", "capacityProviderStrategies");

    /** Properties that UpdateService does not change with CodeDeploy, in the words of its messages. */
    private static final Map<String, String> UNCHANGEABLE = new TreeMap<>(Map.of(
            "taskDefinition", "task definition",
            "loadBalancers", "load balancers",
            "networkConfiguration", "network parameters",
            "platformVersion", "platform version"));

    private static final String CODE_DEPLOY = "CODE_DEPLOY";
    private static final String INVALID = "InvalidParameterException";

    private Deployments() {}

    /** Returns whether CodeDeploy deploys a service, from its state. */
    static boolean isByCodeDeploy(Map<String, Object> state) {
        return CODE_DEPLOY.equals(
                Values.asMap(state.get("deploymentController")).get("type"));
    }

    /**
     * Checks a service that CodeDeploy deploys: its load balancer, and the properties that UpdateService
     * does not change.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">UpdateService</a>
     * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/29252">The provider's wait for a steady service</a>
     */
    static void checkController(Operation operation) {
        if (!isByCodeDeploy(operation.state())) {
            return;
        }
        operation.require(
                operation.has("loadBalancers"),
                INVALID,
                "A service with the CODE_DEPLOY deployment controller needs a load balancer.");
        if (operation.old() == null) {
            operation.require(
                    !operation.flag("waitForSteadyState"),
                    "timeout",
                    "waiting for ECS Service to become stable: timeout while waiting for state to become 'tfSTABLE' (last state:"
                            + " 'tfPENDING', timeout: 20m0s): the provider finds no deployment of ECS with the CODE_DEPLOY"
                            + " deployment controller");
            return;
        }
        UNCHANGEABLE.forEach((property, words) -> operation.require(
                !operation.changes(property),
                INVALID,
                "Unable to update " + words
                        + " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to"
                        + " trigger a new deployment."));
        operation.require(
                !operation.flag("forceNewDeployment"),
                INVALID,
                "Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to"
                        + " trigger a new deployment.");
    }

    /** Deploys a service that is created or updated. */
    static void deploy(Operation operation) {
        StoredResource old = operation.old();
        if (old != null && isByCodeDeploy(old.state())) {
            return;
        }
        Faults faults = new Faults(operation.store());
        String action = old == null ? "create" : "update";
        boolean faulty = old != null
                && operation.flag("alarms.enable")
                && operation.flag("alarms.rollback")
                && faults.takeFaultyVersion(action, operation.type(), operation.logicalName());
        boolean fails = faults.takeFailedDeployment(action, operation.type(), operation.logicalName());
        if (!fails && !faulty) {
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
