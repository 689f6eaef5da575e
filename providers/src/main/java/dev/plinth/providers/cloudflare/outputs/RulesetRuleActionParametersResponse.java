package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;

/** Output: the response to a blocked request. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersResponse {

    private String content;
    private String contentType;
    private Integer statusCode;

    private RulesetRuleActionParametersResponse() {}

    /** The body. */
    public String content() {
        return this.content;
    }

    /** The media type. */
    public String contentType() {
        return this.contentType;
    }

    /** The status, 400 to 499. */
    public Integer statusCode() {
        return this.statusCode;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersResponse}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersResponse result = new RulesetRuleActionParametersResponse();

        /** The body. */
        @CustomType.Setter
        public Builder content(String content) {
            if (content == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponse", "content");
            }
            result.content = content;
            return this;
        }

        /** The media type. */
        @CustomType.Setter
        public Builder contentType(String contentType) {
            if (contentType == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponse", "contentType");
            }
            result.contentType = contentType;
            return this;
        }

        /** The status, 400 to 499. */
        @CustomType.Setter
        public Builder statusCode(Integer statusCode) {
            if (statusCode == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponse", "statusCode");
            }
            result.statusCode = statusCode;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersResponse build() {
            return result;
        }
    }
}
