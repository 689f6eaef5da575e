package dev.plinth.policies.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.UnknownResults;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyConfigurationTest {

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void theSectionDecides() throws Exception {
        PolicyParameters parameters = PolicyConfiguration.read(
                "alice",
                json(
                        """
                {"tier": "production", "enforcement": "mandatory",
                 "rules": {"rds-copy-tags": "remediate", "rds-not-public": "disabled"},
                 "backupPlanRetentionDays": 90, "logRetentionDays": 400, "secretRotationDays": 30, "maximumRetentionDays": 730,
                 "requiredTags": ["owner"], "libraries": ["rules.jar"], "allowedRegions": ["eu-central-1"],
                 "unknown": "block"}
                """),
                RULES);
        assertThat(parameters)
                .isEqualTo(new PolicyParameters(
                        Tier.PRODUCTION,
                        Enforcement.MANDATORY,
                        new TreeMap<>(
                                Map.of("rds-copy-tags", Enforcement.REMEDIATE, "rds-not-public", Enforcement.DISABLED)),
                        List.of("plinth"),
                        List.of("rules.jar"),
                        14,
                        90,
                        30,
                        400,
                        30,
                        730,
                        List.of("owner"),
                        List.of("eu-central-1"),
                        UnknownResults.BLOCK,
                        new TreeMap<>()));
    }

    @Test
    void reportsAllFaultsAtOnce() throws Exception {
        JsonNode section = json(
                """
                {"tier": "prod", "enforcement": "remediate", "keyDeletionWindowDays": 31, "logRetentionDays": "1",
                 "rules": {"rds-copy-tag": "advisory", "rds-not-public": "remediate", "rds-copy-tags": "off"},
                 "requiredTags": "owner", "packs": ["soc", "plinth"], "allowedRegions": ["europe"], "secretRotationDay": 1}
                """);
        assertThatThrownBy(() -> PolicyConfiguration.read("alice", section, RULES))
                .isInstanceOfSatisfying(InvalidParametersException.class, exception -> assertThat(exception.faults())
                        .extracting(fault -> fault.key() + " " + fault.problem())
                        .containsExactlyInAnyOrder(
                                "plinth:policy.secretRotationDay is unknown; did you mean secretRotationDays?",
                                "plinth:policy.tier is \"prod\"",
                                "plinth:policy.enforcement is \"remediate\", but not every rule has a remediation",
                                "plinth:policy.rules.rds-copy-tag is unknown; did you mean rds-copy-tags?",
                                "plinth:policy.rules.rds-not-public is \"remediate\", but the rule has no remediation",
                                "plinth:policy.rules.rds-copy-tags is \"off\"",
                                "plinth:policy.packs names \"soc\"; did you mean soc2?",
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
            assertThatThrownBy(() -> PolicyConfiguration.read("alice", section, RULES))
                    .hasMessageContaining("plinth:policy.rules is " + value + ", allowed: an object");
        }
    }

    @Test
    void aPackDisablesTheCataloguesOtherRulesAndNoneOfATeam() throws Exception {
        Rule own = rule("acme-own-rule", Severity.HIGH)
                .requires(Property.property("publiclyAccessible").isNotTrue());
        List<Rule> all = new ArrayList<>(RuleCatalogue.all());
        all.add(own);
        Pack cis = Pack.find("cis-aws-5.0").orElseThrow();
        Rule outside = RuleCatalogue.all().stream()
                .filter(rule -> !cis.includes(rule))
                .findFirst()
                .orElseThrow();

        PolicyParameters parameters =
                PolicyConfiguration.read("production", json("{\"packs\": [\"cis-aws-5.0\"]}"), all);

        assertThat(parameters.enforcementOf(own)).isEqualTo(Enforcement.MANDATORY);
        assertThat(cis.select(all)).isNotEmpty();
        RuleCatalogue.all().forEach(rule -> assertThat(parameters.enforcementOf(rule) != Enforcement.DISABLED)
                .as(rule.id())
                .isEqualTo(cis.includes(rule)));
        String named = "{\"packs\": [\"cis-aws-5.0\"], \"rules\": {\"" + outside.id() + "\": \"mandatory\"}}";
        assertThat(PolicyConfiguration.read("production", json(named), all).enforcementOf(outside))
                .isEqualTo(Enforcement.MANDATORY);
        assertThatThrownBy(() -> PolicyConfiguration.read("production", json("{\"packs\": []}"), all))
                .hasMessageContaining("plinth:policy.packs is [], allowed: at least one of aws-fsbp");
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
