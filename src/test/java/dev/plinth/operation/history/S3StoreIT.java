package dev.plinth.operation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.MotoServer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link S3Store} against moto by the real {@code aws} command. */
final class S3StoreIT {

    private static final String BEGIN = "000001/begin.json";
    private static final String STATE = "000001/state-before.json";

    private static MotoServer server;
    private static Path folder;

    @BeforeAll
    static void startCloud(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = MotoServer.start(folder);
        AwsCommand.Result created = new AwsCommand(server.aws(), folder)
                .run(List.of(
                        "s3api",
                        "create-bucket",
                        "--bucket",
                        "states",
                        "--create-bucket-configuration",
                        "LocationConstraint=eu-central-1",
                        "--region",
                        "eu-central-1",
                        "--endpoint-url",
                        server.endpoint()));
        assertThat(created.problem()).isEmpty();
    }

    @AfterAll
    static void stopCloud() {
        if (server != null) {
            server.close();
        }
    }

    private static S3Store store(String prefix, String checkout) {
        String url = "s3://states/" + prefix + "?region=eu-central-1&awssdk=v2&endpoint=" + server.endpoint();
        return new S3Store(
                new AwsCommand(server.aws(), folder),
                S3Address.of(url).resolve(".plinth/history/plinth/staging"),
                folder.resolve(Path.of(prefix, checkout)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anotherMachineReadsTheSameRecords() {
        assertThat(store("shared", "one").names()).isEmpty();
        assertThat(store("shared", "one").create(BEGIN, bytes("{}"))).isTrue();
        assertThat(store("shared", "one").create(STATE, bytes("state"))).isTrue();
        assertThat(store("shared", "one").create("timings/1.json", bytes("[]"))).isTrue();

        S3Store other = store("shared", "two");

        assertThat(other.names()).containsExactly(BEGIN, "timings/1.json");
        assertThat(other.file(BEGIN)).hasContent("{}");
        assertThat(other.file(STATE)).hasContent("state");
        other.delete(STATE);
        assertThatThrownBy(() -> store("shared", "three").file(STATE)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void ofTwoWritersOneGetsTheName() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Boolean> created = new ArrayList<>();
        try {
            List<Callable<Boolean>> writers =
                    List.of(() -> store("race", "one").create(BEGIN, bytes("{}")), () -> store("race", "two")
                            .create(BEGIN, bytes("{}")));
            for (Future<Boolean> each : threads.invokeAll(writers)) {
                created.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(created).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aBucketThatDoesNotExistIsAFailure() {
        S3Store store = new S3Store(
                new AwsCommand(server.aws(), folder),
                S3Address.of("s3://nowhere?region=eu-central-1&endpoint=" + server.endpoint()),
                folder.resolve("nowhere"));

        assertThatThrownBy(store::names).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> store.create(BEGIN, bytes("{}"))).isInstanceOf(UncheckedIOException.class);
    }
}
