package dev.plinth.model;

import java.util.List;

/** Splits URNs: {@code urn:pulumi:<stack>::<project>::<type chain>::<name>}. */
public final class Urns {

    private static final String PREFIX = "urn:pulumi:";

    private Urns() {}

    /** Returns the stack's and the project's name, both empty when the URN is malformed. */
    static String[] stackAndProject(String urn) {
        List<String> parts = List.of(urn.split("::", 4));
        boolean wellFormed = urn.startsWith(PREFIX) && parts.size() == 4;
        return wellFormed
                ? new String[] {parts.get(0).substring(PREFIX.length()), parts.get(1)}
                : new String[] {"", ""};
    }

    /** Returns the stack's name in a URN, empty when the URN is malformed. */
    public static String stack(String urn) {
        return stackAndProject(urn)[0];
    }

    /** Returns the logical name at the end of a URN. */
    public static String name(String urn) {
        List<String> parts = List.of(urn.split("::", 4));
        return parts.get(parts.size() - 1);
    }
}
