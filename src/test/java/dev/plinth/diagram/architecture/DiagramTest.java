package dev.plinth.diagram.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.Repository;
import dev.plinth.diagram.format.DiagramFormat;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.GraphDifference;
import dev.plinth.preview.StackChange;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramTest {

    private static final Diagram PRODUCTION = ArchitectureDiagram.of(Stacks.shipped("production"));

    private static Element one(Diagram diagram, ElementKind kind, String label) {
        List<Element> found = diagram.all()
                .filter(element -> element.kind() == kind && element.label().equals(label))
                .toList();
        assertThat(found).as(kind + " " + label).hasSize(1);
        return found.get(0);
    }

    private static List<String> labels(Element group) {
        return group.children().stream().map(Element::label).toList();
    }

    private static Stream<String> flows(Diagram diagram) {
        return diagram.flows().stream().map(flow -> label(diagram, flow.from()) + " > " + label(diagram, flow.to()));
    }

    private static String label(Diagram diagram, String id) {
        return diagram.all()
                .filter(element -> element.id().equals(id))
                .findFirst()
                .orElseThrow()
                .label();
    }

    @Test
    void groupsTheElementsOfProduction() {
        assertThat(PRODUCTION.elements())
                .extracting(Element::kind, Element::label)
                .containsExactly(
                        tuple(ElementKind.INTERNET, "Internet"),
                        tuple(ElementKind.CLOUDFLARE, "example.com"),
                        tuple(ElementKind.REGION, "eu-central-1"),
                        tuple(ElementKind.REGION, "eu-west-1"));
        Element vpc = one(PRODUCTION, ElementKind.VPC, "network 10.10.0.0/16");
        assertThat(labels(vpc)).containsExactly("Public subnets", "Private subnets", "Data subnets");
        assertThat(labels(vpc.children().get(0)))
                .containsExactly(
                        "eu-central-1a  10.10.32.0/20",
                        "eu-central-1b  10.10.96.0/20",
                        "eu-central-1c  10.10.160.0/20",
                        "3 NAT gateways",
                        "ingress");
        assertThat(labels(one(PRODUCTION, ElementKind.COMPONENT, "cluster"))).containsExactly("admin", "api");
        assertThat(labels(one(PRODUCTION, ElementKind.COMPONENT, "database")))
                .containsExactly("Primary", "Standby", "database-replica-1");
        assertThat(one(PRODUCTION, ElementKind.SERVICE, "api").details())
                .containsExactly("1 vCPU, 2 GiB", "3–30 tasks");
        assertThat(one(PRODUCTION, ElementKind.ENDPOINTS, "7 interface endpoints")
                        .details())
                .containsExactly("ecr.api, ecr.dkr, kms, logs,", "secretsmanager, ssmmessages,", "sts", "gateway: s3");
        assertThat(one(PRODUCTION, ElementKind.ALARMS, "44 alarms").caption()).isEqualTo("CloudWatch");
        assertThat(labels(PRODUCTION.elements().get(3)))
                .contains("assets-replica", "uploads-replica", "backup-copy-vault", "Copy of backups");
        assertThat(PRODUCTION.notes()).isEmpty();
    }

    @Test
    void drawsTheFlowsOfProduction() {
        assertThat(flows(PRODUCTION))
                .containsExactlyInAnyOrder(
                        "Internet > example.com",
                        "example.com > ingress",
                        // What both services share begins or ends at their cluster.
                        "ingress > cluster",
                        "cluster > Primary",
                        "cluster > cache",
                        "cluster > assets",
                        "api > uploads",
                        "Private subnets > 3 NAT gateways",
                        "3 NAT gateways > Internet",
                        "Primary > Standby",
                        "Primary > database-replica-1",
                        "Primary > Copy of backups",
                        "Primary > backup",
                        "assets > backup",
                        "uploads > backup",
                        "backup > backup-copy-vault",
                        "assets > assets-replica",
                        "uploads > uploads-replica");
        assertThat(PRODUCTION.flows())
                .filteredOn(flow -> flow.label().equals("PostgreSQL 5432"))
                .hasSize(1)
                .allSatisfy(flow -> assertThat(flow.type()).isEqualTo(Flow.Type.REQUEST));
    }

    @Test
    void drawsAStandbyWithoutReplicasOfStaging() {
        Diagram staging = ArchitectureDiagram.of(Stacks.shipped("staging"));

        assertThat(staging.notes()).isEmpty();
        assertThat(labels(one(staging, ElementKind.COMPONENT, "database"))).containsExactly("Primary", "Standby");
        assertThat(one(staging, ElementKind.NAT_GATEWAY, "1 NAT gateway").details())
                .containsExactly("for all zones");
    }

    @Test
    void drawsASingleDatabaseAsOneBox() {
        Diagram development = ArchitectureDiagram.of(Stacks.shipped("development"));

        assertThat(development.notes()).isEmpty();
        assertThat(one(development, ElementKind.DATABASE, "database").caption()).startsWith("RDS PostgreSQL");
        assertThat(flows(development)).contains("ingress > cluster", "cluster > database");
    }

    @Test
    void drawsAStackWithoutComponents() {
        GraphResource vpc = Stacks.resource("aws:ec2/vpc:Vpc", "main", Map.of("cidrBlock", "10.0.0.0/16"), Map.of());
        GraphResource subnet = Stacks.resource(
                "aws:ec2/subnet:Subnet",
                "a",
                Map.of("vpcId", PropertyValue.Unknown.VALUE, "cidrBlock", "10.0.0.0/24"),
                Map.of("vpcId", vpc));
        GraphResource loadBalancer = Stacks.resource(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("subnets", PropertyValue.Unknown.VALUE, "loadBalancerType", "application"),
                Map.of("subnets", subnet));
        GraphResource queue = Stacks.resource("aws:sqs/queue:Queue", "orders", Map.of(), Map.of());

        Diagram diagram = ArchitectureDiagram.of(Stacks.graph(vpc, subnet, loadBalancer, queue));

        assertThat(labels(one(diagram, ElementKind.TIER, "Data subnets"))).containsExactly("10.0.0.0/24", "web");
        assertThat(flows(diagram)).containsExactly("Internet > web");
        assertThat(diagram.notes()).containsExactly("Not drawn: 1 aws:sqs/queue:Queue");
    }

    @Test
    void drawsAnEmptyStack() {
        Diagram diagram = ArchitectureDiagram.of(Stacks.graph());

        assertThat(diagram.elements()).isEmpty();
        for (DiagramFormat format : DiagramFormat.values()) {
            assertThat(format.write(diagram)).isNotEmpty();
        }
    }

    @Test
    void marksChangedElements() {
        ResourceGraph production = Stacks.shipped("production");
        StackChange change =
                StackChange.of("plinth", "production", Repository.settings("production"), Stacks.changes(production));
        assertThat(change.after().resources())
                .noneMatch(resource -> resource.name().equals("uploads-bucket"));

        Diagram diagram = ArchitectureDiagram.of(change.after(), change.changes());

        assertThat(diagram.change()).isTrue();
        assertThat(diagram.all().filter(element -> element.mark() != ChangeMark.NONE))
                .extracting(Element::label, Element::mark)
                .containsExactlyInAnyOrder(
                        tuple("api", ChangeMark.CREATED),
                        tuple("Primary", ChangeMark.UPDATED),
                        tuple("cache", ChangeMark.REPLACED),
                        tuple("uploads", ChangeMark.DELETED));
    }

    @Test
    void marksFlowsOfChangedElements() {
        Diagram diagram =
                ArchitectureDiagram.of(Stacks.shipped("production"), Stacks.changes(Stacks.shipped("production")));

        assertThat(diagram.marks())
                .containsExactly(ChangeMark.CREATED, ChangeMark.UPDATED, ChangeMark.REPLACED, ChangeMark.DELETED);
        assertThat(diagram.flows().stream()
                        .filter(flow -> flow.mark() != ChangeMark.NONE)
                        .map(flow -> label(diagram, flow.from()) + " "
                                + flow.mark().sign() + " " + label(diagram, flow.to())))
                .containsExactlyInAnyOrder(
                        "ingress + api",
                        "api + Primary",
                        "api + cache",
                        "api + assets",
                        "api − uploads",
                        "uploads − backup",
                        "uploads − uploads-replica");
    }

    @Test
    void marksFlowsOfAChangedRule() {
        ResourceGraph production = Stacks.shipped("production");
        List<ResourceChange> changes = Stacks.changes(
                production,
                resource -> resource.type().contains("securityGroupIngressRule")
                                && resource.name().contains("cache")
                        ? Operation.UPDATE
                        : Operation.SAME);

        Diagram diagram = ArchitectureDiagram.of(production, changes);

        assertThat(diagram.flows())
                .filteredOn(flow -> flow.mark() == ChangeMark.UPDATED)
                .extracting(Flow::text)
                .isNotEmpty()
                .containsOnly("~ Redis 6379");
    }

    @Test
    void everyResourceBelongsToAnElement() {
        ResourceGraph production = Stacks.shipped("production");

        List<String> urns =
                PRODUCTION.all().flatMap(element -> element.urns().stream()).toList();

        assertThat(urns)
                .containsAll(production.resources().stream()
                        .filter(resource ->
                                resource.custom() && !resource.type().startsWith("pulumi:"))
                        .map(GraphResource::urn)
                        .toList());
        assertThat(one(PRODUCTION, ElementKind.CACHE, "cache").urns())
                .anyMatch(urn -> urn.contains("elasticache/replicationGroup"))
                .anyMatch(urn -> urn.contains("elasticache/parameterGroup"))
                .isSorted();
    }

    @Test
    void drawsLogBucketsBesideTheFlows() {
        Element operations = one(PRODUCTION.elements().get(2), "Operations and security");
        assertThat(labels(operations)).contains("44 alarms", "logs");
        // The replicas' logs are in the other region.
        assertThat(labels(one(PRODUCTION.elements().get(3), "Operations and security")))
                .containsExactly("4 keys", "replica-logs");
    }

    private static Element one(Element group, String label) {
        return group.all()
                .filter(element -> element.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 7, 40, 190})
    void limitsTheElementsOfALargeStack(int units) {
        ResourceGraph graph = Stacks.large(units);

        Diagram diagram = ArchitectureDiagram.of(graph);

        assertThat(diagram.all().count()).isLessThanOrEqualTo(80);
        assertThat(diagram.flows()).hasSizeLessThanOrEqualTo(40);
        assertThat(diagram.all())
                .allSatisfy(element -> assertThat(element.details()).hasSizeLessThanOrEqualTo(8));
        assertThat(String.join(" ", diagram.notes())).hasSizeLessThan(2000);
        // Nothing is lost: each service and bucket stands behind an element.
        List<String> urns =
                diagram.all().flatMap(element -> element.urns().stream()).toList();
        assertThat(urns)
                .containsAll(graph.ofType("aws:ecs/service:Service", "aws:s3/bucketV2:BucketV2").stream()
                        .map(GraphResource::urn)
                        .toList());
    }

    @Test
    void collapsesSimilarElements() {
        Diagram diagram = ArchitectureDiagram.of(Stacks.large(190));

        Element buckets = one(diagram, ElementKind.BUCKET, "×190");
        assertThat(buckets.caption()).isEqualTo("S3 bucket");
        assertThat(buckets.details()).startsWith("bucket-0, bucket-1,").endsWith("and 182 more");
        assertThat(buckets.urns()).hasSize(190);
        assertThat(labels(one(diagram, ElementKind.COMPONENT, "×190"))).containsExactly("×190", "×190");
        assertThat(flows(diagram)).contains("Internet > ×50", "×190 > vault");
    }

    @Test
    void doesNotCollapseChangedWithUnchangedElements() {
        ResourceGraph graph = Stacks.large(190);
        List<ResourceChange> changes = Stacks.changes(
                graph, resource -> resource.name().equals("bucket-7") ? Operation.DELETE : Operation.SAME);

        Diagram diagram = ArchitectureDiagram.of(graph, changes);

        assertThat(one(diagram, ElementKind.BUCKET, "bucket-7").mark()).isEqualTo(ChangeMark.DELETED);
        assertThat(one(diagram, ElementKind.BUCKET, "×189").mark()).isEqualTo(ChangeMark.NONE);
        assertThat(diagram.marks()).containsExactly(ChangeMark.DELETED);
    }

    @Test
    void combinesOperationsToAMark() {
        List<Operation> none = List.of();
        assertThat(ChangeMark.of(List.of(Operation.CREATE, Operation.CREATE), none))
                .isEqualTo(ChangeMark.CREATED);
        assertThat(ChangeMark.of(List.of(Operation.CREATE, Operation.SAME), none))
                .isEqualTo(ChangeMark.UPDATED);
        assertThat(ChangeMark.of(List.of(Operation.REPLACE, Operation.SAME), none))
                .isEqualTo(ChangeMark.REPLACED);
        assertThat(ChangeMark.of(List.of(Operation.DELETE), List.of(Operation.SAME)))
                .isEqualTo(ChangeMark.DELETED);
        assertThat(ChangeMark.of(List.of(Operation.SAME), List.of(Operation.DELETE)))
                .isEqualTo(ChangeMark.UPDATED);
        assertThat(ChangeMark.of(none, none)).isEqualTo(ChangeMark.NONE);
        assertThat(ChangeMark.of(List.of(Operation.SAME), List.of(Operation.SAME)))
                .isEqualTo(ChangeMark.NONE);
    }

    @Test
    void notesChangesOfUndrawnResources() {
        GraphResource queue = Stacks.resource("aws:sqs/queue:Queue", "orders", Map.of(), Map.of());

        Diagram diagram =
                ArchitectureDiagram.of(Stacks.graph(queue), GraphDifference.of(Stacks.graph(), Stacks.graph(queue)));

        assertThat(diagram.notes())
                .containsExactly("Not drawn: 1 aws:sqs/queue:Queue", "Changed, but not drawn: orders");
    }
}
