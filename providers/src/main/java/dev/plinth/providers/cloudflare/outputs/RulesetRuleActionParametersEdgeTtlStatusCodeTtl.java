package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: how long Cloudflare keeps responses of one status or a range of statuses. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersEdgeTtlStatusCodeTtl {

    private @Nullable Integer statusCode;
    private @Nullable RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange statusCodeRange;
    private Integer value;

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtl() {}

    /** The status code. */
    public Optional<Integer> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    /** The range of status codes. */
    public Optional<RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange> statusCodeRange() {
        return Optional.ofNullable(this.statusCodeRange);
    }

    /** The time to live in seconds; 0 is no-cache, -1 no-store. */
    public Integer value() {
        return this.value;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersEdgeTtlStatusCodeTtl}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersEdgeTtlStatusCodeTtl result =
                new RulesetRuleActionParametersEdgeTtlStatusCodeTtl();

        /** The status code. */
        @CustomType.Setter
        public Builder statusCode(@Nullable Integer statusCode) {
            result.statusCode = statusCode;
            return this;
        }

        /** The range of status codes. */
        @CustomType.Setter
        public Builder statusCodeRange(
                @Nullable RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange statusCodeRange) {
            result.statusCodeRange = statusCodeRange;
            return this;
        }

        /** The time to live in seconds; 0 is no-cache, -1 no-store. */
        @CustomType.Setter
        public Builder value(Integer value) {
            if (value == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersEdgeTtlStatusCodeTtl", "value");
            }
            result.value = value;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersEdgeTtlStatusCodeTtl build() {
            return result;
        }
    }
}
