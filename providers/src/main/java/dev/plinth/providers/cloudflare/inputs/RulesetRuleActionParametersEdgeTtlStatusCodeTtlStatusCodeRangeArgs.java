package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: a range of status codes, both ends included. */
public final class RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs Empty =
            new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs();

    @Import(name = "from")
    private @Nullable Output<Integer> from;

    @Import(name = "to")
    private @Nullable Output<Integer> to;

    /** The lowest status code. */
    public Optional<Output<Integer>> from() {
        return Optional.ofNullable(this.from);
    }

    /** The highest status code. */
    public Optional<Output<Integer>> to() {
        return Optional.ofNullable(this.to);
    }

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs() {}

    private RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs(
            RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs other) {
        this.from = other.from;
        this.to = other.to;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs other) {
        return new Builder(new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs args;

        private Builder(RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs args) {
            this.args = args;
        }

        /** The lowest status code. */
        public Builder from(@Nullable Output<Integer> from) {
            args.from = from;
            return this;
        }

        /** The lowest status code. */
        public Builder from(Integer from) {
            return from(Output.of(from));
        }

        /** The highest status code. */
        public Builder to(@Nullable Output<Integer> to) {
            args.to = to;
            return this;
        }

        /** The highest status code. */
        public Builder to(Integer to) {
            return to(Output.of(to));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs build() {
            return new RulesetRuleActionParametersEdgeTtlStatusCodeTtlStatusCodeRangeArgs(args);
        }
    }
}
