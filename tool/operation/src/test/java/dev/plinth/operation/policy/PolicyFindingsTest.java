package dev.plinth.operation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyFindingsTest {

    private static final PolicyReport.Violation PUBLIC = new PolicyReport.Violation(
            "s3-private", Severity.CRITICAL, Enforcement.MANDATORY, "urn:assets", "blockPublicAcls is false");
    private static final PolicyReport.Violation UNTAGGED = new PolicyReport.Violation(
            "tags-owner", Severity.LOW, Enforcement.ADVISORY, "urn:logs", "tags.owner is missing");

    private static JsonNode event(String enforcement, String severity) {
        return new ObjectMapper()
                .createObjectNode()
                .put("policyPackName", "plinth")
                .put("policyName", "s3-private")
                .put("enforcementLevel", enforcement)
                .put("severity", severity)
                .put("resourceUrn", "urn:assets")
                .put("message", "blockPublicAcls is false\n");
    }

    private static PackEvents heard(JsonNode... policyEvents) {
        PackEvents events = new PackEvents();
        for (JsonNode event : policyEvents) {
            events.accept(new ObjectMapper().createObjectNode().set("policyEvent", event));
        }
        return events;
    }

    private static PolicyFindings of(PolicyReport.Violation... violations) {
        return PolicyFindings.of(
                Optional.of(new PolicyReport(List.of(violations), List.of(), List.of(), List.of(), 1, 1, 1)),
                new PackEvents(),
                List.of());
    }

    @Test
    void printsTheContract() {
        PolicyReport.Waived waived = new PolicyReport.Waived(
                UNTAGGED, new Waiver("tags-owner", "urn:*", "moving", "platform", LocalDate.of(2026, 12, 1)));
        PolicyReport.UnknownResult unknown =
                new PolicyReport.UnknownResult("kms-rotation", Severity.HIGH, "urn:key", "enableKeyRotation");
        PolicyFindings findings = PolicyFindings.of(
                Optional.of(new PolicyReport(List.of(PUBLIC), List.of(waived), List.of(), List.of(unknown), 7, 3, 2)),
                new PackEvents(),
                List.of());

        assertThat(findings.complete()).isTrue();
        assertThat(findings.toJson().toString())
                .isEqualTo(
                        "{\"violations\":[{\"rule\":\"s3-private\",\"severity\":\"critical\","
                                + "\"enforcement\":\"mandatory\",\"urn\":\"urn:assets\","
                                + "\"message\":\"blockPublicAcls is false\"}],"
                                + "\"waived\":[{\"rule\":\"tags-owner\",\"severity\":\"low\",\"enforcement\":\"advisory\","
                                + "\"urn\":\"urn:logs\",\"message\":\"tags.owner is missing\",\"reason\":\"moving\","
                                + "\"owner\":\"platform\",\"expires\":\"2026-12-01\"}],"
                                + "\"approved\":[],\"remediated\":[],\"unknown\":[{\"rule\":\"kms-rotation\",\"severity\":\"high\",\"urn\":\"urn:key\","
                                + "\"property\":\"enableKeyRotation\"}],\"baselined\":[],\"settled\":[],\"evaluated\":7,\"rules\":3,\"resources\":2}");
    }

    @Test
    void blocksOnMandatoryRulesOnly() {
        assertThat(of(UNTAGGED).isBlocking()).isFalse();
        assertThat(of(PUBLIC, UNTAGGED, PUBLIC).isBlocking()).isTrue();
        assertThat(of(PUBLIC, UNTAGGED, PUBLIC).refusal())
                .isEqualTo("policies block this change (s3-private); nothing was changed");
    }

    @Test
    void readsTheEnginesEventsWhereTheStackWasNotJudged() {
        PolicyFindings findings = PolicyFindings.of(
                Optional.empty(),
                heard(event("mandatory", "critical"), event("advisory", "low"), event("mandatory", "unheard-of")),
                List.of());

        assertThat(findings.complete()).isFalse();
        assertThat(findings.isBlocking()).isTrue();
        assertThat(findings.report().violations())
                .containsExactly(
                        PUBLIC,
                        new PolicyReport.Violation(
                                "s3-private",
                                Severity.HIGH,
                                Enforcement.MANDATORY,
                                "urn:assets",
                                "blockPublicAcls is false"));
    }

    @Test
    void namesTheCommandThatApprovesWhereThatIsEnough() {
        PolicyReport.Violation deleted = new PolicyReport.Violation(
                "stateful-not-deleted",
                Severity.CRITICAL,
                Enforcement.MANDATORY,
                "urn:assets",
                "the change deletes it");

        assertThat(of(deleted, UNTAGGED).approval("plinth up staging"))
                .contains("plinth up staging --approve 'stateful-not-deleted@urn:assets' --reason \"why this change is "
                        + "right\"");
        assertThat(of(deleted, PUBLIC).approval("plinth up staging")).isEmpty();
        assertThat(of(UNTAGGED).approval("plinth up staging")).isEmpty();
    }

    @Test
    void isNeverCompleteWithoutAReport() {
        PolicyFindings findings = PolicyFindings.of(Optional.empty(), new PackEvents(), List.of());

        assertThat(findings.complete()).isFalse();
        assertThat(findings.isBlocking()).isFalse();
    }

    @Test
    void aViolationThatTheEngineToldAsTextHasTheVerdictsProperties() {
        PolicyFindings findings = PolicyFindings.of(
                        Optional.empty(), heard(event("mandatory", "critical")), List.of("s3-private"))
                .withProperties((rule, urn) -> List.of(rule + " of " + urn));
        assertThat(findings.report().violations())
                .singleElement()
                .extracting(PolicyReport.Violation::properties)
                .isEqualTo(List.of("s3-private of urn:assets"));
    }
}
