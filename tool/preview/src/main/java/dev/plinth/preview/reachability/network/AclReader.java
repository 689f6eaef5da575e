package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.AclEntry;
import dev.plinth.preview.reachability.network.CloudNetwork.NetworkAcl;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads network ACLs and their associations with subnets. */
final class AclReader {

    /** Default network ACL of a VPC: all in and out (AWS, "Default network ACL for a VPC"). */
    private static final NetworkAcl DEFAULT = new NetworkAcl("", "default", open(Verdict.YES), open(Verdict.YES));

    private final ResourceGraph graph;
    private final Map<String, NetworkAcl> acls = new TreeMap<>();
    private final Map<String, NetworkAcl> defaults = new TreeMap<>();

    AclReader(ResourceGraph graph) {
        this.graph = graph;
        for (GraphResource acl : graph.ofType(AwsTypes.EC2_NETWORK_ACL, AwsTypes.EC2_DEFAULT_NETWORK_ACL)) {
            NetworkAcl read = new NetworkAcl(acl.urn(), acl.name(), entries(acl, false), entries(acl, true));
            acls.put(acl.urn(), read);
            if (acl.type().equals(AwsTypes.EC2_DEFAULT_NETWORK_ACL)) {
                RouteTableReader.vpcOfDefault(graph, acl, "defaultNetworkAclId")
                        .ifPresent(vpc -> defaults.put(vpc.urn(), read));
            }
        }
    }

    private static List<AclEntry> open(Verdict certainty) {
        return List.of("0.0.0.0/0", "::/0").stream()
                .map(cidr -> new AclEntry(
                        new Hop("", "100 allow all " + cidr),
                        100,
                        EnumSet.allOf(Protocol.class),
                        PortRange.ALL,
                        Networks.parse(cidr),
                        true,
                        certainty))
                .toList();
    }

    /**
     * Returns the network ACL of a subnet.
     *
     * @param vpc the URN of its VPC; outside the stack its id
     */
    NetworkAcl of(GraphResource subnet, String vpc) {
        Optional<GraphResource> named =
                graph
                        .referrers(subnet, "subnetIds", AwsTypes.EC2_NETWORK_ACL, AwsTypes.EC2_DEFAULT_NETWORK_ACL)
                        .stream()
                        .findFirst()
                        .or(() -> graph.referrers(subnet, "subnetId", AwsTypes.EC2_NETWORK_ACL_ASSOCIATION).stream()
                                .flatMap(association ->
                                        graph
                                                .references(association, "networkAclId", AwsTypes.EC2_NETWORK_ACL)
                                                .stream())
                                .findFirst());
        return named.map(acl -> acls.get(acl.urn())).orElseGet(() -> defaults.getOrDefault(vpc, DEFAULT));
    }

    private List<AclEntry> entries(GraphResource acl, boolean egress) {
        List<AclEntry> entries = new ArrayList<>();
        String direction = egress ? "egress" : "ingress";
        for (PropertyValue rule : acl.input(direction).elements()) {
            entries.addAll(entries(acl, rule, "ruleNo", "action"));
        }
        if (acl.input(direction).isUnknown()) {
            entries.addAll(open(Verdict.MAYBE));
        }
        for (GraphResource rule : graph.referrers(acl, "networkAclId", AwsTypes.EC2_NETWORK_ACL_RULE)) {
            if (rule.input("egress").asBoolean().orElse(false) == egress) {
                entries.addAll(entries(rule, rule.inputs(), "ruleNumber", "ruleAction"));
            }
        }
        return entries.stream()
                .sorted(Comparator.comparingInt(AclEntry::number))
                .toList();
    }

    private static List<AclEntry> entries(
            GraphResource owner, PropertyValue rule, String numberProperty, String actionProperty) {
        int number = (int) rule.at(numberProperty).asNumber().orElse(0);
        PropertyValue protocolValue = rule.at("protocol");
        Set<Protocol> protocols = protocolValue.isUnknown()
                ? EnumSet.allOf(Protocol.class)
                : Protocol.covered(protocolValue
                        .asText()
                        .orElseGet(() ->
                                Integer.toString((int) protocolValue.asNumber().orElse(-1))));
        boolean every = protocols.size() > 1;
        Optional<PortRange> ports = SecurityGroupReader.ports(rule.at("fromPort"), rule.at("toPort"), every);
        PropertyValue action = rule.at(actionProperty);
        boolean allow = action.asText().filter("allow"::equalsIgnoreCase).isPresent() || action.isUnknown();
        boolean sure = !protocolValue.isUnknown() && ports.isPresent() && !action.isUnknown();
        List<AclEntry> entries = new ArrayList<>();
        for (String property : List.of("cidrBlock", "ipv6CidrBlock")) {
            PropertyValue value = rule.at(property);
            if (value.isAbsent()) {
                continue;
            }
            @Nullable IPAddress cidr = Networks.read(value).orElse(null);
            entries.add(new AclEntry(
                    new Hop(
                            owner.urn(),
                            number + (allow ? " allow " : " deny ")
                                    + (every
                                            ? "all"
                                            : protocolValue.describe()
                                                    + ports.map(range -> " " + range)
                                                            .orElse(""))
                                    + " " + (cidr == null ? "a network known after the update" : cidr)),
                    number,
                    protocols,
                    ports.orElse(PortRange.ALL),
                    cidr,
                    allow,
                    sure ? Verdict.YES : Verdict.MAYBE));
        }
        return entries;
    }
}
