package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.inputs.SecurityGroupIngressArgs;
import dev.plinth.lifecycle.Run;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.stack.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of an existing stack that lose data or open access: blocked until a person approves them by name. */
final class ChangeGateIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String REASON = "moved to another region last week";

    private final TestProject project;

    ChangeGateIT(@TempDir Path folder) {
        project = TestProject.in(folder);
        project.edit(
                "Pulumi.staging.yaml", "      name: laser\n", "      name: laser\n      allocatedStorageGib: 100\n");
        project.edit("Pulumi.staging.yaml", "    uploads: {}\n", "    uploads: {}\n    old: {}\n");
    }

    @Test
    void dataLossAndOpenedGroupsAreBlockedUntilApproved() {
        // The network beside the environment's is here for its group alone.
        project.edit(
                "Pulumi.staging.yaml",
                "    enforcement: mandatory\n",
                "    enforcement: mandatory\n    rules: {default-sg-closed: advisory, vpc-flow-logs: advisory}\n");
        try (StackSession session = open("10.0.0.0/16")) {
            Preview first = session.preview(REQUEST.keepingPlan());
            assertThat(first.policy().isBlocking()).as(first.policy().refusal()).isFalse();
            OperationResult made = session.up(first);
            assertThat(made.succeeded()).as(made.problem()).isTrue();
            // After an update everything is known, and every rule can tell.
            assertThat(made.policy().complete()).isTrue();
            assertThat(made.policy().report().violations())
                    .filteredOn(violation -> violation.enforcement() == Enforcement.MANDATORY)
                    .isEmpty();
            assertThat(session.preview(REQUEST).policy().isBlocking()).isFalse();
        }
        project.edit("Pulumi.staging.yaml", "    old: {}\n", "");
        // Below the bound of autoscaling the provider would leave the storage as it is.
        project.edit(
                "Pulumi.staging.yaml",
                "      allocatedStorageGib: 100\n",
                "      allocatedStorageGib: 50\n      maxAllocatedStorageGib: 60\n");

        List<String> blocked = new ArrayList<>();
        try (StackSession session = open("0.0.0.0/0")) {
            PolicyFindings findings = session.preview(REQUEST).policy();
            List<Violation> mandatory = findings.report().violations().stream()
                    .filter(violation -> violation.enforcement() == Enforcement.MANDATORY)
                    .toList();
            assertThat(mandatory)
                    .extracting(Violation::rule)
                    .contains("stateful-not-deleted", "storage-not-shrunk", "security-group-not-opened");
            assertThat(mandatory)
                    .filteredOn(violation -> violation.rule().equals("storage-not-shrunk"))
                    .singleElement()
                    .extracting(Violation::message)
                    .asString()
                    .contains("allocatedStorage goes from 100 to 50");
            assertThat(findings.approval("plinth up staging").orElseThrow())
                    .contains("--approve 'storage-not-shrunk@urn:pulumi:staging::");
            // AWS shrinks no storage, whoever approves it.
            project.edit(
                    "Pulumi.staging.yaml",
                    "      allocatedStorageGib: 50\n      maxAllocatedStorageGib: 60\n",
                    "      allocatedStorageGib: 100\n");
            mandatory.stream()
                    .filter(violation -> !violation.rule().equals("storage-not-shrunk"))
                    .forEach(violation -> blocked.add(violation.rule() + "@" + violation.urn()));
        }

        backUp();
        try (StackSession session = open("0.0.0.0/0")) {
            Preview preview =
                    session.preview(REQUEST.withApprovals(Approvals.parse(blocked, REASON, "Ada", RuleCatalogue.set()))
                            .keepingPlan());
            assertThat(preview.policy().isBlocking())
                    .as(preview.policy().refusal())
                    .isFalse();
            assertThat(preview.policy().report().approved()).hasSize(blocked.size());
            OperationResult applied = session.up(preview);
            assertThat(applied.succeeded()).as(applied.problem()).isTrue();
            assertThat(applied.policy().report().approved()).hasSize(blocked.size());
        }
        assertThat(history())
                .contains("approved: ")
                .contains("by Ada (" + REASON + ")")
                .contains(blocked.get(0));
        assertThat(project.resources().toString()).doesNotContain("staging-old");
    }

    @Test
    void theCommandsAskForApproval() {
        assertThat(project.simulate("up", "staging", "--yes").exitCode()).isZero();
        project.edit("Pulumi.staging.yaml", "    old: {}\n", "");

        // Where an approval alone would not do, none is asked for.
        assertThat(project.simulate("preview", "staging", "--json").err()).doesNotContain("--approve");
        backUp();
        Run preview = project.simulate("preview", "staging", "--json");
        assertThat(preview.exitCode()).as(preview.toString()).isEqualTo(1);
        JsonNode policy = preview.json().path("policy");
        List<String> options = new ArrayList<>();
        StreamSupport.stream(policy.path("violations").spliterator(), false)
                .filter(violation -> violation.path("enforcement").asText().equals("mandatory"))
                .forEach(violation -> options.addAll(List.of(
                        "--approve",
                        violation.path("rule").asText() + "@"
                                + violation.path("urn").asText())));
        assertThat(options).anyMatch(option -> option.startsWith("stateful-not-deleted@"));
        assertThat(policy.path("rules").asInt()).isPositive();
        assertThat(policy.path("resources").asInt()).isPositive();
        assertThat(policy.path("evaluated").asInt()).isPositive();
        assertThat(preview.err()).contains("plinth preview staging --simulate --approve 'stateful-not-deleted@urn:");

        Run refused = project.simulate("up", "staging", "--yes", "--json");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.json().path("result").asText()).isEqualTo("refused");
        assertThat(refused.json().path("policy").path("violations")).isNotEmpty();
        assertThat(refused.err())
                .contains("plinth up staging --simulate --approve")
                .contains("nothing was changed");

        Run ambiguous =
                project.simulate("preview", "staging", "--approve", "stateful-not-deleted@bucket", "--reason", REASON);
        assertThat(ambiguous.exitCode()).as(ambiguous.toString()).isEqualTo(2);

        List<String> up = new ArrayList<>(List.of("up", "staging", "--yes", "--json", "--reason", REASON));
        up.addAll(options);
        Run unmatched =
                project.simulate(Stream.concat(up.stream(), Stream.of("--approve", "kms-key-not-disabled@::nothing"))
                        .toArray(String[]::new));
        assertThat(unmatched.exitCode()).isEqualTo(1);
        assertThat(unmatched.out()).contains("approval-unmatched");

        up.addAll(List.of("--name", "Ada"));
        Run approved = project.simulate(up.toArray(String[]::new));
        assertThat(approved.exitCode()).as(approved.toString()).isZero();
        assertThat(approved.json().path("result").asText()).isEqualTo("succeeded");
        assertThat(approved.json().path("policy").path("approved"))
                .hasSize(options.size() / 2)
                .allSatisfy(entry -> {
                    assertThat(entry.path("name").asText()).isEqualTo("Ada");
                    assertThat(entry.path("reason").asText()).isEqualTo(REASON);
                });
        assertThat(history()).contains("by Ada (" + REASON + ")");
    }

    /** What is to be deleted has been backed up, and the backup restored. */
    private void backUp() {
        assertThat(project.run("simulator", "backup", "staging").exitCode()).isZero();
        assertThat(project.run("simulator", "restore-test", "staging").exitCode())
                .isZero();
    }

    private StackSession open(String source) {
        Programs.Creation program = (context, config, settings) -> {
            Environment.create(context, config, settings);
            Vpc vpc = new Vpc(
                    "partner", VpcArgs.builder().cidrBlock("10.99.0.0/16").build());
            new SecurityGroup(
                    "partner",
                    SecurityGroupArgs.builder()
                            .description("Partners")
                            .vpcId(vpc.id())
                            .ingress(SecurityGroupIngressArgs.builder()
                                    .description("Partners")
                                    .protocol("tcp")
                                    .fromPort(443)
                                    .toPort(443)
                                    .cidrBlocks(source)
                                    .build())
                            .build());
        };
        StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "staging", true, Progress.NONE);
        // What the stack file intends is meant for the whole stack.
        return session;
    }

    /** What the backend keeps of each update. */
    private String history() {
        Path folder = project.folder().resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "history"));
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".history.json"))
                    .toList()) {
                all.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }
}
