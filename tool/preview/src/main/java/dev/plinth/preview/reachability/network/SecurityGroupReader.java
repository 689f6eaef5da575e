package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.GroupRule;
import dev.plinth.preview.reachability.network.CloudNetwork.Peer;
import dev.plinth.preview.reachability.network.CloudNetwork.SecurityGroup;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads security groups with all of their rules, inline and as resources. */
final class SecurityGroupReader {

    private final ResourceGraph graph;
    private final Map<String, SecurityGroup> groups = new TreeMap<>();
    private final Map<String, SecurityGroup> defaults = new TreeMap<>();
    private final Set<String> foreign = new TreeSet<>();

    SecurityGroupReader(ResourceGraph graph) {
        this.graph = graph;
        for (GraphResource group : graph.ofType(AwsTypes.EC2_SECURITY_GROUP, AwsTypes.EC2_DEFAULT_SECURITY_GROUP)) {
            SecurityGroup read =
                    new SecurityGroup(group.urn(), group.name(), rules(group, "ingress"), rules(group, "egress"));
            groups.put(group.urn(), read);
            if (group.type().equals(AwsTypes.EC2_DEFAULT_SECURITY_GROUP)) {
                RouteTableReader.vpcOfDefault(graph, group, "vpcId").ifPresent(vpc -> defaults.put(vpc.urn(), read));
            }
        }
    }

    /** Returns the ids of the groups outside the stack that rules name. */
    Set<String> foreign() {
        return foreign;
    }

    /**
     * Returns the groups that a property names; the VPC's default group when it names none.
     *
     * @param vpc the VPC's URN
     */
    List<SecurityGroup> of(GraphResource resource, String property, String vpc) {
        PropertyValue value = resource.input(property);
        List<SecurityGroup> found = new ArrayList<>();
        for (GraphResource group : graph.references(
                resource, property, AwsTypes.EC2_SECURITY_GROUP, AwsTypes.EC2_DEFAULT_SECURITY_GROUP)) {
            found.add(groups.get(group.urn()));
        }
        long named = value.isUnknown() ? 0 : value.elements().size();
        if (found.isEmpty() && (value.isAbsent() || (named == 0 && !value.isUnknown()))) {
            return List.of(defaults.getOrDefault(vpc, defaultGroup(vpc)));
        }
        if (found.isEmpty() || found.size() < named) {
            // The rules of a group outside the stack are unknown.
            found.add(undecided());
        }
        return found;
    }

    /** Returns the default group of a VPC: all from itself, all out (AWS, "Default security groups for your VPCs"). */
    private static SecurityGroup defaultGroup(String vpc) {
        String urn = "default group of " + vpc;
        return new SecurityGroup(
                urn,
                "default",
                List.of(rule("default security group ingress: all from itself", new Peer.Group(urn), Verdict.YES)),
                List.of(rule("default security group egress: all to 0.0.0.0/0, ::/0", anywhere(), Verdict.YES)));
    }

    private static SecurityGroup undecided() {
        String text = "a security group outside the stack";
        return new SecurityGroup(
                "",
                text,
                List.of(rule(text, anywhere(), Verdict.MAYBE)),
                List.of(rule(text, anywhere(), Verdict.MAYBE)));
    }

    /** Returns a group without filtering, for a network load balancer without security groups. */
    static SecurityGroup unfiltered() {
        String text = "no security group";
        return new SecurityGroup(
                "", text, List.of(rule(text, anywhere(), Verdict.YES)), List.of(rule(text, anywhere(), Verdict.YES)));
    }

    private static GroupRule rule(String text, Peer peer, Verdict certainty) {
        return new GroupRule(new Hop("", text), EnumSet.allOf(Protocol.class), PortRange.ALL, peer, certainty);
    }

    private static Peer anywhere() {
        return new Peer.Networks(List.of(Networks.parse("0.0.0.0/0"), Networks.parse("::/0")));
    }

    /** Returns the known networks of a managed prefix list. */
    List<IPAddress> entries(GraphResource list) {
        List<IPAddress> cidrs = new ArrayList<>();
        list.input("entries").elements().forEach(entry -> Networks.read(entry.at("cidr"))
                .ifPresent(cidrs::add));
        graph.referrers(list, "prefixListId", AwsTypes.EC2_MANAGED_PREFIX_LIST_ENTRY)
                .forEach(entry -> Networks.read(entry.input("cidr")).ifPresent(cidrs::add));
        return cidrs;
    }

    // Rules

