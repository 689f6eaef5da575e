package dev.plinth.policies.server;

import static dev.plinth.policies.rule.Property.property;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Changes;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerPropertyDependencies;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;

/** The number of times that a rule judges a resource in a preview: the engine's requests, and the report at the end. */
class PreviewVerdictsTest {

    private static final String BUCKET = "a:s3/bucket:Bucket";
    private static final String LOGS = "urn:pulumi:production::shop::" + BUCKET + "::logs";
    private static final String DATA = "urn:pulumi:production::shop::" + BUCKET + "::data";
    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    private final List<String> judged = new ArrayList<>();
    private final Rule resourceRule = rule("acme-private")
            .requires(counting("acme-private", property("public").isNotTrue()));
    private final Rule fromStack = rule("acme-has-key")
            .requires(counting("acme-has-key", property("key").isText()));
    private final Rule stackRule = rule("acme-two-buckets")
            .requiresInStack(counting(
                    "acme-two-buckets",
                    (resource, context) ->
                            Verdict.passIf(context.ofType(BUCKET).size() > 2, "the stack must have three buckets")));
    private final Rule changeRule = rule("acme-keep").requiresOfChange((change, context) -> {
        judged.add("acme-keep " + change.resource().name());
        return Verdict.passIf(change.operation() == ResourceChange.Operation.CREATE, "the bucket must stay");
    });

    @Test
    void judgesEachResourceOnceByEachRule() {
        AnalyzerService service = service();
        PolicyReport report = preview(service, text("known"));
        assertThat(judged)
                .containsExactlyInAnyOrder(
                        "acme-private logs",
                        "acme-private data",
                        "acme-has-key logs",
                        "acme-has-key data",
                        "acme-two-buckets logs",
                        "acme-two-buckets data",
                        "acme-keep logs",
                        "acme-keep data");
        assertThat(report.evaluated()).isEqualTo(8);
        assertThat(report.violations())
                .extracting(violation -> violation.rule() + " " + violation.urn() + " " + violation.enforcement())
                .containsExactlyInAnyOrder(
                        "acme-private " + LOGS + " ADVISORY",
                        "acme-two-buckets " + LOGS + " MANDATORY",
                        "acme-two-buckets " + DATA + " MANDATORY");
    }

    @Test
    void keepsThePathsOfViolationsThatTheEnginePassesOnAsText() {
        AnalyzerService service = service();
        preview(service, text("known"));
        assertThat(service.properties("acme-private", LOGS)).containsExactly("public");
        assertThat(service.properties("acme-private", DATA)).isEmpty();
        configure(service, "{}");
        assertThat(service.properties("acme-private", LOGS)).isEmpty();
    }

    @Test
    void judgesAgainWhereTheStackDecidesAnUnknownValue() {
        PolicyReport report = preview(service(), text(UNKNOWN));
        assertThat(judged).filteredOn("acme-has-key logs"::equals).hasSize(2);
        assertThat(judged).filteredOn("acme-has-key data"::equals).hasSize(1);
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void judgesAgainInTheNextRun() {
        AnalyzerService service = service();
        preview(service, text("known"));
        judged.clear();
        preview(service, text("known"));
        assertThat(judged).hasSize(8);
    }

    @Test
    void judgesAResourceOnceThatARemediationLeavesAsItIs() {
        Rule correcting = rule("acme-copies")
                .correctedBy(Remediation.set("copies", true))
                .requires(counting("acme-copies", property("copies").isTrue()));
        AnalyzerService service = new AnalyzerService(RuleSet.of(List.of(correcting, stackRule)), CLOCK, () -> {});
        configure(service, "{\"rules\":{\"acme-copies\":\"remediate\"}}");
        AnalyzeRequest logs = request(LOGS, Map.of("copies", bool(true)));
        service.remediate(logs, answer());
        service.analyze(logs, answer());
        service.analyzeStack(
                AnalyzeStackRequest.newBuilder().addResources(inStack(logs)).build(), answer());
        assertThat(service.report(subject -> subject)).isPresent();
        assertThat(judged).containsExactly("acme-copies logs", "acme-two-buckets logs");
    }

    private AnalyzerService service() {
        return new AnalyzerService(
                RuleSet.of(List.of(resourceRule, fromStack, stackRule, changeRule)), CLOCK, () -> {});
    }

    /** Sends what the engine sends, and asks for the report as a preview does. */
    private static PolicyReport preview(AnalyzerService service, Value key) {
        configure(service, "{}");
        AnalyzeRequest logs = request(LOGS, Map.of("public", bool(true), "key", key));
        AnalyzeRequest data = request(DATA, Map.of("key", text("known")));
        service.remediate(logs, answer());
        service.analyze(logs, answer());
        service.remediate(data, answer());
        service.analyze(data, answer());
        AnalyzerResource dependent = inStack(logs).toBuilder()
                .putPropertyDependencies(
                        "key",
                        AnalyzerPropertyDependencies.newBuilder().addUrns(DATA).build())
                .build();
        service.analyzeStack(
                AnalyzeStackRequest.newBuilder()
                        .addResources(dependent)
                        .addResources(inStack(data))
                        .build(),
                answer());
        List<ResourceChange> changes = service.graph().orElseThrow().resources().stream()
                .map(Changes::create)
                .toList();
        return service.report(subject -> subject.enforcing(Map.of("acme-private", Enforcement.ADVISORY))
                        .changing(changes, List.of()))
                .orElseThrow();
    }

    private static void configure(AnalyzerService service, String section) {
        service.configureStack(
                AnalyzerStackConfigureRequest.newBuilder()
                        .setProject("shop")
                        .setStack("production")
                        .putConfig(AnalyzerService.CONFIGURATION_KEY, section)
                        .build(),
                answer());
    }

    private static AnalyzeRequest request(String urn, Map<String, Value> properties) {
        return AnalyzeRequest.newBuilder()
                .setUrn(urn)
                .setType(BUCKET)
                .setName(urn.substring(urn.lastIndexOf(':') + 1))
                .setProperties(Struct.newBuilder().putAllFields(properties))
                .build();
    }

    private static AnalyzerResource inStack(AnalyzeRequest request) {
        return AnalyzerResource.newBuilder()
                .setUrn(request.getUrn())
                .setType(request.getType())
                .setName(request.getName())
                .setProperties(
                        request.getProperties().toBuilder().putFields("arn", text("arn:aws:s3:::" + request.getName())))
                .build();
    }

    private Condition counting(String rule, Condition condition) {
        return (resource, context) -> {
            judged.add(rule + " " + resource.name());
            return condition.test(resource, context);
        };
    }

    private static Rule.Builder rule(String id) {
        return Rule.named(id)
                .title("Buckets comply with a rule of a test")
                .severity(Severity.HIGH)
                .on(BUCKET)
                .risk("None.")
                .remediation("none()");
    }

    private static Value bool(boolean value) {
        return Value.newBuilder().setBoolValue(value).build();
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static <T> StreamObserver<T> answer() {
        return new StreamObserver<>() {
            @Override
            public void onNext(T answer) {}

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onCompleted() {}
        };
    }
}
