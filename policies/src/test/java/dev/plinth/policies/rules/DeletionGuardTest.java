package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Rule;
import org.junit.jupiter.api.Test;

/** The rules that warn only while protection is lifted on purpose: one too many would let a faulty stack pass. */
class DeletionGuardTest {

    @Test
    void everyRuleThatKeepsResourcesFromBeingDeletedIsMarkedAndNoOther() {
        assertThat(RuleCatalogue.all())
                .filteredOn(Rule::guardsDeletion)
                .extracting(Rule::id)
                .containsExactlyInAnyOrder(
                        "alb-deletion-protection",
                        "cache-pulumi-protect",
                        "deletion-protection-kept",
                        "deletion-safeguards-kept",
                        "docker-volume-protect",
                        "dynamodb-deletion-protection",
                        "ec2-termination-protection",
                        "ecr-no-force-delete",
                        "efs-pulumi-protect",
                        "kms-pulumi-protect",
                        "pulumi-protect-kept",
                        "rds-deletion-protection",
                        "rds-pulumi-protect",
                        "s3-no-force-destroy",
                        "supabase-pulumi-protect");
    }

    @Test
    void rulesOnPulumisOptionsAreMarked() {
        assertThat(RuleCatalogue.all())
                .filteredOn(Rule::readsPulumiOptions)
                .extracting(Rule::id)
                .containsExactlyInAnyOrder(
                        "cache-pulumi-protect",
                        "docker-volume-protect",
                        "efs-pulumi-protect",
                        "kms-pulumi-protect",
                        "rds-pulumi-protect",
                        "supabase-pulumi-protect");
    }
}
