package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: whether the matches of a rule are logged. */
public final class RulesetRuleLoggingArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleLoggingArgs Empty = new RulesetRuleLoggingArgs();

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    /** Whether matches are logged. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    private RulesetRuleLoggingArgs() {}

    private RulesetRuleLoggingArgs(RulesetRuleLoggingArgs other) {
        this.enabled = other.enabled;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleLoggingArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleLoggingArgs other) {
        return new Builder(new RulesetRuleLoggingArgs(other));
    }

    /** Builds {@link RulesetRuleLoggingArgs}. */
    public static final class Builder {

        private final RulesetRuleLoggingArgs args;

        private Builder(RulesetRuleLoggingArgs args) {
            this.args = args;
        }

        /** Whether matches are logged. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether matches are logged. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleLoggingArgs build() {
            return new RulesetRuleLoggingArgs(args);
        }
    }
}
