package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.inputs.SecurityGroupIngressArgs;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.stack.Environment;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a program that opens port 22 to the world, which no stack file can ask for. */
final class OpenSecurityGroupIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String RULE = "sg-no-admin-from-ipv4-world";

    private final TestProject project;

    OpenSecurityGroupIT(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    @Test
    void stagingWithAnOpenPortIsBlockedBeforeAnythingIsMade() {
        try (StackSession session = open((context, config, settings) -> {
            Environment.create(context, config, settings);
            openSecurityGroup();
        })) {
            Preview preview = session.preview(REQUEST.keepingPlan());
            PolicyFindings findings = preview.policy();

            assertThat(findings.isBlocking()).isTrue();
            assertThat(findings.refusal()).contains(RULE).contains("nothing was changed");
            assertThat(findings.report().violations()).anySatisfy(violation -> {
                assertThat(violation.rule()).isEqualTo(RULE);
                assertThat(violation.urn()).endsWith("aws:ec2/securityGroup:SecurityGroup::bastion");
                assertThat(violation.message())
                        .contains("ingress[0].cidrBlocks[0]")
                        .contains("0.0.0.0/0");
                assertThat(violation.message()).contains("Session Manager");
            });

            OperationResult result = session.up(preview);
            assertThat(result.succeeded()).isFalse();
            assertThat(result.problem()).contains(RULE).contains("nothing was changed");
            assertThat(session.state().path("deployment").path("resources")).isEmpty();
        }
        assertThat(project.resources()).isEmpty();
    }

    @Test
    void advisoryEnforcementWarnsAndGoesOn() {
        project.edit("Pulumi.staging.yaml", "enforcement: mandatory", "enforcement: advisory");
        try (StackSession session = open((context, config, settings) -> openSecurityGroup())) {
            Preview preview = session.preview(REQUEST.keepingPlan());

            assertThat(preview.policy().isBlocking()).isFalse();
            assertThat(preview.policy().report().violations())
                    .filteredOn(violation -> violation.rule().equals(RULE))
                    .singleElement()
                    .extracting(PolicyReport.Violation::enforcement)
                    .isEqualTo(Enforcement.ADVISORY);
            OperationResult result = session.up(preview);
            assertThat(result.succeeded()).as(result.problem()).isTrue();
        }
        assertThat(project.resource("aws:ec2/securityGroup:SecurityGroup")
                        .path("name")
                        .asText())
                .isEqualTo("bastion");
    }

    private StackSession open(Programs.Creation program) {
        StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "staging", true, Progress.NONE);
        // What the stack file intends is meant for the whole stack.
        return session;
    }

    private static void openSecurityGroup() {
        Vpc vpc = new Vpc("bastion", VpcArgs.builder().cidrBlock("10.99.0.0/16").build());
        new SecurityGroup(
                "bastion",
                SecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .ingress(SecurityGroupIngressArgs.builder()
                                .protocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrBlocks("0.0.0.0/0")
                                .build())
                        .build());
    }
}
