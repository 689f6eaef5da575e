package dev.plinth.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.plinth.cli.launch.DaemonConnection.Kind;
import dev.plinth.cli.launch.DaemonConnection.Message;
import dev.plinth.cli.terminal.TerminalState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages between a command's process and a daemon, and the commands that may run there. */
final class DaemonConnectionTest {

    private ServerSocketChannel server;
    private SocketChannel client;
    private DaemonConnection received;

    @BeforeEach
    void connect(@TempDir Path directory) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
        client = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")));
        received = new DaemonConnection(server.accept());
    }

    @AfterEach
    void close() throws IOException {
        received.close();
        client.close();
        server.close();
    }

    @Test
    void carriesOutputOfAnySize() throws Exception {
        byte[] output = new byte[200_000];
        new Random(1).nextBytes(output);
        Thread writer = new Thread(() -> {
            try (DaemonConnection connection = new DaemonConnection(client)) {
                connection.stream(Kind.OUT).write(output);
                connection.stream(Kind.ERR).write('!');
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Message message = received.receive();
        while (message != null && message.kind() == Kind.OUT) {
            out.write(message.content());
            message = received.receive();
        }
        assertThat(Arrays.equals(out.toByteArray(), output)).isTrue();
        Message last = Objects.requireNonNull(message);
        assertThat(last.kind()).isEqualTo(Kind.ERR);
        assertThat(last.content()).containsExactly('!');
        assertThat(received.receive())
                .as("the other side has closed the connection")
                .isNull();
        writer.join();
    }

    @Test
    void carriesARequest() throws IOException {
        DaemonRequest request =
                new DaemonRequest(List.of("graph", "größe", ""), new TerminalState(true, false, 80), "120");
        new DaemonConnection(client).send(Kind.RUN, request.bytes());

        Message message = Objects.requireNonNull(received.receive());
        assertThat(DaemonRequest.of(message.content())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "82, -1", "82, 65537"})
    void rejectsOtherMessages(byte kind, int length) throws IOException {
        client.write(ByteBuffer.allocate(5).put(kind).putInt(length).flip());
        assertThatIOException().isThrownBy(received::receive);
    }

    @ParameterizedTest
    @CsvSource({
        "graph production, '', '', true, true",
        "graph production, '', '', false, false",
        "graph production, '', true, true, false",
        "graph production, true, true, false, true",
        "graph production, false, '', true, false",
        "graph production --no-daemon, true, '', true, false",
        "preview production --simulate, '', '', true, true",
        "preview production --watch, true, '', true, false",
        "policy check production, '', '', true, true",
        "policy check --file -, true, '', true, false",
        "policy waive production, true, '', true, false",
        "policy, true, '', true, false",
        "up production --yes, true, '', true, false",
        "destroy staging, true, '', true, false",
        "secrets set a, true, '', true, false",
    })
    void servesCommandsThatChangeNothing(
            String line, String daemon, String continuousIntegration, boolean terminal, boolean expected) {
        Map<String, String> environment = Map.of("PLINTH_DAEMON", daemon, "CI", continuousIntegration);
        assertThat(DaemonClient.isEligible(List.of(line.split(" ")), environment, terminal))
                .isEqualTo(expected);
    }
}
