package dev.plinth.simulator.aws.network;

import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The default VPC that each region of an account has, and its parts.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html">Default VPC components</a>
 */
public final class DefaultNetwork {

    private DefaultNetwork() {}

    private static String id(String prefix, String part, ProviderConfiguration configuration) {
        return prefix + "-"
                + Operation.digest("default network|" + configuration.region() + "|" + part)
                        .substring(0, 17);
    }

    static String vpcId(ProviderConfiguration configuration) {
        return id("vpc", "vpc", configuration);
    }

    static String subnetId(ProviderConfiguration configuration, String zone) {
        return id("subnet", zone, configuration);
    }

    static List<Map<String, Object>> vpc(ProviderConfiguration configuration) {
        return List.of(Map.of(
                "id",
                vpcId(configuration),
                "cidrBlock",
                "172.31.0.0/16",
                "enableDnsHostnames",
                true,
                "defaultSecurityGroupId",
                id("sg", "group", configuration),
                "defaultRouteTableId",
                id("rtb", "routes", configuration),
                "mainRouteTableId",
                id("rtb", "routes", configuration),
                "defaultNetworkAclId",
                id("acl", "acl", configuration),
                "dhcpOptionsId",
                id("dopt", "options", configuration)));
    }

    static List<Map<String, Object>> subnets(ProviderConfiguration configuration) {
        List<Map<String, Object>> result = new ArrayList<>();
        for (String zone : Zones.names(configuration.region())) {
            result.add(Map.of(
                    "id",
                    subnetId(configuration, zone),
                    "vpcId",
                    vpcId(configuration),
                    "cidrBlock",
                    "172.31." + 16 * result.size() + ".0/20",
                    "availabilityZone",
                    zone,
                    "mapPublicIpOnLaunch",
                    true));
        }
        return result;
    }

    static List<Map<String, Object>> internetGateway(ProviderConfiguration configuration) {
        return part("igw", "gateway", configuration);
    }

    static List<Map<String, Object>> routeTable(ProviderConfiguration configuration) {
        return List.of(Map.of(
                "id",
                id("rtb", "routes", configuration),
                "vpcId",
                vpcId(configuration),
                "routes",
                List.of(Map.of("cidrBlock", "0.0.0.0/0", "gatewayId", id("igw", "gateway", configuration)))));
    }

    static List<Map<String, Object>> networkAcl(ProviderConfiguration configuration) {
        return part("acl", "acl", configuration);
    }

    static List<Map<String, Object>> securityGroup(ProviderConfiguration configuration) {
        return List.of(Map.of(
                "id",
                id("sg", "group", configuration),
                "vpcId",
                vpcId(configuration),
                "name",
                "default",
                "description",
                "default VPC security group"));
    }

    static List<Map<String, Object>> dhcpOptions(ProviderConfiguration configuration) {
        return List.of(Map.of(
                "id",
                id("dopt", "options", configuration),
                "domainName",
                configuration.region() + ".compute.internal",
                "domainNameServers",
                List.of("AmazonProvidedDNS")));
    }

    /** The subnet group {@code default} of a database or cache service. */
    public static List<Map<String, Object>> subnetGroup(ProviderConfiguration configuration) {
        return List.of(Map.of(
                "id",
                "default",
                "name",
                "default",
                "description",
                "default",
                "subnetIds",
                Zones.names(configuration.region()).stream()
                        .map(zone -> subnetId(configuration, zone))
                        .toList(),
                "vpcId",
                vpcId(configuration)));
    }

    private static List<Map<String, Object>> part(String prefix, String part, ProviderConfiguration configuration) {
        return List.of(Map.of("id", id(prefix, part, configuration), "vpcId", vpcId(configuration)));
    }
}
