package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: whether an expired response may be served. */
public final class RulesetRuleActionParametersServeStaleArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleActionParametersServeStaleArgs Empty =
            new RulesetRuleActionParametersServeStaleArgs();

    @Import(name = "disableStaleWhileUpdating")
    private @Nullable Output<Boolean> disableStaleWhileUpdating;

    /** Whether a request waits for the origin rather than taking an expired response. */
    public Optional<Output<Boolean>> disableStaleWhileUpdating() {
        return Optional.ofNullable(this.disableStaleWhileUpdating);
    }

    private RulesetRuleActionParametersServeStaleArgs() {}

    private RulesetRuleActionParametersServeStaleArgs(RulesetRuleActionParametersServeStaleArgs other) {
        this.disableStaleWhileUpdating = other.disableStaleWhileUpdating;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersServeStaleArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersServeStaleArgs other) {
        return new Builder(new RulesetRuleActionParametersServeStaleArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersServeStaleArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersServeStaleArgs args;

        private Builder(RulesetRuleActionParametersServeStaleArgs args) {
            this.args = args;
        }

        /** Whether a request waits for the origin rather than taking an expired response. */
        public Builder disableStaleWhileUpdating(@Nullable Output<Boolean> disableStaleWhileUpdating) {
            args.disableStaleWhileUpdating = disableStaleWhileUpdating;
            return this;
        }

        /** Whether a request waits for the origin rather than taking an expired response. */
        public Builder disableStaleWhileUpdating(Boolean disableStaleWhileUpdating) {
            return disableStaleWhileUpdating(Output.of(disableStaleWhileUpdating));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleActionParametersServeStaleArgs build() {
            return new RulesetRuleActionParametersServeStaleArgs(args);
        }
    }
}
