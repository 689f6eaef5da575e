package com.example.lasercutting;

import com.example.lasercutting.EnvironmentConfig.Database;
import com.example.lasercutting.EnvironmentConfig.Load;
import com.example.lasercutting.EnvironmentConfig.Network;
import com.example.lasercutting.EnvironmentConfig.Service;
import dev.plinth.components.network.CidrPlan;
import java.util.List;
import java.util.Map;

/**
 * A limit of one Region, and the need at the highest load: {@code load.growth} times the usual one, all of it in this Region.
 *
 * @param limit the limit, with the key that raises it
 * @param needed the need
 * @param available what there is
 */
record Capacity(String limit, long needed, long available) {

    /** Memory by the size of an RDS instance class, in GiB, of the families t4g and r6g. */
    private static final Map<String, Double> MEMORY_GIB = Map.ofEntries(
            Map.entry("t4g.micro", 1.0),
            Map.entry("t4g.small", 2.0),
            Map.entry("t4g.medium", 4.0),
            Map.entry("t4g.large", 8.0),
            Map.entry("t4g.xlarge", 16.0),
            Map.entry("t4g.2xlarge", 32.0),
            Map.entry("r6g.large", 16.0),
            Map.entry("r6g.xlarge", 32.0),
            Map.entry("r6g.2xlarge", 64.0),
            Map.entry("r6g.4xlarge", 128.0),
            Map.entry("r6g.8xlarge", 256.0));

    /** RDS's default of max_connections is the memory in bytes over this number, at most 5000. */
    private static final long BYTES_PER_CONNECTION = 9_531_392;

    private static final int MOST_CONNECTIONS = 5000;

    /** RDS's own sessions, the rotation of the password and a person with psql. */
    private static final int RESERVED_CONNECTIONS = 15;

    /** A rolling deployment starts the new tasks before it stops the old ones. */
    private static final int TASKS_IN_DEPLOYMENT = 2;

    /** Connections of a NAT gateway to one destination. */
    private static final int CONNECTIONS_PER_NAT = 55_000;

    /** Connections of a task to one destination beyond the VPC: keep-alive pools of Node.js. */
    private static final int OUTBOUND_PER_TASK = 50;

    private static final int CPU_UNITS = 1024;

    /** AWS reserves five addresses of each subnet. */
    private static final int RESERVED_ADDRESSES = 5;

    private static final int TARGETS_PER_LOAD_BALANCER = 1000;

    /**
     * Returns the limits of a Region.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html">Quotas of RDS</a>
     * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html">NAT gateway basics</a>
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html">Quotas of
     *     Application Load Balancers</a>
     */
    static List<Capacity> of(Network network, Database database, Service api, Service admin, Load load) {
        long tasks = (long) TASKS_IN_DEPLOYMENT * (api.maxTasks() + admin.maxTasks());
        return List.of(
                new Capacity(
                        "requests a minute (api.maxTasks * api.requestsPerTask)",
                        (long) load.growth() * load.requestsPerMinute(),
                        (long) api.maxTasks() * api.requestsPerTask()),
                new Capacity(
                        "connections to the database during a deployment (database.instanceClass)",
                        (long) TASKS_IN_DEPLOYMENT
                                        * (api.maxTasks() * api.connectionsPerTask()
                                                + admin.maxTasks() * admin.connectionsPerTask())
                                + RESERVED_CONNECTIONS,
                        connections(database)),
                new Capacity("addresses of private subnets (network.cidr)", tasks, addresses(network)),
                new Capacity(
                        "connections to one destination by NAT (network.natStrategy)",
                        tasks * OUTBOUND_PER_TASK,
                        natConnections(network)),
                new Capacity(
                        "On-Demand vCPUs on Fargate (load.fargateVcpus)",
                        vcpus(api) + vcpus(admin),
                        load.fargateVcpus()),
                new Capacity("targets of a load balancer (a quota of AWS)", tasks, TARGETS_PER_LOAD_BALANCER));
    }

    /** Returns whether the need is within the limit. */
    boolean fits() {
        return needed <= available;
    }

    @Override
    public String toString() {
        return limit + ": " + needed + " needed, " + available + " available";
    }

    /** An unknown class counts as the smallest of its size, so that the estimate is never too high. */
    private static long connections(Database database) {
        String size = database.instanceClass().replaceFirst("^db\\.", "");
        Double memory = MEMORY_GIB.get(size);
        if (memory == null) {
            String suffix = size.substring(size.indexOf('.'));
            memory = MEMORY_GIB.getOrDefault("t4g" + suffix, MEMORY_GIB.getOrDefault("r6g" + suffix, 1.0) / 2);
        }
        return Math.min(MOST_CONNECTIONS, (long) (memory * (1L << 30)) / BYTES_PER_CONNECTION);
    }

    private static long addresses(Network network) {
        return CidrPlan.of(network.cidr(), network.availabilityZones()).zones().stream()
                .mapToLong(zone -> (1L << (32 - prefix(zone.privateCidrBlock())))
                        - RESERVED_ADDRESSES
                        - network.interfaceEndpoints().size())
                .sum();
    }

    private static int prefix(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    private static long natConnections(Network network) {
        return switch (network.natStrategy()) {
            case NONE -> 0;
            case SINGLE -> CONNECTIONS_PER_NAT;
            case ONE_PER_ZONE -> (long) CONNECTIONS_PER_NAT * network.availabilityZones();
        };
    }

    private static long vcpus(Service service) {
        return ((long) TASKS_IN_DEPLOYMENT * service.maxTasks() * service.cpu() + CPU_UNITS - 1) / CPU_UNITS;
    }
}
