package dev.plinth.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections that an intent speaks of, such as {@code internet -> ingress:443 via cloudflare}.
 *
 * @param source who opens the connection, or {@link #ANY}
 * @param destination who accepts it, or {@link #ANY}
 * @param anyPort whether every port of every protocol is meant
 * @param fromPort the first port, from 1; 0 where every port is meant
 * @param toPort the last port, to 65535
 * @param udp whether the ports are UDP's instead of TCP's
 * @param via who must pass it on, in order; empty where that doesn't matter
 */
public record FlowPattern(
        String source, String destination, boolean anyPort, int fromPort, int toPort, boolean udp, List<String> via) {

    /** The name that stands for everyone. */
    public static final String ANY = "any";

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    /** The syntax of a pattern. */
    static final String SYNTAX = "(" + NAME + ") *-> *(" + NAME + ")(?::(\\d{1,5})(?:-(\\d{1,5}))?(/udp)?)?(?: +via +("
            + NAME + "(?: *, *" + NAME + ")*))?";

    /** The same in words. */
    static final String ALLOWED =
            "a connection SOURCE -> DESTINATION[:PORT[-PORT][/udp]] [via NAME, …], such as internet -> ingress:443 via cloudflare";

    private static final Pattern PATTERN = Pattern.compile(SYNTAX);

    /** Copies the list. */
    public FlowPattern {
        via = List.copyOf(via);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when the text is none, or has a port that doesn't exist
     */
    public static FlowPattern parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is \"" + text + "\", which is not " + ALLOWED);
        }
        boolean anyPort = matcher.group(3) == null;
        int from = anyPort ? 0 : Integer.parseInt(matcher.group(3));
        int to = anyPort ? 65535 : matcher.group(4) == null ? from : Integer.parseInt(matcher.group(4));
        if (!anyPort && (from < 1 || to > 65535 || from > to)) {
            throw new IllegalArgumentException("has the ports " + from + "-" + to + " in \"" + text
                    + "\"; ports go from 1 to 65535, the lower one first");
        }
        List<String> via = matcher.group(6) == null
                ? List.of()
                : Arrays.stream(matcher.group(6).split(",", -1))
                        .map(String::strip)
                        .toList();
        return new FlowPattern(matcher.group(1), matcher.group(2), anyPort, from, to, matcher.group(5) != null, via);
    }

    /** The names in it but {@link #ANY}, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(source, destination));
        names.addAll(via);
        return names.stream().filter(name -> !name.equals(ANY)).distinct().toList();
    }
}
