package dev.plinth.model.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionOwnerTest {

    private static final Path TABLE = Path.of("/proc/self/net/tcp");

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        assumeTrue(Files.isReadable(TABLE), "only Linux has " + TABLE);
        server = new ServerSocket();
        server.bind(LoopbackServer.freePort());
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private OptionalInt owner(Socket client) {
        return ConnectionOwner.of((InetSocketAddress) client.getRemoteSocketAddress(), (InetSocketAddress)
                server.getLocalSocketAddress());
    }

    private Process connect(String... prefix) throws IOException {
        String script = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; read -r line <&3";
        String[] command = new String[prefix.length + 3];
        System.arraycopy(prefix, 0, command, 0, prefix.length);
        command[prefix.length] = "bash";
        command[prefix.length + 1] = "-c";
        command[prefix.length + 2] = script;
        return new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
    }

    @Test
    void findsThisUsersConnectionOfThisJvmAndOfAnotherProcess() throws IOException {
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");

        assertThat(ConnectionOwner.self()).hasValue(self);
        Process process = connect();
        try (Socket accepted = server.accept()) {
            assertThat(owner(accepted)).hasValue(self);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void findsAnotherUsersConnection() throws IOException {
        assumeTrue(ConnectionOwner.self().equals(OptionalInt.of(0)), "only root runs processes of other users");
        Process process = connect("setpriv", "--reuid", "65534", "--clear-groups");
        try (Socket accepted = server.accept()) {
            assertThat(owner(accepted)).hasValue(65534);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void findsNoOwnerOfAConnectionThatItsClientClosed() throws IOException {
        Socket accepted;
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            accepted = server.accept();
            assertThat(owner(accepted)).isPresent();
            assertThat(client.isConnected()).isTrue();
        }
        try (accepted) {
            assertThat(owner(accepted)).isEmpty();
        }
    }
}
