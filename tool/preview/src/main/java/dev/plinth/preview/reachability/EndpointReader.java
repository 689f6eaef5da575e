package dev.plinth.preview.reachability;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.CloudNetwork.Forward;
import dev.plinth.preview.reachability.CloudNetwork.Kind;
import dev.plinth.preview.reachability.CloudNetwork.Listener;
import dev.plinth.preview.reachability.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.CloudNetwork.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads who opens and accepts connections, under the names that a person uses. */
final class EndpointReader {

    /** Application and network load balancers, under both of their type tokens. */
    static final List<String> LOAD_BALANCERS =
            List.of("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");

    private static final String DB_SUBNETS = "aws:rds/subnetGroup:SubnetGroup";
    private static final String DB_INSTANCE = "aws:rds/instance:Instance";
    private static final String DB_CLUSTER = "aws:rds/cluster:Cluster";
    private static final String CACHE_SUBNETS = "aws:elasticache/subnetGroup:SubnetGroup";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    private static final String INSTANCE = "aws:ec2/instance:Instance";
    private static final String[] TARGET_GROUPS = {"aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"};
    private static final String[] LISTENERS = {"aws:lb/listener:Listener", "aws:alb/listener:Listener"};
    private static final String[] LISTENER_RULES = {
        "aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"
    };

    private final ResourceGraph graph;
    private final GroupReader groups;
    private final Map<String, Subnet> subnets;
    private final Map<GraphResource, Endpoint> found = new LinkedHashMap<>();
    private final List<String> unplaced = new ArrayList<>();

    EndpointReader(ResourceGraph graph, GroupReader groups, Map<String, Subnet> subnets) {
        this.graph = graph;
        this.groups = groups;
        this.subnets = subnets;
    }

    /** What can't be placed in the network, each with the reason. */
    List<String> unplaced() {
        return unplaced;
    }

    List<Endpoint> read() {
        LOAD_BALANCERS.forEach(type -> graph.ofType(type).forEach(this::loadBalancer));
        graph.ofType(SERVICE).forEach(this::service);
        graph.ofType(INSTANCE).forEach(this::instance);
        graph.ofType("aws:lambda/function:Function").forEach(this::function);
        graph.ofType(DB_INSTANCE).forEach(this::database);
        graph.ofType(DB_CLUSTER).forEach(this::databaseCluster);
        graph.ofType("aws:elasticache/replicationGroup:ReplicationGroup")
                .forEach(group -> cache(group, "subnetGroupName", port(group, 6379)));
        graph.ofType("aws:elasticache/cluster:Cluster").stream()
                .filter(cluster -> cluster.input("replicationGroupId").isAbsent())
                .forEach(cluster -> cache(
                        cluster,
                        "subnetGroupName",
                        port(
                                cluster,
                                cluster.input("engine")
                                                .asText()
                                                .filter("memcached"::equals)
                                                .isPresent()
                                        ? 11211
                                        : 6379)));
        graph.ofType("aws:elasticache/serverlessCache:ServerlessCache")
                .forEach(cache -> cache(cache, "", new PortRange(6379, 6380)));
        fileSystems();
        graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").forEach(this::vpcEndpoint);
        return named();
    }

    // Kinds of endpoints

    private void loadBalancer(GraphResource balancer) {
        List<Subnet> places = subnets(balancer, "subnets");
        if (places.isEmpty()) {
            places = subnets(balancer, "subnetMappings");
        }
        boolean isNetwork = balancer.input("loadBalancerType")
                .asText()
                .filter("network"::equals)
                .isPresent();
        PropertyValue internal = balancer.input("internal");
        Verdict isPublic = internal.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(!internal.asBoolean().orElse(false));
        PropertyValue ipType = balancer.input("ipAddressType");
        Verdict ipv6 = ipType.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(ipType.asText().orElse("ipv4").startsWith("dualstack"));
        // An internal one's IPv6 addresses take no part in the internet either.
        Verdict ipv4 =
                ipType.asText().filter("dualstack-without-public-ipv4"::equals).isPresent() ? Verdict.NO : isPublic;
        List<Attachment> attachments =
                isNetwork && balancer.input("securityGroups").isAbsent()
                        ? places.stream()
                                .map(subnet -> new Attachment(subnet, List.of(GroupReader.unfiltered())))
                                .toList()
                        : attachments(balancer, places, "securityGroups");
        List<Listener> listeners = new ArrayList<>();
        for (GraphResource listener : graph.referrers(balancer, "loadBalancerArn", LISTENERS)) {
            listeners.addAll(listener(listener, isNetwork));
        }
        if (listeners.isEmpty()) {
            // It accepts nothing before it has a listener.
            return;
        }
        add(balancer, Kind.LOAD_BALANCER, attachments, ipv4, ipv6.and(isPublic), listeners);
    }

