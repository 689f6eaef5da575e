package dev.plinth.model.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds the user whose process opened a connection from this machine, in the kernel's tables of TCP connections.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">/proc/net/tcp</a>
 */
final class ConnectionOwner {

    /** The tables, and what stands before an address: Java connects to 127.0.0.1 by a socket of IPv6. */
    private static final Map<Path, String> TABLES =
            Map.of(Path.of("/proc/self/net/tcp"), "", Path.of("/proc/self/net/tcp6"), "0000000000000000FFFF0000");

    /** The state of a connection that neither end has closed. A closed one has no owner, which reads as user 0. */
    private static final String ESTABLISHED = "01";

    /** The kernel walks its table piece by piece, so that a line may be missed while others change. */
    private static final int READINGS = 3;

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final int INODE = 9;

    private ConnectionOwner() {}

    /**
     * Returns the id of the user whose process has the client's end of a connection; empty when no table lists the connection.
     *
     * @param client the client's address, of IPv4
     * @param server the server's address, of IPv4
     */
    static OptionalInt of(InetSocketAddress client, InetSocketAddress server) {
        String local = hex(client);
        String remote = hex(server);
        for (int reading = 0; reading < READINGS; reading++) {
            for (Map.Entry<Path, String> table : TABLES.entrySet()) {
                for (String line : lines(table.getKey())) {
                    String[] fields = line.strip().split("\\s+", -1);
                    if (fields.length > INODE
                            && fields[LOCAL].equals(table.getValue() + local)
                            && fields[REMOTE].equals(table.getValue() + remote)
                            && fields[STATE].equals(ESTABLISHED)
                            && !fields[INODE].equals("0")) {
                        return OptionalInt.of(Integer.parseUnsignedInt(fields[USER]));
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Returns the id of this process's user as the tables show it; empty where the system has no such tables, as macOS and
     * Windows, or they do not list a connection made to try them.
     */
    static OptionalInt self() {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(LoopbackServer.freePort());
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                return of((InetSocketAddress) client.getLocalSocketAddress(), address);
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Writes an address as the tables do: the bytes in the processor's order, and the port. */
    private static String hex(InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
                byte swapped = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = swapped;
            }
        }
        return HexFormat.of().withUpperCase().formatHex(bytes) + String.format(Locale.ROOT, ":%04X", address.getPort());
    }
}
