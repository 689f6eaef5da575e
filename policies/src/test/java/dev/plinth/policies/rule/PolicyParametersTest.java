package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    void theSectionDecides() throws Exception {
        PolicyParameters parameters = PolicyParameters.forStack(
                "alice",
                json(
                        """
                {"tier": "production", "enforcement": "mandatory", "rules": {"a-b": "disabled"},
                 "backupPlanRetentionDays": 90}
                """));
        assertThat(parameters)
                .isEqualTo(new PolicyParameters(
                        Tier.PRODUCTION,
                        Enforcement.MANDATORY,
                        new TreeMap<>(Map.of("a-b", Enforcement.DISABLED)),
                        14,
                        90,
                        30));
    }

    @Test
    void tellsAllFaultsAtOnce() throws Exception {
        JsonNode section = json(
                """
                {"tier": "prod", "enforcement": 1, "rules": {"a-b": "off"}, "keyDeletionWindowDays": 31, "x": 1}
                """);
        assertThatThrownBy(() -> PolicyParameters.forStack("alice", section))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "plinth:policy.x is unknown",
                        "plinth:policy.tier is \"prod\", it must be one of production, staging, development",
                        "plinth:policy.enforcement is 1",
                        "plinth:policy.rules.a-b is \"off\"",
                        "plinth:policy.keyDeletionWindowDays is 31, it must be a whole number from 7 to 30");
    }
}
