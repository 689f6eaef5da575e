package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: where a redirect leads. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersFromValue {

    private Boolean preserveQueryString;
    private @Nullable Integer statusCode;
    private RulesetRuleActionParametersFromValueTargetUrl targetUrl;

    private RulesetRuleActionParametersFromValue() {}

    /** Whether the query is kept. */
    public Boolean preserveQueryString() {
        return this.preserveQueryString;
    }

    /** 301, 302, 303, 307 or 308. */
    public Optional<Integer> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    /** The target. */
    public RulesetRuleActionParametersFromValueTargetUrl targetUrl() {
        return this.targetUrl;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersFromValue}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersFromValue result = new RulesetRuleActionParametersFromValue();

        /** Whether the query is kept. */
        @CustomType.Setter
        public Builder preserveQueryString(Boolean preserveQueryString) {
            if (preserveQueryString == null) {
                throw new MissingRequiredPropertyException(
                        "RulesetRuleActionParametersFromValue", "preserveQueryString");
            }
            result.preserveQueryString = preserveQueryString;
            return this;
        }

        /** 301, 302, 303, 307 or 308. */
        @CustomType.Setter
        public Builder statusCode(@Nullable Integer statusCode) {
            result.statusCode = statusCode;
            return this;
        }

        /** The target. */
        @CustomType.Setter
        public Builder targetUrl(RulesetRuleActionParametersFromValueTargetUrl targetUrl) {
            if (targetUrl == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersFromValue", "targetUrl");
            }
            result.targetUrl = targetUrl;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersFromValue build() {
            return result;
        }
    }
}
