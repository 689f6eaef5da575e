package dev.plinth.preview.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.flow.FlowSolver;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * The solver against one that knows nothing of classes: it sends each packet of every address of small subnets to a few
 * ports and back, and looks at each rule with plain arithmetic.
 */
class FlowSolverPropertyTest {

    /** The ports that packets go to; rules use borders around them. */
    private static final List<Integer> PORTS = List.of(21, 22, 23, 443, 5432);

    /** The ports that answers go to. */
    private static final List<Integer> ANSWERS = List.of(1024, 30000, 49999, 50000, 65535);

    /** A network of 10.0.0.0/16 as a number and a prefix length. */
    private record Block(long base, int length) {
        boolean has(long address) {
            return length == 0 || (address >> (32 - length)) == (base >> (32 - length));
        }

        String cidr() {
            return ((base >> 24) & 255) + "." + ((base >> 16) & 255) + "." + ((base >> 8) & 255) + "." + (base & 255)
                    + "/" + length;
        }
    }

    /** A rule of a group; the peer is a block, or a group when {@code group} isn't negative. */
    private record Rule(boolean ingress, int from, int to, Block block, int group) {}

    /** An entry of a network ACL. */
    private record Entry(boolean egress, int number, boolean allow, int from, int to, Block block) {}

    /** A host in a subnet. */
    private record Host(int subnet, List<Integer> groups, boolean publicAddress) {}

    /**
     * A network.
     *
     * @param groups the rules of each security group
     * @param acls the entries of each subnet's network ACL
     * @param gateways where each subnet's default route leads: 0 nowhere, 1 an internet gateway, 2 a NAT gateway in the
     *     first subnet
     * @param hosts the hosts
     */
    private record Net(List<List<Rule>> groups, List<List<Entry>> acls, List<Integer> gateways, List<Host> hosts) {}

    private static final long VPC = 10L << 24;
    private static final int SUBNETS = 3;

    private static Block subnet(int index) {
        return new Block(VPC + index * 4L, 30);
    }

    private static Arbitrary<Block> blocks() {
        return Arbitraries.of(
                new Block(0, 0),
                new Block(VPC, 16),
                subnet(0),
                subnet(1),
                subnet(2),
                new Block(VPC, 29),
                new Block(VPC + 5, 32),
                new Block(VPC + 8, 31),
                new Block(203L << 24, 8));
    }

