package dev.plinth.components.loadbalancer;

import java.util.List;

/**
 * Routes of requests to targets. A request must meet one of the hosts, if there are any, and one of the paths, if there are
 * any.
 *
 * @param name the route's name within the load balancer, in kebab case; another name replaces its target group
 * @param port the port on which the targets listen, 1 to 65535; another port replaces the target group
 * @param healthCheckPath the path that answers with a status from 200 to 299 when a target is well
 * @param hosts the hosts, such as {@code api.example.com}; {@code *} and {@code ?} are wildcards
 * @param paths the paths, such as {@code /api/*}; {@code *} and {@code ?} are wildcards
 * @param priority 1 to 49000, lower is tried first, each given once
 */
public record Route(
        String name, int port, String healthCheckPath, List<String> hosts, List<String> paths, int priority) {

    /** The highest priority: AWS takes 50000, of which the last thousand is left to the rules that attach target groups. */
    public static final int MAX_PRIORITY = 49_000;

    /** A physical name of a load balancer or target group has 32 characters, of which Pulumi's random suffix takes 8. */
    static final int LONGEST_LOGICAL_NAME = 24;

    /** Copies the lists. */
    public Route {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
    }

    /**
     * Returns the most characters of the name of a route, whose target group is called after it and the load balancer.
     *
     * @param loadBalancer the load balancer's logical name
     */
    public static int longestName(String loadBalancer) {
        return LONGEST_LOGICAL_NAME - loadBalancer.length() - 1;
    }
}
