package dev.plinth.simulator.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** VPC endpoints, for gateways and interfaces. */
final class VpcEndpoints {

    private static final Set<String> GATEWAY_SERVICES = Set.of("s3", "dynamodb");

    /** The services with endpoints, read when the first endpoint is made. */
    private static final class Services {

        static final Set<String> NAMES = read();

        private static Set<String> read() {
            try (InputStream file =
                    Objects.requireNonNull(Network.class.getResourceAsStream("endpoint-services.txt"))) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private VpcEndpoints() {}

    static void registerVpcEndpoint(Registry registry) {
        registry.type(AwsTypes.EC2_VPC_ENDPOINT, "EC2 VPC Endpoint")
                .id("vpce-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:vpc-endpoint/{id}")
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcId.NotFound")
                .uses("subnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnetId.NotFound")
                .uses("securityGroupIds", AwsTypes.EC2_SECURITY_GROUP, "InvalidSecurityGroupId.NotFound")
                .mentions("routeTableIds", AwsTypes.EC2_ROUTE_TABLE, "InvalidRouteTableId.NotFound")
                .immutable("vpcId", "serviceName", "vpcEndpointType", "serviceRegion", "resourceConfigurationArn")
                .immutable("serviceNetworkArn")
                .validate(PolicyDocument.in("policy", "InvalidPolicyDocument", PolicyDocument.Kind.RESOURCE))
                .check(VpcEndpoints::checkEndpoint)
                .defaults("vpcEndpointType", "Gateway")
                .defaults("privateDnsEnabled", false)
                .computed("state", "available")
                .computed("ownerId", "{account}")
                .computed("requesterManaged", operation -> false)
                .computed("ipAddressType", "ipv4")
                .computed(
                        "policy",
                        operation ->
                                "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}")
                .computed(
                        "prefixListId",
                        operation -> isGateway(operation) ? PrefixLists.id(operation.text("serviceName")) : "")
                .computed(
                        "dnsEntries",
                        operation -> isGateway(operation)
                                ? List.of()
                                : List.of(Map.of(
                                        "dnsName",
                                        operation.render("{id}-" + operation.hex(8, "dns") + "." + service(operation)
                                                + ".{region}.vpce.amazonaws.com"),
                                        "hostedZoneId",
                                        "Z" + operation.hex(13, "zone").toUpperCase(java.util.Locale.ROOT))))
                .recomputed("networkInterfaceIds", operation -> operation.texts("subnetIds").stream()
                        .map(subnet -> "eni-" + operation.hex(17, subnet))
                        .toList());
    }

    /** Returns whether AWS has endpoints of a service; Timestream's have the number of a cell in their names. */
    private static boolean isOffered(String service) {
        return Services.NAMES.contains(service) || service.matches("timestream\\.(ingest|query)-cell\\d+(-fips)?");
    }

    private static String service(Operation operation) {
        String name = operation.text("serviceName");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean isGateway(Operation operation) {
        return "Gateway".equals(operation.text("vpcEndpointType"));
    }

    private static void checkEndpoint(Operation operation) {
        String name = operation.text("serviceName");
        operation.require(
                name.isEmpty()
                        || name.startsWith("com.amazonaws.vpce.")
                        || name.startsWith("aws.")
                        || isOffered(name.replaceFirst("^com\\.amazonaws\\." + operation.region() + "\\.", "")),
                "InvalidServiceName",
                "The Vpc Endpoint Service '" + name + "' does not exist in " + operation.region());
        operation.require(
                !isGateway(operation) || name.isEmpty() || GATEWAY_SERVICES.contains(service(operation)),
                "InvalidParameter",
                "Endpoint type (Gateway) does not match available service types ([Interface]) of " + name);
        Rules.sameVpc(operation, operation.text("vpcId"), operation.texts("securityGroupIds"), "InvalidParameter");
        long zones = operation.texts("subnetIds").stream()
                .map(subnet -> Rules.zoneOf(operation, subnet))
                .distinct()
                .count();
        operation.require(
                zones == operation.texts("subnetIds").size(),
                "DuplicateSubnetsInSameZone",
                "Found another VPC endpoint subnet in the same availability zone");
        if (operation.flag("privateDnsEnabled")) {
            StoredResource vpc =
                    operation.find(AwsTypes.EC2_VPC, operation.text("vpcId")).orElse(null);
            operation.require(
                    vpc == null || (vpc.flag("enableDnsSupport") && vpc.flag("enableDnsHostnames")),
                    "InvalidParameter",
                    "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true");
            operation.require(
                    operation.siblings().stream()
                            .noneMatch(other -> other.flag("privateDnsEnabled")
                                    && other.text("vpcId").equals(operation.text("vpcId"))
                                    && other.text("serviceName").equals(name)),
                    "InvalidParameter",
                    "private-dns-enabled cannot be set because there is already a conflicting DNS domain for " + name);
        }
    }
}
