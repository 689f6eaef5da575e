package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyParametersTest {

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

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
    void theSectionDecides() throws Exception {
        PolicyParameters parameters = PolicyParameters.forStack(
                "alice",
                json(
                        """
                {"tier": "production", "enforcement": "mandatory",
                 "rules": {"rds-copy-tags": "remediate", "rds-not-public": "disabled"},
                 "backupPlanRetentionDays": 90, "logRetentionDays": 400, "secretRotationDays": 30,
                 "requiredTags": ["owner"], "allowedRegions": ["eu-central-1"]}
                """),
                RULES);
        assertThat(parameters)
                .isEqualTo(new PolicyParameters(
                        Tier.PRODUCTION,
                        Enforcement.MANDATORY,
                        new TreeMap<>(
                                Map.of("rds-copy-tags", Enforcement.REMEDIATE, "rds-not-public", Enforcement.DISABLED)),
                        List.of("plinth"),
                        14,
                        90,
                        30,
                        400,
                        30,
                        List.of("owner"),
                        List.of("eu-central-1")));
    }

    @Test
    void tellsAllFaultsAtOnce() throws Exception {
        JsonNode section = json(
                """
                {"tier": "prod", "enforcement": "remediate", "keyDeletionWindowDays": 31, "logRetentionDays": "1",
                 "rules": {"rds-copy-tag": "advisory", "rds-not-public": "remediate", "rds-copy-tags": "off"},
                 "requiredTags": "owner", "allowedRegions": ["europe"], "secretRotationDay": 1}
                """);
        assertThatThrownBy(() -> PolicyParameters.forStack("alice", section, RULES))
                .isInstanceOfSatisfying(InvalidParametersException.class, exception -> assertThat(exception.faults())
                        .extracting(fault -> fault.key() + " " + fault.problem())
                        .containsExactlyInAnyOrder(
                                "plinth:policy.secretRotationDay is unknown; did you mean secretRotationDays?",
                                "plinth:policy.tier is \"prod\"",
                                "plinth:policy.enforcement is \"remediate\", but not every rule corrects",
                                "plinth:policy.rules.rds-copy-tag is unknown; did you mean rds-copy-tags?",
                                "plinth:policy.rules.rds-not-public is \"remediate\", but the rule corrects nothing",
                                "plinth:policy.rules.rds-copy-tags is \"off\"",
                                "plinth:policy.requiredTags is \"owner\"",
                                "plinth:policy.allowedRegions is [\"europe\"]",
                                "plinth:policy.keyDeletionWindowDays is 31",
                                "plinth:policy.logRetentionDays is \"1\""))
                .hasMessageContaining("plinth:policy.keyDeletionWindowDays is 31, allowed: a whole number from 7 to 30")
                .hasMessageContaining("allowed: mandatory, advisory, disabled, remediate");
    }

    @Test
    void rulesMustBeAnObject() throws Exception {
        for (String value : List.of("\"x\"", "[\"rds-copy-tags\"]", "3", "null")) {
            JsonNode section = json("{\"rules\": " + value + "}");
            assertThatThrownBy(() -> PolicyParameters.forStack("alice", section, RULES))
                    .hasMessageContaining("plinth:policy.rules is " + value + ", allowed: an object");
        }
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

    private static final List<Rule> RULES = List.of(CORRECTED, PLAIN);

    private static Rule.Builder rule(String id, Severity severity) {
        return Rule.named(id)
                .title("T")
                .severity(severity)
                .on("aws:rds/instance:Instance")
                .risk("R")
                .remediation("M");
    }
}