    @Provide
    Arbitrary<Net> nets() {
        Arbitrary<int[]> ranges = Arbitraries.of(
                new int[] {0, 65535}, new int[] {22, 22}, new int[] {22, 443}, new int[] {5432, 5432}, new int[] {
                    1024, 65535
                });
        Arbitrary<Rule> rules = Combinators.combine(
                        Arbitraries.of(true, false),
                        ranges,
                        blocks(),
                        Arbitraries.integers().between(-2, 1))
                .as((ingress, range, block, group) -> new Rule(ingress, range[0], range[1], block, group));
        Arbitrary<int[]> entryRanges = Arbitraries.of(
                new int[] {0, 65535}, new int[] {22, 22}, new int[] {1024, 65535}, new int[] {1024, 49999}, new int[] {
                    443, 5432
                });
        Arbitrary<Entry> entries = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 1000),
                        Arbitraries.of(true, true, true, false),
                        entryRanges,
                        blocks())
                .as((egress, number, allow, range, block) ->
                        new Entry(egress, number, allow, range[0], range[1], block));
        Arbitrary<Host> hosts = Combinators.combine(
                        Arbitraries.integers().between(0, SUBNETS - 1),
                        Arbitraries.integers()
                                .between(0, 1)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2)
                                .uniqueElements(),
                        Arbitraries.of(true, false))
                .as(Host::new);
        // A subnet has an ACL of its own or, when its list is empty, the VPC's.
        return Combinators.combine(
                        rules.list().ofMaxSize(6).list().ofSize(2),
                        entries.list()
                                .ofMaxSize(7)
                                .uniqueElements(entry -> entry.egress() + " " + entry.number())
                                .list()
                                .ofSize(SUBNETS),
                        Arbitraries.integers().between(0, 2).list().ofSize(SUBNETS),
                        hosts.list().ofSize(2))
                .as(Net::new);
    }

    @Property(tries = 300)
    void agreesWithEveryPacket(@ForAll("nets") Net net) {
        List<Flow> flows = FlowSolver.flows(CloudNetworkReader.read(Graphs.of(resources(net))));

        for (String source : List.of("host-0", "host-1", "internet")) {
            for (String destination : List.of("host-0", "host-1", "internet")) {
                if (source.equals("internet") && destination.equals("internet")) {
                    continue;
                }
                for (int port : PORTS) {
                    assertThat(solved(flows, source, destination, port))
                            .as(source + " to " + destination + ":" + port)
                            .isEqualTo(tried(net, source, destination, port));
                }
            }
        }
    }

    private static String solved(List<Flow> flows, String source, String destination, int port) {
        return flows.stream()
                .filter(flow -> flow.source().equals(source)
                        && flow.destination().equals(destination)
                        && flow.via().isEmpty()
                        && flow.protocol() == Protocol.TCP
                        && flow.ports().contains(PortRange.of(port)))
                .map(flow -> flow.certainty() == Certainty.OPEN
                        ? "always"
                        : flow.certainty().name())
                .findFirst()
                .orElse("never")
                .replace("PARTIAL", "sometimes");
    }

    // One packet after the other

    private static List<Long> addresses(Net net, String name) {
        if (name.equals("internet")) {
            // One of 203.0.0.0/8 and one that no rule names.
            return List.of((203L << 24) + 7, (8L << 24) + 8);
        }
        Block block = subnet(host(net, name).subnet());
        return List.of(block.base(), block.base() + 1, block.base() + 2, block.base() + 3);
    }

    private static Host host(Net net, String name) {
        return net.hosts().get(Integer.parseInt(name.substring(5)));
    }

    private static String tried(Net net, String source, String destination, int port) {
        boolean ever = false;
        boolean always = true;
        List<List<Boolean>> byAnswer = new ArrayList<>();
        for (int answer : ANSWERS) {
            List<Boolean> passed = new ArrayList<>();
            // Of the internet's addresses, any one counts; of a host's, each does.
            for (long from : addresses(net, source)) {
                for (long to : addresses(net, destination)) {
                    passed.add(passes(net, source, destination, from, to, port, answer));
                }
            }
            byAnswer.add(passed);
            ever |= passed.contains(true);
            always &= complete(passed, source, destination);
        }
        assertThat(byAnswer).hasSize(ANSWERS.size());
        return always && ever ? "always" : ever ? "sometimes" : "never";
    }

    private static boolean complete(List<Boolean> passed, String source, String destination) {
        if (!source.equals("internet") && !destination.equals("internet")) {
            return !passed.contains(false);
        }
        boolean inner = source.equals("internet");
        int hosts = 4;
        for (int host = 0; host < hosts; host++) {
            boolean any = false;
            for (int outside = 0; outside < 2; outside++) {
                any |= passed.get(inner ? outside * hosts + host : host * 2 + outside);
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(
            Net net, String source, String destination, long from, long to, int port, int answer) {
        boolean out = source.equals("internet");
        boolean in = destination.equals("internet");
        if (!out && !grouped(net, host(net, source), false, to, in ? null : host(net, destination), port)) {
            return false;
        }
        if (!in && !grouped(net, host(net, destination), true, from, out ? null : host(net, source), port)) {
            return false;
        }
        int near = out ? -1 : host(net, source).subnet();
        int far = in ? -1 : host(net, destination).subnet();
        if (near != far) {
            if (near >= 0 && !(acl(net, near, true, to, port) && acl(net, near, false, to, answer))) {
                return false;
            }
            if (far >= 0 && !(acl(net, far, false, from, port) && acl(net, far, true, from, answer))) {
                return false;
            }
        }
        if (in) {
            return leaves(net, host(net, source), from, to, port, answer);
        }
        return !out || (net.gateways().get(far) == 1 && host(net, destination).publicAddress());
    }

    private static boolean leaves(Net net, Host host, long from, long to, int port, int answer) {
        int gateway = net.gateways().get(host.subnet());
        if (gateway == 1) {
            return host.publicAddress();
        }
        if (gateway == 0 || net.gateways().get(0) != 1) {
            return false;
        }
        return host.subnet() == 0
                || (acl(net, 0, false, from, port)
                        && acl(net, 0, true, to, port)
                        && acl(net, 0, false, to, answer)
                        && acl(net, 0, true, from, answer));
    }

    private static boolean grouped(Net net, Host host, boolean ingress, long address, @Nullable Host other, int port) {
        for (int group : host.groups()) {
            for (Rule rule : net.groups().get(group)) {
                boolean peer = rule.group() >= 0
                        ? other != null && other.groups().contains(rule.group())
                        : rule.block().has(address);
                if (rule.ingress() == ingress && rule.from() <= port && port <= rule.to() && peer) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean acl(Net net, int subnet, boolean egress, long address, int port) {
        if (net.acls().get(subnet).isEmpty()) {
            return true;
        }
        Entry first = null;
        for (Entry entry : net.acls().get(subnet)) {
            if (entry.egress() == egress
                    && entry.from() <= port
                    && port <= entry.to()
                    && entry.block().has(address)
                    && (first == null || entry.number() < first.number())) {
                first = entry;
            }
        }
        return first != null && first.allow();
    }

    // The same network as resources

    private static List<Graphs.Node> resources(Net net) {
        List<Graphs.Node> nodes = new ArrayList<>();
        nodes.add(Graphs.node("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16")));
        nodes.add(Graphs.node("aws:ec2/internetGateway:InternetGateway", "igw", Map.of())
                .refers("vpcId", "vpc"));
        nodes.add(Graphs.node("aws:ec2/natGateway:NatGateway", "nat", Map.of()).refers("subnetId", "subnet-0"));
        for (int i = 0; i < SUBNETS; i++) {
            nodes.add(Graphs.node(
                            "aws:ec2/subnet:Subnet",
                            "subnet-" + i,
                            Map.of("cidrBlock", subnet(i).cidr()))
                    .refers("vpcId", "vpc"));
            nodes.add(Graphs.node("aws:ec2/routeTable:RouteTable", "table-" + i, Map.of())
                    .refers("vpcId", "vpc"));
            nodes.add(Graphs.node("aws:ec2/routeTableAssociation:RouteTableAssociation", "association-" + i, Map.of())
                    .refers("subnetId", "subnet-" + i)
                    .refers("routeTableId", "table-" + i));
            int gateway = net.gateways().get(i);
            if (gateway > 0) {
                nodes.add(Graphs.node("aws:ec2/route:Route", "route-" + i, Map.of("destinationCidrBlock", "0.0.0.0/0"))
                        .refers("routeTableId", "table-" + i)
                        .refers(gateway == 1 ? "gatewayId" : "natGatewayId", gateway == 1 ? "igw" : "nat"));
            }
            List<Entry> entries = net.acls().get(i);
            if (!entries.isEmpty()) {
                nodes.add(Graphs.node("aws:ec2/networkAcl:NetworkAcl", "acl-" + i, Map.of())
                        .refers("vpcId", "vpc")
                        .refers("subnetIds", "subnet-" + i));
                for (int j = 0; j < entries.size(); j++) {
                    Entry entry = entries.get(j);
                    nodes.add(Graphs.node(
                                    "aws:ec2/networkAclRule:NetworkAclRule",
                                    "entry-" + i + "-" + j,
                                    Map.of(
                                            "egress", entry.egress(),
                                            "ruleNumber", entry.number(),
                                            "ruleAction", entry.allow() ? "allow" : "deny",
                                            "protocol", "tcp",
                                            "fromPort", entry.from(),
                                            "toPort", entry.to(),
                                            "cidrBlock", entry.block().cidr()))
                            .refers("networkAclId", "acl-" + i));
                }
            }
        }
        for (int i = 0; i < net.groups().size(); i++) {
            nodes.add(Graphs.node("aws:ec2/securityGroup:SecurityGroup", "group-" + i, Map.of())
                    .refers("vpcId", "vpc"));
            for (int j = 0; j < net.groups().get(i).size(); j++) {
                Rule rule = net.groups().get(i).get(j);
                Map<String, Object> inputs =
                        new TreeMap<>(Map.of("ipProtocol", "tcp", "fromPort", rule.from(), "toPort", rule.to()));
                if (rule.group() < 0) {
                    inputs.put("cidrIpv4", rule.block().cidr());
                }
                String kind = rule.ingress() ? "SecurityGroupIngressRule" : "SecurityGroupEgressRule";
                Graphs.Node node = Graphs.node(
                                "aws:vpc/s" + kind.substring(1) + ":" + kind, "rule-" + i + "-" + j, inputs)
                        .refers("securityGroupId", "group-" + i);
                nodes.add(rule.group() < 0 ? node : node.refers("referencedSecurityGroupId", "group-" + rule.group()));
            }
        }
        for (int i = 0; i < net.hosts().size(); i++) {
            Host host = net.hosts().get(i);
            Graphs.Node node = Graphs.node(
                            "aws:ec2/instance:Instance",
                            "host-" + i,
                            Map.of("associatePublicIpAddress", host.publicAddress()))
                    .refers("subnetId", "subnet-" + host.subnet());
            nodes.add(node.refers(
                    "vpcSecurityGroupIds",
                    host.groups().stream().map(group -> "group-" + group).toArray(String[]::new)));
        }
        return nodes;
    }
}
