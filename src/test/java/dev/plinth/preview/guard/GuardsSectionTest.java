package dev.plinth.preview.guard;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.evidence;
import static dev.plinth.preview.Fixture.replace;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.Block;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsSectionTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static GraphResource bucket(String name) {
        return resource(BUCKET, name, Map.of("forceDestroy", false));
    }

    private static Classification classified(ResourceChange change) {
        return Classifier.of(change);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:rds/instance:Instance, allocatedStorage, 100, 200, IRREVERSIBLE",
        "aws:rds/instance:Instance, allocatedStorage, 200, 100, REVERSIBLE",
        "aws:rds/instance:Instance, engineVersion, 15.4, 16.1, IRREVERSIBLE",
        "aws:rds/instance:Instance, instanceClass, db.t4g.small, db.t4g.large, REVERSIBLE",
        "aws:rds/instance:Instance, backupRetentionPeriod, 35, 7, LOSSY",
        "aws:rds/instance:Instance, backupRetentionPeriod, 7, 35, REVERSIBLE",
        "aws:cloudwatch/logGroup:LogGroup, retentionInDays, 365, 30, LOSSY",
        "aws:cloudwatch/logGroup:LogGroup, retentionInDays, 0, 30, LOSSY",
        "aws:cloudwatch/logGroup:LogGroup, retentionInDays, 30, 0, REVERSIBLE",
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration, changeableForDays, 3, 4, IRREVERSIBLE",
        "aws:sqs/queue:Queue, delaySeconds, 1, 2, REVERSIBLE"
    })
    void classifiesUpdatesByProperty(
            String type, String property, String before, String after, Reversibility expected) {
        ResourceChange change = update(
                resource(type, "one", Map.of(property, before)),
                resource(type, "one", Map.of(property, after)),
                property);

        assertThat(classified(change).reversibility()).isEqualTo(expected);
    }

    private static GraphResource rule(String name, Object listener, int priority) {
        return resource(
                "aws:lb/listenerRule:ListenerRule", name, Map.of("listenerArn", listener, "priority", priority));
    }

    @Test
    void blocksAPriorityThatAnotherRuleStillHas() {
        ResourceChange one = update(rule("one", "web", 10), rule("one", "web", 20), "priority");
        ResourceChange two = update(rule("two", "web", 20), rule("two", "web", 10), "priority");

        GuardsSection swapped = GuardsSection.of(change("staging", one, two));
        assertThat(swapped.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.message()).contains("cannot be updated", "still has the priority", "halfway");
            assertThat(finding.remedy()).contains("in a separate update first");
        });
        assertThat(swapped.passesOnceApproved()).isFalse();
        assertThat(GuardsSection.of(change(
                                "staging",
                                creation(rule("three", "web", 10)),
                                delete(rule("one", "web", 10)),
                                same(rule("two", "web", 20))))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("three cannot be created: one still has the priority 10"));
    }

    @Test
    void allowsAnUnusedPriority() {
        ResourceChange away = update(rule("one", "web", 10), rule("one", "web", 30), "priority");
        GraphResource waiting = resource(
                "aws:lb/listenerRule:ListenerRule",
                "three",
                Map.of("listenerArn", "web", "priority", 10),
                Map.of("listenerArn", List.of(away.resource())),
                false);

        assertThat(GuardsSection.of(change("staging", away, same(rule("two", "web", 20))))
                        .findings())
                .isEmpty();
        assertThat(GuardsSection.of(change("staging", away, creation(rule("other", "admin", 10))))
                        .findings())
                .isEmpty();
        // It depends on the other rule, which is updated first.
        assertThat(GuardsSection.of(change("staging", away, creation(waiting))).findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "docker:index/volume:Volume, stateful-not-deleted",
        "supabase:index/project:Project, stateful-not-deleted",
        "vercel:index/blobStore:BlobStore, stateful-not-deleted"
    })
    void blocksTheDeletionOfAPlatformsStoreUntilApproved(String type, String rule) {
        GraphResource store = resource(type, "data", Map.of("name", "data"));
        StackChange change = change("production", delete(store));

        assertThat(GuardsSection.of(change).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("data", "not approved");
            assertThat(finding.remedy()).contains(rule + "@");
        });
        assertThat(classified(delete(store)).reversibility()).isEqualTo(Reversibility.IRREVERSIBLE);
        Approval approval = new Approval(rule, store.urn(), "it moved to another host", "Ada");
        assertThat(GuardsSection.of(change.knowing(change.evidence(), List.of(approval)))
                        .findings())
                .isEmpty();
        assertThat(GuardsSection.of(change("production", replace(store, store, "name")))
                        .findings())
                .hasSize(1);
    }

    @Test
    void blocksAPossibleReplacementOfAStoreUntilApproved() {
        GraphResource before = resource("aws:dynamodb/table:Table", "orders", Map.of("hashKey", "id"));
        GraphResource after = resource("aws:dynamodb/table:Table", "orders", Map.of("hashKey", "customer"));
        ResourceChange unknown = update(before, after, "hashKey").withReplacementUnknown();
        StackChange change = change("staging", unknown, same(bucket("uploads")));

        GuardsSection guards = GuardsSection.of(change);
        assertThat(guards.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("orders", "it is unknown whether this update replaces it");
            assertThat(finding.remedy()).contains("stateful-not-replaced@");
        });
        assertThat(classified(unknown).reversibility()).isEqualTo(Reversibility.IRREVERSIBLE);
        assertThat(classified(unknown).reason()).startsWith("replacement is unknown");

        Approval approval = new Approval("stateful-not-replaced", before.urn(), "it is empty", "Ada");
        assertThat(GuardsSection.of(change.knowing(change.evidence(), List.of(approval)))
                        .findings())
                .isEmpty();
        assertThat(GuardsSection.of(change("staging", update(before, after, "hashKey")))
                        .findings())
                .isEmpty();
    }

    @Test
    void classifiesCreationsDeletionsAndReplacementsByType() {
        GraphResource lock = resource(
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration", "lock", Map.of("changeableForDays", 3));
        GraphResource soft = resource(
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration", "lock", Map.of("maxRetentionDays", 3));
        GraphResource key = resource("aws:kms/key:Key", "key", Map.of());
        GraphResource replica = resource(INSTANCE, "replica", Map.of("replicateSourceDb", "main"));
        GraphResource service = resource("aws:ecs/service:Service", "service", Map.of());

        assertThat(classified(creation(bucket("a"))).reversibility()).isEqualTo(Reversibility.REVERSIBLE);
        assertThat(classified(creation(lock)).reversibility()).isEqualTo(Reversibility.IRREVERSIBLE);
        assertThat(classified(creation(soft)).reversibility()).isEqualTo(Reversibility.REVERSIBLE);
        assertThat(classified(delete(bucket("a"))).reversibility()).isEqualTo(Reversibility.IRREVERSIBLE);
        assertThat(classified(delete(key)).reason()).contains("is unreadable");
        assertThat(classified(delete(replica)).reversibility()).isEqualTo(Reversibility.REVERSIBLE);
        assertThat(classified(replace(service, service, "name")).reason()).contains("downtime");
        assertThat(classified(delete(resource("aws:ec2/eip:Eip", "ip", Map.of())))
                        .reversibility())
                .isEqualTo(Reversibility.LOSSY);
        // What is not known yet may be the worst.
        assertThat(classified(update(
                                resource(INSTANCE, "d", Map.of("allocatedStorage", 5)),
                                resource(INSTANCE, "d", Map.of("allocatedStorage", Unknown.VALUE)),
                                "allocatedStorage"))
                        .reversibility())
                .isEqualTo(Reversibility.IRREVERSIBLE);
    }

    private static Section deleting(Optional<Duration> point, Optional<Duration> test, boolean approved) {
        GraphResource bucket = bucket("files");
        Approval approval = new Approval("stateful-not-deleted", bucket.urn(), "moved to the other stack", "Ada");
        return GuardsSection.of(change("staging", delete(bucket))
                .knowing(evidence(Optional.of(DAY), point, test), approved ? List.of(approval) : List.of()));
    }

    @Test
    void deletionOfDataNeedsEvidenceAndApproval() {
        Section nothing = deleting(Optional.empty(), Optional.empty(), false);
        Section old = deleting(Optional.of(Duration.ofDays(9)), Optional.of(Duration.ofDays(32)), true);
        Section unapproved = deleting(Optional.of(MINUTE), Optional.of(DAY), false);
        Section all = deleting(Optional.of(MINUTE), Optional.of(Duration.ofDays(31)), true);

        assertThat(nothing.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("no recovery point", "no passed restore test", "not approved");
            assertThat(finding.remedy())
                    .contains("create a recovery point", "`--approve 'stateful-not-deleted@::files' --reason …`");
        });
        assertThat(nothing.passesOnceApproved()).isFalse();
        assertThat(unapproved.findings()).singleElement().satisfies(finding -> assertThat(finding.remedy())
                .startsWith("approve it: "));
        assertThat(unapproved.passesOnceApproved()).isTrue();
        assertThat(old.findings())
                .singleElement()
                .extracting(Section.Finding::message)
                .asString()
                .contains("is older than the RPO", "more than 31 days old")
                .doesNotContain("approved");
        assertThat(unapproved.findings())
                .singleElement()
                .extracting(Section.Finding::message)
                .isEqualTo("files cannot be deleted: not approved");
        assertThat(all.findings()).isEmpty();
        assertThat(all.risk()).isEqualTo(Section.Risk.CRITICAL);
        assertThat(all.toJson().get(0).path("approvedBy").asText()).isEqualTo("Ada");
        assertThat(all.toJson().get(0).path("recoveryPoint").asText()).isEqualTo("2026-06-30T11:59:00Z");
    }

    @Test
    void ignoresAnApprovalOfAnotherStep() {
        GraphResource bucket = bucket("files");
        StackChange change = change("staging", replace(bucket, bucket, "bucket"))
                .knowing(
                        evidence(Optional.of(DAY), Optional.of(MINUTE), Optional.of(DAY)),
                        List.of(new Approval("stateful-not-deleted", bucket.urn(), "it is another rule", "Ada")));

        assertThat(GuardsSection.of(change).findings())
                .singleElement()
                .extracting(Section.Finding::message)
                .isEqualTo("files cannot be replaced: not approved");
    }

    @Test
    void keysNeedOnlyAnApprovalAndDevelopmentStacksNothing() {
        GraphResource key = resource("aws:kms/key:Key", "key", Map.of());

        assertThat(GuardsSection.of(change("staging", delete(key))).findings())
                .singleElement()
                .extracting(Section.Finding::message)
                .isEqualTo("key cannot be deleted: not approved");
        assertThat(GuardsSection.of(change("development", delete(bucket("files"))))
                        .findings())
                .isEmpty();
    }

    @Test
    void listsDependentsOfAProtectedResource() {
        GraphResource bare = resource("aws:lb/loadBalancer:LoadBalancer", "balancer", Map.of());
        GraphResource balancer = new GraphResource(
                bare.urn(),
                bare.type(),
                bare.name(),
                null,
                "",
                List.of(),
                bare.propertyDependencies(),
                bare.inputs(),
                (PropertyValue.ObjectValue) PropertyValue.of(Map.of("enableDeletionProtection", true)),
                false,
                true);
        GraphResource listener =
                resource("aws:lb/listener:Listener", "listener", Map.of(), Map.of("arn", List.of(balancer)), false);
        GraphResource rule =
                resource("aws:lb/listenerRule:ListenerRule", "rule", Map.of(), Map.of("arn", List.of(listener)), false);
        GraphResource stays = resource("aws:x/y:Y", "stays", Map.of(), Map.of("arn", List.of(balancer)), false);

        Section section =
                GuardsSection.of(change("development", delete(balancer), delete(listener), delete(rule), same(stays)));

        assertThat(section.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.urn()).isEqualTo(balancer.urn());
            assertThat(finding.message())
                    .isEqualTo(
                            "balancer cannot be deleted: it has enableDeletionProtection, so its deletion would fail,"
                                    + " after the deletion of 2 dependent resources: listener, rule");
        });
    }

    /** The engine would fail halfway through the update. */
    @Test
    void blocksMovingASubnetGroupToAnotherVpc() {
        GraphResource subnet = resource("aws:ec2/subnet:Subnet", "data-1", Map.of("cidrBlock", "10.0.0.0/24"));
        GraphResource group = resource(
                "aws:rds/subnetGroup:SubnetGroup",
                "database-subnet-group",
                Map.of("subnetIds", List.of("subnet-1")),
                Map.of("subnetIds", List.of(subnet)),
                false);
        ResourceChange update = new ResourceChange(
                ResourceChange.Operation.UPDATE,
                Optional.of(group),
                Optional.of(group),
                List.of(),
                List.of("subnetIds[0]"));

        Section moved = GuardsSection.of(change("development", replace(subnet, subnet, "vpcId"), update));
        Section stays = GuardsSection.of(change("development", replace(subnet, subnet, "cidrBlock"), update));

        assertThat(moved.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .contains("database-subnet-group cannot be updated")
                    .contains("another VPC");
            assertThat(finding.remedy()).contains("second CIDR block");
        });
        assertThat(stays.findings()).isEmpty();
    }

    /** The name of a component is in all that is in it, so that only the whole shows that it is the same. */
    @Test
    void aRenamedComponentIsFoundByItsParts() {
        List<ResourceChange> changes = new ArrayList<>();
        for (String name : List.of("database", "postgres")) {
            GraphResource component = component("plinth:database:PostgresDatabase", name);
            List<GraphResource> parts = List.of(
                    component,
                    child(component, resource("aws:kms/key:Key", name + "-key", Map.of("description", "of " + name))),
                    child(component, resource(BUCKET, name + "-exports", Map.of("tags", Map.of("for", name)))));
            parts.forEach(part -> changes.add(name.equals("database") ? delete(part) : creation(part)));
        }
        ResourceChange[] all = changes.toArray(ResourceChange[]::new);
        ResourceChange[] fewer = changes.subList(0, changes.size() - 1).toArray(ResourceChange[]::new);

        Section renamed = GuardsSection.of(change("development", all));

        assertThat(renamed.blocks().stream().filter(Block.Warning.class::isInstance))
                .singleElement()
                .asString()
                .contains("database may have been renamed to postgres")
                .contains("ComponentResourceOptions.builder().aliases(Alias.builder().name(\"database\").build())");
        assertThat(GuardsSection.of(change("development", fewer)).blocks())
                .filteredOn(Block.Warning.class::isInstance)
                .noneSatisfy(warning -> assertThat(warning.toString()).contains("database may have been renamed"));
    }

    private static GraphResource component(String type, String name) {
        GraphResource resource = resource(type, name, Map.of());
        return new GraphResource(
                resource.urn(),
                type,
                name,
                null,
                "",
                List.of(),
                new java.util.TreeMap<>(),
                resource.inputs(),
                resource.outputs(),
                false,
                false);
    }

    private static GraphResource child(GraphResource parent, GraphResource resource) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent.urn(),
                "",
                List.of(),
                new java.util.TreeMap<>(),
                resource.inputs(),
                resource.outputs(),
                false,
                true);
    }

    @Test
    void aRenameIsFoundByItsContent() {
        GraphResource before = resource(BUCKET, "old", Map.of("forceDestroy", false, "tags", Map.of("Name", "old")));
        GraphResource after = resource(
                BUCKET, "new", Map.of("forceDestroy", false, "tags", Map.of("Name", "new"), "bucket", "new-1"));
        GraphResource other = resource(BUCKET, "other", Map.of("forceDestroy", true));

        Section renamed = GuardsSection.of(change("development", delete(before), creation(after), creation(other)));
        Section ambiguous = GuardsSection.of(change(
                "development",
                delete(before),
                creation(after),
                creation(resource(BUCKET, "third", Map.of("forceDestroy", false, "tags", Map.of("Name", "third"))))));
        Section different = GuardsSection.of(change("development", delete(before), creation(other)));

        assertThat(renamed.blocks())
                .first()
                .asString()
                .contains("CustomResourceOptions.builder().aliases(Alias.builder().name(\"old\").build())");
        assertThat(renamed.toJson())
                .anySatisfy(step -> assertThat(step.path("renamedTo").asText()).isEqualTo(after.urn()));
        assertThat(ambiguous.blocks()).noneMatch(Block.Warning.class::isInstance);
        assertThat(different.blocks()).noneMatch(Block.Warning.class::isInstance);
    }

    @Test
    void creatingStagingIsReversibleAndDeletingItIsNot() {
        ResourceGraph graph = GraphOperation.record(Repository.project(), "staging");
        ResourceGraph nothing = new ResourceGraph("plinth", "staging", List.of());

        Section up = GuardsSection.of(StackChange.between(Fixture.config("staging"), nothing, graph));
        Section down = GuardsSection.of(StackChange.between(Fixture.config("staging"), graph, nothing));
        JsonNode json = down.toJson();

        assertThat(up.findings()).isEmpty();
        assertThat(up.summary()).startsWith("0 irreversible, 0 lossy, ");
        assertThat(down.findings())
                .extracting(Section.Finding::message)
                .anyMatch(message -> message.startsWith("database-instance cannot be deleted: no recovery point"));
        assertThat(json).hasSizeGreaterThan(100).isEqualTo(down.toJson());
    }

    @Test
    void listsRetainedResourcesAsReversible() {
        GraphResource key = Fixture.retained(
                resource("aws:kms/key:Key", "key", Map.of("deletionProtection", true), Map.of(), false));
        Section section = GuardsSection.of(change("production", delete(key)));

        assertThat(section.findings()).isEmpty();
        assertThat(classified(delete(key)).reversibility()).isEqualTo(Reversibility.REVERSIBLE);
        assertThat(section.blocks())
                .contains(new Block.Warning("1 resource remains in the cloud, and on the bill, after leaving the stack"
                        + " (retainOnDelete): key"));
    }

    @Test
    void blocksTheDeletionOfAVaultWithRecoveryPoints() {
        GraphResource vault = resource("aws:backup/vault:Vault", "vault", Map.of());
        GraphResource filled =
                vault.withOutputs((PropertyValue.ObjectValue) PropertyValue.of(Map.of("recoveryPoints", 3)));

        assertThat(messages(GuardsSection.of(change("development", delete(filled)))))
                .containsExactly("vault cannot be deleted: it holds 3 recovery points, so its deletion would fail");
        assertThat(GuardsSection.of(change("development", delete(vault))).findings())
                .isEmpty();
        assertThat(GuardsSection.of(change("development", delete(Fixture.retained(filled))))
                        .findings())
                .isEmpty();
    }

    private static List<String> messages(Section section) {
        return section.findings().stream().map(Section.Finding::message).toList();
    }
}
