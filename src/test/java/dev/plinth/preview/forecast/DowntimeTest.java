package dev.plinth.preview.forecast;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.replace;
import static dev.plinth.preview.Fixture.update;
import static dev.plinth.preview.forecast.Steps.deletingFirst;
import static dev.plinth.preview.forecast.Steps.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceChange;
import dev.plinth.preview.StackChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule with a change that interrupts and one that doesn't. */
class DowntimeTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
    private static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    private static final String TARGETS = "aws:lb/targetGroup:TargetGroup";
    private static final String NAT = "aws:ec2/natGateway:NatGateway";
    private static final String RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";

    private static List<Interruption> of(StackChange change) {
        return Downtime.of(Forecast.of(change));
    }

    private static List<Interruption> of(ResourceChange step) {
        return of(change("production", step));
    }

    /** An update of one input, which has the same name before and after. */
    private static List<Interruption> changed(
            String type, Map<String, ?> common, String key, Object before, Object after) {
        Map<String, Object> from = new HashMap<>(common);
        Map<String, Object> to = new HashMap<>(common);
        from.put(key, before);
        to.put(key, after);
        return of(update(resource(type, "it", from), resource(type, "it", to), key));
    }

    private static String words(List<Interruption> interruptions) {
        assertThat(interruptions).hasSize(1);
        return interruptions.get(0).event();
    }

    @Test
    void anotherInstanceClassFailsOverWithAStandbyAndTakesMinutesWithout() {
        assertThat(words(changed(
                        INSTANCE,
                        Map.of("multiAz", true, "applyImmediately", true),
                        "instanceClass",
                        "db.t4g.medium",
                        "db.t4g.large")))
                .startsWith("60–120 s during the update: ");
        assertThat(words(changed(
                        INSTANCE,
                        Map.of("multiAz", false, "applyImmediately", true),
                        "instanceClass",
                        "db.t4g.medium",
                        "db.t4g.large")))
                .startsWith("3–15 min during the update: ");
    }

    @Test
    void withoutApplyImmediatelyItHappensInTheMaintenanceWindow() {
        Map<String, Object> deferred = Map.of("multiAz", true, "maintenanceWindow", "sun:03:30-sun:04:30");

        List<Interruption> later = changed(INSTANCE, deferred, "instanceClass", "db.t4g.medium", "db.t4g.large");

        assertThat(words(later)).startsWith("60–120 s in the maintenance window sun:03:30-sun:04:30 (UTC): ");
        assertThat(later.get(0).isNow()).isFalse();
    }

    @Test
    void aPortChangeIsImmediate() {
        assertThat(changed(INSTANCE, Map.of("applyImmediately", false), "port", 5432, 5433))
                .singleElement()
                .satisfies(interruption -> assertThat(interruption.isNow()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "16.4, 17.2, 10–60 min",
        "16.4, 16.6, 2–15 min",
    })
    void anUpgradeIncludesTheStandby(String before, String after, String range) {
        assertThat(words(changed(
                        INSTANCE, Map.of("multiAz", true, "applyImmediately", true), "engineVersion", before, after)))
                .startsWith(range + " during the update: ");
    }

    @Test
    void anUpgradeByBlueGreenDeploymentTakesASwitchover() {
        Map<String, Object> blueGreen =
                Map.of("multiAz", true, "applyImmediately", true, "blueGreenUpdate", Map.of("enabled", true));

        assertThat(words(changed(INSTANCE, blueGreen, "engineVersion", "16.4", "17.2")))
                .startsWith("up to 60 s during the update: ");
    }

    @Test
    void anUnknownVersionIsUnknownDowntime() {
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), "engineVersion", "16.4", Unknown.VALUE))
                .singleElement()
                .satisfies(interruption ->
                        assertThat(interruption.range().isUnknown()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocatedStorage", "multiAz", "backupWindow", "deletionProtection", "tags"})
    void onlineSettingsOfADatabaseHaveNoDowntime(String key) {
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), key, "x", "y"))
                .isEmpty();
    }

    @Test
    void unknownSettingsHaveUnknownDowntime() {
        assertThat(words(changed(INSTANCE, Map.of("applyImmediately", true), "shape", "x", "y")))
                .contains("unknown")
                .contains("shape");
    }

    @Test
    void turningBackupsOnRestartsTheInstance() {
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), "backupRetentionPeriod", 0, 7))
                .hasSize(1);
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), "backupRetentionPeriod", 7, 14))
                .isEmpty();
    }

    @Test
    void onlyChangesOfMagneticStorageHaveDowntime() {
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), "storageType", "standard", "gp3"))
                .hasSize(1);
        assertThat(changed(INSTANCE, Map.of("applyImmediately", true), "storageType", "gp2", "gp3"))
                .isEmpty();
    }

    @Test
    void staticParametersWaitForAReboot() {
        Map<String, Object> fixed = Map.of("name", "max_connections", "value", "100", "applyMethod", "pending-reboot");
        Map<String, Object> free = Map.of("name", "work_mem", "value", "1", "applyMethod", "immediate");
        Map<String, Object> freer = Map.of("name", "work_mem", "value", "2", "applyMethod", "immediate");

        assertThat(words(changed(PARAMETERS, Map.of(), "parameters", List.of(free), List.of(free, fixed))))
                .contains(ParameterDowntime.REBOOT);
        assertThat(changed(PARAMETERS, Map.of(), "parameters", List.of(free, fixed), List.of(freer, fixed)))
                .isEmpty();
    }

    @Test
    void aReplacedDatabaseIsUnavailableUntilItsDataIsRestored() {
        GraphResource database = resource(INSTANCE, "it", Map.of());
        StackChange replaced = change("production", replace(database, database, "dbName"));

        assertThat(words(of(replaced.knowing(deletingFirst(database)))))
                .startsWith("at least 5 min during the update: ");
        assertThat(words(of(replaced))).startsWith("unknown downtime");
    }

    @ParameterizedTest
    @CsvSource({
        "nodeType, true, 2–60 s",
        "nodeType, false, 2–15 min",
        "engineVersion, true, 2–60 s",
        "engineVersion, false, 2–15 min",
    })
    void aCacheFailsOverWithReplicasAndIsUnavailableWithout(String key, boolean failover, String range) {
        assertThat(words(changed(
                        CACHE, Map.of("automaticFailoverEnabled", failover, "applyImmediately", true), key, "a", "b")))
                .startsWith(range + " during the update: ");
        assertThat(changed(CACHE, Map.of("automaticFailoverEnabled", failover), key, "a", "b"))
                .singleElement()
                .satisfies(interruption ->
                        assertThat(interruption.later()).contains("in the maintenance window chosen by AWS"));
    }

    @Test
    void addsReplicasToACacheOnline() {
        assertThat(changed(CACHE, Map.of("applyImmediately", true), "numCacheClusters", 2, 3))
                .isEmpty();
        assertThat(words(changed(CACHE, Map.of("applyImmediately", true), "transitEncryptionEnabled", false, true)))
                .contains("unknown");
    }

    @ParameterizedTest
    @CsvSource({"100, 2, 0", "50, 2, 0", "50, 1, 0", "1, 1, 0", "0, 2, 1", "0, 0, 0"})
    void aDeploymentInterruptsOnlyWhereNoTaskKeepsRunning(int minimum, int count, int interruptions) {
        assertThat(changed(
                        SERVICE,
                        Map.of("deploymentMinimumHealthyPercent", minimum, "desiredCount", count),
                        "taskDefinition",
                        "a",
                        "b"))
                .hasSize(interruptions);
    }

    @Test
    void aDeploymentOfUnknownSizeIsUnknown() {
        assertThat(words(changed(SERVICE, Map.of("deploymentMinimumHealthyPercent", 50), "taskDefinition", "a", "b")))
                .contains("unknown");
        assertThat(changed(SERVICE, Map.of(), "taskDefinition", "a", "b")).isEmpty();
    }

    @Test
    void dependsOnTheDeploymentController() {
        assertThat(changed(
                        SERVICE,
                        Map.of(
                                "deploymentMinimumHealthyPercent",
                                0,
                                "desiredCount",
                                1,
                                "deploymentController",
                                Map.of("type", "CODE_DEPLOY")),
                        "taskDefinition",
                        "a",
                        "b"))
                .isEmpty();
        assertThat(words(changed(
                        SERVICE,
                        Map.of("deploymentController", Map.of("type", "EXTERNAL")),
                        "taskDefinition",
                        "a",
                        "b")))
                .contains("EXTERNAL");
    }

    @Test
    void scalingHasNoDowntimeExceptToZeroTasks() {
        Map<String, Object> careless = Map.of("deploymentMinimumHealthyPercent", 0);

        assertThat(changed(SERVICE, careless, "desiredCount", 2, 3)).isEmpty();
        assertThat(words(changed(SERVICE, careless, "desiredCount", 2, 0))).contains("unknown");
    }

    @Test
    void aReplacedServiceIsUnavailableWhenItIsDeletedFirst() {
        GraphResource patient = resource(SERVICE, "it", Map.of("waitForSteadyState", true));
        StackChange replaced = change("production", replace(patient, patient, "name"));

        // 30 s to 10 min for the deletion, 75 s to 10 min until the tasks run.
        assertThat(words(of(replaced.knowing(deletingFirst(patient)))))
                .startsWith("105 s – 20 min during the update: ");
        assertThat(of(replaced)).isEmpty();
        GraphResource hasty = resource(SERVICE, "it", Map.of());
        assertThat(words(of(replace(hasty, hasty, "name")))).contains("unknown");
    }

    @Test
    void loadBalancersHaveDowntimeOnlyWhenReplaced() {
        for (String type : List.of(BALANCER, TARGETS)) {
            GraphResource it = resource(type, "it", Map.of());
            assertThat(of(update(it, it, "idleTimeout"))).isEmpty();
            assertThat(of(replace(it, it, "internal"))).hasSize(1);
        }
        GraphResource balancer = resource(BALANCER, "it", Map.of());
        assertThat(words(of(replace(balancer, balancer, "internal")))).startsWith("at least 60 s");
    }

    @Test
    void aReplacedNatGatewayInterruptsOutboundTraffic() {
        GraphResource gateway = resource(NAT, "it", Map.of());
        StackChange replaced = change("production", replace(gateway, gateway, "subnetId"));

        assertThat(words(of(replaced))).startsWith("1–60 s during the update: ");
        // 42 to 61 s to delete it, 85 to 125 s to create it.
        assertThat(words(of(replaced.knowing(deletingFirst(gateway))))).startsWith("2–3 min during the update: ");
        assertThat(of(update(gateway, gateway, "tags.Name"))).isEmpty();
    }

    @Test
    void aRecordIsCachedUnlessItIsProxied() {
        assertThat(words(changed(RECORD, Map.of("ttl", 120, "proxied", false), "content", "a", "b")))
                .startsWith("up to 2 min during the update: ");
        assertThat(words(changed(RECORD, Map.of("ttl", 1), "content", "a", "b")))
                .startsWith("up to 5 min during the update: ");
        assertThat(changed(RECORD, Map.of("ttl", 1, "proxied", true), "content", "a", "b"))
                .isEmpty();
        assertThat(changed(RECORD, Map.of("ttl", 120), "comment", "a", "b")).isEmpty();
    }

    @Test
    void validationRecordsHaveNoDowntime() {
        for (String property : List.of("content", "records")) {
            GraphResource old =
                    resource(RECORD, "it", Map.of("name", "_a.example.com", property, "_b.c.acm-validations.aws."));
            GraphResource made =
                    resource(RECORD, "it", Map.of("name", "_d.example.com", property, "_e.f.acm-validations.aws."));
            assertThat(of(change("production", replace(old, made, "name")).knowing(deletingFirst(made))))
                    .as(property)
                    .isEmpty();
        }
        GraphResource site = resource(RECORD, "it", Map.of("name", "example.com", "content", "acm-validations.aws"));
        assertThat(of(change("production", replace(site, site, "name")).knowing(deletingFirst(site))))
                .isNotEmpty();
    }

    @Test
    void aSecurityGroupIsUnavailableOnlyWhenItIsDeletedFirst() {
        GraphResource group = resource(GROUP, "it", Map.of());
        StackChange replaced = change("production", replace(group, group, "vpcId"));

        assertThat(of(replaced)).isEmpty();
        assertThat(words(of(replaced.knowing(deletingFirst(group))))).contains("deleted before it is recreated");
        assertThat(of(update(group, group, "ingress"))).isEmpty();
    }

    @Test
    void dependentsOfEarlyDeletionsAreUnavailableLonger() {
        GraphResource group = resource(GROUP, "group", Map.of());
        GraphResource gateway = resource(NAT, "gateway", Map.of(), group);
        StackChange change = change("production", replace(group, group, "vpcId"), replace(gateway, gateway, "subnetId"))
                .knowing(deletingFirst(group, gateway));

        // In the order of the types: the gateway, then the group.
        List<Duration> away = of(change).stream()
                .map(each -> each.range().low().orElseThrow())
                .toList();

        assertThat(away).hasSize(2);
        assertThat(away.get(0)).isGreaterThan(away.get(1));
    }

    @Test
    void creationsAndDeletionsHaveNoDowntime() {
        GraphResource database = resource(INSTANCE, "it", Map.of());

        assertThat(of(creation(database))).isEmpty();
        assertThat(of(delete(database))).isEmpty();
    }

    @Test
    void tagsHaveNoDowntimeAndOtherChangesOfUnknownTypesAreUnknown() {
        GraphResource exotic = resource("aws:x/y:Z", "it", Map.of());

        assertThat(of(update(exotic, exotic, "tags.Name", "tagsAll.Name"))).isEmpty();
        assertThat(words(of(update(exotic, exotic, "shape"))))
                .contains("unknown")
                .contains("aws:x/y:Z");
        assertThat(words(of(replace(exotic, exotic, "shape")))).contains("unknown");
    }

    @Test
    void alarmsHaveNoDowntime() {
        GraphResource alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "it", Map.of());

        assertThat(of(change("production", replace(alarm, alarm, "name")).knowing(deletingFirst(alarm))))
                .isEmpty();
    }
}
