package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.time.TimeEvent;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated clock, and what happens to databases, caches, services, keys, secrets, certificates and images meanwhile. */
class TimeTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String KEY = "aws:kms/key:Key";
    private static final String SECRET = "aws:secretsmanager/secret:Secret";
    private static final String CERTIFICATE = "aws:acm/certificate:Certificate";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ASSUME =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    @TempDir
    private Path folder = Path.of("");

    private TestCloud cloud;

    @BeforeEach
    void open() {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private List<TimeEvent> advance(String duration) {
        return cloud.simulator.advance(Duration.parse(duration));
    }

    private List<TimeEvent> advance(String duration, String kind) {
        return advance(duration).stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
    }

    private static List<String> days(List<TimeEvent> events) {
        return events.stream()
                .map(event -> event.at().toString().substring(0, 10))
                .toList();
    }

    private Map<String, Object> state(Made made) {
        return Values.fromStruct(cloud.read(made).getProperties());
    }

    private Map<String, Object> inputs(Made made) {
        return Values.fromStruct(cloud.read(made).getInputs());
    }

    /** Returns the changes of a refresh followed by a preview of the same program. */
    private List<String> differences(Made made, Map<String, Object> program) {
        Made refreshed = new Made(
                made.type(),
                made.name(),
                made.id(),
                cloud.read(made).getInputs(),
                cloud.read(made).getProperties());
        return List.copyOf(cloud.diff(refreshed, program).getDetailedDiffMap().keySet());
    }

    private void reaction(String pattern, String action) {
        Made role = cloud.create(ROLE, "reaction", Map.of("assumeRolePolicy", ASSUME));
        cloud.create(
                "aws:iam/rolePolicy:RolePolicy",
                "reaction",
                Map.of(
                        "role",
                        role.text("name"),
                        "policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                                + "\",\"Resource\":\"*\"}]}"));
        Made rule = cloud.create("aws:cloudwatch/eventRule:EventRule", "reaction", Map.of("eventPattern", pattern));
        cloud.create(
                "aws:cloudwatch/eventTarget:EventTarget",
                "reaction",
                Map.of("rule", rule.text("name"), "arn", "arn:aws:lambda:eu-central-1:123456789012:function:reaction"));
    }

    @Test
    void theClockStandsStillUntilItIsAdvancedAndIsKept() {
        assertThat(cloud.simulator.now()).isEqualTo("2026-01-01T00:00:00Z").isEqualTo(Simulator.START);

        advance("P8D");
        advance("PT12H");

        assertThat(cloud.simulator.now()).isEqualTo("2026-01-09T12:00:00Z");
        cloud.close();
        open();
        assertThat(cloud.simulator.now()).isEqualTo("2026-01-09T12:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> advance("-P1D"));
        assertThatIllegalArgumentException().isThrownBy(() -> advance("PT0S"));

        cloud.simulator.reset();
        assertThat(cloud.simulator.now()).isEqualTo(Simulator.START);
    }

    @Test
    void datesResourcesByTheSimulatedTime() {
        Made early = cloud.create(ROLE, "early", Map.of("assumeRolePolicy", ASSUME));
        advance("P40DT3H");
        Made late = cloud.create(ROLE, "late", Map.of("assumeRolePolicy", ASSUME));
        cloud.update(early, Map.of("assumeRolePolicy", ASSUME, "description", "changed"));

        assertThat(early.text("createDate")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(late.text("createDate")).isEqualTo("2026-02-10T03:00:00Z");
        assertThat(cloud.simulator.created())
                .containsEntry(early.urn(), Simulator.START)
                .containsEntry(late.urn(), Instant.parse("2026-02-10T03:00:00Z"));
    }

    @Test
    void aManagedSecretIsRotatedEverySevenDaysAndRunningTasksKeepTheOldOne() {
        Landscape landscape = new Landscape(cloud).grow();
        Made database = landscape.made.keySet().stream()
                .filter(made -> made.type().equals(INSTANCE) && made.name().equals("database"))
                .findFirst()
                .orElseThrow();
        String secret = String.valueOf(
                Values.asMap(Values.asList(database.get("masterUserSecrets")).get(0))
                        .get("secretArn"));
        assertThat(advance("P8D", "secret-rotated")).hasSize(1);
        assertThat(advance("P21D")).extracting(TimeEvent::kind).doesNotContain("stale-secret");
        Made task = cloud.create(
                "aws:ecs/taskDefinition:TaskDefinition",
                "reader",
                Landscape.task(Map.of(
                        "family",
                        "reader",
                        "executionRoleArn",
                        landscape.role("reader").text("arn"),
                        "containerDefinitions",
                        "[{\"name\":\"api\",\"image\":\"api:1.0\",\"secrets\":[{\"name\":\"PASSWORD\",\"valueFrom\":\""
                                + secret + ":password::\"}]}]")));
        Made service = cloud.create(
                SERVICE,
                "reader",
                Map.of(
                        "taskDefinition",
                        task.text("arn"),
                        "cluster",
                        landscape.made.keySet().stream()
                                .filter(made -> made.type().equals("aws:ecs/cluster:Cluster"))
                                .findFirst()
                                .orElseThrow()
                                .id(),
                        "launchType",
                        "FARGATE",
                        "networkConfiguration",
                        Map.of("subnets", landscape.subnetIds())));

        assertThat(advance("P14D", "stale-secret")).hasSize(2).allSatisfy(event -> {
            assertThat(event.problem()).isTrue();
            assertThat(event.id()).isEqualTo(service.id());
        });

        reaction(
                "{\"source\":[\"aws.secretsmanager\"],\"detail\":{\"eventName\":[\"RotationSucceeded\"],"
                        + "\"additionalEventData\":{\"SecretId\":[\"" + secret + "\"]}}}",
                "ecs:UpdateService");
        assertThat(advance("P14D"))
                .filteredOn(event -> event.id().equals(service.id()))
                .extracting(TimeEvent::kind)
                .containsOnly("service-redeployed");
    }

    @Test
    void minorVersionsAreUpgradedInTheMaintenanceWindow() {
        Landscape landscape = new Landscape(cloud);
        Map<String, Object> major =
                landscape.database(Map.of("engineVersion", "16", "maintenanceWindow", "tue:02:00-tue:03:00"));
        Map<String, Object> pinned = landscape.database(Map.of("engineVersion", "16.9"));
        Map<String, Object> manual =
                landscape.database(Map.of("engineVersion", "16.9", "autoMinorVersionUpgrade", false));
        Made byMajor = cloud.create(INSTANCE, "major", major);
        Made byMinor = cloud.create(INSTANCE, "minor", pinned);
        Made byHand = cloud.create(INSTANCE, "manual", manual);

        List<TimeEvent> upgrades = advance("P90D", "minor-version-upgraded");

        // The release of 15 March is applied in the first window after it.
        assertThat(upgrades)
                .filteredOn(event -> event.id().equals(byMajor.id()))
                .extracting(event -> event.at().toString())
                .containsExactly("2026-03-17T02:00:00Z");
        assertThat(upgrades).extracting(TimeEvent::id).doesNotContain(byHand.id());
        int first = Integer.parseInt(byMajor.text("engineVersionActual").replace("16.", ""));
        assertThat(state(byMajor))
                .containsEntry("engineVersion", "16")
                .containsEntry("engineVersionActual", "16." + (first + 1));
        assertThat(differences(byMajor, major)).isEmpty();
        // A pinned minor version is behind after a refresh, and RDS refuses to go back.
        assertThat(state(byMinor))
                .containsEntry("engineVersion", "16.10")
                .containsEntry("engineVersionActual", "16.10");
        assertThat(differences(byMinor, pinned)).containsExactly("engineVersion");
        Made refreshed = new Made(
                INSTANCE,
                "minor",
                byMinor.id(),
                cloud.read(byMinor).getInputs(),
                cloud.read(byMinor).getProperties());
        assertThat(refusal(() -> cloud.update(refreshed, pinned)))
                .contains("Cannot upgrade postgres from 16.10 to 16.9");

        // Without a refresh the provider sends only what the program changes.
        Map<String, Object> tagged = new LinkedHashMap<>(pinned);
        tagged.put("tags", Map.of("a", "b"));
        cloud.update(byMinor, tagged);
        assertThat(state(byMinor)).containsEntry("engineVersionActual", "16.10");

        assertThat(days(advance("P365D", "minor-version-upgraded"))).hasSize(8);
        assertThat(state(byMajor)).containsEntry("engineVersionActual", "16." + (first + 5));
    }

    @Test
    void storageGrowsUpToItsMaximumWhichIsNoDifference() {
        Landscape landscape = new Landscape(cloud);
        Map<String, Object> growing =
                landscape.database(Map.of("engineVersion", "16", "maxAllocatedStorage", 65, "storageType", "gp3"));
        Made database = cloud.create(INSTANCE, "database", growing);
        Made fixed = cloud.create(INSTANCE, "fixed", landscape.database(Map.of()));

        List<TimeEvent> events = advance("P730D");

        assertThat(events)
                .filteredOn(event -> event.kind().equals("storage-grown"))
                .extracting(TimeEvent::message)
                .containsExactly("its storage grew from 50 to 60 GiB", "its storage grew from 60 to 65 GiB");
        assertThat(events)
                .filteredOn(event -> event.kind().equals("storage-full"))
                .extracting(TimeEvent::id)
                .containsExactlyInAnyOrder(database.id(), fixed.id());
        assertThat(state(database)).containsEntry("allocatedStorage", 65L).containsEntry("status", "storage-full");
        assertThat(differences(database, growing)).isEmpty();
        Map<String, Object> more = new LinkedHashMap<>(growing);
        more.put("tags", Map.of("a", "b"));
        more.put("allocatedStorage", 80);
        more.put("maxAllocatedStorage", 200);
        assertThat(differences(database, more)).contains("allocatedStorage");
        more.put("allocatedStorage", 50);
        assertThat(differences(database, more)).doesNotContain("allocatedStorage");
        cloud.update(database, more);
        assertThat(state(database)).containsEntry("allocatedStorage", 65L);
    }

    @Test
    void usedStorageCanBeSet() {
        Landscape landscape = new Landscape(cloud);
        Made database = cloud.create(INSTANCE, "database", landscape.database(Map.of("maxAllocatedStorage", 100)));
        cloud.simulator.set(database.urn(), "simulatedUsedGib", "46");

        assertThat(advance("P1D", "storage-grown")).hasSize(1);
    }

    @Test
    void automatedBackupsAreTakenInTheirWindowAndExpire() {
        Landscape landscape = new Landscape(cloud);
        Made database = cloud.create(
                INSTANCE,
                "database",
                landscape.database(Map.of("backupRetentionPeriod", 7, "backupWindow", "02:30-03:00")));

        advance("P20D");

        List<Instant> points = cloud.simulator.backups().recoveryPoints(database.urn());
        assertThat(points).hasSize(7).last().isEqualTo(Instant.parse("2026-01-20T02:30:00Z"));
        assertThat(points.get(0)).isEqualTo("2026-01-14T02:30:00Z");
    }

    @Test
    void autoscalingMovesTheDesiredCountWithinItsBounds() {
        Landscape landscape = new Landscape(cloud).grow();
        Made service = landscape.made.keySet().stream()
                .filter(made -> made.type().equals(SERVICE))
                .findFirst()
                .orElseThrow();

        assertThat(advance("PT20H", "service-scaled"))
                .extracting(TimeEvent::message)
                .containsExactly("its desired count changed from 2 to 11");
        assertThat(state(service)).containsEntry("desiredCount", 11L);
        assertThat(inputs(service)).containsEntry("desiredCount", 11L);

        // An update that does not change the count does not send it.
        Map<String, Object> changed = new LinkedHashMap<>(landscape.made.getOrDefault(service, Map.of()));
        changed.put("tags", Map.of("a", "b"));
        cloud.update(service, changed);
        assertThat(state(service)).containsEntry("desiredCount", 11L);
        assertThat(advance("PT12H", "service-scaled"))
                .extracting(TimeEvent::message)
                .containsExactly("its desired count changed from 11 to 2");
    }

    @Test
    void aScheduledActionMovesTheBounds() {
        Landscape landscape = new Landscape(cloud).grow();
        Made target = landscape.made.keySet().stream()
                .filter(made -> made.type().equals("aws:appautoscaling/target:Target"))
                .findFirst()
                .orElseThrow();
        cloud.create(
                "aws:appautoscaling/scheduledAction:ScheduledAction",
                "night",
                Map.of(
                        "resourceId",
                        target.text("resourceId"),
                        "scalableDimension",
                        "ecs:service:DesiredCount",
                        "serviceNamespace",
                        "ecs",
                        "schedule",
                        "cron(0 22 * * ? *)",
                        "timezone",
                        "Europe/Berlin",
                        "scalableTargetAction",
                        Map.of("minCapacity", 1, "maxCapacity", 4)));

        List<TimeEvent> events = advance("P1D");

        assertThat(events)
                .filteredOn(event -> event.kind().equals("bounds-scheduled"))
                .extracting(event -> event.at().toString())
                .containsExactly("2026-01-01T21:00:00Z");
        assertThat(state(target)).containsEntry("minCapacity", 1L).containsEntry("maxCapacity", 4L);
    }

    @Test
    void aDeletedKeyIsGoneAfterItsWindowAndWhatItEncryptsIsUnreadable() {
        Landscape landscape = new Landscape(cloud);
        Made key = cloud.create(KEY, "data", Map.of("deletionWindowInDays", 7));
        Map<String, Object> encrypted = landscape.database(Map.of(
                "storageEncrypted",
                true,
                "kmsKeyId",
                key.text("arn"),
                "skipFinalSnapshot",
                false,
                "finalSnapshotIdentifier",
                "final"));
        Made database = cloud.create(INSTANCE, "database", encrypted);
        Made second = cloud.create(INSTANCE, "second", encrypted);
        advance("P2D");
        cloud.delete(database);
        assertThat(refusal(() -> cloud.delete(second)))
                .contains("DBSnapshotAlreadyExists")
                .contains("final already exists");
        cloud.delete(key);

        List<TimeEvent> waiting = advance("P6D");
        assertThat(waiting)
                .extracting(TimeEvent::kind)
                .contains("automated-backup-failed")
                .doesNotContain("deleted");
        assertThat(cloud.simulator.backups().recoveryPoints(second.urn())).isNotEmpty();

        assertThat(advance("P2D"))
                .filteredOn(event -> !event.kind().startsWith("automated"))
                .extracting(TimeEvent::kind, TimeEvent::problem, TimeEvent::id)
                .contains(
                        tuple("deleted", false, key.id()),
                        tuple("unreadable", true, "final"),
                        tuple("unreadable", true, second.id()));
        assertThat(cloud.simulator.backups().recoveryPoints(second.urn())).isEmpty();
    }

    @Test
    void aFinalSnapshotKeepsItsNameAfterTheCacheIsDeleted() {
        String type = "aws:elasticache/replicationGroup:ReplicationGroup";
        Map<String, Object> inputs =
                Map.of("description", "cache", "nodeType", "cache.t4g.small", "finalSnapshotIdentifier", "final");
        cloud.delete(cloud.create(type, "cache", inputs));
        Made again = cloud.create(type, "cache", inputs);

        assertThat(refusal(() -> cloud.delete(again))).contains("SnapshotAlreadyExistsFault");
    }

    @Test
    void theNameOfADeletedSecretIsTakenUntilItsWindowEnds() {
        Map<String, Object> inputs = Map.of("name", "api", "recoveryWindowInDays", 7);
        Made secret = cloud.create(SECRET, "api", inputs);
        Made other = cloud.create(SECRET, "other", Map.of("name", "other", "recoveryWindowInDays", 0));
        cloud.delete(secret);
        cloud.delete(other);

        assertThat(refusal(() -> cloud.create(SECRET, "api", inputs))).contains("already scheduled for deletion");
        cloud.create(SECRET, "other", Map.of("name", "other"));
        assertThat(advance("P8D", "deleted")).hasSize(1);
        cloud.create(SECRET, "api", inputs);
    }

    @Test
    void keysWithRotationAreRotatedInTheirPeriod() {
        cloud.create(KEY, "yearly", Map.of("enableKeyRotation", true));
        cloud.create(KEY, "often", Map.of("enableKeyRotation", true, "rotationPeriodInDays", 90));
        cloud.create(KEY, "never", Map.of());

        assertThat(advance("P365D", "key-rotated"))
                .extracting(TimeEvent::name)
                .containsExactlyInAnyOrder("often", "often", "often", "often", "yearly");
    }

    private Made certificate(String domain) {
        Made certificate = cloud.create(CERTIFICATE, domain, Map.of("domainName", domain, "validationMethod", "DNS"));
        Map<String, Object> option = Values.asMap(
                Values.asList(certificate.get("domainValidationOptions")).get(0));
        Made record = cloud.create(
                "cloudflare:index/dnsRecord:DnsRecord",
                domain,
                Map.of(
                        "zoneId",
                        "0123456789abcdef0123456789abcdef",
                        "name",
                        option.get("resourceRecordName"),
                        "type",
                        "CNAME",
                        "ttl",
                        60,
                        "content",
                        option.get("resourceRecordValue")));
        cloud.create(
                "aws:acm/certificateValidation:CertificateValidation",
                domain,
                Map.of("certificateArn", certificate.id()));
        return record;
    }

    private void listener(Landscape landscape, String certificateArn, String name) {
        Made balancer = cloud.create(
                "aws:lb/loadBalancer:LoadBalancer",
                name,
                Map.of("subnets", landscape.subnetIds(), "securityGroups", List.of(landscape.group.id())));
        cloud.create(
                "aws:lb/listener:Listener",
                name,
                Map.of(
                        "loadBalancerArn",
                        balancer.id(),
                        "port",
                        443,
                        "protocol",
                        "HTTPS",
                        "certificateArn",
                        certificateArn,
                        "sslPolicy",
                        "ELBSecurityPolicy-TLS13-1-2-2021-06",
                        "defaultActions",
                        List.of(Map.of(
                                "type",
                                "fixed-response",
                                "fixedResponse",
                                Map.of("contentType", "text/plain", "statusCode", "404")))));
    }

    @Test
    void certificatesInUseAreRenewedWhileTheirRecordsAreThere() {
        Landscape landscape = new Landscape(cloud);
        Made record = certificate("api.example.com");
        String arn = cloud.simulator.list().stream()
                .filter(resource -> resource.type().equals(CERTIFICATE))
                .findFirst()
                .orElseThrow()
                .id();
        listener(landscape, arn, "web");

        List<TimeEvent> first = advance("P365D", "certificate-renewed");
        // Issued for 13 months, renewed 45 days before their end, and then for 198 days.
        assertThat(days(first)).containsExactly("2026-12-17");
        assertThat(days(advance("P200D", "certificate-renewed"))).containsExactly("2027-05-19");

        cloud.delete(record);
        List<TimeEvent> events = advance("P300D");
        assertThat(events)
                .filteredOn(event -> event.type().equals(CERTIFICATE))
                .extracting(TimeEvent::kind)
                .containsExactly("certificate-not-renewed", "certificate-expired");
        assertThat(events)
                .filteredOn(event -> event.kind().equals("certificate-not-renewed"))
                .extracting(TimeEvent::message)
                .first()
                .asString()
                .contains("its validation record");
    }

    @Test
    void aCertificateThatNothingUsesExpires() {
        certificate("idle.example.com");

        List<TimeEvent> events = advance("P400D");

        assertThat(events)
                .filteredOn(event -> event.type().equals(CERTIFICATE))
                .extracting(TimeEvent::kind)
                .containsExactly("certificate-not-renewed", "certificate-expired");
    }

    @Test
    void lifecyclePoliciesDeleteImagesAlsoOnesInUse() {
        Landscape landscape = new Landscape(cloud).grow();
        Made repository = landscape.made.keySet().stream()
                .filter(made -> made.type().equals("aws:ecr/repository:Repository"))
                .findFirst()
                .orElseThrow();
        cloud.create(
                "aws:ecr/lifecyclePolicy:LifecyclePolicy",
                "api",
                Map.of(
                        "repository",
                        repository.text("name"),
                        "policy",
                        "{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"sinceImagePushed\","
                                + "\"countUnit\":\"days\",\"countNumber\":14},\"action\":{\"type\":\"expire\"}}]}"));

        assertThat(advance("P13D", "image-expired")).isEmpty();
        assertThat(advance("P5D", "image-expired")).singleElement().satisfies(event -> assertThat(event.message())
                .endsWith(":1.0"));
    }

    @Test
    void theFirstLogEventsAreDeletedWhenTheRetentionIsOver() {
        cloud.create("aws:cloudwatch/logGroup:LogGroup", "api", Map.of("retentionInDays", 30));
        cloud.create("aws:cloudwatch/logGroup:LogGroup", "kept", Map.of());

        assertThat(days(advance("P60D", "log-events-expired"))).containsExactly("2026-01-31");
    }

    @Test
    void serverCertificatesOfDatabasesAreRenewed() {
        Landscape landscape = new Landscape(cloud);
        cloud.create(INSTANCE, "database", landscape.database(Map.of("maintenanceWindow", "sun:03:30-sun:04:30")));

        assertThat(days(advance("P365D", "server-certificate-renewed"))).containsExactly("2026-07-05");
    }
}
