package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.List;

/** The result of {@code getIpRanges}. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class GetIpRangesResult {

    private String etag;
    private List<String> ipv4Cidrs;
    private List<String> ipv6Cidrs;
    private List<String> jdcloudCidrs;

    private GetIpRangesResult() {}

    /** A digest of the lists. */
    public String etag() {
        return this.etag;
    }

    /** The IPv4 ranges. */
    public List<String> ipv4Cidrs() {
        return this.ipv4Cidrs;
    }

    /** The IPv6 ranges. */
    public List<String> ipv6Cidrs() {
        return this.ipv6Cidrs;
    }

    /** The ranges of the China network. */
    public List<String> jdcloudCidrs() {
        return this.jdcloudCidrs;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link GetIpRangesResult}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final GetIpRangesResult result = new GetIpRangesResult();

        /** A digest of the lists. */
        @CustomType.Setter
        public Builder etag(String etag) {
            if (etag == null) {
                throw new MissingRequiredPropertyException("GetIpRangesResult", "etag");
            }
            result.etag = etag;
            return this;
        }

        /** The IPv4 ranges. */
        @CustomType.Setter
        public Builder ipv4Cidrs(List<String> ipv4Cidrs) {
            if (ipv4Cidrs == null) {
                throw new MissingRequiredPropertyException("GetIpRangesResult", "ipv4Cidrs");
            }
            result.ipv4Cidrs = ipv4Cidrs;
            return this;
        }

        /** The IPv6 ranges. */
        @CustomType.Setter
        public Builder ipv6Cidrs(List<String> ipv6Cidrs) {
            if (ipv6Cidrs == null) {
                throw new MissingRequiredPropertyException("GetIpRangesResult", "ipv6Cidrs");
            }
            result.ipv6Cidrs = ipv6Cidrs;
            return this;
        }

        /** The ranges of the China network. */
        @CustomType.Setter
        public Builder jdcloudCidrs(List<String> jdcloudCidrs) {
            if (jdcloudCidrs == null) {
                throw new MissingRequiredPropertyException("GetIpRangesResult", "jdcloudCidrs");
            }
            result.jdcloudCidrs = jdcloudCidrs;
            return this;
        }

        /** Ends the building. */
        public GetIpRangesResult build() {
            return result;
        }
    }
}
