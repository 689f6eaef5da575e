package dev.plinth.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.Repository;
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

    private static final Diagram PRODUCTION = Diagram.of(Stacks.shipped("production"));

    private static Element one(Diagram diagram, Kind kind, String label) {
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
    void placesWhatProductionConsistsOf() {
        assertThat(PRODUCTION.elements())
                .extracting(Element::kind, Element::label)
                .containsExactly(
                        tuple(Kind.INTERNET, "Internet"),
                        tuple(Kind.CLOUDFLARE, "example.com"),
                        tuple(Kind.REGION, "eu-central-1"),
                        tuple(Kind.REGION, "eu-west-1"));
        Element vpc = one(PRODUCTION, Kind.VPC, "network 10.10.0.0/16");
        assertThat(labels(vpc)).containsExactly("Public subnets", "Private subnets", "Data subnets");
        assertThat(labels(vpc.children().get(0)))
                .containsExactly(
                        "eu-central-1a  10.10.32.0/20",
                        "eu-central-1b  10.10.96.0/20",
                        "eu-central-1c  10.10.160.0/20",
                        "3 NAT gateways",
                        "ingress");
        assertThat(labels(one(PRODUCTION, Kind.COMPONENT, "cluster"))).containsExactly("admin", "api");
        assertThat(labels(one(PRODUCTION, Kind.COMPONENT, "database")))
                .containsExactly("Primary", "Standby", "database-replica-1");
        assertThat(one(PRODUCTION, Kind.SERVICE, "api").details()).containsExactly("1 vCPU, 2 GiB", "3–30 tasks");
        assertThat(one(PRODUCTION, Kind.ENDPOINTS, "7 interface endpoints").details())
                .containsExactly("ecr.api, ecr.dkr, kms, logs,", "secretsmanager, ssmmessages,", "sts", "gateway: s3");
        assertThat(one(PRODUCTION, Kind.ALARMS, "40 alarms").caption()).isEqualTo("CloudWatch");
        assertThat(labels(PRODUCTION.elements().get(3)))
                .contains("assets-replica", "uploads-replica", "backup-copy-vault", "Copy of backups");
        assertThat(PRODUCTION.notes()).isEmpty();
    }

    @Test
    void drawsWhatFlowsInProduction() {
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
    void drawsAStandbyButNoReplicaOfStaging() {
        Diagram staging = Diagram.of(Stacks.shipped("staging"));

        assertThat(staging.notes()).isEmpty();
        assertThat(labels(one(staging, Kind.COMPONENT, "database"))).containsExactly("Primary", "Standby");
        assertThat(one(staging, Kind.NAT_GATEWAY, "1 NAT gateway").details()).containsExactly("for all zones");
    }

    @Test
    void drawsADatabaseThatIsAloneAsOneBox() {
        Diagram development = Diagram.of(Stacks.shipped("development"));

        assertThat(development.notes()).isEmpty();
        assertThat(one(development, Kind.DATABASE, "database").caption()).startsWith("RDS PostgreSQL");
        assertThat(flows(development)).contains("ingress > cluster", "cluster > database");
    }

    @Test
    void tellsAStackWithoutComponentsByItsResources() {
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

        Diagram diagram = Diagram.of(Stacks.graph(vpc, subnet, loadBalancer, queue));

        assertThat(labels(one(diagram, Kind.TIER, "Data subnets"))).containsExactly("10.0.0.0/24", "web");
        assertThat(flows(diagram)).containsExactly("Internet > web");
        assertThat(diagram.notes()).containsExactly("Not drawn: 1 aws:sqs/queue:Queue");
    }

    @Test
    void drawsAnEmptyStack() {
        Diagram diagram = Diagram.of(Stacks.graph());

        assertThat(diagram.elements()).isEmpty();
        for (DiagramFormat format : DiagramFormat.values()) {
            assertThat(format.write(diagram)).isNotEmpty();
        }
    }

    @Test
    void marksWhatAChangeDoes() {
        ResourceGraph production = Stacks.shipped("production");
        StackChange change =
                StackChange.of("plinth", "production", Repository.settings("production"), Stacks.changes(production));
        assertThat(change.after().resources())
                .noneMatch(resource -> resource.name().equals("uploads-bucket"));

        Diagram diagram = Diagram.of(change.after(), change.changes());

        assertThat(diagram.change()).isTrue();
        assertThat(diagram.all().filter(element -> element.mark() != Mark.NONE))
                .extracting(Element::label, Element::mark)
                .containsExactlyInAnyOrder(
                        tuple("api", Mark.CREATED),
                        tuple("Primary", Mark.UPDATED),
                        tuple("cache", Mark.REPLACED),
                        tuple("uploads", Mark.DELETED));
    }

    @Test
    void whatBeginsOrEndsAtWhatChangesIsMarkedToo() {
        Diagram diagram = Diagram.of(Stacks.shipped("production"), Stacks.changes(Stacks.shipped("production")));

        assertThat(diagram.marks()).containsExactly(Mark.CREATED, Mark.UPDATED, Mark.REPLACED, Mark.DELETED);
        assertThat(diagram.flows().stream()
                        .filter(flow -> flow.mark() != Mark.NONE)
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
    void aRuleThatChangesMarksWhatItLetsThrough() {
        ResourceGraph production = Stacks.shipped("production");
        List<ResourceChange> changes = Stacks.changes(
                production,
                resource -> resource.type().contains("securityGroupIngressRule")
                                && resource.name().contains("cache")
                        ? Operation.UPDATE
                        : Operation.SAME);

        Diagram diagram = Diagram.of(production, changes);

        assertThat(diagram.flows())
                .filteredOn(flow -> flow.mark() == Mark.UPDATED)
                .extracting(Flow::text)
                .isNotEmpty()
                .containsOnly("~ Redis 6379");
    }

    @Test
    void eachResourceStandsBehindAnElement() {
        ResourceGraph production = Stacks.shipped("production");

        List<String> urns =
                PRODUCTION.all().flatMap(element -> element.urns().stream()).toList();

        assertThat(urns)
                .containsAll(production.resources().stream()
                        .filter(resource ->
                                resource.custom() && !resource.type().startsWith("pulumi:"))
                        .map(GraphResource::urn)
                        .toList());
        assertThat(one(PRODUCTION, Kind.CACHE, "cache").urns())
                .anyMatch(urn -> urn.contains("elasticache/replicationGroup"))
                .anyMatch(urn -> urn.contains("elasticache/parameterGroup"))
                .isSorted();
    }

    @Test
    void bucketsOfLogsStandBesideTheFlows() {
        Element operations = one(PRODUCTION.elements().get(2), "Operations and security");
        assertThat(labels(operations)).contains("40 alarms", "logs");
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
    void aBigStackStaysAPictureThatCanBeRead(int units) {
        ResourceGraph graph = Stacks.large(units);

        Diagram diagram = Diagram.of(graph);

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
    void alikeElementsAreOneWithTheirNumber() {
        Diagram diagram = Diagram.of(Stacks.large(190));

        Element buckets = one(diagram, Kind.BUCKET, "×190");
        assertThat(buckets.caption()).isEqualTo("S3 bucket");
        assertThat(buckets.details()).startsWith("bucket-0, bucket-1,").endsWith("and 182 more");
        assertThat(buckets.urns()).hasSize(190);
        assertThat(labels(one(diagram, Kind.COMPONENT, "×190"))).containsExactly("×190", "×190");
        assertThat(flows(diagram)).contains("Internet > ×50", "×190 > vault");
    }

    @Test
    void whatChangesStandsOutOfWhatIsAlike() {
        ResourceGraph graph = Stacks.large(190);
        List<ResourceChange> changes = Stacks.changes(
                graph, resource -> resource.name().equals("bucket-7") ? Operation.DELETE : Operation.SAME);

        Diagram diagram = Diagram.of(graph, changes);

        assertThat(one(diagram, Kind.BUCKET, "bucket-7").mark()).isEqualTo(Mark.DELETED);
        assertThat(one(diagram, Kind.BUCKET, "×189").mark()).isEqualTo(Mark.NONE);
        assertThat(diagram.marks()).containsExactly(Mark.DELETED);
    }

    @Test
    void aMarkSumsUpWhatHappensToSeveralResources() {
        List<Operation> none = List.of();
        assertThat(Mark.of(List.of(Operation.CREATE, Operation.CREATE), none)).isEqualTo(Mark.CREATED);
        assertThat(Mark.of(List.of(Operation.CREATE, Operation.SAME), none)).isEqualTo(Mark.UPDATED);
        assertThat(Mark.of(List.of(Operation.REPLACE, Operation.SAME), none)).isEqualTo(Mark.REPLACED);
        assertThat(Mark.of(List.of(Operation.DELETE), List.of(Operation.SAME))).isEqualTo(Mark.DELETED);
        assertThat(Mark.of(List.of(Operation.SAME), List.of(Operation.DELETE))).isEqualTo(Mark.UPDATED);
        assertThat(Mark.of(none, none)).isEqualTo(Mark.NONE);
        assertThat(Mark.of(List.of(Operation.SAME), List.of(Operation.SAME))).isEqualTo(Mark.NONE);
    }

    @Test
    void aChangeOfWhatIsNotDrawnIsTold() {
        GraphResource queue = Stacks.resource("aws:sqs/queue:Queue", "orders", Map.of(), Map.of());

        Diagram diagram = Diagram.of(Stacks.graph(queue), GraphDifference.of(Stacks.graph(), Stacks.graph(queue)));

        assertThat(diagram.notes())
                .containsExactly("Not drawn: 1 aws:sqs/queue:Queue", "Changed, but not drawn: orders");
    }
}
