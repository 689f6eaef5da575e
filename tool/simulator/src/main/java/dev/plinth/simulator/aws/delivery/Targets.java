package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Targets of a load balancer's requests. A change is accepted, with a warning, when it sends requests that were answered to a target
 * group that has no targets: the load balancer answers them with 503 then.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html">HTTP 503</a>
 */
public final class Targets {

    /** The paths of target groups in a rule. */
    private static final List<String> FORWARDS = List.of("actions.targetGroupArn", "actions.forward.targetGroups.arn");

    private static final String HOSTS = "conditions.hostHeader.values";
    private static final String SOURCES = "conditions.sourceIp.values";
    private static final String ATTACHED = "loadBalancers.targetGroupArn";

    /** Addresses reserved for documentation (RFC 5737); clients never have them. */
    private static final String NO_CLIENT = "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\..*";

    private Targets() {}

    /** Warns when a rule takes requests from a target group with targets to one without. */
    static void ofRule(Operation operation) {
        Set<String> groups = forwards(operation.state());
        if (groups.isEmpty()
                || matchesNothing(operation.state())
                || groups.stream().anyMatch(group -> hasTargets(operation, group))) {
            return;
        }
        StoredResource old = operation.old();
        Set<String> answering = old == null || matchesNothing(old.state()) ? Set.of() : forwards(old.state());
        boolean answered = answering.stream().anyMatch(group -> hasTargets(operation, group))
                || operation.siblings().stream()
                        .filter(other -> other.text("listenerArn").equals(operation.text("listenerArn")))
                        .filter(other -> shareHost(other.state(), operation.state()) && !matchesNothing(other.state()))
                        .anyMatch(other ->
                                forwards(other.state()).stream().anyMatch(group -> hasTargets(operation, group)));
        if (answered) {
            operation.warn("requests are answered with 503 until a target is healthy: the rule now forwards to "
                    + String.join(", ", groups)
                    + ", which has no targets, while the previous target group has some. Register targets first: attach the"
                    + " target group to the listener with a rule that matches no request");
        }
    }

    /** Warns when a service leaves a target group that a rule still sends requests to. */
    public static void ofService(Operation operation) {
        StoredResource old = operation.old();
        if (old == null) {
            return;
        }
        Set<String> left = groups(old.state(), List.of(ATTACHED));
        left.removeAll(groups(operation.state(), List.of(ATTACHED)));
        for (String group : left) {
            boolean used = operation.list(AwsTypes.LB_LISTENER_RULE).stream()
                    .anyMatch(rule -> forwards(rule.state()).contains(group) && !matchesNothing(rule.state()));
            if (used && !hasTargets(operation, group)) {
                operation.warn("requests are answered with 503 until their rule changes: the service was removed from "
                        + group + ", which a listener rule still forwards to");
            }
        }
    }

    private static Set<String> forwards(Map<String, Object> rule) {
        return groups(rule, FORWARDS);
    }

    private static Set<String> groups(Map<String, Object> state, List<String> paths) {
        Set<String> groups = new HashSet<>();
        paths.forEach(path -> Paths.values(state, path).forEach(value -> groups.add(String.valueOf(value))));
        return groups;
    }

    private static boolean matchesNothing(Map<String, Object> rule) {
        List<Object> sources = Paths.values(rule, SOURCES);
        return !sources.isEmpty()
                && sources.stream().allMatch(source -> String.valueOf(source).matches(NO_CLIENT));
    }

    private static boolean shareHost(Map<String, Object> one, Map<String, Object> other) {
        Set<Object> hosts = new HashSet<>(Paths.values(one, HOSTS));
        hosts.retainAll(Paths.values(other, HOSTS));
        return !hosts.isEmpty();
    }

    private static boolean hasTargets(Operation operation, String group) {
        StoredResource self = operation.old();
        return operation.list(AwsTypes.ECS_SERVICE).stream()
                        .filter(service -> self == null || !service.urn().equals(self.urn()))
                        .anyMatch(service -> service.number("desiredCount", 1) > 0
                                && Paths.values(service.state(), ATTACHED).contains(group))
                || operation.list(AwsTypes.LB_TARGET_GROUP_ATTACHMENT).stream()
                        .anyMatch(
                                attachment -> attachment.text("targetGroupArn").equals(group));
    }
}