    private List<Listener> listener(GraphResource listener, boolean isNetwork) {
        PropertyValue port = listener.input("port");
        String protocol = listener.input("protocol").asText().orElse(isNetwork ? "TCP" : "HTTP");
        Set<GraphResource> targetGroups =
                new LinkedHashSet<>(graph.references(listener, "defaultActions", TARGET_GROUPS));
        for (GraphResource rule : graph.referrers(listener, "listenerArn", LISTENER_RULES)) {
            targetGroups.addAll(graph.references(rule, "actions", TARGET_GROUPS));
        }
        List<Forward> forwards = new ArrayList<>();
        for (GraphResource group : targetGroups) {
            forwards.addAll(forwards(group));
        }
        PortRange range =
                port.asNumber().isPresent() ? PortRange.of((int) port.asNumber().getAsDouble()) : PortRange.ALL;
        Hop hop = new Hop(listener.urn(), "listener " + listener.name() + " on " + range);
        List<Listener> listeners = new ArrayList<>();
        if (!protocol.equals("UDP")) {
            listeners.add(new Listener(hop, range, Protocol.TCP, forwards));
        }
        if (protocol.contains("UDP")) {
            listeners.add(new Listener(hop, range, Protocol.UDP, forwards));
        }
        return listeners;
    }

    private List<Forward> forwards(GraphResource group) {
        List<Forward> forwards = new ArrayList<>();
        Protocol protocol =
                group.input("protocol").asText().filter("UDP"::equals).isPresent() ? Protocol.UDP : Protocol.TCP;
        int groupPort = (int) group.input("port").asNumber().orElse(0);
        for (GraphResource service : graph.ofType(SERVICE)) {
            List<PropertyValue> balancers = service.input("loadBalancers").elements();
            boolean certain = balancers.size() == 1;
            for (int i = 0; i < balancers.size(); i++) {
                PropertyValue target = balancers.get(i).at("targetGroupArn");
                boolean refers = graph.references(service, "loadBalancers[" + i + "].targetGroupArn", TARGET_GROUPS)
                        .contains(group);
                if (refers && (certain || !target.isAbsent())) {
                    int port = (int)
                            balancers.get(i).at("containerPort").asNumber().orElse(groupPort);
                    forwards.add(forward(group, service, port, protocol));
                }
            }
        }
        for (GraphResource attachment : graph.referrers(
                group,
                "targetGroupArn",
                "aws:lb/targetGroupAttachment:TargetGroupAttachment",
                "aws:alb/targetGroupAttachment:TargetGroupAttachment")) {
            graph.references(attachment, "targetId", INSTANCE)
                    .forEach(target -> forwards.add(forward(
                            group,
                            target,
                            (int) attachment.input("port").asNumber().orElse(groupPort),
                            protocol)));
        }
        return forwards.stream().distinct().toList();
    }

    private static Forward forward(GraphResource group, GraphResource target, int port, Protocol protocol) {
        return new Forward(
                new Hop(group.urn(), "target group " + group.name() + ": port " + port), target.urn(), port, protocol);
    }

    private void service(GraphResource service) {
        String path = "networkConfiguration";
        if (service.input(path).isAbsent()) {
            unplaced.add(name(service) + ": its tasks share the network of their hosts, which the stack doesn't place");
            return;
        }
        PropertyValue assigned = service.input(path + ".assignPublicIp");
        Verdict isPublic = assigned.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(assigned.asBoolean().orElse(false));
        // Tasks get IPv6 addresses in dual-stack subnets only where the account's setting dualStackIPv6 says so.
        add(
                service,
                Kind.COMPUTE,
                attachments(service, subnets(service, path + ".subnets"), path + ".securityGroups"),
                isPublic,
                Verdict.MAYBE,
                List.of());
    }

    private void instance(GraphResource instance) {
        List<Subnet> places = subnets(instance, "subnetId");
        PropertyValue associated = instance.input("associatePublicIpAddress");
        boolean hasElasticIp =
                !graph.referrers(instance, "instance", "aws:ec2/eip:Eip").isEmpty()
                        || !graph.referrers(instance, "instanceId", "aws:ec2/eipAssociation:EipAssociation")
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
        add(instance, Kind.COMPUTE, attachments(instance, places, "vpcSecurityGroupIds"), isPublic, ipv6, List.of());
    }

    private void function(GraphResource function) {
        if (function.input("vpcConfig").isAbsent()) {
            return;
        }
        add(
                function,
                Kind.FUNCTION,
                attachments(function, subnets(function, "vpcConfig.subnetIds"), "vpcConfig.securityGroupIds"),
                Verdict.NO,
                Verdict.of(function.input("vpcConfig.ipv6AllowedForDualStack")
                        .asBoolean()
                        .orElse(false)),
                List.of());
    }

