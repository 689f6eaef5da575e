package dev.plinth.policies.rules.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way into a security group, or out of it, from any of the resources that can open it.
 *
 * @param path where it stands, for messages
 * @param protocolName what the property with the protocol is called
 * @param protocol its protocol
 * @param from its first port
 * @param to its last port
 * @param sources its CIDR blocks, each with its path
 */
public record Ingress(
        String path,
        String protocolName,
        PropertyValue protocol,
        PropertyValue from,
        PropertyValue to,
        List<Source> sources) {

    private static final Set<String> ALL_PROTOCOLS = Set.of("-1", "all");
    private static final Set<String> WITH_PORTS = Set.of("tcp", "6", "udp", "17");
    private static final Set<String> UDP = Set.of("udp", "17");

    /** A CIDR block, or an equivalent source. */
    record Source(String path, PropertyValue cidr) {}

    /** Address families that represent the whole internet. */
    public enum World {
        IPV4,
        IPV6,
        BOTH;

        private boolean includes(IPAddress address) {
            return Cidr.isWorld(address) && (this == BOTH || (this == IPV4) == address.isIPv4());
        }
    }

    /** Judges whether a resource opens a group's ports to the world; what opens no ingress is not applicable. */
    public static Verdict judge(GraphResource resource, World world, PortTest ports) {
        return judge(resource, "ingress", world, ports);
    }

    /** Judges whether a resource lets a group's members reach the world; what opens no egress is not applicable. */
    static Verdict judgeEgress(GraphResource resource, World world, PortTest ports) {
        return judge(resource, "egress", world, ports);
    }

    private static Verdict judge(GraphResource resource, String direction, World world, PortTest ports) {
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP_RULE)) {
            PropertyValue type = resource.input("type");
            if (type.isUnknown()) {
                return Verdict.unknown("type");
            }
            String other = direction.equals("ingress") ? "egress" : "ingress";
            if (type.asText().equals(Optional.of(other))) {
                return Verdict.NOT_APPLICABLE;
            }
        }
        PropertyValue inline = resource.input(direction);
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP) && inline.isUnknown()) {
            return Verdict.unknown(direction);
        }
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP)
                && !inline.isAbsent()
                && !(inline.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail(direction + " is " + inline.describe() + " but must be a list");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        of(resource, direction).forEach(way -> verdicts.addAll(way.judge(world, ports)));
        return Verdict.all(verdicts);
    }

    private static List<Ingress> of(GraphResource resource, String direction) {
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP)) {
            List<Ingress> all = new ArrayList<>();
            for (int index = 0; index < resource.input(direction).elements().size(); index++) {
                all.add(withLists(resource, direction + "[" + index + "]."));
            }
            return all;
        }
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP_RULE)) {
            return List.of(withLists(resource, ""));
        }
        List<Source> sources = Stream.of("cidrIpv4", "cidrIpv6")
                .map(property -> new Source(property, resource.input(property)))
                .toList();
        return List.of(new Ingress(
                "",
                "ipProtocol",
                resource.input("ipProtocol"),
                resource.input("fromPort"),
                resource.input("toPort"),
                sources));
    }

    private static Ingress withLists(GraphResource resource, String prefix) {
        List<Source> sources = new ArrayList<>();
        for (String list : List.of("cidrBlocks", "ipv6CidrBlocks")) {
            PropertyValue blocks = resource.input(prefix + list);
            if (!(blocks.revealed() instanceof PropertyValue.ListValue)) {
                sources.add(new Source(prefix + list, blocks));
            }
            for (int index = 0; index < blocks.elements().size(); index++) {
                sources.add(new Source(
                        prefix + list + "[" + index + "]", blocks.elements().get(index)));
            }
        }
        return new Ingress(
                prefix,
                "protocol",
                resource.input(prefix + "protocol"),
                resource.input(prefix + "fromPort"),
                resource.input(prefix + "toPort"),
                sources);
    }

    /** Test of the port ranges that must not be open. */
    @FunctionalInterface
    public interface PortTest {
        /**
         * Checks a range.
         *
         * @param allTraffic whether every protocol is open
         */
        boolean forbids(boolean allTraffic, int from, int to);

        /** Checks a range of UDP ports, alike unless the test says otherwise. */
        default boolean forbidsUdp(int from, int to) {
            return forbids(false, from, to);
        }
    }

    private List<Verdict> judge(World world, PortTest ports) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Source source : sources) {
            if (source.cidr().isAbsent()) {
                continue;
            }
            if (source.cidr().isUnknown()) {
                verdicts.add(judgePorts(ports, source, Verdict.unknown(source.path())));
                continue;
            }
            IPAddress address = new IPAddressString(source.cidr().asText().orElse("no address")).getAddress();
            if (address == null) {
                verdicts.add(Verdict.fail(source.path() + " is " + source.cidr().describe() + " but must be a CIDR"));
            } else if (world.includes(address)) {
                verdicts.add(judgePorts(ports, source, null));
            }
        }
        return verdicts;
    }

    /** The source is the world, or may be: in that case a forbidden port is as undecided as the source. */
    private Verdict judgePorts(PortTest ports, Source source, @Nullable Verdict undecided) {
        for (PropertyValue value : List.of(protocol, from, to)) {
            if (value.isUnknown()) {
                return undecided == null ? Verdict.unknown(path + portProperty(value)) : undecided;
            }
        }
        String name = protocol.asText()
                .orElseGet(() -> protocol.asNumber().isPresent() ? protocol.describe() : "all")
                .toLowerCase(Locale.ROOT);
        boolean allTraffic = ALL_PROTOCOLS.contains(name);
        if (!allTraffic && !WITH_PORTS.contains(name)) {
            return Verdict.PASS;
        }
        boolean forbidden = UDP.contains(name)
                ? ports.forbidsUdp(port(from, 0), port(to, 65_535))
                : ports.forbids(allTraffic, port(from, 0), port(to, 65_535));
        if (!forbidden) {
            return Verdict.PASS;
        }
        String range = allTraffic ? "all traffic" : "ports " + from.describe() + " to " + to.describe();
        return undecided == null
                ? Verdict.fail(source.path() + " opens " + range + " to "
                        + source.cidr().describe())
                : undecided;
    }

    private String portProperty(PropertyValue unknown) {
        return unknown == protocol ? protocolName : unknown == from ? "fromPort" : "toPort";
    }

    /** An invalid port could be any port. */
    private static int port(PropertyValue value, int fallback) {
        OptionalDouble number = value.asNumber();
        return number.isPresent() ? (int) number.getAsDouble() : fallback;
    }
}
