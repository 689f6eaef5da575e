package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.aws.s3.Bucket;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.core.Output;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import dev.plinth.stack.EnvironmentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth policy} on the resources of a program. */
final class PolicyCheckStackTest {

    @ParameterizedTest
    @ValueSource(strings = {"check", "baseline"})
    void warnsWhenTheProgramFailsWithStandIns(String command, @TempDir Path folder)
            throws IOException, URISyntaxException {
        project(folder);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);

        PlinthCommand.run(
                terminal, new FailingProgram(), "policy", command, "development", "--project", folder.toString());

        assertThat(err.toString())
                .containsOnlyOnce("warning: Policy results of documents with new identifiers stay unknown")
                .contains("no policy for arn:aws:s3:::");
        assertThat(out.toString()).doesNotContain("warning: ");
    }

    /** Copies the project, and names the classes of this test as its program. */
    private static void project(Path folder) throws IOException, URISyntaxException {
        Repository.copyProject(folder);
        Path classes = Path.of(FailingProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path file = folder.resolve("Pulumi.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("binary: .*", "binary: " + classes));
    }

    /** A program with a policy that it can only state for an unknown ARN. */
    private static final class FailingProgram implements StackProgram<EnvironmentConfig> {

        @Override
        public Class<EnvironmentConfig> configuration() {
            return EnvironmentConfig.class;
        }

        @Override
        public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
            Bucket bucket = new Bucket("assets");
            new BucketPolicy(
                    "assets-policy",
                    BucketPolicyArgs.builder()
                            .bucket(bucket.id())
                            .policy(bucket.arn().apply(FailingProgram::document))
                            .build());
        }

        private static Output<String> document(String arn) {
            throw new IllegalStateException("no policy for " + arn);
        }
    }
}
