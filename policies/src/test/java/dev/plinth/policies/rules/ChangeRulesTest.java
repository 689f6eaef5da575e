package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Changes.delete;
import static dev.plinth.testkit.rule.Changes.replace;
import static dev.plinth.testkit.rule.Changes.same;
import static dev.plinth.testkit.rule.Changes.update;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.condition.Versions;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.change.Stateful;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules on changes say where more than one property decides. */
class ChangeRulesTest {

    private static final String DATABASE = ChangeFixtures.DATABASE;
    private static final ResourceChange STANDING = same(resource("aws:sqs/queue:Queue", "queue", Map.of()));

    static List<String> statefulTypes() {
        return Stateful.TYPES;
    }

    private static Verdict judge(String rule, ResourceChange change, ResourceChange... beside) {
        return assertThatRule(rule).verdict(change, beside);
    }

    private static void fails(Verdict verdict, String... texts) {
        assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        List.of(texts)
                .forEach(text -> assertThat(((Verdict.Fail) verdict).message()).contains(text));
    }

    @ParameterizedTest
    @MethodSource("statefulTypes")
    void dataStoresAreNeitherDeletedNorReplaced(String type) {
        GraphResource store = resource(type, "audit", Map.of("name", "a"));
        fails(judge("stateful-not-deleted", delete(store)), "deletes it");
        fails(judge("stateful-not-replaced", replace(store, store, "name")), "name from a to a");
        assertThat(judge("stateful-not-deleted", same(store))).isEqualTo(Verdict.PASS);
        assertThat(judge("stateful-not-replaced", update(store, store, "name"))).isEqualTo(Verdict.PASS);
        assertThat(judge("stateful-not-deleted", Changes.create(store))).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(judge("stateful-not-replaced", Changes.create(store))).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    /** The provider leaves storage that RDS has grown as it is, up to the bound that the program gives. */
    @Test
    void storageThatRdsHasGrownIsNotShrunk() {
        GraphResource grown = resource(DATABASE, "main", Map.of("allocatedStorage", 60, "maxAllocatedStorage", 100));
        GraphResource program = resource(DATABASE, "main", Map.of("allocatedStorage", 50, "maxAllocatedStorage", 100));
        GraphResource bounded = resource(DATABASE, "main", Map.of("allocatedStorage", 50, "maxAllocatedStorage", 55));

        assertThat(judge("storage-not-shrunk", update(grown, program, "allocatedStorage")))
                .isEqualTo(Verdict.NOT_APPLICABLE);
        fails(judge("storage-not-shrunk", update(grown, bounded, "allocatedStorage")), "from 60 to 50");
        fails(judge("storage-not-shrunk", replace(grown, program, "allocatedStorage")), "from 60 to 50");
    }

    @Test
    void theReplacementsMessageHidesSecrets() {
        GraphResource before = resource(
                DATABASE,
                "database",
                Map.of("engine", "mysql", "dbName", new PropertyValue.Secret(new PropertyValue.Text("hunter2"))));
        GraphResource after = resource(
                DATABASE,
                "database",
                Map.of("engine", "postgres", "dbName", new PropertyValue.Secret(new PropertyValue.Text("hunter3"))));
        Verdict verdict = judge("stateful-not-replaced", replace(before, after, "engine", "dbName"));
        fails(verdict, "dbName from [secret] to [secret]", "engine from mysql to postgres");
        assertThat(verdict.toString()).doesNotContain("hunter");
    }

    @Test
    void theS3TypesOfEitherVersionOfTheProviderCount() {
        fails(judge("stateful-not-deleted", delete(resource("aws:s3/bucket:Bucket", "assets", Map.of()))));
        fails(judge(
                "deletion-safeguards-kept",
                update(
                        resource("aws:s3/bucket:Bucket", "assets", Map.of()),
                        resource("aws:s3/bucket:Bucket", "assets", Map.of("forceDestroy", true)),
                        "forceDestroy")));
    }

    @Test
    void aReplicaIsACopyAndAServicesLogsAreNoAudit() {
        GraphResource replica = resource(DATABASE, "replica", Map.of("replicateSourceDb", "database"));
        assertThat(judge("stateful-not-deleted", delete(replica))).isEqualTo(Verdict.NOT_APPLICABLE);
        fails(judge("standby-not-removed", delete(replica)), "failover target");
        GraphResource logs = resource(ChangeFixtures.LOGS, "api", Map.of("name", "/ecs/api"));
        assertThat(judge("stateful-not-deleted", delete(logs))).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void aRecreatableVolumeHoldsNoData() {
        GraphResource files = resource(
                "docker:index/volume:Volume",
                "files",
                Map.of("labels", List.of(Map.of("label", "dev.plinth.content", "value", "recreatable"))));
        assertThat(judge("stateful-not-deleted", delete(files))).isEqualTo(Verdict.NOT_APPLICABLE);
        GraphResource other = resource(
                "docker:index/volume:Volume",
                "data",
                Map.of("labels", List.of(Map.of("label", "team", "value", "recreatable"))));
        fails(judge("stateful-not-deleted", delete(other)), "deletes it and its data");
    }

    @Test
    void protectIsNotTakenAway() {
        GraphResource kept = resource(DATABASE, "database", Map.of());
        GraphResource loose = Resources.protect(kept, false);
        fails(judge("pulumi-protect-kept", update(kept, loose)), "protect goes from true to false");
        assertThat(judge("pulumi-protect-kept", update(loose, kept))).isEqualTo(Verdict.PASS);
        assertThat(judge("pulumi-protect-kept", Changes.create(loose))).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void aGuardGoesOnlyWithWhatItGuards() {
        GraphResource bucket = resource(ChangeFixtures.BUCKET, "assets", Map.of(), Map.of("id", "assets-1"));
        GraphResource versions =
                resource("aws:s3/bucketVersioningV2:BucketVersioningV2", "assets", Map.of("bucket", "assets-1"));
        fails(judge("versioning-kept", delete(versions), same(bucket)), "its bucket stays");
        assertThat(judge("versioning-kept", delete(versions), delete(bucket))).isEqualTo(Verdict.NOT_APPLICABLE);

        GraphResource selection =
                resource("aws:backup/selection:Selection", "all", Map.of("resources", List.of("arn:a", "arn:b")));
        GraphResource one = resource(DATABASE, "one", Map.of(), Map.of("arn", "arn:a"));
        GraphResource two = resource(DATABASE, "two", Map.of(), Map.of("arn", "arn:b"));
        fails(judge("backups-not-stopped", delete(selection), delete(one), same(two)));
        assertThat(judge("backups-not-stopped", delete(selection), delete(one), delete(two)))
                .isEqualTo(Verdict.NOT_APPLICABLE);
        fails(judge("backups-not-stopped", delete(resource("aws:backup/plan:Plan", "plan", Map.of()))));

        GraphResource alarm = resource(
                "aws:cloudwatch/metricAlarm:MetricAlarm", "cpu", Map.of("dimensions", Map.of("Name", "database-1")));
        GraphResource database = resource(DATABASE, "database", Map.of(), Map.of("identifier", "database-1"));
        fails(judge("alarms-not-silenced", delete(alarm), same(database)));
        assertThat(judge("alarms-not-silenced", delete(alarm), delete(database)))
                .isEqualTo(Verdict.NOT_APPLICABLE);

        GraphResource association = resource(
                "aws:wafv2/webAclAssociation:WebAclAssociation",
                "waf",
                Map.of("resourceArn", "arn:lb", "webAclArn", "w"));
        GraphResource firewall = resource("aws:wafv2/webAcl:WebAcl", "waf", Map.of(), Map.of("arn", "w"));
        GraphResource balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web", Map.of(), Map.of("arn", "arn:lb"));
        fails(judge("waf-not-removed", delete(association), delete(firewall), same(balancer)));
        assertThat(judge("waf-not-removed", delete(association), delete(balancer)))
                .isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void aMajorVersionUpgradeNeedsASnapshotOrABlueGreenUpdate() {
        GraphResource old = resource(DATABASE, "database", Map.of("engineVersion", "15.8"), Map.of("id", "db-1"));
        GraphResource next = resource(DATABASE, "database", Map.of("engineVersion", 16), Map.of("id", "db-1"));
        GraphResource snapshot =
                resource("aws:rds/snapshot:Snapshot", "before", Map.of("dbInstanceIdentifier", "db-1"));
        fails(judge("major-version-with-way-back", update(old, next, "engineVersion")), "15.8 to 16");
        // One that this change takes would be of the new version.
        fails(judge("major-version-with-way-back", update(old, next, "engineVersion"), Changes.create(snapshot)));
        assertThat(judge("major-version-with-way-back", update(old, next, "engineVersion"), same(snapshot)))
                .isEqualTo(Verdict.PASS);
        GraphResource blueGreen = Resources.with(next, "blueGreenUpdate", PropertyValue.of(Map.of("enabled", "true")));
        assertThat(judge("major-version-with-way-back", update(old, blueGreen, "engineVersion")))
                .isEqualTo(Verdict.PASS);
        GraphResource cache = resource(ChangeFixtures.CACHE, "cache", Map.of("engineVersion", "6.2"));
        GraphResource newer =
                resource(ChangeFixtures.CACHE, "cache", Map.of("engineVersion", "7.1", "snapshotRetentionLimit", 7));
        assertThat(judge("major-version-with-way-back", update(cache, newer, "engineVersion")))
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "16.4, 16.3, true",
        "16.4, 16, false",
        "16, 16.4, false",
        "9.6, 10.1, false",
        "8.0.mysql_aurora.3.05.2, 5.7, true",
        "OpenSearch_2.11, OpenSearch_2.9, true",
        "7.1, 6.x, true",
        "16.10, 16.9, true"
    })
    void comparesVersionsByNumber(String before, String after, boolean below) {
        assertThat(Versions.of(after).orElseThrow().isBelow(Versions.of(before).orElseThrow()))
                .isEqualTo(below);
    }

    @Test
    void aSmallerClassMattersInProductionOnly() {
        ResourceChange smaller = update(
                resource(DATABASE, "database", Map.of("instanceClass", "db.r6g.large")),
                resource(DATABASE, "database", Map.of("instanceClass", "db.t4g.medium")),
                "instanceClass");
        fails(judge("instance-class-not-reduced", smaller), "db.r6g.large to db.t4g.medium");
        assertThat(assertThatRule("instance-class-not-reduced").in(Tier.STAGING).verdict(smaller))
                .isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void newWorldOpenIngressInAStandingStackIsAnOpening() {
        Map<String, ?> world = Map.of(
                "type",
                "ingress",
                "protocol",
                "tcp",
                "fromPort",
                443,
                "toPort",
                443,
                "cidrBlocks",
                List.of("0.0.0.0/0"));
        GraphResource rule = resource(ChangeFixtures.GROUP_RULE, "web", world);
        fails(judge("security-group-not-opened", Changes.create(rule), STANDING), "tcp 443 to 443 from 0.0.0.0/0");
        assertThat(judge("security-group-not-opened", Changes.create(rule))).isEqualTo(Verdict.NOT_APPLICABLE);
        GraphResource egress = Resources.with(rule, "type", new PropertyValue.Text("egress"));
        assertThat(judge("security-group-not-opened", Changes.create(egress), STANDING))
                .isEqualTo(Verdict.NOT_APPLICABLE);
        GraphResource more = Resources.with(rule, "fromPort", PropertyValue.of(80));
        fails(judge("security-group-not-opened", update(rule, more, "fromPort"), STANDING), "whole internet");
        assertThat(judge("security-group-not-opened", same(rule), STANDING)).isEqualTo(Verdict.PASS);
        GraphResource unknown =
                Resources.with(rule, "cidrBlocks", PropertyValue.of(List.of(PropertyValue.Unknown.VALUE)));
        assertThat(judge("security-group-not-opened", Changes.create(unknown), STANDING))
                .isEqualTo(Verdict.unknown("cidrBlocks"));
        GraphResource narrow = Resources.with(rule, "cidrBlocks", PropertyValue.of(List.of("10.0.0.0/8")));
        assertThat(judge("security-group-not-opened", Changes.create(narrow), STANDING))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void logsThatWereKeptForEverMustNotExpire() {
        fails(judge(
                "log-retention-not-reduced",
                update(
                        resource(ChangeFixtures.LOGS, "api", Map.of()),
                        resource(ChangeFixtures.LOGS, "api", Map.of("retentionInDays", 365)),
                        "retentionInDays")));
    }

    @Test
    void aBackupRuleThatGoesIsNamed() {
        Map<String, ?> daily = Map.of("ruleName", "daily");
        Map<String, ?> weekly = Map.of("ruleName", "weekly");
        fails(
                judge(
                        "backup-plan-not-reduced",
                        update(
                                resource("aws:backup/plan:Plan", "plan", Map.of("rules", List.of(daily, weekly))),
                                resource("aws:backup/plan:Plan", "plan", Map.of("rules", List.of(daily))),
                                "rules")),
                "rules[ruleName=weekly] is gone");
    }

    @Test
    void otherZoneSettingsAndRulesetsAreNotJudged() {
        GraphResource before =
                resource(ChangeFixtures.ZONE_SETTING, "minify", Map.of("settingId", "minify", "value", "on"));
        GraphResource after = Resources.with(before, "value", new PropertyValue.Text("off"));
        assertThat(judge("tls-not-weakened", update(before, after, "value"))).isEqualTo(Verdict.NOT_APPLICABLE);
        GraphResource redirects = resource(
                "cloudflare:index/ruleset:Ruleset", "redirects", Map.of("phase", "http_request_dynamic_redirect"));
        assertThat(judge("waf-not-removed", delete(redirects))).isEqualTo(Verdict.NOT_APPLICABLE);
        GraphResource firewall =
                Resources.with(redirects, "phase", new PropertyValue.Text("http_request_firewall_custom"));
        fails(judge("waf-not-removed", delete(firewall)));
    }

    @Test
    void aSecretThatTheEngineBlindedAndDoesNotNameStaysAsItIs() {
        PropertyValue blinded = new PropertyValue.Secret(PropertyValue.Unknown.VALUE);
        GraphResource database = resource(DATABASE, "database", Map.of("kmsKeyId", blinded));
        assertThat(judge("encryption-key-kept", update(database, database, "tags")))
                .isEqualTo(Verdict.PASS);
        assertThat(judge("encryption-key-kept", update(database, database, "kmsKeyId")))
                .isEqualTo(Verdict.unknown("kmsKeyId"));
    }
}
