package dev.plinth.operation.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.deletion.Blockers.Blocker;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockersTest {

    private static final String DATABASE = "urn:pulumi:production::shop::aws:rds/instance:Instance::database";
    private static final String BALANCER = "urn:pulumi:production::shop::aws:lb/loadBalancer:LoadBalancer::balancer";

    private static List<Blocker> of(String resources) throws JsonProcessingException {
        return Blockers.of(
                new ObjectMapper().readTree("{\"version\": 3, \"deployment\": {\"resources\": " + resources + "}}"),
                Set.of(DATABASE, BALANCER));
    }

    @Test
    void findsWhatPulumiAndTheCloudProtect() throws JsonProcessingException {
        List<Blocker> blockers = of(
                """
                [
                  {"urn": "%s", "type": "aws:rds/instance:Instance", "protect": true, "outputs": {"deletionProtection": true}},
                  {"urn": "%s", "type": "aws:lb/loadBalancer:LoadBalancer", "outputs": {"enableDeletionProtection": true}},
                  {"urn": "urn:pulumi:production::shop::aws:sqs/queue:Queue::free", "type": "aws:sqs/queue:Queue", "protect": false,
                   "outputs": {"deletionProtection": false, "enableDeletionProtection": false}},
                  {"urn": "urn:pulumi:production::shop::aws:rds/instance:Instance::not-deleted",
                   "type": "aws:rds/instance:Instance", "protect": true},
                  {"urn": "urn:pulumi:production::shop::pulumi:pulumi:Stack::shop-production", "type": "pulumi:pulumi:Stack"}
                ]
                """
                        .formatted(DATABASE, BALANCER));

        assertThat(blockers)
                .containsExactly(
                        new Blocker(BALANCER, "has enableDeletionProtection"),
                        new Blocker(DATABASE, "has deletionProtection"),
                        new Blocker(DATABASE, "is protected by Pulumi (protect)"));
    }

    @Test
    void findsNothingInAnEmptyState() throws JsonProcessingException {
        assertThat(of("[]")).isEmpty();
        assertThat(Blockers.of(new ObjectMapper().readTree("{\"version\": 3}"), Set.of(DATABASE)))
                .isEmpty();
    }

    @Test
    void describesTheBlockers() {
        assertThat(Blockers.refusal(
                        List.of(
                                new Blocker(BALANCER, "has enableDeletionProtection"),
                                new Blocker(DATABASE, "is protected by Pulumi (protect)")),
                        "`plinth unprotect production` lifts all of this; then destroy again"))
                .isEqualTo(
                        """
                        the stack is protected and nothing was deleted:
                          balancer has enableDeletionProtection
                          database is protected by Pulumi (protect)
                        next: `plinth unprotect production` lifts all of this; then destroy again""");
    }
}