    private List<GroupRule> rules(GraphResource group, String direction) {
        boolean ingress = direction.equals("ingress");
        List<GroupRule> rules = new ArrayList<>();
        PropertyValue inline = group.input(direction);
        List<PropertyValue> elements = inline.elements();
        for (int i = 0; i < elements.size(); i++) {
            String prefix = direction + "[" + i + "].";
            rules.addAll(rule(
                    group,
                    group,
                    ingress,
                    prefix,
                    "protocol",
                    List.of("cidrBlocks", "ipv6CidrBlocks"),
                    "prefixListIds",
                    "securityGroups"));
        }
        if (inline.isUnknown()) {
            rules.add(new GroupRule(
                    new Hop(group.urn(), "rules of " + group.name() + " known after the update"),
                    EnumSet.allOf(Protocol.class),
                    PortRange.ALL,
                    new Peer.Unknown("rules known after the update"),
                    Verdict.MAYBE));
        }
        for (GraphResource rule : graph.referrers(group, "securityGroupId", AwsTypes.EC2_SECURITY_GROUP_RULE)) {
            if (rule.input("type").asText().filter(direction::equals).isPresent()
                    || rule.input("type").isUnknown()) {
                rules.addAll(rule(
                        rule,
                        group,
                        ingress,
                        "",
                        "protocol",
                        List.of("cidrBlocks", "ipv6CidrBlocks"),
                        "prefixListIds",
                        "sourceSecurityGroupId"));
            }
        }
        String type = ingress ? AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE : AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE;
        for (GraphResource rule : graph.referrers(group, "securityGroupId", type)) {
            rules.addAll(rule(
                    rule,
                    group,
                    ingress,
                    "",
                    "ipProtocol",
                    List.of("cidrIpv4", "cidrIpv6"),
                    "prefixListId",
                    "referencedSecurityGroupId"));
        }
        return rules;
    }

    private List<GroupRule> rule(
            GraphResource owner,
            GraphResource group,
            boolean ingress,
            String prefix,
            String protocolProperty,
            List<String> cidrProperties,
            String listProperty,
            String groupProperty) {
        PropertyValue protocolValue = owner.input(prefix + protocolProperty);
        Set<Protocol> protocols = protocolValue.isUnknown()
                ? EnumSet.allOf(Protocol.class)
                : Protocol.covered(protocolValue
                        .asText()
                        .orElseGet(() -> protocolValue.asNumber().isPresent()
                                ? Integer.toString(
                                        (int) protocolValue.asNumber().getAsDouble())
                                : "-1"));
        boolean every = protocols.size() > 1;
        Optional<PortRange> ports = ports(owner.input(prefix + "fromPort"), owner.input(prefix + "toPort"), every);
        Verdict certainty = protocolValue.isUnknown() || ports.isEmpty() ? Verdict.MAYBE : Verdict.YES;
        String what = (every ? "all" : protocolValue.describe())
                + (every || ports.isEmpty() || protocols.contains(Protocol.ICMP) ? "" : " " + ports.get());
        List<GroupRule> rules = new ArrayList<>();
        for (Peer peer : peers(owner, group, prefix, cidrProperties, listProperty, groupProperty)) {
            Verdict sure = certainty;
            if (peer instanceof Peer.Group && isAmbiguous(owner, prefix, groupProperty)) {
                sure = Verdict.MAYBE;
            }
            rules.add(new GroupRule(
                    new Hop(
                            owner.urn(),
                            "security group " + group.name() + (ingress ? " ingress: " : " egress: ") + what
                                    + (ingress ? " from " : " to ") + describe(peer)),
                    protocols,
                    ports.orElse(PortRange.ALL),
                    peer,
                    sure));
        }
        return rules;
    }

    /** Returns whether several inline rules name groups that are known only after the update, so that either may be meant. */
    private boolean isAmbiguous(GraphResource owner, String prefix, String groupProperty) {
        if (prefix.isEmpty() || !owner.input(prefix + groupProperty).containsUnknown()) {
            return false;
        }
        String key = prefix.substring(0, prefix.indexOf('['));
        long rules = owner.input(key).elements().stream()
                .filter(rule -> rule.at(groupProperty).containsUnknown())
                .count();
        return rules > 1
                && graph.references(
                                        owner,
                                        prefix + groupProperty,
                                        AwsTypes.EC2_SECURITY_GROUP,
                                        AwsTypes.EC2_DEFAULT_SECURITY_GROUP)
                                .size()
                        > 1;
    }

