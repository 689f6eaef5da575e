package dev.plinth.components.edge;

import java.util.List;

/**
 * A name in the zone that Cloudflare answers and passes on to an origin.
 *
 * @param label what stands before the zone's name, such as {@code api}, or {@code @} for the zone's name itself
 * @param caching what Cloudflare's cache does with responses
 * @param allowedCidrs the only ranges that may reach the name; empty lets everyone in
 */
public record Hostname(String label, Caching caching, List<String> allowedCidrs) {

    /** Treatment of a name's responses in Cloudflare's cache. */
    public enum Caching {
        /** Nothing is cached. */
        BYPASS,
        /** Everything is cached, for {@link CloudflareZoneArgs#cacheTtlSeconds}. */
        CACHE,
        /** Cloudflare's own defaults: by file extension, as the origin allows. */
        STANDARD
    }

    /** Copies the list. */
    public Hostname {
        allowedCidrs = List.copyOf(allowedCidrs);
    }

    /** A name whose responses are never cached, such as an API's. */
    public static Hostname api(String label) {
        return new Hostname(label, Caching.BYPASS, List.of());
    }

    /** A name that only some ranges reach and whose responses are never cached. */
    public static Hostname admin(String label, List<String> allowedCidrs) {
        return new Hostname(label, Caching.BYPASS, allowedCidrs);
    }

    /** A name whose responses are all cached. */
    public static Hostname cdn(String label) {
        return new Hostname(label, Caching.CACHE, List.of());
    }

    /** The full name within a zone. */
    public String in(String zoneName) {
        return label.equals("@") ? zoneName : label + "." + zoneName;
    }

    /** The part of logical names that stands for this name. */
    String part() {
        return label.equals("@") ? "apex" : label.replace('.', '-').replace("*", "wildcard");
    }
}
