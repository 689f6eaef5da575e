package dev.plinth.components.dns;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link DnsZone}. Required: {@link Builder#zoneName}, and {@link Builder#usEast1Provider} for a signed zone. */
public final class DnsZoneArgs extends ResourceArgs {

    /** The default of {@link Builder#dnssec} for a zone that the component creates. */
    public static final boolean DEFAULT_DNSSEC = true;

    /**
     * The default of {@link Builder#certificateAuthorities} for a zone that the component creates: Amazon, for ACM.
     *
     * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html">CAA records for ACM</a>
     */
    public static final List<String> DEFAULT_CERTIFICATE_AUTHORITIES = List.of("amazon.com");

    @Import
    private final @Nullable String zoneName;

    @Import
    private final @Nullable Output<String> hostedZoneId;

    private final String plainHostedZoneId;

    private final List<ZoneRecord> records;

    private final @Nullable Boolean dnssec;

    private final @Nullable List<String> certificateAuthorities;

    @Import
    private final @Nullable Integer queryLogRetentionDays;

    private final @Nullable Provider usEast1Provider;

    private DnsZoneArgs(Builder builder) {
        this.zoneName = builder.zoneName;
        this.hostedZoneId = builder.hostedZoneId;
        this.plainHostedZoneId = builder.plainHostedZoneId;
        this.records = builder.records;
        this.dnssec = builder.dnssec;
        this.certificateAuthorities = builder.certificateAuthorities;
        this.queryLogRetentionDays = builder.queryLogRetentionDays;
        this.usEast1Provider = builder.usEast1Provider;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The zone's name, or null when it was not given. */
    public @Nullable String zoneName() {
        return zoneName;
    }

    /** The id of the zone that exists already, or null for a new one. */
    public @Nullable Output<String> hostedZoneId() {
        return hostedZoneId;
    }

    /** The records. */
    public List<ZoneRecord> records() {
        return records;
    }

    /** Returns whether the component has the zone signed. */
    public boolean dnssec() {
        return dnssec == null ? hostedZoneId == null && DEFAULT_DNSSEC : dnssec;
    }

    /** The authorities that may issue certificates for the zone's names; empty for no CAA record. */
    public List<String> certificateAuthorities() {
        if (certificateAuthorities != null) {
            return certificateAuthorities;
        }
        return hostedZoneId == null ? DEFAULT_CERTIFICATE_AUTHORITIES : List.of();
    }

    /** Returns how long the log of queries is kept, in days, or null for no log. */
    public @Nullable Integer queryLogRetentionDays() {
        return queryLogRetentionDays;
    }

    /** The AWS provider of us-east-1, or null when it was not given. */
    public @Nullable Provider usEast1Provider() {
        return usEast1Provider;
    }

    /** The existing zone's id when it was given as text, else empty. */
    String plainHostedZoneId() {
        return plainHostedZoneId;
    }

    /** Builds {@link DnsZoneArgs}. */
    public static final class Builder {

        private @Nullable String zoneName;
        private @Nullable Output<String> hostedZoneId;
        private String plainHostedZoneId = "";
        private List<ZoneRecord> records = List.of();
        private @Nullable Boolean dnssec;
        private @Nullable List<String> certificateAuthorities;
        private @Nullable Integer queryLogRetentionDays;
        private @Nullable Provider usEast1Provider;

        private Builder() {}

        /** The zone's name, such as {@code example.com}. Required. Another one replaces the zone and its name servers. */
        public Builder zoneName(String value) {
            this.zoneName = value;
            return this;
        }

        /**
         * The id of a public zone that exists already, such as {@code Z1D633PJN98FT9}: the component adds to it and creates
         * none. Default: a new zone. <strong>Giving it where the component created the zone deletes that zone.</strong>
         */
        public Builder hostedZoneId(String value) {
            hostedZoneId(Output.of(value));
            this.plainHostedZoneId = value;
            return this;
        }

        /** As {@link #hostedZoneId(String)}. */
        public Builder hostedZoneId(Output<String> value) {
            this.hostedZoneId = value;
            this.plainHostedZoneId = "";
            return this;
        }

        /** The records. None by default. A record that goes is deleted. */
        public Builder records(List<ZoneRecord> value) {
            this.records = List.copyOf(value);
            return this;
        }

        /**
         * Sets whether Route 53 signs the zone with a key of the component's own. Default {@value DnsZoneArgs#DEFAULT_DNSSEC} for a
         * zone that the component creates, false for one that exists already. It takes effect once the registrar has
         * {@link DnsZone#dsRecord}. <strong>Take that away at the registrar, and wait for its time to live, before the
         * signing: otherwise resolvers refuse every answer.</strong> The key costs about 1 USD a month.
         *
         * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html">Disabling
         *     DNSSEC signing</a>
         */
        public Builder dnssec(boolean value) {
            this.dnssec = value;
            return this;
        }

        /**
         * The authorities that may issue certificates for the zone's names, as the domains that they recognize in CAA records.
         * Default {@link DnsZoneArgs#DEFAULT_CERTIFICATE_AUTHORITIES} for a zone that the component creates, none for one that
         * exists already. Empty lets every authority issue.
         */
        public Builder certificateAuthorities(List<String> value) {
            this.certificateAuthorities = List.copyOf(value);
            return this;
        }

        /**
         * Sets how long the log of queries is kept in CloudWatch Logs, in days, one of
         * {@link dev.plinth.components.LogRetention#DAYS}. Default: no log. It is billed by volume (CloudWatch pricing, vended
         * logs).
         */
        public Builder queryLogRetentionDays(Integer value) {
            this.queryLogRetentionDays = value;
            return this;
        }

        /**
         * The AWS provider of us-east-1, where Route 53 looks for the key of a signed zone and for the log of queries. Required
         * with {@link #dnssec} or {@link #queryLogRetentionDays}.
         */
        public Builder usEast1Provider(Provider value) {
            this.usEast1Provider = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public DnsZoneArgs build() {
            return new DnsZoneArgs(this);
        }
    }
}
