package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The longest time that data is kept. */
class RetentionRulesTest {

    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String PLAN = "aws:backup/plan:Plan";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final PolicyParameters NO_LIMIT = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);
    private static final PolicyParameters YEAR = NO_LIMIT.with(Threshold.MAXIMUM_RETENTION_DAYS, 365);

    private static Verdict judge(PolicyParameters parameters, String type, Map<String, Object> inputs) {
        GraphResource resource = resource(type, "subject", inputs);
        return RuleCatalogue.find("retention-limited")
                .orElseThrow()
                .judge(
                        resource,
                        new RuleContext(new ResourceGraph("shop", "production", List.of(resource)), parameters));
    }

    private static Map<String, Object> plan(Map<String, Object> lifecycle, Map<String, Object> copyLifecycle) {
        return Map.of(
                "rules",
                List.of(Map.of("lifecycle", lifecycle, "copyActions", List.of(Map.of("lifecycle", copyLifecycle)))));
    }

    @Test
    void withoutALimitEveryRetentionIsAllowed() {
        assertThat(judge(NO_LIMIT, LOG_GROUP, Map.of())).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void logGroupsEndWithinTheLimit() {
        assertThat(judge(YEAR, LOG_GROUP, Map.of("retentionInDays", 365))).isEqualTo(Verdict.PASS);
        assertThat(judge(YEAR, LOG_GROUP, Map.of("retentionInDays", 400)))
                .isEqualTo(Verdict.fail("retentionInDays is 400 but must be at most 365"));
        assertThat(judge(YEAR, LOG_GROUP, Map.of("retentionInDays", 0))).isInstanceOf(Verdict.Fail.class);
        assertThat(judge(YEAR, LOG_GROUP, Map.of())).isInstanceOf(Verdict.Fail.class);
        assertThat(judge(YEAR, LOG_GROUP, Map.of("retentionInDays", PropertyValue.Unknown.VALUE)))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void recoveryPointsAndTheirCopiesEndWithinTheLimit() {
        Map<String, Object> month = Map.of("deleteAfter", 35);
        assertThat(judge(YEAR, PLAN, plan(month, month))).isEqualTo(Verdict.PASS);
        assertThat(judge(YEAR, PLAN, plan(Map.of(), month))).isInstanceOf(Verdict.Fail.class);
        assertThat(judge(YEAR, PLAN, plan(month, Map.of("deleteAfter", 400))))
                .isEqualTo(
                        Verdict.fail("rules[0].copyActions[0].lifecycle.deleteAfter is 400 but must be at most 365"));
    }

    @Test
    void overwrittenObjectsAndDatabaseBackupsEndWithinTheLimit() {
        assertThat(judge(
                        YEAR,
                        LIFECYCLE,
                        Map.of("rules", List.of(Map.of("noncurrentVersionExpiration", Map.of("noncurrentDays", 400))))))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(judge(YEAR, LIFECYCLE, Map.of("rules", List.of(Map.of("id", "uploads")))))
                .isEqualTo(Verdict.PASS);
        PolicyParameters week = NO_LIMIT.with(Threshold.MAXIMUM_RETENTION_DAYS, 7);
        assertThat(judge(week, "aws:rds/instance:Instance", Map.of("backupRetentionPeriod", 14)))
                .isInstanceOf(Verdict.Fail.class);
    }
}
