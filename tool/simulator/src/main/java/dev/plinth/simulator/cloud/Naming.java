package dev.plinth.simulator.cloud;

import java.util.Locale;

/** Automatic naming of a property. */
record Naming(String property, int maximum, boolean lowerCase, String start) {

    private static final int SUFFIX = 8;

    /** The property by which a program asks for a prefix instead of a name. */
    String prefixProperty() {
        return property + "Prefix";
    }

    /** The logical name and a suffix, as long as the service takes. */
    String name(String logicalName, String suffix) {
        String base = start + (lowerCase ? logicalName.toLowerCase(Locale.ROOT) : logicalName);
        return base.substring(0, Math.min(base.length(), maximum - SUFFIX)) + "-" + suffix;
    }
}
