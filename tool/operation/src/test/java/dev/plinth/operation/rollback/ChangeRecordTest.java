package dev.plinth.operation.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Plan;
import dev.plinth.model.Step;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.cost.CostSection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeRecordTest {

    private static final String CACHE = "urn:pulumi:s::p::aws:elasticache/replicationGroup:ReplicationGroup::cache";

    private static PolicyReport.Violation violation(String rule, Enforcement enforcement) {
        return new PolicyReport.Violation(
                rule, Severity.HIGH, enforcement, CACHE, "authToken is hunter2hunter2hunter2");
    }

    private static ObjectNode record(String operation, String note) {
        PolicyReport policies = new PolicyReport(
                List.of(violation("b-rule", Enforcement.ADVISORY), violation("a-rule", Enforcement.MANDATORY)),
                List.of(),
                List.of(new PolicyReport.Approved(
                        violation("stateful-not-replaced", Enforcement.MANDATORY),
                        new Approval("stateful-not-replaced", CACHE, "the cache holds no data", "bob"))),
                List.of(),
                900,
                400,
                280);
        List<Step> steps = List.of(
                new Step("same", CACHE + "0", "t", "cache0", List.of(), List.of()),
                new Step(operation, CACHE, "t", "cache", List.of(), List.of("nodeType")));
        CostSection cost = mock();
        when(cost.toJson())
                .thenReturn(JsonNodeFactory.instance
                        .objectNode()
                        .put("currency", "USD")
                        .put("before", 1)
                        .put("after", 2)
                        .put("difference", 1));
        PreviewReport report = mock();
        when(report.plan()).thenReturn(Plan.counting("p", "s", steps));
        when(report.policies()).thenReturn(policies);
        when(report.sections()).thenReturn(List.of(cost));
        return ChangeRecord.of(report, note);
    }

    @Test
    void hasCountsDigestPolicyResultsAndApprovals() {
        ObjectNode record = record("replace", "ticket 4711");

        assertThat(record.path("note").asText()).isEqualTo("ticket 4711");
        assertThat(record.at("/plan/summary").toString()).isEqualTo("{\"replace\":1}");
        assertThat(record.path("policy").toString())
                .isEqualTo(
                        "{\"evaluated\":900,\"mandatory\":1,\"advisory\":1,\"waived\":0,\"approved\":1,\"unknown\":0,"
                                + "\"violated\":[\"a-rule\",\"b-rule\"]}");
        assertThat(record.path("cost").toString()).isEqualTo("{\"currency\":\"USD\",\"before\":1,\"after\":2}");
        assertThat(record.path("approvals").toString())
                .isEqualTo("[{\"rule\":\"stateful-not-replaced\",\"urn\":\"" + CACHE
                        + "\",\"who\":\"bob\",\"reason\":\"the cache holds no data\"}]");
    }

    @Test
    void theDigestIsThatOfTheChange() {
        assertThat(record("replace", "").at("/plan/digest"))
                .isEqualTo(record("replace", "other").at("/plan/digest"))
                .isNotEqualTo(record("update", "").at("/plan/digest"));
    }

    @Test
    void hasNoValueOfAResource() {
        assertThat(record("replace", "").toString()).doesNotContain("hunter2", "nodeType");
    }
}
