package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: one rule of a ruleset. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleArgs extends ResourceArgs {

    @Import(name = "action", required = true)
    private Output<String> action;

    @Import(name = "actionParameters")
    private @Nullable Output<RulesetRuleActionParametersArgs> actionParameters;

    @Import(name = "description")
    private @Nullable Output<String> description;

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    @Import(name = "expression", required = true)
    private Output<String> expression;

    @Import(name = "id")
    private @Nullable Output<String> id;

    @Import(name = "logging")
    private @Nullable Output<RulesetRuleLoggingArgs> logging;

    @Import(name = "ratelimit")
    private @Nullable Output<RulesetRuleRatelimitArgs> ratelimit;

    @Import(name = "ref")
    private @Nullable Output<String> ref;

    /**
     * What happens to a request that matches, such as {@code block}, {@code log}, {@code execute}, {@code
     * rewrite}.
     */
    public Output<String> action() {
        return this.action;
    }

    /** What the action needs to know. */
    public Optional<Output<RulesetRuleActionParametersArgs>> actionParameters() {
        return Optional.ofNullable(this.actionParameters);
    }

    /** What the rule is for. */
    public Optional<Output<String>> description() {
        return Optional.ofNullable(this.description);
    }

    /** Whether the rule is in force. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The condition, in the Rules language. */
    public Output<String> expression() {
        return this.expression;
    }

    /** The rule's id, assigned by Cloudflare. */
    public Optional<Output<String>> id() {
        return Optional.ofNullable(this.id);
    }

    /** Whether matches are logged. */
    public Optional<Output<RulesetRuleLoggingArgs>> logging() {
        return Optional.ofNullable(this.logging);
    }

    /** The rate above which the action is taken. */
    public Optional<Output<RulesetRuleRatelimitArgs>> ratelimit() {
        return Optional.ofNullable(this.ratelimit);
    }

    /** A name that stays with the rule when its expression changes. */
    public Optional<Output<String>> ref() {
        return Optional.ofNullable(this.ref);
    }

    private RulesetRuleArgs() {}

    private RulesetRuleArgs(RulesetRuleArgs other) {
        this.action = other.action;
        this.actionParameters = other.actionParameters;
        this.description = other.description;
        this.enabled = other.enabled;
        this.expression = other.expression;
        this.id = other.id;
        this.logging = other.logging;
        this.ratelimit = other.ratelimit;
        this.ref = other.ref;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleArgs other) {
        return new Builder(new RulesetRuleArgs(other));
    }

    /** Builds {@link RulesetRuleArgs}. */
    public static final class Builder {

        private final RulesetRuleArgs args;

        private Builder(RulesetRuleArgs args) {
            this.args = args;
        }

        /**
         * What happens to a request that matches, such as {@code block}, {@code log}, {@code execute}, {@code
         * rewrite}.
         */
        public Builder action(Output<String> action) {
            args.action = action;
            return this;
        }

        /**
         * What happens to a request that matches, such as {@code block}, {@code log}, {@code execute}, {@code
         * rewrite}.
         */
        public Builder action(String action) {
            return action(Output.of(action));
        }

        /** What the action needs to know. */
        public Builder actionParameters(@Nullable Output<RulesetRuleActionParametersArgs> actionParameters) {
            args.actionParameters = actionParameters;
            return this;
        }

        /** What the action needs to know. */
        public Builder actionParameters(RulesetRuleActionParametersArgs actionParameters) {
            return actionParameters(Output.of(actionParameters));
        }

        /** What the rule is for. */
        public Builder description(@Nullable Output<String> description) {
            args.description = description;
            return this;
        }

        /** What the rule is for. */
        public Builder description(String description) {
            return description(Output.of(description));
        }

        /** Whether the rule is in force. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether the rule is in force. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /** The condition, in the Rules language. */
        public Builder expression(Output<String> expression) {
            args.expression = expression;
            return this;
        }

        /** The condition, in the Rules language. */
        public Builder expression(String expression) {
            return expression(Output.of(expression));
        }

        /** The rule's id, assigned by Cloudflare. */
        public Builder id(@Nullable Output<String> id) {
            args.id = id;
            return this;
        }

        /** The rule's id, assigned by Cloudflare. */
        public Builder id(String id) {
            return id(Output.of(id));
        }

        /** Whether matches are logged. */
        public Builder logging(@Nullable Output<RulesetRuleLoggingArgs> logging) {
            args.logging = logging;
            return this;
        }

        /** Whether matches are logged. */
        public Builder logging(RulesetRuleLoggingArgs logging) {
            return logging(Output.of(logging));
        }

        /** The rate above which the action is taken. */
        public Builder ratelimit(@Nullable Output<RulesetRuleRatelimitArgs> ratelimit) {
            args.ratelimit = ratelimit;
            return this;
        }

        /** The rate above which the action is taken. */
        public Builder ratelimit(RulesetRuleRatelimitArgs ratelimit) {
            return ratelimit(Output.of(ratelimit));
        }

        /** A name that stays with the rule when its expression changes. */
        public Builder ref(@Nullable Output<String> ref) {
            args.ref = ref;
            return this;
        }

        /** A name that stays with the rule when its expression changes. */
        public Builder ref(String ref) {
            return ref(Output.of(ref));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleArgs build() {
            if (args.action == null) {
                throw new MissingRequiredPropertyException("RulesetRuleArgs", "action");
            }
            if (args.expression == null) {
                throw new MissingRequiredPropertyException("RulesetRuleArgs", "expression");
            }
            return new RulesetRuleArgs(args);
        }
    }
}
