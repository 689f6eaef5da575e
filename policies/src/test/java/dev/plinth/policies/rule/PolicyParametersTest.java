package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyParametersTest {

    @Test
    void theDefaultsArePinned() {
        PolicyParameters production = PolicyParameters.forStack("acme/shop/production");
        assertThat(production.tier()).isEqualTo(Tier.PRODUCTION);
        assertThat(production.enforcement()).isEqualTo(Enforcement.MANDATORY);
        assertThat(production.databaseBackupRetentionDays()).isEqualTo(14);
        assertThat(production.backupPlanRetentionDays()).isEqualTo(35);
        assertThat(production.keyDeletionWindowDays()).isEqualTo(30);
        PolicyParameters staging = PolicyParameters.forStack("staging");
        assertThat(staging.tier()).isEqualTo(Tier.STAGING);
        assertThat(staging.enforcement()).isEqualTo(Enforcement.MANDATORY);
        assertThat(staging.databaseBackupRetentionDays()).isEqualTo(7);
        PolicyParameters other = PolicyParameters.forStack("alice");
        assertThat(other.tier()).isEqualTo(Tier.DEVELOPMENT);
        assertThat(other.enforcement()).isEqualTo(Enforcement.ADVISORY);
    }

    @Test
    void theDefaultsBeyondBackupsArePinned() {
        PolicyParameters production = PolicyParameters.forStack("production");
        assertThat(production.logRetentionDays()).isEqualTo(365);
        assertThat(production.secretRotationDays()).isEqualTo(90);
        assertThat(production.packs()).containsExactly("plinth");
        assertThat(production.requiredTags()).containsExactly("project", "stack");
        assertThat(production.allowedRegions()).isEmpty();
        assertThat(PolicyParameters.forStack("staging").logRetentionDays()).isEqualTo(30);
    }

    @Test
    void lowSeverityStopsNothingUnlessSaidSo() {
        PolicyParameters production = PolicyParameters.forStack("production");
        assertThat(production.enforcementOf(CORRECTED)).isEqualTo(Enforcement.ADVISORY);
        assertThat(production.enforcementOf(PLAIN)).isEqualTo(Enforcement.MANDATORY);
        assertThat(production
                        .withRuleEnforcement(Map.of(CORRECTED.id(), Enforcement.MANDATORY))
                        .enforcementOf(CORRECTED))
                .isEqualTo(Enforcement.MANDATORY);
        assertThat(PolicyParameters.of(Tier.STAGING, Enforcement.DISABLED).enforcementOf(CORRECTED))
                .isEqualTo(Enforcement.DISABLED);
    }

    @Test
    void theBuilderChangesOneThingAtATime() {
        PolicyParameters before = PolicyParameters.forStack("production");
        for (Threshold threshold : Threshold.values()) {
            PolicyParameters after = before.with(threshold, threshold.least());
            assertThat(threshold.of(after)).isEqualTo(threshold.least());
            assertThat(after.with(threshold, threshold.of(before))).isEqualTo(before);
            assertThatThrownBy(() -> before.with(threshold, threshold.most() + 1))
                    .hasMessageContaining(threshold.key() + " is " + (threshold.most() + 1));
        }
        assertThat(before.withRequiredTags("owner").requiredTags()).containsExactly("owner");
        assertThat(before.withAllowedRegions("eu-west-1").allowedRegions()).containsExactly("eu-west-1");
    }

    private static final Rule CORRECTED = rule("rds-copy-tags", Severity.LOW)
            .correctedBy(Remediation.set("copyTagsToSnapshot", true))
            .requires(Property.property("copyTagsToSnapshot").isTrue());

    private static final Rule PLAIN = rule("rds-not-public", Severity.CRITICAL)
            .requires(Property.property("publiclyAccessible").isNotTrue());

    private static Rule.Builder rule(String id, Severity severity) {
        return Rule.named(id)
                .title("T")
                .severity(severity)
                .on("aws:rds/instance:Instance")
                .risk("R")
                .remediation("M");
    }
}
