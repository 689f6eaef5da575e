package dev.plinth.simulator.aws.common;

import java.util.List;
import java.util.stream.Stream;

/** Availability zones: three in every region. */
public final class Zones {

    private Zones() {}

    /** The names, such as {@code eu-central-1a}. */
    public static List<String> names(String region) {
        return Stream.of("a", "b", "c").map(letter -> region + letter).toList();
    }

    /** A zone's id, such as {@code euc1-az1}. */
    public static String id(String zone) {
        String[] parts = zone.substring(0, zone.length() - 1).split("-", -1);
        StringBuilder prefix = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length - 1; i++) {
            prefix.append(parts[i].charAt(0));
        }
        return prefix + parts[parts.length - 1] + "-az" + (zone.charAt(zone.length() - 1) - 'a' + 1);
    }
}