    private void database(GraphResource database) {
        Optional<GraphResource> source = replicaOf(database);
        List<Subnet> places = subnetGroup(database, "dbSubnetGroupName", DB_SUBNETS);
        if (places.isEmpty() && database.input("dbSubnetGroupName").isAbsent() && source.isPresent()) {
            // A replica in the same region is placed like its source.
            places = subnetGroup(source.get(), "dbSubnetGroupName", DB_SUBNETS);
        }
        int port = defaultPort(database.input("engine")
                .asText()
                .or(() -> source.flatMap(original -> original.input("engine").asText()))
                .orElse("postgres"));
        add(
                database,
                Kind.DATA_STORE,
                attachments(database, places, "vpcSecurityGroupIds"),
                flag(database.input("publiclyAccessible")),
                Verdict.of(isDual(database)),
                listeners(database, port(database, port)));
    }

    private Optional<GraphResource> replicaOf(GraphResource database) {
        return database.input("replicateSourceDb").isAbsent()
                ? Optional.empty()
                : graph.references(database, "replicateSourceDb", DB_INSTANCE).stream()
                        .filter(source -> !source.equals(database))
                        .findFirst();
    }

    private void databaseCluster(GraphResource cluster) {
        Verdict isPublic =
                graph.referrers(cluster, "clusterIdentifier", "aws:rds/clusterInstance:ClusterInstance").stream()
                        .map(instance -> flag(instance.input("publiclyAccessible")))
                        .reduce(flag(cluster.input("publiclyAccessible")), Verdict::or);
        add(
                cluster,
                Kind.DATA_STORE,
                attachments(cluster, subnetGroup(cluster, "dbSubnetGroupName", DB_SUBNETS), "vpcSecurityGroupIds"),
                isPublic,
                Verdict.of(isDual(cluster)),
                listeners(
                        cluster,
                        port(
                                cluster,
                                defaultPort(cluster.input("engine").asText().orElse("aurora-mysql")))));
    }

    /** The ports that RDS gives an engine by default (AWS, "CreateDBInstance", Port). */
    private static int defaultPort(String engine) {
        if (engine.contains("postgres")) {
            return 5432;
        }
        if (engine.startsWith("oracle") || engine.startsWith("custom-oracle")) {
            return 1521;
        }
        return engine.contains("sqlserver") ? 1433 : engine.startsWith("db2") ? 50000 : 3306;
    }

    private static boolean isDual(GraphResource resource) {
        String type = resource.input("networkType").asText().orElse("");
        return type.equalsIgnoreCase("DUAL") || type.equals("dual_stack") || type.equals("ipv6");
    }

    private void cache(GraphResource cache, String subnetGroup, PortRange port) {
        List<Subnet> places =
                subnetGroup.isEmpty() ? subnets(cache, "subnetIds") : subnetGroup(cache, subnetGroup, CACHE_SUBNETS);
        // ElastiCache gives no public IPv4 addresses.
        add(
                cache,
                Kind.DATA_STORE,
                attachments(cache, places, "securityGroupIds"),
                Verdict.NO,
                Verdict.of(isDual(cache)),
                listeners(cache, port));
    }

    private void fileSystems() {
        Map<GraphResource, List<GraphResource>> targets = new LinkedHashMap<>();
        for (GraphResource target : graph.ofType("aws:efs/mountTarget:MountTarget")) {
            GraphResource owner = graph.references(target, "fileSystemId", FILE_SYSTEM).stream()
                    .findFirst()
                    .orElse(target);
            targets.computeIfAbsent(owner, key -> new ArrayList<>()).add(target);
        }
        targets.forEach((owner, mounts) -> {
            List<Attachment> attachments = new ArrayList<>();
            mounts.forEach(
                    mount -> attachments.addAll(attachments(mount, subnets(mount, "subnetId"), "securityGroups")));
            add(owner, Kind.DATA_STORE, attachments, Verdict.NO, Verdict.NO, listeners(owner, PortRange.of(2049)));
        });
    }

    private void vpcEndpoint(GraphResource endpoint) {
        String type = endpoint.input("vpcEndpointType").asText().orElse("Gateway");
        if (type.equals("Gateway")) {
            Set<String> tables = new TreeSet<>();
            graph.references(endpoint, "routeTableIds", CloudNetworkReader.ROUTE_TABLES)
                    .forEach(table -> tables.add(table.urn()));
            graph.referrers(
                            endpoint,
                            "vpcEndpointId",
                            "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")
                    .forEach(association -> graph.references(
                                    association, "routeTableId", CloudNetworkReader.ROUTE_TABLES)
                            .forEach(table -> tables.add(table.urn())));
            found.put(
                    endpoint,
                    new Endpoint(
                            serviceName(endpoint),
                            endpoint.urn(),
                            Kind.GATEWAY_ENDPOINT,
                            List.of(),
                            Verdict.NO,
                            Verdict.NO,
                            listeners(endpoint, PortRange.of(443)),
                            List.of(),
                            endpoint.urn(),
                            tables));
            return;
        }
        add(
                endpoint,
                Kind.INTERFACE_ENDPOINT,
                attachments(endpoint, subnets(endpoint, "subnetIds"), "securityGroupIds"),
                Verdict.NO,
                Verdict.NO,
                listeners(endpoint, PortRange.of(443)));
    }

