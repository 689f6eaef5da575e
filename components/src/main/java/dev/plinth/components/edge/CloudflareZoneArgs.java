package dev.plinth.components.edge;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link CloudflareZone}.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class CloudflareZoneArgs extends ResourceArgs {

    /** The default of {@link Builder#minTlsVersion}. */
    public static final TlsVersion DEFAULT_MIN_TLS_VERSION = TlsVersion.TLS_1_2;

    /** The default of {@link Builder#hstsMaxAgeSeconds}: what the browsers' preload list asks for. */
    public static final int DEFAULT_HSTS_MAX_AGE_SECONDS = 31_536_000;

    /** The default of {@link Builder#hstsPreload}. */
    public static final boolean DEFAULT_HSTS_PRELOAD = true;

    /** The default of {@link Builder#securityLevel}. */
    public static final SecurityLevel DEFAULT_SECURITY_LEVEL = SecurityLevel.MEDIUM;

    /** The default of {@link Builder#managedRulesets}. */
    public static final List<ManagedRuleset> DEFAULT_MANAGED_RULESETS =
            List.of(ManagedRuleset.CLOUDFLARE_MANAGED, ManagedRuleset.OWASP_CORE);

    /** The requests a minute of the default of {@link Builder#rateLimits}. */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 600;

    /** The default of {@link Builder#cacheTtlSeconds}. */
    public static final int DEFAULT_CACHE_TTL_SECONDS = 86_400;

    /** The default of {@link Builder#contentSecurityPolicy}. */
    public static final String DEFAULT_CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    /** The default of {@link Builder#dnssec}. */
    public static final boolean DEFAULT_DNSSEC = true;

    /** The default of {@link Builder#tieredCache}. */
    public static final boolean DEFAULT_TIERED_CACHE = true;

    /** The default of {@link Builder#authenticatedOriginPulls}. */
    public static final boolean DEFAULT_AUTHENTICATED_ORIGIN_PULLS = true;

    /** The default of {@link Builder#webSockets}. */
    public static final boolean DEFAULT_WEB_SOCKETS = true;

    @Import
    private final @Nullable Output<String> zoneId;

    @Import
    private final @Nullable String zoneName;

    @Import
    private final @Nullable Output<String> origin;

    private final List<Hostname> hostnames;
    private final Map<String, Output<String>> origins;
    private final @Nullable EdgeFailover failover;
    private final Map<String, String> unproxied;
    private final List<String> certificateAuthorities;
    private final boolean zoneIdIsBlank;
    private final String plainOrigin;

    private final TlsVersion minTlsVersion;

    @Import
    private final int hstsMaxAgeSeconds;

    @Import
    private final boolean hstsPreload;

    private final SecurityLevel securityLevel;

    private final List<ManagedRuleset> managedRulesets;

    private final List<FirewallRule> firewallRules;

    private final @Nullable List<RateLimit> rateLimits;

    @Import
    private final int cacheTtlSeconds;

    @Import
    private final String contentSecurityPolicy;

    @Import
    private final boolean dnssec;

    @Import
    private final boolean tieredCache;

    @Import
    private final boolean authenticatedOriginPulls;

    @Import
    private final boolean webSockets;

    private CloudflareZoneArgs(Builder builder) {
        this.zoneId = builder.zoneId;
        this.zoneName = builder.zoneName;
        this.origin = builder.origin;
        this.hostnames = builder.hostnames;
        this.origins = builder.origins;
        this.failover = builder.failover;
        this.unproxied = builder.unproxied;
        this.certificateAuthorities = builder.certificateAuthorities;
        this.zoneIdIsBlank = builder.zoneIdIsBlank;
        this.plainOrigin = builder.plainOrigin;
        this.minTlsVersion = builder.minTlsVersion;
        this.hstsMaxAgeSeconds = builder.hstsMaxAgeSeconds;
        this.hstsPreload = builder.hstsPreload;
        this.securityLevel = builder.securityLevel;
        this.managedRulesets = builder.managedRulesets;
        this.firewallRules = builder.firewallRules;
        this.rateLimits = builder.rateLimits;
        this.cacheTtlSeconds = builder.cacheTtlSeconds;
        this.contentSecurityPolicy = builder.contentSecurityPolicy;
        this.dnssec = builder.dnssec;
        this.tieredCache = builder.tieredCache;
        this.authenticatedOriginPulls = builder.authenticatedOriginPulls;
        this.webSockets = builder.webSockets;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The zone's id, or null when it was not given. */
    public @Nullable Output<String> zoneId() {
        return zoneId;
    }

    /** Returns whether the zone's id was given as blank text. */
    boolean zoneIdIsBlank() {
        return zoneIdIsBlank;
    }

    /** Target of the names when it was given as text, else empty. */
    String plainOrigin() {
        return plainOrigin;
    }

    /** The zone's name, or null when it was not given. */
    public @Nullable String zoneName() {
        return zoneName;
    }

    /** Target of the names, or null when it was not given. */
    public @Nullable Output<String> origin() {
        return origin;
    }

    /** The names that Cloudflare answers. */
    public List<Hostname> hostnames() {
        return hostnames;
    }

    /** Targets of single names, by label. */
    public Map<String, Output<String>> origins() {
        return origins;
    }

    /** Origins in several Regions and their health check, or null for one origin. */
    public @Nullable EdgeFailover failover() {
        return failover;
    }

    /** Targets of the names that Cloudflare only resolves, by label. */
    public Map<String, String> unproxied() {
        return unproxied;
    }

    /** The authorities that may issue certificates for the zone; empty for any. */
    public List<String> certificateAuthorities() {
        return certificateAuthorities;
    }

    /**
     * The oldest TLS version that a client may use. Default {@link #DEFAULT_MIN_TLS_VERSION}: TLS 1.3 alone would
     * shut older clients out.
     */
    public TlsVersion minTlsVersion() {
        return minTlsVersion;
    }

    /**
     * Returns how long a browser insists on HTTPS for the zone and all names below it, in seconds, 15552000 (180 days) to
     * 63072000 (two years), and from 31536000 with {@link #hstsPreload}. Default {@value
     * #DEFAULT_HSTS_MAX_AGE_SECONDS}, a year. It can't be taken back before it ends.
     */
    public int hstsMaxAgeSeconds() {
        return hstsMaxAgeSeconds;
    }

    /** Returns whether browsers may build the zone into their lists. Default {@value #DEFAULT_HSTS_PRELOAD}. */
    public boolean hstsPreload() {
        return hstsPreload;
    }

    /** Minimum threat score of visitors that are challenged. Default {@link #DEFAULT_SECURITY_LEVEL}. */
    public SecurityLevel securityLevel() {
        return securityLevel;
    }

    /**
     * The managed rulesets that every request passes, in this order. Default {@link #DEFAULT_MANAGED_RULESETS},
     * which need the Pro plan; an empty list leaves the zone without a managed firewall.
     */
    public List<ManagedRuleset> managedRulesets() {
        return managedRulesets;
    }

    /** Rules of one's own, tried after those that hold restricted names to their ranges. Default none. */
    public List<FirewallRule> firewallRules() {
        return firewallRules;
    }

    /** Limits on what one client address may ask for, or null for the default one. */
    public @Nullable List<RateLimit> rateLimits() {
        return rateLimits;
    }

    /**
     * Returns how long Cloudflare keeps the responses of a name that is cached, in seconds, 60 to 31536000. Default
     * {@value #DEFAULT_CACHE_TTL_SECONDS}, a day.
     */
    public int cacheTtlSeconds() {
        return cacheTtlSeconds;
    }

    /** The Content-Security-Policy of every response. Default {@value #DEFAULT_CONTENT_SECURITY_POLICY}. */
    public String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    /**
     * Returns whether the zone is signed; the registrar then needs {@link CloudflareZone#dsRecord}. Default {@value
     * #DEFAULT_DNSSEC}. Switching it off while the registrar still has the record makes the zone unreachable.
     */
    public boolean dnssec() {
        return dnssec;
    }

    /** Returns whether one upper tier of the cache asks the origin for all others. Default {@value #DEFAULT_TIERED_CACHE}. */
    public boolean tieredCache() {
        return tieredCache;
    }

    /**
     * Returns whether Cloudflare shows the origin a client certificate; the load balancer verifies it when it has the
     * trust store. Default {@value #DEFAULT_AUTHENTICATED_ORIGIN_PULLS}.
     */
    public boolean authenticatedOriginPulls() {
        return authenticatedOriginPulls;
    }

    /** Returns whether web sockets are passed on. Default {@value #DEFAULT_WEB_SOCKETS}. */
    public boolean webSockets() {
        return webSockets;
    }

    /** Builds {@link CloudflareZoneArgs}. */
    public static final class Builder {

        private @Nullable Output<String> zoneId;
        private @Nullable String zoneName;
        private @Nullable Output<String> origin;
        private List<Hostname> hostnames = List.of();
        private Map<String, Output<String>> origins = Map.of();
        private @Nullable EdgeFailover failover;
        private Map<String, String> unproxied = Map.of();
        private List<String> certificateAuthorities = List.of();
        private boolean zoneIdIsBlank;
        private String plainOrigin = "";
        private TlsVersion minTlsVersion = DEFAULT_MIN_TLS_VERSION;
        private int hstsMaxAgeSeconds = DEFAULT_HSTS_MAX_AGE_SECONDS;
        private boolean hstsPreload = DEFAULT_HSTS_PRELOAD;
        private SecurityLevel securityLevel = DEFAULT_SECURITY_LEVEL;
        private List<ManagedRuleset> managedRulesets = DEFAULT_MANAGED_RULESETS;
        private List<FirewallRule> firewallRules = List.of();
        private @Nullable List<RateLimit> rateLimits;
        private int cacheTtlSeconds = DEFAULT_CACHE_TTL_SECONDS;
        private String contentSecurityPolicy = DEFAULT_CONTENT_SECURITY_POLICY;
        private boolean dnssec = DEFAULT_DNSSEC;
        private boolean tieredCache = DEFAULT_TIERED_CACHE;
        private boolean authenticatedOriginPulls = DEFAULT_AUTHENTICATED_ORIGIN_PULLS;
        private boolean webSockets = DEFAULT_WEB_SOCKETS;

        private Builder() {}

        /** The zone's id, 32 hexadecimal digits or a placeholder. Required; another zone replaces everything in it. */
        public Builder zoneId(String value) {
            zoneId(Output.of(value));
            this.zoneIdIsBlank = value.isBlank();
            return this;
        }

        /** The zone's id, 32 hexadecimal digits or a placeholder. Required; another zone replaces everything in it. */
        public Builder zoneId(Output<String> value) {
            this.zoneId = value;
            this.zoneIdIsBlank = false;
            return this;
        }

        /** The zone's name, such as {@code example.com}. Required. */
        public Builder zoneName(String value) {
            this.zoneName = value;
            return this;
        }

        /** Target of the names: the load balancer's DNS name. Required when a name has no origin of its own. */
        public Builder origin(String value) {
            origin(Output.of(value));
            this.plainOrigin = value;
            return this;
        }

        /** Target of the names: the load balancer's DNS name. Required when a name has no origin of its own. */
        public Builder origin(Output<String> value) {
            this.origin = value;
            this.plainOrigin = "";
            return this;
        }

        /** The names that Cloudflare answers and passes on. Default none. Taking one away takes it off the internet. */
        public Builder hostnames(List<Hostname> value) {
            this.hostnames = List.copyOf(value);
            return this;
        }

        /** Targets of single names, by label, instead of {@link #origin}. Default none. */
        public Builder origins(Map<String, Output<String>> value) {
            this.origins = Map.copyOf(value);
            return this;
        }

        /**
         * The oldest TLS version that a client may use. Default {@link
         * CloudflareZoneArgs#DEFAULT_MIN_TLS_VERSION}: TLS 1.3 alone would shut older clients out.
         */
        public Builder minTlsVersion(TlsVersion value) {
            this.minTlsVersion = value;
            return this;
        }

        /**
         * Sets how long a browser insists on HTTPS for the zone and all names below it, in seconds, 15552000 (180 days)
         * to 63072000 (two years), and from 31536000 with {@link #hstsPreload}. Default {@value
         * CloudflareZoneArgs#DEFAULT_HSTS_MAX_AGE_SECONDS}, a year. It can't be taken back before it ends.
         */
        public Builder hstsMaxAgeSeconds(int value) {
            this.hstsMaxAgeSeconds = value;
            return this;
        }

        /**
         * Sets whether browsers may build the zone into their lists. Default {@value
         * CloudflareZoneArgs#DEFAULT_HSTS_PRELOAD}.
         */
        public Builder hstsPreload(boolean value) {
            this.hstsPreload = value;
            return this;
        }

        /**
         * From which threat score on a visitor is challenged. Default {@link
         * CloudflareZoneArgs#DEFAULT_SECURITY_LEVEL}.
         */
        public Builder securityLevel(SecurityLevel value) {
            this.securityLevel = value;
            return this;
        }

        /**
         * The managed rulesets that every request passes, in this order. Default {@link
         * CloudflareZoneArgs#DEFAULT_MANAGED_RULESETS}, which need the Pro plan; an empty list leaves the zone
         * without a managed firewall.
         */
        public Builder managedRulesets(List<ManagedRuleset> value) {
            this.managedRulesets = List.copyOf(value);
            return this;
        }

        /** Rules of one's own, tried after those that hold restricted names to their ranges. Default none. */
        public Builder firewallRules(List<FirewallRule> value) {
            this.firewallRules = List.copyOf(value);
            return this;
        }

        /**
         * Limits on what one client address may ask for. Default one limit of {@value
         * CloudflareZoneArgs#DEFAULT_REQUESTS_PER_MINUTE} requests a minute on all names whose responses are not
         * all cached; an empty list leaves the zone without limits.
         */
        public Builder rateLimits(List<RateLimit> value) {
            this.rateLimits = List.copyOf(value);
            return this;
        }

        /**
         * Sets how long Cloudflare keeps the responses of a name that is cached, in seconds, 60 to 31536000. Default
         * {@value CloudflareZoneArgs#DEFAULT_CACHE_TTL_SECONDS}, a day.
         */
        public Builder cacheTtlSeconds(int value) {
            this.cacheTtlSeconds = value;
            return this;
        }

        /**
         * The Content-Security-Policy of every response. Default {@value
         * CloudflareZoneArgs#DEFAULT_CONTENT_SECURITY_POLICY}.
         */
        public Builder contentSecurityPolicy(String value) {
            this.contentSecurityPolicy = value;
            return this;
        }

        /**
         * Sets whether the zone is signed; the registrar then needs {@link CloudflareZone#dsRecord}. Default {@value
         * CloudflareZoneArgs#DEFAULT_DNSSEC}. Switching it off while the registrar still has the record makes the
         * zone unreachable.
         */
        public Builder dnssec(boolean value) {
            this.dnssec = value;
            return this;
        }

        /**
         * Sets whether one upper tier of the cache asks the origin for all others. Default {@value
         * CloudflareZoneArgs#DEFAULT_TIERED_CACHE}.
         */
        public Builder tieredCache(boolean value) {
            this.tieredCache = value;
            return this;
        }

        /**
         * Sets whether Cloudflare shows the origin a client certificate; the load balancer verifies it when it has the
         * trust store. Default {@value CloudflareZoneArgs#DEFAULT_AUTHENTICATED_ORIGIN_PULLS}.
         */
        public Builder authenticatedOriginPulls(boolean value) {
            this.authenticatedOriginPulls = value;
            return this;
        }

        /** Sets whether web sockets are passed on. Default {@value CloudflareZoneArgs#DEFAULT_WEB_SOCKETS}. */
        public Builder webSockets(boolean value) {
            this.webSockets = value;
            return this;
        }

        /**
         * The origins of several Regions: a Cloudflare load balancer leads each name without its own origin to a healthy one.
         * Replaces {@link #origin(Output)}. Default: none. Cloudflare Load Balancing is billed in addition to the zone's plan.
         */
        public Builder failover(EdgeFailover value) {
            this.failover = value;
            return this;
        }

        /**
         * The targets of names that Cloudflare resolves and does not proxy, by label: IPv4 addresses or host names, such as those
         * of a Vercel frontend. Cloudflare's rules and headers do not apply to them. Default: none.
         */
        public Builder unproxied(Map<String, String> value) {
            this.unproxied = Collections.unmodifiableMap(new LinkedHashMap<>(value));
            return this;
        }

        /**
         * The authorities that may issue certificates for the zone (CAA records), such as {@code amazon.com} for ACM and {@code
         * letsencrypt.org} for Vercel. Cloudflare adds those of its own certificates. Default: none, so that any may.
         */
        public Builder certificateAuthorities(List<String> value) {
            this.certificateAuthorities = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public CloudflareZoneArgs build() {
            return new CloudflareZoneArgs(this);
        }
    }
}
