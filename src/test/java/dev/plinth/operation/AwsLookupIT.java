package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.recovery.AwsLookup;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import dev.plinth.operation.recovery.CloudLookup.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link AwsLookup} against moto, an implementation of AWS's APIs, by the real {@code aws} command. Covers the types that moto's
 * tagging API returns. Needs Python 3 and its package index; skipped with that reason where either is missing.
 */
final class AwsLookupIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MOTO = "moto[server]==5.2.5";
    private static final String AWS_CLI = "awscli==1.46.3";
    private static final String REGION = "eu-central-1";
    private static final JsonNode PROVIDER =
            JSON.valueToTree(Map.of("region", REGION, "defaultTags", "{\"tags\":{\"plinth:stack\":\"test\"}}"));
    private static final JsonNode INPUTS = JSON.valueToTree(Map.of("tags", Map.of("Name", "wanted")));

    private static Path folder;
    private static Path bin;
    private static Process server;
    private static int port;
    private static JsonNode ids;

    @BeforeAll
    static void startCloud(@TempDir Path temporary) throws Exception {
        folder = temporary;
        assumeTrue(run("python3", "--version") == 0, "needs python3");
        Path environment = Path.of("target", "moto").toAbsolutePath();
        bin = environment.resolve("bin");
        assumeTrue(
                run("python3", "-m", "venv", environment.toString()) == 0
                        && run(bin + "/pip", "install", "--quiet", MOTO, AWS_CLI) == 0,
                "needs Python's venv and package index");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        server = new ProcessBuilder(
                        bin + "/moto_server", "--host", loopback.getHostAddress(), "--port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        for (int attempt = 0; !answers(loopback); attempt++) {
            assertThat(server.isAlive() && attempt < 600)
                    .as(Files.readString(folder.resolve("moto.log")))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Path script = Path.of(Objects.requireNonNull(AwsLookupIT.class.getResource("tagged-resources.py"))
                .toURI());
        assertThat(run(bin + "/python", script.toString(), endpoint(), REGION))
                .as(Files.readString(folder.resolve("out")))
                .isZero();
        ids = JSON.readTree(folder.resolve("out").toFile());
    }

    @AfterAll
    static void stopCloud() {
        if (server != null) {
            server.destroy();
        }
    }

    private static boolean answers(InetAddress host) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String endpoint() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** Runs a command, its output in the file {@code out}, and returns its exit code. */
    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    private static Optional<JsonNode> aws(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(bin + "/aws", "--endpoint-url", endpoint()));
        command.addAll(arguments);
        command.addAll(List.of("--output", "json"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("answer").toFile());
        builder.environment().putAll(Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));
        try {
            int exitCode = builder.start().waitFor();
            assertThat(exitCode).as(Files.readString(folder.resolve("answer"))).isZero();
            return Optional.of(JSON.readTree(folder.resolve("answer").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer find(String type, Set<String> known) {
        JsonNode resource = JSON.valueToTree(Map.of("type", type, "inputs", INPUTS));
        return new AwsLookup(AwsLookupIT::aws).find(resource, PROVIDER, known);
    }

    @TestFactory
    Stream<DynamicTest> findsTheIdOfATaggedResource() {
        assertThat(ids).hasSize(14);
        return ids.properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(find(entry.getKey(), Set.of()))
                        .isEqualTo(
                                new Answer(Kind.LIKELY, List.of(entry.getValue().asText()), ""))));
    }

    @Test
    void leavesAResourceOfTheStateOut() {
        String vpc = "aws:ec2/vpc:Vpc";

        Answer answer = find(vpc, Set.of(ids.path(vpc).asText()));

        assertThat(answer.kind()).isEqualTo(Kind.UNDECIDED);
        assertThat(answer.ids()).isEmpty();
    }
}
