package dev.plinth.operation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.settings.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static final String REASON = "restored elsewhere";
    private static final String DATABASE = "aws:rds/instance:Instance";
    private static final String QUEUE = "aws:sqs/queue:Queue";

    private static String urn(String type, String name) {
        return "urn:pulumi:production::shop::" + type + "::" + name;
    }

    private static ResourceChange change(String type, String name) {
        String state = "{\"urn\": \"%s\", \"type\": \"%s\", \"inputs\": {}}".formatted(urn(type, name), type);
        try {
            return ResourceChange.ofStep(new ObjectMapper().readTree("{\"op\": \"delete\", \"old\": " + state + "}"))
                    .orElseThrow();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Approval> resolve(String typed, ResourceChange... changes) {
        return Approvals.parse(List.of(typed), REASON, "Ada", RuleCatalogue.set())
                .resolve(List.of(changes));
    }

    @Test
    void theEndOfAUrnWillDo() {
        assertThat(resolve(
                        "stateful-not-deleted@::database",
                        change(DATABASE, "database"),
                        change(DATABASE, "old-database"),
                        change(QUEUE, "database")))
                .containsExactly(new Approval("stateful-not-deleted", urn(DATABASE, "database"), REASON, "Ada"));
    }

    @Test
    void aTeamsOwnRuleIsApprovedAsAnyOther() {
        Rule own = Rule.named("acme-queue-kept")
                .title("Queues stay")
                .severity(Severity.HIGH)
                .on(QUEUE)
                .risk("Messages are lost.")
                .remediation("Keep it.")
                .requiresOfChange((change, context) -> Verdict.fail("it goes"));
        Approvals approvals =
                Approvals.parse(List.of("acme-queue-kept@::jobs"), REASON, "Ada", RuleSet.of(List.of(own)));
        assertThat(approvals.resolve(List.of(change(QUEUE, "jobs"))))
                .containsExactly(new Approval("acme-queue-kept", urn(QUEUE, "jobs"), REASON, "Ada"));
    }

    @Test
    void rejectsAnAmbiguousEndWithTheCandidates() {
        assertThatThrownBy(() -> resolve(
                        "stateful-not-deleted@database",
                        change(DATABASE, "database"),
                        change(DATABASE, "old-database")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("which 2 resources end with")
                .hasMessageContaining(urn(DATABASE, "old-database"));
    }

    @Test
    void keepsAnApprovalWithoutAMatchForTheReport() {
        assertThat(resolve("stateful-not-deleted@::nothing", change(DATABASE, "database")))
                .extracting(Approval::urn)
                .containsExactly("::nothing");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThatThrownBy(() -> Approvals.parse(
                        List.of("everything", "rds-encrypted@::database"), "ok", " ", RuleCatalogue.set()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("4 faults")
                .hasMessageContaining("--approve is everything; allowed: RULE@URN")
                .hasMessageContaining("rds-encrypted, which is not a rule on changes; allowed: alarms-not-silenced, ")
                .hasMessageContaining("--reason is \"ok\"; allowed: 10 characters or more")
                .hasMessageContaining("--name is empty");
    }

    @Test
    void theHistoryStoresApproverViolationAndReason() {
        PolicyReport.Approved approved = new PolicyReport.Approved(
                new PolicyReport.Violation("a-b", Severity.HIGH, Enforcement.MANDATORY, "urn:x", "gone"),
                new Approval("a-b", "urn:x", REASON, "Ada"));
        assertThat(Approvals.message(List.of(approved))).isEqualTo("approved: a-b@urn:x by Ada (" + REASON + ")");
        assertThat(Approvals.message(List.of())).isEmpty();
    }
}
