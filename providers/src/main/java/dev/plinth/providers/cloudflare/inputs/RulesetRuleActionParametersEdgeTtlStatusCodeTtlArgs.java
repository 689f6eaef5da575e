package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: how long Cloudflare keeps responses of one status or a range of statuses. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs extends ResourceArgs {

    @Import(name = "statusCode")
    private @Nullable Output<Integer> statusCode;

    @Import(name = "statusCodeRange")
    private @Nullable Output<RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs> statusCodeRange;

    @Import(name = "value", required = true)
    private Output<Integer> value;

    /** The status code. */
    public Optional<Output<Integer>> statusCode() {
        return Optional.ofNullable(this.statusCode);
    }

    /** The range of status codes. */
    public Optional<Output<RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs>> statusCodeRange() {
        return Optional.ofNullable(this.statusCodeRange);
    }

    /** The time to live in seconds; 0 is no-cache, -1 no-store. */
    public Output<Integer> value() {
        return this.value;
    }

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs() {}

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs(
            RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs other) {
        this.statusCode = other.statusCode;
        this.statusCodeRange = other.statusCodeRange;
        this.value = other.value;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs other) {
        return new Builder(new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs args;

        private Builder(RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs args) {
            this.args = args;
        }

        /** The status code. */
        public Builder statusCode(@Nullable Output<Integer> statusCode) {
            args.statusCode = statusCode;
            return this;
        }

        /** The status code. */
        public Builder statusCode(Integer statusCode) {
            return statusCode(Output.of(statusCode));
        }

        /** The range of status codes. */
        public Builder statusCodeRange(
                @Nullable Output<RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs> statusCodeRange) {
            args.statusCodeRange = statusCodeRange;
            return this;
        }

        /** The range of status codes. */
        public Builder statusCodeRange(
                RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs statusCodeRange) {
            return statusCodeRange(Output.of(statusCodeRange));
        }

        /** The time to live in seconds; 0 is no-cache, -1 no-store. */
        public Builder value(Output<Integer> value) {
            args.value = value;
            return this;
        }

        /** The time to live in seconds; 0 is no-cache, -1 no-store. */
        public Builder value(Integer value) {
            return value(Output.of(value));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs build() {
            if (args.value == null) {
                throw new MissingRequiredPropertyException(
                        "RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs", "value");
            }
            return new RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs(args);
        }
    }
}
