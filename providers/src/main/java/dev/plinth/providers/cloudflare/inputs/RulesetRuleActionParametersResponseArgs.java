package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;

/** Input: the response to a blocked request. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersResponseArgs extends ResourceArgs {

    @Import(name = "content", required = true)
    private Output<String> content;

    @Import(name = "contentType", required = true)
    private Output<String> contentType;

    @Import(name = "statusCode", required = true)
    private Output<Integer> statusCode;

    /** The body. */
    public Output<String> content() {
        return this.content;
    }

    /** The media type. */
    public Output<String> contentType() {
        return this.contentType;
    }

    /** The status, 400 to 499. */
    public Output<Integer> statusCode() {
        return this.statusCode;
    }

    private RulesetRuleActionParametersResponseArgs() {}

    private RulesetRuleActionParametersResponseArgs(RulesetRuleActionParametersResponseArgs other) {
        this.content = other.content;
        this.contentType = other.contentType;
        this.statusCode = other.statusCode;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersResponseArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersResponseArgs other) {
        return new Builder(new RulesetRuleActionParametersResponseArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersResponseArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersResponseArgs args;

        private Builder(RulesetRuleActionParametersResponseArgs args) {
            this.args = args;
        }

        /** The body. */
        public Builder content(Output<String> content) {
            args.content = content;
            return this;
        }

        /** The body. */
        public Builder content(String content) {
            return content(Output.of(content));
        }

        /** The media type. */
        public Builder contentType(Output<String> contentType) {
            args.contentType = contentType;
            return this;
        }

        /** The media type. */
        public Builder contentType(String contentType) {
            return contentType(Output.of(contentType));
        }

        /** The status, 400 to 499. */
        public Builder statusCode(Output<Integer> statusCode) {
            args.statusCode = statusCode;
            return this;
        }

        /** The status, 400 to 499. */
        public Builder statusCode(Integer statusCode) {
            return statusCode(Output.of(statusCode));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersResponseArgs build() {
            if (args.content == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponseArgs", "content");
            }
            if (args.contentType == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponseArgs", "contentType");
            }
            if (args.statusCode == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersResponseArgs", "statusCode");
            }
            return new RulesetRuleActionParametersResponseArgs(args);
        }
    }
}
