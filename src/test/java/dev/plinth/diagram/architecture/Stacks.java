package dev.plinth.diagram.architecture;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Graphs to draw. */
public final class Stacks {

    private static final Map<String, ResourceGraph> RECORDED = new ConcurrentHashMap<>();

    /** Names that mean something to XML, HTML, Mermaid or a shell. */
    public static final String HOSTILE = "<b>&\"'\u0001]]>\n|#quot;--> end %% é漢\uD83D\uDE00";

    private Stacks() {}

    /** A stack that ships with Plinth. */
    public static ResourceGraph shipped(String stack) {
        return RECORDED.computeIfAbsent(stack, name -> GraphOperation.record(Repository.project(), name));
    }

    public static GraphResource resource(
            String type, String name, Map<String, ?> inputs, Map<String, GraphResource> references) {
        TreeMap<String, List<String>> dependencies = new TreeMap<>();
        references.forEach((property, target) -> dependencies.put(property, List.of(target.urn())));
        return new GraphResource(
                "urn:pulumi:staging::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                references.values().stream().map(GraphResource::urn).toList(),
                dependencies,
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    public static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("shop", "staging", List.of(resources));
    }

    /** A bucket and a load balancer whose names are hostile. */
    public static ResourceGraph hostile() {
        return new ResourceGraph(
                HOSTILE,
                HOSTILE,
                List.of(
                        resource("aws:s3/bucketV2:BucketV2", HOSTILE, Map.of(), Map.of()),
                        resource("aws:sqs/queue:Queue", HOSTILE, Map.of(), Map.of()),
                        resource(
                                "aws:lb/loadBalancer:LoadBalancer",
                                HOSTILE.repeat(8),
                                Map.of("loadBalancerType", "application"),
                                Map.of())));
    }

    /** Returns a stack whose resources have names of more than a hundred characters. */
    public static ResourceGraph withLongNames(ResourceGraph graph) {
        return new ResourceGraph(
                graph.project(),
                graph.stack(),
                graph.resources().stream()
                        .map(resource -> new GraphResource(
                                resource.urn(),
                                resource.type(),
                                resource.name() + "-of-the-department".repeat(6),
                                resource.parent(),
                                resource.provider(),
                                resource.dependencies(),
                                resource.propertyDependencies(),
                                resource.inputs(),
                                resource.outputs(),
                                resource.protect(),
                                resource.custom()))
                        .toList());
    }

    /**
     * A network with many of everything, eleven resources a unit: services that use databases, caches and buckets.
     *
     * @param units how many of each
     */
    public static ResourceGraph large(int units) {
        List<GraphResource> all = new ArrayList<>();
        GraphResource vpc = resource("aws:ec2/vpc:Vpc", "main", Map.of("cidrBlock", "10.0.0.0/8"), Map.of());
        GraphResource subnet = resource(
                "aws:ec2/subnet:Subnet", "a", Map.of("vpcId", PropertyValue.Unknown.VALUE), Map.of("vpcId", vpc));
        GraphResource cluster = resource("aws:ecs/cluster:Cluster", "cluster", Map.of(), Map.of());
        GraphResource open = resource("aws:ec2/securityGroup:SecurityGroup", "open", Map.of(), Map.of());
        GraphResource vault = resource("aws:backup/vault:Vault", "vault", Map.of(), Map.of());
        GraphResource plan = resource("aws:backup/plan:Plan", "plan", unknown("rules"), Map.of("rules", vault));
        all.addAll(List.of(vpc, subnet, cluster, open, vault, plan));
        for (int i = 0; i < units; i++) {
            GraphResource subnets = resource(
                    "aws:rds/subnetGroup:SubnetGroup",
                    "subnets-" + i,
                    unknown("subnetIds"),
                    Map.of("subnetIds", subnet));
            GraphResource group = resource("aws:ec2/securityGroup:SecurityGroup", "data-" + i, Map.of(), Map.of());
            GraphResource balancer = resource(
                    "aws:lb/loadBalancer:LoadBalancer",
                    "balancer-" + i,
                    unknown("subnets", "securityGroups"),
                    Map.of("subnets", subnet, "securityGroups", open));
            GraphResource service = resource(
                    "aws:ecs/service:Service",
                    "service-" + i,
                    unknown("networkConfiguration", "cluster"),
                    Map.of("cluster", cluster, "networkConfiguration", i % 2 == 0 ? subnet : open));
            GraphResource database = resource(
                    "aws:rds/instance:Instance",
                    "database-" + i,
                    with(unknown("dbSubnetGroupName", "vpcSecurityGroupIds"), "multiAz", true),
                    Map.of("dbSubnetGroupName", subnets, "vpcSecurityGroupIds", group));
            GraphResource bucket = resource("aws:s3/bucketV2:BucketV2", "bucket-" + i, Map.of(), Map.of());
            GraphResource record = resource(
                    "cloudflare:index/dnsRecord:DnsRecord",
                    "record-" + i,
                    with(unknown("content"), "zoneId", "zone-" + i % 50, "name", "host-" + i + ".example.com"),
                    Map.of("content", balancer));
            all.addAll(List.of(subnets, group, balancer, service, database, bucket, record));
            all.add(resource(
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                    "rule-" + i,
                    unknown("securityGroupId", "referencedSecurityGroupId"),
                    Map.of("securityGroupId", group, "referencedSecurityGroupId", open)));
            all.add(resource(
                    "aws:backup/selection:Selection",
                    "selection-" + i,
                    unknown("planId", "resources"),
                    Map.of("planId", plan, "resources", database)));
            all.add(resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm-" + i, Map.of(), Map.of()));
            all.add(resource("aws:unknown/" + i + ":Thing", "thing-" + i, Map.of(), Map.of()));
        }
        return new ResourceGraph("shop", "staging", all);
    }

    private static Map<String, Object> unknown(String... properties) {
        Map<String, Object> inputs = new TreeMap<>();
        for (String property : properties) {
            inputs.put(property, PropertyValue.Unknown.VALUE);
        }
        return inputs;
    }

    private static Map<String, Object> with(Map<String, Object> inputs, Object... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            inputs.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return inputs;
    }

    /** A change of production in which a resource of each operation is drawn. */
    public static List<ResourceChange> changes(ResourceGraph graph) {
        return changes(graph, resource -> {
            if (is(resource, "api").test("ecs/service")) {
                return Operation.CREATE;
            }
            if (is(resource, "database-parameter").test("parameterGroup")) {
                return Operation.UPDATE;
            }
            if (is(resource, "cache").test("replicationGroup")) {
                return Operation.REPLACE;
            }
            return is(resource, "uploads-bucket").test("bucketV2:") ? Operation.DELETE : Operation.SAME;
        });
    }

    /** A change that does something to each resource. */
    public static List<ResourceChange> changes(ResourceGraph graph, Function<GraphResource, Operation> operations) {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            Operation operation = operations.apply(resource);
            changes.add(new ResourceChange(
                    operation,
                    operation == Operation.CREATE ? Optional.empty() : Optional.of(resource),
                    operation == Operation.DELETE ? Optional.empty() : Optional.of(resource),
                    List.of(),
                    List.of()));
        }
        return changes;
    }

    private static Predicate<String> is(GraphResource resource, String name) {
        return type -> resource.type().contains(type) && resource.name().startsWith(name);
    }
}
