package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import java.util.List;

/** Reads container services, instances and functions. */
final class ComputeReader {

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    ComputeReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the endpoints. */
    void read() {
        graph.ofType(AwsTypes.ECS_SERVICE).forEach(this::service);
        graph.ofType(AwsTypes.EC2_INSTANCE).forEach(this::instance);
        graph.ofType(AwsTypes.LAMBDA_FUNCTION).forEach(this::function);
    }

    private void service(GraphResource service) {
        String path = "networkConfiguration";
        if (service.input(path).isAbsent()) {
            endpoints.addUnplaced(service, "its tasks use the network of their hosts, whose subnets are unknown");
            return;
        }
        PropertyValue assigned = service.input(path + ".assignPublicIp");
        Verdict isPublic = assigned.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(assigned.asBoolean().orElse(false));
        // The account setting dualStackIPv6 decides whether tasks in dual-stack subnets have IPv6 addresses.
        endpoints.add(
                service,
                Kind.COMPUTE,
                endpoints.attachments(service, endpoints.subnets(service, path + ".subnets"), path + ".securityGroups"),
                isPublic,
                Verdict.MAYBE,
                List.of());
    }

    private void instance(GraphResource instance) {
        List<Subnet> places = endpoints.subnets(instance, "subnetId");
        PropertyValue associated = instance.input("associatePublicIpAddress");
        boolean hasElasticIp =
                !graph.referrers(instance, "instance", AwsTypes.EC2_EIP).isEmpty()
                        || !graph.referrers(instance, "instanceId", AwsTypes.EC2_EIP_ASSOCIATION)
                                .isEmpty();
        boolean mapped = places.stream()
                .flatMap(place -> graph.resource(place.urn()).stream())
                .anyMatch(
                        place -> place.input("mapPublicIpOnLaunch").asBoolean().orElse(false));
        Verdict isPublic = associated.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(hasElasticIp || associated.asBoolean().orElse(mapped));
        Verdict ipv6 = Verdict.of(!instance.input("ipv6AddressCount").isAbsent()
                || !instance.input("ipv6Addresses").isAbsent()
                || places.stream()
                        .flatMap(place -> graph.resource(place.urn()).stream())
                        .anyMatch(place -> place.input("assignIpv6AddressOnCreation")
                                .asBoolean()
                                .orElse(false)));
        endpoints.add(
                instance,
                Kind.COMPUTE,
                endpoints.attachments(instance, places, "vpcSecurityGroupIds"),
                isPublic,
                ipv6,
                List.of());
    }

    private void function(GraphResource function) {
        if (function.input("vpcConfig").isAbsent()) {
            return;
        }
        endpoints.add(
                function,
                Kind.FUNCTION,
                endpoints.attachments(
                        function, endpoints.subnets(function, "vpcConfig.subnetIds"), "vpcConfig.securityGroupIds"),
                Verdict.NO,
                Verdict.of(function.input("vpcConfig.ipv6AllowedForDualStack")
                        .asBoolean()
                        .orElse(false)),
                List.of());
    }
}
