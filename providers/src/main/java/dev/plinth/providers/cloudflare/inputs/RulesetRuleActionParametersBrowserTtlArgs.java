package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: how long browsers keep a response. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersBrowserTtlArgs extends ResourceArgs {

    @Import(name = "default")
    private @Nullable Output<Integer> default_;

    @Import(name = "mode", required = true)
    private Output<String> mode;

    /** The time to live in seconds, for the mode {@code override_origin}. */
    public Optional<Output<Integer>> default_() {
        return Optional.ofNullable(this.default_);
    }

    /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
    public Output<String> mode() {
        return this.mode;
    }

    private RulesetRuleActionParametersBrowserTtlArgs() {}

    private RulesetRuleActionParametersBrowserTtlArgs(RulesetRuleActionParametersBrowserTtlArgs other) {
        this.default_ = other.default_;
        this.mode = other.mode;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersBrowserTtlArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersBrowserTtlArgs other) {
        return new Builder(new RulesetRuleActionParametersBrowserTtlArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersBrowserTtlArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersBrowserTtlArgs args;

        private Builder(RulesetRuleActionParametersBrowserTtlArgs args) {
            this.args = args;
        }

        /** The time to live in seconds, for the mode {@code override_origin}. */
        public Builder default_(@Nullable Output<Integer> default_) {
            args.default_ = default_;
            return this;
        }

        /** The time to live in seconds, for the mode {@code override_origin}. */
        public Builder default_(Integer default_) {
            return default_(Output.of(default_));
        }

        /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
        public Builder mode(Output<String> mode) {
            args.mode = mode;
            return this;
        }

        /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
        public Builder mode(String mode) {
            return mode(Output.of(mode));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersBrowserTtlArgs build() {
            if (args.mode == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersBrowserTtlArgs", "mode");
            }
            return new RulesetRuleActionParametersBrowserTtlArgs(args);
        }
    }
}
