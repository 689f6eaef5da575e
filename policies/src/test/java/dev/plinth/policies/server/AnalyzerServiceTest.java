package dev.plinth.policies.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.loopback.LoopbackServer;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.RuleWatch;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerPropertyDependencies;
import pulumirpc.AnalyzerOuterClass.AnalyzerProviderResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;

/** The service as the engine talks to it, over a real channel. */
class AnalyzerServiceTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String UNKNOWN_BOOLEAN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<AutoCloseable> closing = new ArrayList<>();

    private AnalyzerGrpc.AnalyzerBlockingStub engine;
    private AnalyzerService service;

    @BeforeEach
    void serveAllRules() throws IOException {
        serve(RuleCatalogue.all());
    }

    private void serve(List<Rule> rules) throws IOException {
        service = new AnalyzerService(RuleSet.of(rules), CLOCK, cancelled::countDown);
        Server server = PolicyServer.start(service);
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        closing.add(() -> channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        closing.add(() -> server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        engine = AnalyzerGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : closing) {
            closeable.close();
        }
    }

    @Test
    void aViolationInProductionIsMandatoryAndSaysWhatToDo() {
        configure("production", Map.of());
        AnalyzeDiagnostic diagnostic = only("rds-not-public", analyze(struct("publiclyAccessible", bool(true))));
        assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(diagnostic.getSeverity()).isEqualTo(PolicySeverity.POLICY_SEVERITY_CRITICAL);
        assertThat(diagnostic.getPolicyPackName()).isEqualTo("plinth");
        assertThat(diagnostic.getPolicyPackVersion()).isEqualTo("0.1.0");
        assertThat(diagnostic.getDescription()).isEqualTo("RDS instances are not publicly accessible");
        assertThat(diagnostic.getMessage())
                .contains("publiclyAccessible is true but must be false")
                .contains("publiclyAccessible(false)");
        assertThat(diagnostic.getUrn()).isEqualTo(urn(INSTANCE, "database"));
    }

    @Test
    void aViolationInDevelopmentIsAdvisory() {
        configure("alice", Map.of());
        assertThat(only("rds-not-public", analyze(struct("publiclyAccessible", bool(true))))
                        .getEnforcementLevel())
                .isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(analyze(Struct.getDefaultInstance()))
                .extracting(AnalyzeDiagnostic::getPolicyName)
                .doesNotContain("rds-multi-az");
    }

    @Test
    void theStacksConfigurationDecides() {
        configure(
                "alice",
                Map.of(
                        AnalyzerService.CONFIGURATION_KEY,
                        "{\"tier\":\"production\",\"enforcement\":\"mandatory\",\"rules\":{\"rds-not-public\":\"disabled\"}}"));
        List<AnalyzeDiagnostic> diagnostics = analyze(struct("publiclyAccessible", bool(true)));
        assertThat(diagnostics).extracting(AnalyzeDiagnostic::getPolicyName).doesNotContain("rds-not-public");
        assertThat(only("rds-multi-az", diagnostics).getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
    }

    @Test
    void rejectsAFaultyConfigurationWithEveryFault() {
        assertThatThrownBy(() -> configure(
                        "alice",
                        Map.of(AnalyzerService.CONFIGURATION_KEY, "{\"tier\":\"prod\",\"enforce\":\"mandatory\"}")))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("plinth:policy.tier is \"prod\"")
                .hasMessageContaining("plinth:policy.enforce is unknown");
        assertThatThrownBy(() -> configure("alice", Map.of(AnalyzerService.CONFIGURATION_KEY, "{")))
                .hasMessageContaining("plinth:policy must be an object");
    }

    @Test
    void thePacksConfigurationDecidesOverTheStack() {
        configure("production", Map.of());
        engine.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig(
                        "rds-not-public",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.ADVISORY)
                                .build())
                .putPolicyConfig(
                        "rds-multi-az",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.DISABLED)
                                .build())
                .build());
        List<AnalyzeDiagnostic> diagnostics = analyze(struct("publiclyAccessible", bool(true)));
        assertThat(only("rds-not-public", diagnostics).getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(diagnostics).extracting(AnalyzeDiagnostic::getPolicyName).doesNotContain("rds-multi-az");
    }

    @Test
    void anUnknownIsAdvisoryAndNamesTheProperty() {
        configure("production", Map.of());
        AnalyzeDiagnostic diagnostic =
                only("rds-not-public", analyze(struct("publiclyAccessible", text(UNKNOWN_BOOLEAN))));
        assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(diagnostic.getMessage()).contains("publiclyAccessible is known only after the update");
    }

    @Test
    void aSecretIsJudgedAndNeverTold() {
        configure("production", Map.of());
        Struct secret = Struct.newBuilder()
                .putFields(SIGNATURE, text("1b47061264138c4ac30d75fd1eb44270"))
                .putFields("value", text("hunter2-hunter2"))
                .build();
        List<AnalyzeDiagnostic> diagnostics = new ArrayList<>(analyze(
                struct("password", Value.newBuilder().setStructValue(secret).build())));
        diagnostics.addAll(analyzeStack(AnalyzerResource.newBuilder()
                .setUrn(urn(INSTANCE, "database"))
                .setType(INSTANCE)
                .build()));
        assertThat(only("rds-managed-password", diagnostics).getMessage()).contains("password is [secret]");
        assertThat(diagnostics.toString()).doesNotContain("hunter2");
        assertThat(diagnostics).extracting(AnalyzeDiagnostic::getPolicyName).doesNotContain("secret-input-is-secret");
    }

    @Test
    void aRuleThatThrowsStopsTheChange() throws IOException {
        Rule broken = Rule.named("broken-rule")
                .title("This rule is broken on purpose")
                .severity(Severity.LOW)
                .on(INSTANCE)
                .risk("None.")
                .remediation("none()")
                .requires((resource, context) -> {
                    throw new IllegalStateException("hunter2");
                });
        serve(List.of(broken));
        configure("alice", Map.of());
        AnalyzeDiagnostic diagnostic = only("broken-rule", analyze(Struct.getDefaultInstance()));
        assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(diagnostic.getMessage())
                .contains("broken-rule", "IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void aRuleThatHangsStopsTheChange() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        closing.add(end::countDown);
        Rule hanging = Rule.named("hanging-rule")
                .title("This rule hangs on purpose")
                .severity(Severity.LOW)
                .on(INSTANCE)
                .risk("None.")
                .remediation("none()")
                .requires((resource, context) -> {
                    while (end.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return Verdict.PASS;
                });
        System.setProperty(RuleWatch.LIMIT_PROPERTY, "PT0.5S");
        closing.add(() -> System.clearProperty(RuleWatch.LIMIT_PROPERTY));
        serve(List.of(hanging));
        configure("alice", Map.of());
        AnalyzeDiagnostic diagnostic = only("hanging-rule", analyze(Struct.getDefaultInstance()));
        assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(diagnostic.getMessage()).contains("hanging-rule did not answer within");
    }

    /** A preview of a program that computes everything. */
    @Test
    void unknownResourcesNeitherPassNorFail() {
        configure("production", Map.of());
        Value unknown = text("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        int undecided = 0;
        for (Rule rule : RuleCatalogue.all()) {
            for (Map.Entry<String, List<String>> judged : rule.types().entrySet()) {
                Struct.Builder properties = Struct.newBuilder();
                judged.getValue().forEach(path -> properties.putFields(path.split("[.\\[]", 2)[0], unknown));
                AnalyzeRequest request = AnalyzeRequest.newBuilder()
                        .setUrn(urn(judged.getKey(), "unknown"))
                        .setType(judged.getKey())
                        .setProperties(properties)
                        .build();
                for (AnalyzeDiagnostic diagnostic : engine.analyze(request).getDiagnosticsList()) {
                    assertThat(diagnostic.getMessage()).doesNotContain("failed on the resource");
                    if (diagnostic.getPolicyName().equals(rule.id())) {
                        undecided += diagnostic.getMessage().contains("no result yet") ? 1 : 0;
                    }
                }
            }
        }
        assertThat(undecided).isGreaterThan(100);
    }

    @Test
    void resourceRulesSeeTheProvider() {
        configure("production", Map.of());
        String policy =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999999999999:root\"},"
                        + "\"Action\":\"sts:AssumeRole\"}}";
        AnalyzeRequest request = AnalyzeRequest.newBuilder()
                .setUrn(urn("aws:iam/role:Role", "partner"))
                .setType("aws:iam/role:Role")
                .setProperties(struct("assumeRolePolicy", text(policy)))
                .setProvider(AnalyzerProviderResource.newBuilder()
                        .setUrn(urn("pulumi:providers:aws", "default"))
                        .setType("pulumi:providers:aws")
                        .setProperties(struct("allowedAccountIds", text("[\"123456789012\"]"))))
                .build();
        assertThat(only("iam-trust-scoped", engine.analyze(request).getDiagnosticsList())
                        .getMessage())
                .contains("allows another account without a restricting condition");
    }

    @Test
    void stackRulesFollowDependenciesWhereIdsAreUnknown() {
        configure("production", Map.of());
        String bucket = urn("aws:s3/bucketV2:BucketV2", "uploads");
        AnalyzerResource uploads = AnalyzerResource.newBuilder()
                .setUrn(bucket)
                .setType("aws:s3/bucketV2:BucketV2")
                .build();
        assertThat(only("s3-block-public-access", analyzeStack(uploads)).getUrn())
                .isEqualTo(bucket);
        AnalyzerResource block = AnalyzerResource.newBuilder()
                .setUrn(urn("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "uploads"))
                .setType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
                .setProperties(Struct.newBuilder()
                        .putFields("bucket", text("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))
                        .putFields("blockPublicAcls", bool(true))
                        .putFields("blockPublicPolicy", bool(true))
                        .putFields("ignorePublicAcls", bool(true))
                        .putFields("restrictPublicBuckets", bool(true)))
                .putPropertyDependencies(
                        "bucket",
                        AnalyzerPropertyDependencies.newBuilder()
                                .addUrns(bucket)
                                .build())
                .build();
        assertThat(analyzeStack(uploads, block))
                .extracting(AnalyzeDiagnostic::getPolicyName)
                .doesNotContain("s3-block-public-access");
    }

    @Test
    void stackRulesJudgeTheInputsThatTheEngineSentBefore() {
        configure("production", Map.of());
        String group = urn("aws:ec2/securityGroup:SecurityGroup", "web");
        AnalyzerResource asCreated = AnalyzerResource.newBuilder()
                .setUrn(group)
                .setType("aws:ec2/securityGroup:SecurityGroup")
                .setProperties(Struct.newBuilder()
                        .putFields("id", text("sg-1"))
                        .putFields("ingress", Value.newBuilder().build()))
                .build();
        AnalyzerResource rule = AnalyzerResource.newBuilder()
                .setUrn(urn("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "web"))
                .setType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
                .setProperties(struct("securityGroupId", text("sg-1")))
                .build();
        AnalyzerResource inline = asCreated.toBuilder()
                .setProperties(
                        Struct.newBuilder().putFields("id", text("sg-1")).putFields("ingress", text("[computed]")))
                .build();
        assertThat(analyzeStack(inline, rule))
                .extracting(AnalyzeDiagnostic::getPolicyName)
                .contains("sg-no-mixed-rule-styles");
        engine.analyze(AnalyzeRequest.newBuilder()
                .setUrn(group)
                .setType("aws:ec2/securityGroup:SecurityGroup")
                .build());
        assertThat(analyzeStack(inline, rule))
                .extracting(AnalyzeDiagnostic::getPolicyName)
                .doesNotContain("sg-no-mixed-rule-styles");
    }

    @Test
    void aStackOfTenThousandResourcesIsJudged() throws IOException {
        serve(List.of(RuleCatalogue.find("s3-block-public-access").orElseThrow()));
        configure("production", Map.of());
        String padding = "x".repeat(1000);
        List<AnalyzerResource> buckets = IntStream.range(0, 10_000)
                .mapToObj(index -> AnalyzerResource.newBuilder()
                        .setUrn(urn("aws:s3/bucketV2:BucketV2", "bucket-" + index))
                        .setType("aws:s3/bucketV2:BucketV2")
                        .setProperties(struct("bucketPrefix", text(padding)))
                        .build())
                .toList();
        AnalyzeStackRequest request =
                AnalyzeStackRequest.newBuilder().addAllResources(buckets).build();
        assertThat(request.getSerializedSize()).isGreaterThan(4 * 1024 * 1024);
        assertThat(engine.withMaxInboundMessageSize(LoopbackServer.MAX_MESSAGE_BYTES)
                        .analyzeStack(request)
                        .getDiagnosticsList())
                .hasSize(10_000);
    }

    @Test
    void waiversBesideThePackCount(@TempDir Path pack) throws IOException {
        Files.writeString(
                pack.resolve("waivers.yaml"),
                """
                waivers:
                  - {rule: rds-multi-az, urn: "*::database", reason: Closed next week, owner: ops, expires: 2026-06-30}
                  - {rule: rds-encrypted, urn: "*::nothing", reason: Never existed, owner: ops, expires: 2026-06-30}
                """);
        engine.handshake(AnalyzerHandshakeRequest.newBuilder()
                .setRootDirectory(pack.toString())
                .build());
        configure("production", Map.of());
        AnalyzeDiagnostic waived = only("rds-multi-az", analyze(Struct.getDefaultInstance()));
        assertThat(waived.getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(waived.getMessage()).contains("waived until 2026-06-30 by ops: Closed next week");
        AnalyzerResource database = AnalyzerResource.newBuilder()
                .setUrn(urn(INSTANCE, "database"))
                .setType(INSTANCE)
                .build();
        AnalyzeDiagnostic unmatched = only("waiver-unmatched", analyzeStack(database));
        assertThat(unmatched.getMessage()).contains("rds-encrypted for *::nothing (ops)");
        assertThat(unmatched.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(unmatched.getUrn()).isEmpty();
    }

    @Test
    void rejectsFaultyWaivers(@TempDir Path pack) throws IOException {
        Files.writeString(pack.resolve("waivers.yaml"), "waivers: [{rule: rds-encrypted}]");
        assertThatThrownBy(() -> engine.handshake(AnalyzerHandshakeRequest.newBuilder()
                        .setRootDirectory(pack.toString())
                        .build()))
                .hasMessageContaining("waivers[0].urn")
                .hasMessageContaining("waivers[0].owner");
    }

    @Test
    void thePackDescribesWhatMayBeConfigured() {
        configure("production", Map.of());
        Struct retention = schema("rds-backup-retention");
        assertThat(retention.getFieldsMap()).containsOnlyKeys("enforcementLevel", "databaseBackupRetentionDays");
        assertThat(retention
                        .getFieldsOrThrow("databaseBackupRetentionDays")
                        .getStructValue()
                        .getFieldsMap())
                .containsEntry("type", text("integer"))
                .containsEntry("minimum", Value.newBuilder().setNumberValue(1).build())
                .containsEntry("maximum", Value.newBuilder().setNumberValue(35).build());
        assertThat(schema("rds-not-public").getFieldsMap()).containsOnlyKeys("enforcementLevel");
        RuleCatalogue.all().stream()
                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                .forEach(rule -> assertThat(schema(rule.id()).toString().contains("\"remediate\""))
                        .as(rule.id())
                        .isEqualTo(rule.correction().isPresent()));
    }

    private Struct schema(String rule) {
        return engine.getAnalyzerInfo(Empty.getDefaultInstance()).getPoliciesList().stream()
                .filter(policy -> policy.getName().equals(rule))
                .findFirst()
                .orElseThrow()
                .getConfigSchema()
                .getProperties();
    }

    @Test
    void thePacksConfigurationSetsThresholds() {
        configure("production", Map.of());
        engine.configure(config(
                "rds-backup-retention",
                EnforcementLevel.ADVISORY,
                struct(
                        "databaseBackupRetentionDays",
                        Value.newBuilder().setNumberValue(30).build())));
        AnalyzeDiagnostic found = only(
                "rds-backup-retention",
                analyze(struct(
                        "backupRetentionPeriod",
                        Value.newBuilder().setNumberValue(20).build())));
        assertThat(found.getMessage()).contains("must be from 30 to 35");
        assertThat(found.getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
    }

    @Test
    void rejectsAFaultyPackConfigurationWithEveryFault() {
        configure("production", Map.of());
        ConfigureAnalyzerRequest request = ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("rds-not-publik", PolicyConfig.getDefaultInstance())
                .putPolicyConfig(
                        "rds-not-public",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.REMEDIATE)
                                .build())
                .putPolicyConfig(
                        "rds-backup-retention",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.MANDATORY)
                                .setProperties(Struct.newBuilder()
                                        .putFields("databaseBackupRetentionDays", text("a week"))
                                        .putFields("databaseBackupRetentionDay", bool(true)))
                                .build())
                .putPolicyConfig(
                        "kms-deletion-window",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.MANDATORY)
                                .setProperties(struct(
                                        "keyDeletionWindowDays",
                                        Value.newBuilder().setNumberValue(7.5).build()))
                                .build())
                .build();
        assertThatThrownBy(() -> engine.configure(request))
                .hasMessageContaining("rds-not-publik is unknown; did you mean rds-not-public?")
                .hasMessageContaining(
                        "rds-not-public.enforcementLevel is \"remediate\", but the rule has no remediation, allowed: "
                                + "mandatory, advisory, disabled")
                .hasMessageContaining("rds-backup-retention.databaseBackupRetentionDays is \"a week\", allowed: "
                        + "a whole number from 1 to 35")
                .hasMessageContaining("rds-backup-retention.databaseBackupRetentionDay is unknown; did you mean "
                        + "databaseBackupRetentionDays?")
                .hasMessageContaining("kms-deletion-window.keyDeletionWindowDays is 7.5, allowed");
    }

    @Test
    void remediatingAllConcernsTheRulesThatCorrect() throws IOException {
        serve(List.of(COPY_TAGS, RuleCatalogue.find("rds-not-public").orElseThrow()));
        configure("production", Map.of());
        PolicyConfig all = PolicyConfig.newBuilder()
                .setEnforcementLevel(EnforcementLevel.REMEDIATE)
                .build();
        engine.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("all", all)
                .putPolicyConfig(COPY_TAGS.id(), all)
                .putPolicyConfig("rds-not-public", all)
                .build());
        assertThat(engine.getAnalyzerInfo(Empty.getDefaultInstance()).getPoliciesList())
                .extracting(PolicyInfo::getEnforcementLevel)
                .containsExactly(EnforcementLevel.REMEDIATE, EnforcementLevel.MANDATORY);
    }

    private static ConfigureAnalyzerRequest config(String rule, EnforcementLevel level, Struct properties) {
        return ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig(
                        rule,
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(level)
                                .setProperties(properties)
                                .build())
                .build();
    }

    private static final Rule COPY_TAGS = Rule.named("acme-copy-tags")
            .title("Snapshots carry tags")
            .severity(Severity.LOW)
            .on(INSTANCE, "copyTagsToSnapshot")
            .risk("Nobody knows whose a snapshot is.")
            .remediation("copyTagsToSnapshot(true)")
            .correctedBy(Remediation.set("copyTagsToSnapshot", true))
            .requires(Property.property("copyTagsToSnapshot").isTrue());

    @Test
    void correctsWhatAStackLetsRemediateAndKeepsEverythingElse() throws IOException {
        serve(List.of(COPY_TAGS));
        configure("production", Map.of(AnalyzerService.CONFIGURATION_KEY, CORRECTING));
        Struct properties = Struct.newBuilder()
                .putFields("password", secret(text("not to be told")))
                .putFields("kmsKeyId", text("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))
                .putFields("script", asset())
                .build();
        AnalyzeRequest request = request(properties);

        Answer remediation = remediate(request);

        assertThat(remediation.policies()).containsExactly(COPY_TAGS.id());
        assertThat(remediation.properties())
                .isEqualTo(properties.toBuilder()
                        .putFields("copyTagsToSnapshot", bool(true))
                        .build());
        assertThat(analyze(remediation.properties())).isEmpty();
        assertThat(remediate(request(remediation.properties())).policies()).isEmpty();
        assertThat(analyzeStack()).isEmpty();
    }

    @Test
    void theReportListsAppliedRemediations() throws IOException {
        serve(List.of(COPY_TAGS));
        configure("production", Map.of(AnalyzerService.CONFIGURATION_KEY, CORRECTING));
        remediate(request(struct("copyTagsToSnapshot", bool(false))));
        analyze(struct("copyTagsToSnapshot", bool(true)));
        analyzeStack(AnalyzerResource.newBuilder()
                .setUrn(urn(INSTANCE, "database"))
                .setType(INSTANCE)
                .build());

        PolicyReport report = service.report().orElseThrow();
        assertThat(report.violations()).isEmpty();
        assertThat(report.remediated()).singleElement().satisfies(corrected -> {
            assertThat(corrected.rule()).isEqualTo(COPY_TAGS.id());
            assertThat(corrected.urn()).isEqualTo(urn(INSTANCE, "database"));
            assertThat(corrected.message()).isEqualTo("copyTagsToSnapshot is false but must be true");
        });
    }

    @Test
    void aWaivedViolationIsNotCorrectedAndAWaiverInTheProgramCounts() throws IOException {
        serve(List.of(COPY_TAGS));
        configure("production", Map.of(AnalyzerService.CONFIGURATION_KEY, CORRECTING));
        AnalyzeRequest waiver = AnalyzeRequest.newBuilder()
                .setUrn(urn("plinth:policy:Waiver", "tags"))
                .setType("plinth:policy:Waiver")
                .setName("tags")
                .setProperties(Struct.newBuilder()
                        .putFields("rule", text(COPY_TAGS.id()))
                        .putFields("urnPattern", text("*::database"))
                        .putFields("reason", text("Tags come with the next release"))
                        .putFields("owner", text("platform"))
                        .putFields("expires", text("2026-08-01")))
                .build();
        engine.remediate(waiver);
        engine.analyze(waiver);

        assertThat(remediate(request(Struct.getDefaultInstance())).policies()).isEmpty();
        assertThat(only(COPY_TAGS.id(), analyze(Struct.getDefaultInstance())).getMessage())
                .contains("waived until 2026-08-01 by platform");
    }

    @Test
    void anUnwaivableRuleStaysMandatoryWithAnyFile(@TempDir Path pack) throws IOException {
        Rule strict = Rule.named("acme-strict-rule")
                .title("T")
                .severity(Severity.CRITICAL)
                .on(INSTANCE, "publiclyAccessible")
                .risk("R")
                .remediation("M")
                .neverWaivable()
                .requires(Property.property("publiclyAccessible").isNotTrue());
        serve(List.of(strict));
        Files.writeString(
                pack.resolve("waivers.yaml"),
                "waivers: [{rule: acme-strict-rule, urn: \"*\", reason: Closed next week, owner: ops, expires: 2026-06-30}]");
        engine.handshake(AnalyzerHandshakeRequest.newBuilder()
                .setRootDirectory(pack.toString())
                .build());
        configure("production", Map.of());
        assertThat(only(strict.id(), analyze(struct("publiclyAccessible", bool(true))))
                        .getEnforcementLevel())
                .isEqualTo(EnforcementLevel.MANDATORY);
    }

    private static final String CORRECTING = "{\"rules\": {\"acme-copy-tags\": \"remediate\"}}";

    private record Answer(List<String> policies, Struct properties) {}

    private Answer remediate(AnalyzeRequest request) {
        List<AnalyzerOuterClass.Remediation> answered =
                engine.remediate(request).getRemediationsList();
        return new Answer(
                answered.stream()
                        .map(AnalyzerOuterClass.Remediation::getPolicyName)
                        .toList(),
                answered.isEmpty() ? request.getProperties() : answered.get(0).getProperties());
    }

    private static AnalyzeRequest request(Struct properties) {
        return AnalyzeRequest.newBuilder()
                .setUrn(urn(INSTANCE, "database"))
                .setType(INSTANCE)
                .setProperties(properties)
                .build();
    }

    private static Value secret(Value element) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(SIGNATURE, text("1b47061264138c4ac30d75fd1eb44270"))
                        .putFields("value", element))
                .build();
    }

    private static Value asset() {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder()
                        .putFields(SIGNATURE, text("c44067f5952c0a294b673a41bacd8c17"))
                        .putFields("hash", text("abc"))
                        .putFields("text", text("echo")))
                .build();
    }

    @Test
    void thePackDescribesEveryRule() {
        configure("staging", Map.of());
        List<PolicyInfo> policies =
                engine.getAnalyzerInfo(Empty.getDefaultInstance()).getPoliciesList();
        // The engine tells an analyzer nothing of changes.
        assertThat(policies)
                .extracting(PolicyInfo::getName)
                .containsExactlyElementsOf(RuleCatalogue.all().stream()
                        .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                        .map(Rule::id)
                        .toList());
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.getEnforcementLevel())
                    .isEqualTo(
                            policy.getSeverity() == PolicySeverity.POLICY_SEVERITY_LOW
                                    ? EnforcementLevel.ADVISORY
                                    : EnforcementLevel.MANDATORY);
            assertThat(policy.getRemediationSteps()).isNotBlank();
        });
        assertThat(engine.getPluginInfo(Empty.getDefaultInstance()).getVersion())
                .isEqualTo("0.1.0");
    }

    @Test
    void nothingIsRemediatedAndCancelIsAnswered() throws InterruptedException {
        assertThat(engine.remediate(AnalyzeRequest.getDefaultInstance()).getRemediationsList())
                .isEmpty();
        engine.cancel(Empty.getDefaultInstance());
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("CheckReturnValue")
    private void configure(String stack, Map<String, String> config) {
        engine.configureStack(AnalyzerStackConfigureRequest.newBuilder()
                .setStack(stack)
                .setProject("shop")
                .putAllConfig(config)
                .build());
    }

    private List<AnalyzeDiagnostic> analyze(Struct properties) {
        return engine.analyze(AnalyzeRequest.newBuilder()
                        .setUrn(urn(INSTANCE, "database"))
                        .setType(INSTANCE)
                        .setName("database")
                        .setProperties(properties)
                        .build())
                .getDiagnosticsList();
    }

    private List<AnalyzeDiagnostic> analyzeStack(AnalyzerResource... resources) {
        return engine.analyzeStack(AnalyzeStackRequest.newBuilder()
                        .addAllResources(List.of(resources))
                        .build())
                .getDiagnosticsList();
    }

    private static AnalyzeDiagnostic only(String rule, List<AnalyzeDiagnostic> diagnostics) {
        List<AnalyzeDiagnostic> found = diagnostics.stream()
                .filter(diagnostic -> diagnostic.getPolicyName().equals(rule))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String urn(String type, String name) {
        return "urn:pulumi:production::shop::" + type + "::" + name;
    }

    private static Struct struct(String key, Value value) {
        return Struct.newBuilder().putFields(key, value).build();
    }

    private static Value bool(boolean value) {
        return Value.newBuilder().setBoolValue(value).build();
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }
}
