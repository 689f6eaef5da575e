package dev.plinth.components;

import java.util.regex.Pattern;

/** Syntax of domain names (RFC 1035, section 2.3). */
public final class DomainNames {

    private static final String LABEL = "[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Pattern RELATIVE = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private static final Pattern HOSTED_ZONE_ID = Pattern.compile("Z[A-Z0-9]{1,31}");

    private DomainNames() {}

    /** Returns whether a text is the id of a hosted zone in Route 53, without {@code /hostedzone/}. */
    public static boolean isHostedZoneId(String id) {
        return HOSTED_ZONE_ID.matcher(id).matches();
    }

    /** Returns whether a text is a full name in lower case, such as {@code example.com}. */
    public static boolean isDomain(String name) {
        return name.length() <= 253 && DOMAIN.matcher(name).matches();
    }

    /** As {@link #isDomain}, but the first label may be an asterisk. */
    public static boolean isDomainOrWildcard(String name) {
        return isDomain(base(name));
    }

    /** Returns whether a text can stand before a zone's name. */
    public static boolean isRelative(String label) {
        return RELATIVE.matcher(label).matches();
    }

    /** A name without the asterisk of a wildcard. */
    public static String base(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }
}
