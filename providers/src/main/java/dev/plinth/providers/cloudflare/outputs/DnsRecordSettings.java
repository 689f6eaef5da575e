package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;

/** Output: how a record is answered. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class DnsRecordSettings {

    private Boolean flattenCname;
    private Boolean ipv4Only;
    private Boolean ipv6Only;

    private DnsRecordSettings() {}

    /** Whether a CNAME is answered with the addresses it leads to. */
    public Boolean flattenCname() {
        return this.flattenCname;
    }

    /** Whether only A records are made for a proxied name. */
    public Boolean ipv4Only() {
        return this.ipv4Only;
    }

    /** Whether only AAAA records are made for a proxied name. */
    public Boolean ipv6Only() {
        return this.ipv6Only;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link DnsRecordSettings}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final DnsRecordSettings result = new DnsRecordSettings();

        /** Whether a CNAME is answered with the addresses it leads to. */
        @CustomType.Setter
        public Builder flattenCname(Boolean flattenCname) {
            if (flattenCname == null) {
                throw new MissingRequiredPropertyException("DnsRecordSettings", "flattenCname");
            }
            result.flattenCname = flattenCname;
            return this;
        }

        /** Whether only A records are made for a proxied name. */
        @CustomType.Setter
        public Builder ipv4Only(Boolean ipv4Only) {
            if (ipv4Only == null) {
                throw new MissingRequiredPropertyException("DnsRecordSettings", "ipv4Only");
            }
            result.ipv4Only = ipv4Only;
            return this;
        }

        /** Whether only AAAA records are made for a proxied name. */
        @CustomType.Setter
        public Builder ipv6Only(Boolean ipv6Only) {
            if (ipv6Only == null) {
                throw new MissingRequiredPropertyException("DnsRecordSettings", "ipv6Only");
            }
            result.ipv6Only = ipv6Only;
            return this;
        }

        /** Ends the building. */
        public DnsRecordSettings build() {
            return result;
        }
    }
}
