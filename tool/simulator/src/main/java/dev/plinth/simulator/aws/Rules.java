package dev.plinth.simulator.aws;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rules that many services share. */
final class Rules {

    private Rules() {}

    /** A text must match a pattern, which the message describes. */
    static Consumer<Operation> matches(String property, String pattern, String description) {
        return operation -> {
            for (String value : operation.texts(property)) {
                operation.require(
                        value.matches(pattern), property, "expected " + description + ", got '" + value + "'");
            }
        };
    }

    /** A number must lie in a range. */
    static Consumer<Operation> within(String property, long least, long most) {
        return operation -> {
            if (operation.get(property) instanceof Number number) {
                operation.require(
                        number.doubleValue() >= least && number.doubleValue() <= most,
                        property,
                        "expected " + property + " to be in the range (" + least + " - " + most + "), got " + number);
            }
        };
    }

    /** A value must be one of a few. */
    static Consumer<Operation> oneOf(String property, Object... allowed) {
        Collection<Object> values = List.of(allowed).stream()
                .map(value -> value instanceof Integer number ? (Object) number.longValue() : value)
                .toList();
        return operation -> {
            Object value = operation.get(property);
            operation.require(
                    value == null || values.contains(value),
                    property,
                    "expected " + property + " to be one of " + values + ", got " + value);
        };
    }

    /** A text must hold JSON; the message does not repeat it. */
    static Consumer<Operation> json(String property) {
        return operation -> {
            if (operation.get(property) instanceof String text) {
                try {
                    operation.require(
                            Values.fromJson(text) != null,
                            property,
                            "\"" + property + "\" contains an invalid JSON: it is null");
                } catch (IllegalArgumentException e) {
                    throw operation.refuse(property, "\"" + property + "\" contains an invalid JSON policy");
                }
            }
        };
    }

    /** A text must hold a policy document: a version, and statements with an effect, actions, and what they are about. */
    static Consumer<Operation> policy(String property, String code) {
        return operation -> {
            if (operation.get(property) instanceof String text && !text.isEmpty()) {
                Map<String, Object> document = Values.mapFromJson(text);
                Object statement = document.get("Statement");
                List<?> statements = statement instanceof Map ? List.of(statement) : Values.asList(statement);
                operation.require(!statements.isEmpty(), code, property + ": the policy has no statement");
                for (Object element : statements) {
                    Map<String, Object> fields = Values.asMap(element);
                    boolean complete = ("Allow".equals(fields.get("Effect")) || "Deny".equals(fields.get("Effect")))
                            && (fields.containsKey("Action") || fields.containsKey("NotAction"))
                            && List.of("Resource", "NotResource", "Principal", "NotPrincipal").stream()
                                    .anyMatch(fields::containsKey);
                    operation.require(
                            complete,
                            code,
                            property
                                    + ": a statement needs an Effect of Allow or Deny, an Action, and a Resource or a Principal; got the keys "
                                    + fields.keySet().stream().sorted().collect(Collectors.joining(", ")));
                }
            }
        };
    }

    /** Two properties that exclude each other. */
    static Consumer<Operation> exactlyOne(String... properties) {
        return operation -> {
            long count = List.of(properties).stream()
                    .filter(property -> operation.state().containsKey(property))
                    .count();
            operation.require(
                    count == 1,
                    properties[0],
                    "expected exactly one of " + String.join(", ", properties) + ", got " + count);
        };
    }

    /** An id with a prefix, the same for the same resource in every run. */
    static java.util.function.Function<Operation, Object> id(String prefix, String salt) {
        return operation -> prefix + operation.hex(17, salt);
    }

    /** The availability zone of a subnet of this region. */
    static String zoneOf(Operation operation, String subnet) {
        return operation
                .find(Network.SUBNET, subnet)
                .map(found -> found.text("availabilityZone"))
                .orElse("");
    }

    /** The VPC of a subnet of this region. */
    static String vpcOf(Operation operation, String subnet) {
        return operation
                .find(Network.SUBNET, subnet)
                .map(found -> found.text("vpcId"))
                .orElse("");
    }

    /** All security groups must belong to the VPC. */
    static void sameVpc(Operation operation, String vpc, List<String> groups, String code) {
        for (String group : groups) {
            String other = operation
                    .find(SecurityGroups.SECURITY_GROUP, group)
                    .map(found -> found.text("vpcId"))
                    .orElse(vpc);
            operation.require(
                    vpc.isEmpty() || other.equals(vpc),
                    code,
                    "the security group " + group + " is in " + other + ", not in " + vpc);
        }
    }
}
