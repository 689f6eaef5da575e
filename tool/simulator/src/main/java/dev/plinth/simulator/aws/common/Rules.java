package dev.plinth.simulator.aws.common;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Rules that many services share. */
public final class Rules {

    private Rules() {}

    /** A text must match a pattern, which the message describes. */
    public static Consumer<Operation> matches(String property, String pattern, String description) {
        return operation -> {
            for (String value : operation.texts(property)) {
                operation.require(
                        value.matches(pattern), property, "expected " + description + ", got '" + value + "'");
            }
        };
    }

    /** A number must lie in a range. */
    public static Consumer<Operation> within(String property, long least, long most) {
        return operation -> {
            for (Object value : Paths.values(operation.state(), property)) {
                operation.require(
                        !(value instanceof Number number)
                                || (number.doubleValue() >= least && number.doubleValue() <= most),
                        property,
                        "expected " + property + " to be in the range (" + least + " - " + most + "), got " + value);
            }
        };
    }

    /** A value must be one of a few. */
    public static Consumer<Operation> oneOf(String property, Object... allowed) {
        Collection<Object> values = List.of(allowed).stream()
                .map(value -> value instanceof Integer number ? (Object) number.longValue() : value)
                .toList();
        return operation -> {
            for (Object value : Paths.values(operation.state(), property)) {
                operation.require(
                        values.contains(value),
                        property,
                        "expected " + property + " to be one of " + values + ", got " + value);
            }
        };
    }

    /** A text must hold JSON; the message does not repeat it. */
    public static Consumer<Operation> json(String property) {
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

    /** Two properties that exclude each other. */
    public static Consumer<Operation> exactlyOne(String... properties) {
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
    public static java.util.function.Function<Operation, Object> id(String prefix, String salt) {
        return operation -> prefix + operation.hex(17, salt);
    }

    /** The availability zone of a subnet of this region. */
    public static String zoneOf(Operation operation, String subnet) {
        return operation
                .find(AwsTypes.EC2_SUBNET, subnet)
                .map(found -> found.text("availabilityZone"))
                .orElse("");
    }

    /** The VPC of a subnet of this region. */
    public static String vpcOf(Operation operation, String subnet) {
        return operation
                .find(AwsTypes.EC2_SUBNET, subnet)
                .map(found -> found.text("vpcId"))
                .orElse("");
    }

    /** All security groups must belong to the VPC. */
    public static void sameVpc(Operation operation, String vpc, List<String> groups, String code) {
        for (String group : groups) {
            String other = operation
                    .find(AwsTypes.EC2_SECURITY_GROUP, group)
                    .map(found -> found.text("vpcId"))
                    .orElse(vpc);
            operation.require(
                    vpc.isEmpty() || other.equals(vpc),
                    code,
                    "the security group " + group + " is in " + other + ", not in " + vpc);
        }
    }
}
