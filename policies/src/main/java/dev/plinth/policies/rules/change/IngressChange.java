package dev.plinth.policies.rules.change;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what a security group lets in before and after a change. */
final class IngressChange {

    private IngressChange() {}

    /** One source that may reach some ports. */
    private record Opening(String path, String protocol, int from, int to, IPAddress source, boolean secret) {

        boolean covers(Opening other) {
            boolean protocols = protocol.equals("all") || protocol.equals(other.protocol);
            boolean ports = protocol.equals("all") || (from <= other.from && other.to <= to);
            return protocols && ports && source.contains(other.source);
        }

        boolean isWorld() {
            return Cidr.isWorld(source);
        }

        boolean widens(Opening old) {
            return source.contains(old.source) && !source.equals(old.source);
        }

        String describe() {
            if (secret) {
                return "[secret]";
            }
            return (protocol.equals("all") ? "all traffic" : protocol + " " + from + " to " + to) + " from " + source;
        }
    }

    /**
     * Nothing new is open to the world, and no source becomes wider. What is made for the first time with the whole
     * stack is not judged: other rules say which ports may be open at all.
     */
    static Verdict doesNotOpen(ResourceChange change, RuleContext context) {
        if (change.after().isEmpty() || isEgress(change.after().get())) {
            return Verdict.NOT_APPLICABLE;
        }
        if (change.before().isEmpty() && !context.stackExists()) {
            return Verdict.NOT_APPLICABLE;
        }
        List<Opening> before = new ArrayList<>();
        change.before().ifPresent(resource -> read(resource, before));
        List<Opening> after = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        verdicts.addAll(read(change.after().get(), after));
        for (Opening opening : after) {
            boolean isNew = before.stream().noneMatch(old -> old.covers(opening));
            boolean wider = before.stream().anyMatch(opening::widens);
            if (isNew && (opening.isWorld() || wider)) {
                verdicts.add(Verdict.fail(opening.path() + " newly allows " + opening.describe()
                        + (opening.isWorld() ? ", which is the whole internet" : ", which is wider than before")));
            }
        }
        return Verdict.all(verdicts);
    }

    private static boolean isEgress(GraphResource resource) {
        return resource.type().equals(AwsTypes.EC2_SECURITY_GROUP_RULE)
                && resource.input("type").asText().filter("egress"::equals).isPresent();
    }

    /** Collects what is open, and returns what can't be decided or read. */
    private static List<Verdict> read(GraphResource resource, List<Opening> openings) {
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP)) {
            return readGroup(resource, openings);
        }
        if (resource.type().equals(AwsTypes.EC2_SECURITY_GROUP_RULE)) {
            return resource.input("type").isUnknown()
                    ? List.of(Verdict.unknown("type"))
                    : readRule(resource.inputs(), "", "protocol", openings);
        }
        return readRule(resource.inputs(), "", "ipProtocol", openings);
    }

    private static List<Verdict> readGroup(GraphResource group, List<Opening> openings) {
        PropertyValue ingress = group.input("ingress");
        if (ingress.isUnknown()) {
            return List.of(Verdict.unknown("ingress"));
        }
        if (!ingress.isAbsent() && !(ingress.revealed() instanceof PropertyValue.ListValue)) {
            return List.of(Verdict.fail("ingress is " + ingress.describe() + " but must be a list"));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (int index = 0; index < ingress.elements().size(); index++) {
            String path = "ingress[" + index + "]";
            PropertyValue element = ingress.elements().get(index);
            PropertyValue rule = ingress instanceof PropertyValue.Secret ? new PropertyValue.Secret(element) : element;
            if (rule.isUnknown()) {
                verdicts.add(Verdict.unknown(path));
            } else {
                verdicts.addAll(readRule(rule, path + ".", "protocol", openings));
            }
        }
        return verdicts;
    }

    private static List<Verdict> readRule(
            PropertyValue rule, String prefix, String protocolName, List<Opening> openings) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String property : List.of("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6")) {
            PropertyValue value = rule.at(property);
            boolean isList = property.endsWith("Blocks");
            if (value.isUnknown()) {
                verdicts.add(Verdict.unknown(prefix + property));
            } else if (isList && !value.isAbsent() && !(value.revealed() instanceof PropertyValue.ListValue)) {
                verdicts.add(Verdict.fail(prefix + property + " is " + value.describe() + " but must be a list"));
            } else {
                List<PropertyValue> sources = isList ? value.elements() : value.isAbsent() ? List.of() : List.of(value);
                for (PropertyValue element : sources) {
                    PropertyValue source =
                            value instanceof PropertyValue.Secret ? new PropertyValue.Secret(element) : element;
                    open(rule, source, prefix, property, protocolName, openings).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> open(
            PropertyValue rule,
            PropertyValue source,
            String prefix,
            String property,
            String protocolName,
            List<Opening> openings) {
        if (source.isUnknown()) {
            return Optional.of(Verdict.unknown(prefix + property));
        }
        IPAddress address = new IPAddressString(source.asText().orElse("no address")).getAddress();
        if (address == null) {
            return Optional.of(Verdict.fail(prefix + property + " has " + source.describe() + " but must be a CIDR"));
        }
        for (String name : List.of(protocolName, "fromPort", "toPort")) {
            if (rule.at(name).isUnknown()) {
                return Optional.of(Verdict.unknown(prefix + name));
            }
        }
        String protocol = protocol(rule.at(protocolName));
        openings.add(new Opening(
                prefix + property,
                protocol,
                (int) rule.at("fromPort").asNumber().orElse(0),
                (int) rule.at("toPort").asNumber().orElse(65_535),
                address.toPrefixBlock(),
                source instanceof PropertyValue.Secret));
        return Optional.empty();
    }

    private static String protocol(PropertyValue value) {
        String text = value.asText().orElseGet(() -> value.asNumber().isPresent() ? value.describe() : "all");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "-1", "all" -> "all";
            case "6" -> "tcp";
            case "17" -> "udp";
            default -> text.toLowerCase(Locale.ROOT);
        };
    }
}
