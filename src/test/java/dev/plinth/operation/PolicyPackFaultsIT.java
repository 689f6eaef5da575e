package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.command.Engine;
import dev.plinth.lifecycle.TeamPack;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;

/** Policy packs of a team in the real engine: what they find, and what happens when they break. */
final class PolicyPackFaultsIT {

    private static final String STACK = "development";

    private final TestProject project;
    private final Path folder;
    private final TeamPack pack = new TeamPack();
    private final List<String> phases = Collections.synchronizedList(new ArrayList<>());

    PolicyPackFaultsIT(@TempDir Path project, @TempDir Path packs) {
        this.project = TestProject.in(project);
        this.folder = packs.resolve("team");
    }

    @BeforeEach
    void loseNoTime() {
        System.setProperty(Engine.SILENCE_PROPERTY, "PT4S");
    }

    @AfterEach
    void close() {
        System.clearProperty(Engine.SILENCE_PROPERTY);
        pack.close();
    }

    private StackSession open() {
        Progress progress = new Progress() {
            @Override
            public void phase(String text) {
                phases.add(text);
            }

            @Override
            public void step(int done, int total, String what) {}

            @Override
            public void warning(String text) {
                phases.add(text);
            }
        };
        return StackSession.open(
                project.project()
                        .running(Programs.creating((context, config, settings) -> new Vpc(
                                "main",
                                VpcArgs.builder()
                                        .cidrBlock("10.1.0.0/16")
                                        .tags(Map.of("owner", "platform"))
                                        .build()))),
                STACK,
                true,
                progress);
    }

    private static Preview preview(StackSession session, Path... folders) {
        return session.preview(PreviewRequest.DEFAULT.withPacks(List.of(folders).stream()
                .map(each -> new PolicyPack(each, Optional.empty()))
                .toList()));
    }

    /** Previews with a pack that breaks. */
    private String failure(Path broken) {
        try (StackSession session = open()) {
            EngineException failure = catchThrowableOfType(EngineException.class, () -> preview(session, broken));
            assertThat(failure).as("a broken pack lets no preview pass").isNotNull();
            assertThat(failure).hasMessageContaining(broken.toString()).hasMessageContaining("\nnext: ");
            return String.valueOf(failure.getMessage());
        }
    }

    private static void findNothing(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        observer.onNext(AnalyzeResponse.getDefaultInstance());
        observer.onCompleted();
    }

    private PolicyReport report() {
        pack.install(folder, project);
        try (StackSession session = open()) {
            return preview(session, folder).policy().report();
        }
    }

