package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: where a redirect leads. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersFromValueArgs extends ResourceArgs {

    @Import(name = "preserveQueryString")
    private @Nullable Output<Boolean> preserveQueryString;

    @Import(name = "statusCode")
    private @Nullable Output<Integer> statusCode;

    @Import(name = "targetUrl", required = true)
    private Output<RulesetRuleActionParametersFromValueTargetUrlArgs> targetUrl;

    /** Whether the query is kept. */
    public Optional<Output<Boolean>> preserveQueryString() {
        return Optional.ofNullable(this.preserveQueryString);
    }

    /** 301, 302, 303, 307 or 308. */
    public Optional<Output<Integer>> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    /** The target. */
    public Output<RulesetRuleActionParametersFromValueTargetUrlArgs> targetUrl() {
        return this.targetUrl;
    }

    private RulesetRuleActionParametersFromValueArgs() {}

    private RulesetRuleActionParametersFromValueArgs(RulesetRuleActionParametersFromValueArgs other) {
        this.preserveQueryString = other.preserveQueryString;
        this.statusCode = other.statusCode;
        this.targetUrl = other.targetUrl;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersFromValueArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersFromValueArgs other) {
        return new Builder(new RulesetRuleActionParametersFromValueArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersFromValueArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersFromValueArgs args;

        private Builder(RulesetRuleActionParametersFromValueArgs args) {
            this.args = args;
        }

        /** Whether the query is kept. */
        public Builder preserveQueryString(@Nullable Output<Boolean> preserveQueryString) {
            args.preserveQueryString = preserveQueryString;
            return this;
        }

        /** Whether the query is kept. */
        public Builder preserveQueryString(Boolean preserveQueryString) {
            return preserveQueryString(Output.of(preserveQueryString));
        }

        /** 301, 302, 303, 307 or 308. */
        public Builder statusCode(@Nullable Output<Integer> statusCode) {
            args.statusCode = statusCode;
            return this;
        }

        /** 301, 302, 303, 307 or 308. */
        public Builder statusCode(Integer statusCode) {
            return statusCode(Output.of(statusCode));
        }

        /** The target. */
        public Builder targetUrl(Output<RulesetRuleActionParametersFromValueTargetUrlArgs> targetUrl) {
            args.targetUrl = targetUrl;
            return this;
        }

        /** The target. */
        public Builder targetUrl(RulesetRuleActionParametersFromValueTargetUrlArgs targetUrl) {
            return targetUrl(Output.of(targetUrl));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersFromValueArgs build() {
            if (args.targetUrl == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersFromValueArgs", "targetUrl");
            }
            return new RulesetRuleActionParametersFromValueArgs(args);
        }
    }
}
