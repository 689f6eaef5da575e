package dev.plinth.operation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Step;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rules.RuleCatalogue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SavedPlanTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Step UPDATE = new Step(
            "update",
            "urn:pulumi:staging::plinth::aws:ec2/vpc:Vpc::network-vpc",
            "aws:ec2/vpc:Vpc",
            "network-vpc",
            List.of(),
            List.of("tags"));
    private static final Step CREATE = new Step(
            "create",
            "urn:pulumi:staging::plinth::aws:ec2/subnet:Subnet::first",
            "aws:ec2/subnet:Subnet",
            "first",
            List.of(),
            List.of());

    /** A plan whose parts are each called as they are. */
    static SavedPlan capsule() {
        Map<PlanInput, String> parts = new EnumMap<>(PlanInput.class);
        for (PlanInput part : PlanInput.values()) {
            parts.put(part, "the same " + part.key());
        }
        return new SavedPlan(
                "plinth",
                "staging",
                true,
                CREATED,
                CREATED.plus(SavedPlan.DEFAULT_VALIDITY),
                parts,
                new SavedPlan.Approved(List.of("stateful-not-deleted@::old-bucket"), "the bucket is empty", "Ada"),
                List.of(CREATE, UPDATE),
                "{\"manifest\": {}, \"resourcePlans\": {}}\n");
    }

    @Test
    void aPlanWhoseInputsAreTheSameFits() {
        SavedPlan capsule = capsule();

        assertThatCode(() -> {
                    capsule.checkFor("plinth", "staging", true, CREATED.plusSeconds(1));
                    capsule.checkParts(capsule.parts());
                    capsule.checkDrift(List.of());
                    capsule.checkSteps(capsule.steps());
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(PlanInput.class)
    void isRejectedWhenAnInputHasChanged(PlanInput part) {
        SavedPlan capsule = capsule();
        Map<PlanInput, String> now = new EnumMap<>(capsule.parts());
        now.put(part, "another");

        assertThatThrownBy(() -> capsule.checkParts(now))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining(part.title() + " has changed: it was the same " + part.key() + " and is another; "
                        + part.wayBack())
                .hasMessageContaining("nothing was changed")
                .satisfies(thrown ->
                        assertThat(String.valueOf(thrown.getMessage()).lines()).hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(PlanInput.class)
    void isRejectedWithoutTheValueOfAnInput(PlanInput part) {
        SavedPlan whole = capsule();
        Map<PlanInput, String> parts = new EnumMap<>(whole.parts());
        parts.remove(part);
        SavedPlan capsule = new SavedPlan(
                whole.project(),
                whole.stack(),
                whole.simulated(),
                whole.created(),
                whole.expires(),
                parts,
                whole.approved(),
                whole.steps(),
                whole.enginePlan());

        assertThatThrownBy(() -> capsule.checkParts(whole.parts())).hasMessageContaining(part.title());
    }

    @Test
    void namesAllPartsThatMovedAtOnce() {
        SavedPlan capsule = capsule();
        Map<PlanInput, String> now = new EnumMap<>(capsule.parts());
        now.replaceAll((part, value) -> "another");

        assertThatThrownBy(() -> capsule.checkParts(now)).satisfies(thrown -> {
            for (PlanInput part : PlanInput.values()) {
                assertThat(thrown.getMessage()).contains(part.title());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "other, staging, true, for the project plinth",
        "plinth, production, true, for the stack staging",
        "plinth, staging, false, for the simulator",
    })
    void isRejectedForAnyDifference(String project, String stack, boolean simulated, String why) {
        assertThatThrownBy(() -> capsule().checkFor(project, stack, simulated, CREATED))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("it was made " + why)
                .satisfies(thrown ->
                        assertThat(String.valueOf(thrown.getMessage()).lines()).hasSize(2));
    }

    @Test
    void isRejectedFromTheSecondOfItsExpiry() {
        SavedPlan capsule = capsule();

        assertThatCode(() -> capsule.checkFor(
                        "plinth", "staging", true, capsule.expires().minusSeconds(1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> capsule.checkFor("plinth", "staging", true, capsule.expires()))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("it expired at 2026-03-02T10:00:00Z");
    }

    @Test
    void isRejectedForEachDriftedResource() {
        Step gone = new Step("delete", CREATE.urn(), CREATE.type(), CREATE.name(), List.of(), List.of());

        assertThatThrownBy(() -> capsule().checkDrift(List.of(UPDATE, gone)))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("network-vpc (aws:ec2/vpc:Vpc) has drifted: it was changed in the cloud (tags)")
                .hasMessageContaining("first (aws:ec2/subnet:Subnet) has drifted: it does not exist in the cloud");
    }

    @Test
    void restoresItsApprovals() {
        RuleSet rules = RuleSet.of(RuleCatalogue.all());
        Approvals approvals = capsule().approved().in(rules);

        assertThat(approvals.requests()).singleElement().satisfies(request -> {
            assertThat(request.rule().id()).isEqualTo("stateful-not-deleted");
            assertThat(request.urn()).isEqualTo("::old-bucket");
        });
        assertThat(approvals.reason()).isEqualTo("the bucket is empty");
        assertThat(approvals.name()).isEqualTo("Ada");
        assertThat(SavedPlan.Approved.of(approvals)).isEqualTo(capsule().approved());
        assertThat(SavedPlan.Approved.of(Approvals.NONE).in(rules)).isEqualTo(Approvals.NONE);
    }

    @Test
    void onlyWhatIsThereAlreadyCanHaveDrifted() {
        assertThat(capsule().existing()).containsExactly(UPDATE.urn());
    }

    @Test
    void isRejectedWhenANewPreviewDiffers() {
        Step other = new Step("replace", UPDATE.urn(), UPDATE.type(), UPDATE.name(), List.of("tags"), List.of("tags"));
        Step more = new Step("delete", UPDATE.urn() + "-2", UPDATE.type(), "network-vpc-2", List.of(), List.of());

        assertThatThrownBy(() -> capsule().checkSteps(List.of(CREATE, other)))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("the plan has update of " + UPDATE.urn());
        assertThatThrownBy(() -> capsule().checkSteps(List.of(CREATE, UPDATE, more)))
                .hasMessageContaining("a new preview has delete of " + more.urn() + ", but the plan does not");
        assertThatThrownBy(() -> capsule().checkSteps(List.of(CREATE)))
                .hasMessageContaining("the plan has update of " + UPDATE.urn());
    }
}