    // What they have in common

    private void add(
            GraphResource resource,
            Kind kind,
            List<Attachment> attachments,
            Verdict publicIpv4,
            Verdict ipv6,
            List<Listener> listeners) {
        if (attachments.isEmpty()) {
            unplaced.add(name(resource) + ": its subnets are not in the stack");
            return;
        }
        found.put(
                resource,
                new Endpoint(
                        name(resource),
                        resource.urn(),
                        kind,
                        attachments,
                        publicIpv4,
                        ipv6,
                        listeners,
                        List.of(),
                        "",
                        Set.of()));
    }

    private static Verdict flag(PropertyValue value) {
        return value.isUnknown() ? Verdict.MAYBE : Verdict.of(value.asBoolean().orElse(false));
    }

    private List<Subnet> subnets(GraphResource resource, String property) {
        return graph.references(resource, property, CloudNetworkReader.SUBNET).stream()
                .map(subnet -> subnets.get(subnet.urn()))
                .toList();
    }

    private List<Subnet> subnetGroup(GraphResource resource, String property, String type) {
        return graph.references(resource, property, type).stream()
                .findFirst()
                .map(group -> subnets(group, "subnetIds"))
                .orElse(List.of());
    }

    private List<Attachment> attachments(GraphResource resource, List<Subnet> places, String groupProperty) {
        if (places.isEmpty()) {
            return List.of();
        }
        List<SecurityGroup> own =
                groups.of(resource, groupProperty, places.get(0).vpc());
        return places.stream().map(subnet -> new Attachment(subnet, own)).toList();
    }

    private static PortRange port(GraphResource resource, int fallback) {
        return PortRange.of((int) resource.input("port").asNumber().orElse(fallback));
    }

    private static List<Listener> listeners(GraphResource resource, PortRange ports) {
        return List.of(new Listener(new Hop(resource.urn(), "port " + ports), ports, Protocol.TCP, List.of()));
    }

    // Names

    /** What a person calls it: its component's name, or an AWS service's; else its own. */
    private String name(GraphResource resource) {
        if (resource.type().startsWith("aws:ec2/vpcEndpoint:")) {
            return serviceName(resource);
        }
        String parent = resource.parent();
        boolean isReplica = !resource.input("replicateSourceDb").isAbsent();
        return Optional.ofNullable(parent)
                .flatMap(graph::resource)
                .filter(component -> !component.custom() && !component.type().startsWith("pulumi:"))
                .filter(component -> !isReplica)
                .map(GraphResource::name)
                .orElse(resource.name());
    }

    /** {@code ecr.api} of {@code com.amazonaws.eu-central-1.ecr.api}. */
    private static String serviceName(GraphResource endpoint) {
        String name = endpoint.input("serviceName").asText().orElse(endpoint.name());
        return name.replaceFirst("^(com\\.amazonaws|aws\\.api)\\.[a-z]{2}(-[a-z]+)+-\\d\\.", "");
    }

    /** Those that would share a name have their own instead, and after that a number. */
    private List<Endpoint> named() {
        Set<String> taken = new TreeSet<>(Set.of(CloudNetworkReader.INTERNET, CloudNetworkReader.CLOUDFLARE));
        Set<String> shared = new TreeSet<>();
        found.values().forEach(endpoint -> {
            if (!taken.add(endpoint.name())) {
                shared.add(endpoint.name());
            }
        });
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> given = new TreeSet<>(Set.of(CloudNetworkReader.INTERNET, CloudNetworkReader.CLOUDFLARE));
        found.forEach((resource, endpoint) -> {
            String name = shared.contains(endpoint.name()) ? resource.name() : endpoint.name();
            String unique = name;
            for (int number = 2; !given.add(unique); number++) {
                unique = name + "-" + number;
            }
            endpoints.add(new Endpoint(
                    unique,
                    endpoint.urn(),
                    endpoint.kind(),
                    endpoint.attachments(),
                    endpoint.publicIpv4(),
                    endpoint.ipv6(),
                    endpoint.listeners(),
                    endpoint.networks(),
                    endpoint.gateway(),
                    endpoint.routeTables()));
        });
        return endpoints.stream().sorted(Comparator.comparing(Endpoint::name)).toList();
    }
}
