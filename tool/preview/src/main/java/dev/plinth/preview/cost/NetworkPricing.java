package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Consumer;

/** Prices of gateways, endpoints, addresses, load balancers and the web firewall. */
final class NetworkPricing {

    /**
     * New connections per hour of a capacity unit of an ALB: 25 per second, see
     * https://aws.amazon.com/elasticloadbalancing/pricing/.
     */
    private static final BigDecimal CONNECTIONS_PER_CAPACITY_UNIT = BigDecimal.valueOf(25L * 3600);

    private NetworkPricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.EC2_NAT_GATEWAY, NetworkPricing::natGateway);
        pricers.put(AwsTypes.EC2_EIP, estimate -> estimate.addHours("Public IPv4 address", ADDRESS, 1));
        pricers.put(AwsTypes.EC2_VPC_ENDPOINT, NetworkPricing::vpcEndpoint);
        pricers.put(AwsTypes.LB_LOAD_BALANCER, NetworkPricing::loadBalancer);
        pricers.put(AwsTypes.WAFV2_WEB_ACL, NetworkPricing::webAcl);
        pricers.put(
                AwsTypes.ROUTE53_ZONE,
                estimate -> estimate.add("Hosted zone", "months", "AmazonRoute53/HostedZone", BigDecimal.ONE));
    }

    static final String ADDRESS = "AmazonVPC/PublicIPv4:InUseAddress";

    private static void natGateway(ResourceEstimate estimate) {
        estimate.addHours("NAT gateway", "AmazonEC2/NatGateway-Hours", 1);
        GraphResource[] gateways =
                estimate.graph().ofType(estimate.resource().type()).toArray(GraphResource[]::new);
        estimate.addUsage(
                "Data processed",
                "GB",
                "AmazonEC2/NatGateway-Bytes",
                estimate.usage(Usage.NAT).divide(BigDecimal.valueOf(gateways.length), 6, RoundingMode.HALF_UP));
    }

    private static void vpcEndpoint(ResourceEstimate estimate) {
        if (!estimate.text("vpcEndpointType").orElse("Gateway").equals("Interface")) {
            estimate.free("gateway endpoints are free");
            return;
        }
        estimate.addHours("Endpoint (Interface)", "AmazonVPC/VpcEndpoint-Hours", estimate.subnets("subnetIds"));
        estimate.addUsage("Data processed", "GB", "AmazonVPC/VpcEndpoint-Bytes", estimate.usage(Usage.ENDPOINT));
    }

    private static void loadBalancer(ResourceEstimate estimate) {
        if (!estimate.text("loadBalancerType").orElse("application").equals("application")) {
            estimate.unpriced("prices are available for application load balancers only");
            return;
        }
        estimate.addHours("Application load balancer", "AWSELB/LoadBalancerUsage", 1);
        // The largest dimension is billed. Each request counts as a new connection, which is an upper bound.
        BigDecimal byConnections =
                estimate.usage(Usage.REQUESTS).divide(CONNECTIONS_PER_CAPACITY_UNIT, 6, RoundingMode.HALF_UP);
        estimate.addUsage(
                "Load balancer capacity units",
                "LCU-hours",
                "AWSELB/LCUUsage",
                byConnections.max(estimate.usage(Usage.INTERNET)));
        if (!estimate.isTrue("internal")) {
            estimate.addHours("Public IPv4 addresses", ADDRESS, estimate.subnets("subnets"));
            estimate.addUsage(
                    "Data transfer to the internet",
                    "GB",
                    "AWSDataTransfer/DataTransfer-Out-Bytes",
                    estimate.usage(Usage.INTERNET));
        }
    }

    private static void webAcl(ResourceEstimate estimate) {
        estimate.add("Web ACL usage", "months", "awswaf/WebACL", BigDecimal.ONE);
        int rules =
                ResourceEstimate.known(estimate.resource(), "rules").elements().size();
        estimate.add("Rules", "rules", "awswaf/Rule", BigDecimal.valueOf(rules));
        estimate.addUsage("Requests", "1M requests", "awswaf/Request", estimate.usage(Usage.REQUESTS), 1_000_000);
    }
}
