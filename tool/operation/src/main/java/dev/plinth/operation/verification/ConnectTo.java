package dev.plinth.operation.verification;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another address for the connections to a host, as curl's {@code --connect-to}. TLS and the header {@code Host} keep the host's name.
 *
 * @param host the host in the URL; empty for every host
 * @param port the port in the URL; 0 for every port
 * @param toHost the host or the address to connect to
 * @param toPort the port to connect to
 */
public record ConnectTo(String host, int port, String toHost, int toPort) {

    private static final Pattern FORM =
            Pattern.compile("([^:\\[\\]]*):(\\d{0,5}):([^:\\[\\]]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})");
    private static final int LARGEST_PORT = 65535;

    /**
     * Reads the form {@code HOST:PORT:TO_HOST:TO_PORT}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ConnectTo parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            int port = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
            int toPort = Integer.parseInt(matcher.group(4));
            if (port <= LARGEST_PORT && toPort <= LARGEST_PORT && toPort > 0) {
                return new ConnectTo(matcher.group(1), port, matcher.group(3), toPort);
            }
        }
        throw new IllegalArgumentException(text
                + ": expected HOST:PORT:TO_HOST:TO_PORT, such as example.com:443:127.0.0.1:8443 or ::127.0.0.1:8443");
    }

    /** Returns the address for a host and a port; empty where none of the entries applies. */
    static Optional<InetSocketAddress> address(List<ConnectTo> entries, String host, int port) {
        return entries.stream()
                .filter(entry -> entry.host.isEmpty() || entry.host.equalsIgnoreCase(host))
                .filter(entry -> entry.port == 0 || entry.port == port)
                .findFirst()
                .map(entry -> new InetSocketAddress(entry.toHost.replaceAll("[\\[\\]]", ""), entry.toPort));
    }
}
