package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: a range of status codes, both ends included. */
@CustomType
public final class RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange {

    private @Nullable Integer from;
    private @Nullable Integer to;

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange() {}

    /** The lowest status code. */
    public Optional<Integer> from() {
        return Optional.ofNullable(this.from);
    }

    /** The highest status code. */
    public Optional<Integer> to() {
        return Optional.ofNullable(this.to);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange result =
                new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange();

        /** The lowest status code. */
        @CustomType.Setter
        public Builder from(@Nullable Integer from) {
            result.from = from;
            return this;
        }

        /** The highest status code. */
        @CustomType.Setter
        public Builder to(@Nullable Integer to) {
            result.to = to;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRange build() {
            return result;
        }
    }
}