    /** Returns the ports of a rule; empty when they are known only after the update. */
    static Optional<PortRange> ports(PropertyValue from, PropertyValue to, boolean every) {
        if (every) {
            return Optional.of(PortRange.ALL);
        }
        if (from.isUnknown() || to.isUnknown()) {
            return Optional.empty();
        }
        int low = (int) from.asNumber().orElse(0);
        int high = (int) to.asNumber().orElse(low);
        return Optional.of(low < 0 ? PortRange.ALL : new PortRange(low, Math.max(low, high)));
    }

    private List<Peer> peers(
            GraphResource owner,
            GraphResource group,
            String prefix,
            List<String> cidrProperties,
            String listProperty,
            String groupProperty) {
        List<Peer> peers = new ArrayList<>();
        for (String property : cidrProperties) {
            for (PropertyValue value : each(owner.input(prefix + property))) {
                peers.add(Networks.read(value)
                        .map(cidr -> (Peer) new Peer.Networks(List.of(cidr)))
                        .orElseGet(() -> new Peer.Unknown("a network known after the update")));
            }
        }
        peers.addAll(lists(owner, prefix + listProperty));
        if (owner.input(prefix + "self").asBoolean().orElse(false)) {
            peers.add(new Peer.Group(group.urn()));
        }
        PropertyValue named = owner.input(prefix + groupProperty);
        List<GraphResource> found = each(named).isEmpty()
                ? List.of()
                : graph.references(
                        owner,
                        prefix + groupProperty,
                        AwsTypes.EC2_SECURITY_GROUP,
                        AwsTypes.EC2_DEFAULT_SECURITY_GROUP);
        found.forEach(each -> peers.add(new Peer.Group(each.urn())));
        if (found.isEmpty()) {
            for (PropertyValue value : each(named)) {
                String id = value.asText().orElse("");
                if (!id.isEmpty()) {
                    foreign.add(id);
                }
                peers.add(
                        id.isEmpty() ? new Peer.Unknown("a group known after the update") : new Peer.ForeignGroup(id));
            }
        }
        return peers;
    }

    private List<Peer> lists(GraphResource owner, String property) {
        List<Peer> peers = new ArrayList<>();
        List<PropertyValue> values = each(owner.input(property));
        if (values.isEmpty()) {
            return peers;
        }
        List<GraphResource> found =
                graph.references(owner, property, AwsTypes.EC2_MANAGED_PREFIX_LIST, AwsTypes.EC2_VPC_ENDPOINT);
        for (GraphResource list : found) {
            if (list.type().equals(AwsTypes.EC2_VPC_ENDPOINT)) {
                peers.add(new Peer.Service(list.urn()));
            } else {
                peers.add(new Peer.Networks(entries(list)));
                boolean undecided = list.input("entries").isUnknown()
                        || list.input("entries").elements().stream()
                                .anyMatch(entry -> entry.at("cidr").containsUnknown());
                if (undecided) {
                    peers.add(new Peer.Unknown("prefix list " + list.name() + ", known after the update"));
                }
            }
        }
        if (found.isEmpty()) {
            // Prefix lists of AWS, such as com.amazonaws.global.cloudfront.origin-facing, are outside the stack.
            values.forEach(value ->
                    peers.add(new Peer.Unknown("prefix list " + value.asText().orElse("known after the update"))));
        }
        return peers;
    }

    /** Returns the elements of a list, or the value itself; none where it is absent or empty. */
    private static List<PropertyValue> each(PropertyValue value) {
        if (value.isAbsent() || value.asText().filter(String::isEmpty).isPresent()) {
            return List.of();
        }
        return value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
    }

    private String describe(Peer peer) {
        if (peer instanceof Peer.Networks networks) {
            List<IPAddress> cidrs = networks.cidrs();
            return cidrs.size() > 3
                    ? cidrs.get(0) + " and " + (cidrs.size() - 1) + " more networks"
                    : String.join(", ", cidrs.stream().map(IPAddress::toString).toList());
        }
        if (peer instanceof Peer.Group group) {
            return "group "
                    + graph.resource(group.urn()).map(GraphResource::name).orElse("");
        }
        if (peer instanceof Peer.Service service) {
            return "the service of "
                    + graph.resource(service.endpoint())
                            .map(GraphResource::name)
                            .orElse("");
        }
        return peer instanceof Peer.ForeignGroup foreignGroup
                ? "group " + foreignGroup.id() + " outside the stack"
                : ((Peer.Unknown) peer).text();
    }
}
