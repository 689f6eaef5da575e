package dev.plinth.simulator.aws;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.OutputTable.Fact;
import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.aws.network.Network;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of one resource's outputs, each of which may refer to others. */
final class OutputRendering {

    private static final List<String> SUBNETS =
            List.of("subnetId", "subnetIds", "subnets", "vpcConfig.subnetIds", "ipAddresses.subnetId");

    private final OutputTable table;
    private final Operation operation;
    private final ResourceShape shape;
    private final Set<String> underway = new HashSet<>();

    OutputRendering(OutputTable table, Operation operation, ResourceShape shape) {
        this.table = table;
        this.operation = operation;
        this.shape = shape;
    }

    /** The value of a property: the known one, or the table's. */
    @Nullable
    Object value(String property) {
        Object known = operation.get(property);
        return known == null || Values.isUnknown(known) ? fromTable(property) : known;
    }

    @Nullable
    Object fromTable(String property) {
        if (!underway.add(property)) {
            return null;
        }
        try {
            for (Fact fact : table.facts(shape.type())) {
                if (fact.property().equals(property) && !AwsOutputs.isNaming(fact) && holds(fact)) {
                    return rendered(fact.text(), property);
                }
            }
            return null;
        } finally {
            underway.remove(property);
        }
    }

    private boolean holds(Fact fact) {
        String other = fact.other();
        var expected = fact.value();
        if (other == null || expected == null) {
            return true;
        }
        Object value = value(other);
        return value != null && expected.matcher(String.valueOf(value)).matches();
    }

    /** The value of an output of any type by its name. */
    @Nullable
    Object general(String property) {
        return table.facts(OutputTable.ANY).stream()
                .filter(fact -> property.matches(fact.property()))
                .findFirst()
                .map(fact -> rendered(fact.text(), property))
                .orElse(null);
    }

    private Object rendered(String pattern, String property) {
        String text = operation.render(pattern, property, this::placeholder);
        PropertyShape output = shape.outputs().get(property);
        return output == null || output.type() == TypeShape.Scalar.STRING
                ? text
                : Objects.requireNonNull(Values.fromJson(text), pattern);
    }

    private @Nullable Object placeholder(String name) {
        return switch (name) {
            case "shortRegion" -> operation.region().replaceAll("([a-z]{2})-([a-z])[a-z]*-(\\d)", "$1$2$3");
            case "networkId" ->
                "c" + Operation.digest("rds" + operation.region()).substring(0, 11);
            case "sha256" ->
                Base64.getEncoder().encodeToString(operation.hex(32, "sha256").getBytes(StandardCharsets.US_ASCII));
            case "fingerprint" -> pairs(operation.hex(32, "fingerprint"));
            case "mac" -> "02:" + pairs(operation.hex(10, "mac"));
            case "certificate" ->
                Base64.getEncoder()
                        .encodeToString(("-----BEGIN CERTIFICATE-----\n" + operation.hex(64, "certificate")
                                        + "\n-----END CERTIFICATE-----\n")
                                .getBytes(StandardCharsets.US_ASCII));
            case "majorVersion" -> majorVersion();
            case "parameterPath" -> operation.text("name").replaceFirst("^(?!/)", "/");
            case "serviceName" -> serviceName(operation.text("awsServiceName"));
            case "orgId" -> Operation.digest("organization").substring(0, 10);
            case "orgRoot" -> Operation.digest("organization root").substring(0, 4);
            case "subnet" -> subnet().id();
            case "vpcOfSubnet" -> subnet().text("vpcId");
            case "zoneOfSubnet" -> zone();
            case "zoneIdOfSubnet" -> Zones.id(zone());
            case "privateAddress" -> Network.firstAddress(operation, subnet().id());
            case "privateDns" ->
                "ip-" + String.valueOf(address("privateIp")).replace('.', '-') + "." + operation.region()
                        + ".compute.internal";
            case "publicAddress" -> isPublic() ? Network.address(operation, "198.51.100") : "";
            case "publicDns" ->
                isPublic()
                        ? "ec2-" + String.valueOf(address("publicIp")).replace('.', '-') + "." + operation.region()
                                + ".compute.amazonaws.com"
                        : "";
            default -> value(name);
        };
    }

    private Object address(String property) {
        Object known = operation.get(property);
        return Optional.ofNullable(known == null ? general(property) : known).orElse("");
    }

    private boolean isPublic() {
        Object asked = operation.get("associatePublicIpAddress");
        return asked == null ? subnet().flag("mapPublicIpOnLaunch") : Boolean.TRUE.equals(asked);
    }

    /** The first subnet of the resource, or the default one. */
    private StoredResource subnet() {
        Stream<String> named = SUBNETS.stream().flatMap(path -> operation.texts(path).stream());
        return named.map(id -> operation.find(AwsTypes.EC2_SUBNET, id))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> {
                    List<StoredResource> defaults = operation.predefined(AwsTypes.EC2_SUBNET);
                    String zone = operation.text("availabilityZone");
                    return defaults.stream()
                            .filter(subnet -> subnet.text("availabilityZone").equals(zone))
                            .findFirst()
                            .orElse(defaults.get(0));
                });
    }

    private String zone() {
        String zone = operation.text("availabilityZone");
        return zone.isEmpty() ? subnet().text("availabilityZone") : zone;
    }

    private String majorVersion() {
        String version = String.valueOf(value("engineVersion"));
        String[] parts = version.split("\\.", -1);
        boolean one = parts.length < 2 || String.valueOf(value("engine")).contains("postgres");
        return one ? parts[0] : parts[0] + "." + parts[1];
    }

    private static String pairs(String hex) {
        return String.join(":", hex.split("(?<=\\G..)", -1)).replaceAll(":$", "");
    }

    /** {@code autoscaling.amazonaws.com} is {@code Autoscaling}. */
    private static String serviceName(String service) {
        return Stream.of(service.replaceAll("\\.amazonaws\\.com$", "").split("[.-]", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
