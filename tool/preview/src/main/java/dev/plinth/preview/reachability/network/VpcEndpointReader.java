package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the VPC endpoints of AWS services. */
final class VpcEndpointReader {

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    VpcEndpointReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the endpoints. */
    void read() {
        graph.ofType(AwsTypes.EC2_VPC_ENDPOINT).forEach(this::vpcEndpoint);
    }

    private void vpcEndpoint(GraphResource endpoint) {
        String type = endpoint.input("vpcEndpointType").asText().orElse("Gateway");
        if (type.equals("Gateway")) {
            Set<String> tables = new TreeSet<>();
            graph.references(endpoint, "routeTableIds", RouteTableReader.ROUTE_TABLES)
                    .forEach(table -> tables.add(table.urn()));
            graph.referrers(endpoint, "vpcEndpointId", AwsTypes.EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION)
                    .forEach(association -> graph.references(association, "routeTableId", RouteTableReader.ROUTE_TABLES)
                            .forEach(table -> tables.add(table.urn())));
            endpoints.addOutside(
                    endpoint,
                    new Endpoint(
                            EndpointRegistry.serviceName(endpoint),
                            endpoint.urn(),
                            Kind.GATEWAY_ENDPOINT,
                            List.of(),
                            Verdict.NO,
                            Verdict.NO,
                            EndpointRegistry.listeners(endpoint, PortRange.of(443)),
                            List.of(),
                            endpoint.urn(),
                            tables));
            return;
        }
        endpoints.add(
                endpoint,
                Kind.INTERFACE_ENDPOINT,
                endpoints.attachments(endpoint, endpoints.subnets(endpoint, "subnetIds"), "securityGroupIds"),
                Verdict.NO,
                Verdict.NO,
                EndpointRegistry.listeners(endpoint, PortRange.of(443)));
    }
}
