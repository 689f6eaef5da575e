package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.PolicyReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule corrects on the real engine, and what it leaves as it was. */
final class RemediationIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String SECRET = "10.213.0.0/16";

    private static final String LIBRARY =
            """
            import static dev.plinth.policies.rule.Property.property;
            import dev.plinth.policies.rule.*;
            import java.util.List;
            public final class Correcting implements RuleProvider {
                public List<Rule> rules() {
                    return List.of(
                            Rule.named("acme-vpc-dns-names").title("VPCs give their machines names")
                                    .severity(Severity.HIGH).on("aws:ec2/vpc:Vpc", "enableDnsHostnames")
                                    .risk("Nobody can tell the machines apart.").remediation("enableDnsHostnames(true)")
                                    .correctedBy(Remediation.set("enableDnsHostnames", true))
                                    .requires(property("enableDnsHostnames").isTrue()));
                }
            }
            """;

    private final TestProject project;

    RemediationIT(@TempDir Path folder, @TempDir Path work) throws IOException {
        project = TestProject.in(folder);
        Path source = work.resolve("Correcting.java");
        Files.writeString(source, LIBRARY);
        int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        Path jar = Files.createDirectories(folder.resolve("policies/rules")).resolve("acme.jar");
        try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
            stream.putNextEntry(new JarEntry("Correcting.class"));
            stream.write(Files.readAllBytes(work.resolve("Correcting.class")));
            stream.putNextEntry(new JarEntry("META-INF/services/dev.plinth.policies.rule.RuleProvider"));
            stream.write("Correcting\n".getBytes(StandardCharsets.UTF_8));
        }
        project.edit(
                "Pulumi.staging.yaml",
                "    enforcement: mandatory",
                "    enforcement: advisory\n    rules: {acme-vpc-dns-names: remediate}");
    }

    private StackSession open(Programs.Creation program) {
        StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "staging", true, Progress.NONE);
        // What the stack file intends is meant for the whole stack.
        return session;
    }

    @Test
    void aCorrectedBooleanArrivesAndASecretStaysASecret() {
        try (StackSession session = open((context, config, settings) -> {
            new Vpc("main", VpcArgs.builder().cidrBlock(Output.ofSecret(SECRET)).build());
        })) {
            Preview preview = session.preview(REQUEST.keepingPlan());

            assertThat(preview.policy().isBlocking()).isFalse();
            assertThat(preview.policy().report().remediated())
                    .extracting(PolicyReport.Remediated::rule)
                    .containsExactly("acme-vpc-dns-names");
            OperationResult result = session.up(preview);
            assertThat(result.succeeded()).as(result.problem()).isTrue();

            assertThat(session.state().toString()).doesNotContain(SECRET);
            JsonNode inputs = StreamSupport.stream(
                            session.state().path("deployment").path("resources").spliterator(), false)
                    .filter(resource -> resource.path("type").asText().equals("aws:ec2/vpc:Vpc"))
                    .findFirst()
                    .orElseThrow()
                    .path("inputs");
            assertThat(inputs.path("enableDnsHostnames").asBoolean()).isTrue();
            assertThat(inputs.at("/cidrBlock/ciphertext").asText()).isNotBlank();
            assertThat(session.preview(REQUEST.keepingPlan()).plan().changes()).isEmpty();
        }
        assertThat(project.resource("aws:ec2/vpc:Vpc").findValuesAsText("enableDnsHostnames"))
                .contains("true");
    }
}