    private List<PolicyReport.Violation> others() {
        return report().violations().stream()
                .filter(violation -> violation.rule().contains("/"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo no interpreter >&2; exit 3      | exit status 3",
                "exit 0                               | EOF",
                "echo Listening on port 1; exec cat   | Listening on port 1",
                "kill -9 $$                           | failed to start"
            })
    void aPackThatDoesNotStartIsNamed(String script, String said) {
        String failure = failure(TeamPack.install(folder, project, script));

        assertThat(failure).contains(said);
    }

    @Test
    void aPackThatHangsWhileItStartsIsStopped() throws IOException {
        Path process = folder.resolveSibling("process");

        String failure = failure(TeamPack.install(folder, project, "echo $$ > '" + process + "'\nexec sleep 600"));

        assertThat(failure).contains("nothing happened for 4 s", "does not answer: fix it, or leave it out");
        try (StackSession session = open()) {
            assertThat(preview(session).policy().complete())
                    .as("nothing is left that stops the next preview")
                    .isTrue();
        }
        assertThat(phases).anySatisfy(phase -> assertThat(phase).contains("waiting for", folder.toString()));
        long id = Long.parseLong(Files.readString(process).strip());
        // One that has ended and that nobody asked for has no command any more.
        assertThat(ProcessHandle.of(id).flatMap(handle -> handle.info().command()))
                .as("the process of the pack")
                .isEmpty();
    }

    @Test
    void aPackThatHangsOverAResourceIsStopped() {
        pack.judging((request, observer) -> {}).install(folder, project);

        assertThat(failure(folder)).contains("does not answer");
    }

    @Test
    void aPackThatFailsOverAResourceIsNamed() {
        pack.judging((request, observer) -> observer.onError(
                        Status.INTERNAL.withDescription("no such table").asRuntimeException()))
                .install(folder, project);

        assertThat(failure(folder)).contains("no such table");
    }

    @Test
    void aPackThatIsGoneInTheMiddleIsNamed() {
        pack.judging((request, observer) -> pack.close()).install(folder, project);

        assertThat(failure(folder)).contains("the preview of development");
    }

    @Test
    void aPackWithoutPoliciesIsNoPack() {
        pack.empty().judging(PolicyPackFaultsIT::findNothing).install(folder, project);

        assertThat(failure(folder)).contains("team-policies has no policy that checked a resource");
    }

    @Test
    void rejectsAPackNamedPlinth() {
        pack.named("plinth").judging(PolicyPackFaultsIT::findNothing);
        pack.install(folder, project);

        assertThat(failure(folder)).contains("two policy packs have the name plinth");
    }

    @Test
    void aLevelThatNoViolationHasPassesNothing() {
        pack.finding(TeamPack.diagnostic(TeamPack.POLICY, EnforcementLevel.DISABLED))
                .install(folder, project);

        assertThat(failure(folder)).contains("the preview of development");
    }

    @Test
    void aLevelThatDoesNotExistPassesNothing() {
        pack.finding(TeamPack.diagnostic(TeamPack.POLICY, EnforcementLevel.MANDATORY)
                        .setEnforcementLevelValue(17))
                .install(folder, project);

        assertThat(failure(folder)).contains("invalid enforcement level 17");
    }

    @Test
    void aViolationOfNobodysPolicyStillStops() {
        AnalyzeDiagnostic.Builder nameless =
                AnalyzeDiagnostic.newBuilder().setEnforcementLevel(EnforcementLevel.MANDATORY);
        pack.finding(nameless);

        assertThat(others()).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo("unnamed/unnamed");
            assertThat(violation.enforcement()).isEqualTo(Enforcement.MANDATORY);
            assertThat(violation.message()).isEqualTo("the policy gives no reason");
        });
    }

    @Test
    void anAdvisoryViolationIsReportedAndCountedAndStopsNothing() {
        pack.finding(TeamPack.diagnostic("made-up", EnforcementLevel.ADVISORY)
                .setMessage("\u001b[31mred\u0007 and <{%reset%}>plain"));
        pack.install(folder, project);
        try (StackSession session = open()) {
            PolicyReport alone = preview(session).policy().report();
            Preview preview = preview(session, folder);
            PolicyReport report = preview.policy().report();

            assertThat(preview.policy().isBlocking()).isFalse();
            assertThat(report.violations())
                    .filteredOn(violation -> violation.rule().equals("team-policies/made-up"))
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.urn()).endsWith("aws:ec2/vpc:Vpc::main");
                        assertThat(violation.message()).isEqualTo("[31mred and plain");
                    });
            assertThat(report.violations()).containsAll(alone.violations());
            assertThat(report.rules()).isGreaterThan(alone.rules());
            assertThat(report.evaluated()).isGreaterThan(alone.evaluated());
        }
    }

    @Test
    void theCommandsGateByTheOtherPack(@TempDir Path own) throws IOException {
        pack.install(folder, project);
        Path configuration = Files.writeString(own.resolve("config.json"), "{\"vpc-tagged\": {\"tag\": \"Name\"}}");

        var refused = project.simulate("up", STACK, "--yes", "--policy-pack", folder.toString());
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.out()).contains("blocked  team-policies/vpc-tagged", "tags.team is missing");
        assertThat(refused.err()).contains("policies block this change (team-policies/vpc-tagged)");
        assertThat(project.resources()).isEmpty();

        var passed = project.simulate(
                "preview",
                STACK,
                "--json",
                "--policy-pack",
                folder.toString(),
                "--policy-pack-config",
                configuration.toString());
        assertThat(passed.exitCode()).as(passed.toString()).isZero();
        assertThat(passed.out()).doesNotContain("team-policies/");

        var missing = project.simulate(
                "preview",
                STACK,
                "--policy-pack",
                own.toString(),
                "--policy-pack",
                own + "/no",
                "--policy-pack-config",
                "x");
        assertThat(missing.exitCode()).as(missing.toString()).isEqualTo(2);
        assertThat(missing.err())
                .contains(own + " is not a policy pack: missing PulumiPolicy.yaml", own + "/no is not a policy pack")
                .contains("/x is not a file", "give one for each pack");
    }
}
