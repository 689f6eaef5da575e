package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: one rule of a ruleset. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRule {

    private String action;
    private RulesetRuleActionParameters actionParameters;
    private String description;
    private Boolean enabled;
    private String expression;
    private String id;
    private RulesetRuleLogging logging;
    private @Nullable RulesetRuleRatelimit ratelimit;
    private String ref;

    private RulesetRule() {}

    /**
     * What happens to a request that matches, such as {@code block}, {@code log}, {@code execute}, {@code
     * rewrite}.
     */
    public String action() {
        return this.action;
    }

    /** What the action needs to know. */
    public RulesetRuleActionParameters actionParameters() {
        return this.actionParameters;
    }

    /** What the rule is for. */
    public String description() {
        return this.description;
    }

    /** Whether the rule is in force. */
    public Boolean enabled() {
        return this.enabled;
    }

    /** The condition, in the Rules language. */
    public String expression() {
        return this.expression;
    }

    /** The rule's id, assigned by Cloudflare. */
    public String id() {
        return this.id;
    }

    /** Whether matches are logged. */
    public RulesetRuleLogging logging() {
        return this.logging;
    }

    /** The rate above which the action is taken. */
    public Optional<RulesetRuleRatelimit> ratelimit() {
        return Optional.ofNullable(this.ratelimit);
    }

    /** A name that stays with the rule when its expression changes. */
    public String ref() {
        return this.ref;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRule}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRule result = new RulesetRule();

        /**
         * What happens to a request that matches, such as {@code block}, {@code log}, {@code execute}, {@code
         * rewrite}.
         */
        @CustomType.Setter
        public Builder action(String action) {
            if (action == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "action");
            }
            result.action = action;
            return this;
        }

        /** What the action needs to know. */
        @CustomType.Setter
        public Builder actionParameters(RulesetRuleActionParameters actionParameters) {
            if (actionParameters == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "actionParameters");
            }
            result.actionParameters = actionParameters;
            return this;
        }

        /** What the rule is for. */
        @CustomType.Setter
        public Builder description(String description) {
            if (description == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "description");
            }
            result.description = description;
            return this;
        }

        /** Whether the rule is in force. */
        @CustomType.Setter
        public Builder enabled(Boolean enabled) {
            if (enabled == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "enabled");
            }
            result.enabled = enabled;
            return this;
        }

        /** The condition, in the Rules language. */
        @CustomType.Setter
        public Builder expression(String expression) {
            if (expression == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "expression");
            }
            result.expression = expression;
            return this;
        }

        /** The rule's id, assigned by Cloudflare. */
        @CustomType.Setter
        public Builder id(String id) {
            if (id == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "id");
            }
            result.id = id;
            return this;
        }

        /** Whether matches are logged. */
        @CustomType.Setter
        public Builder logging(RulesetRuleLogging logging) {
            if (logging == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "logging");
            }
            result.logging = logging;
            return this;
        }

        /** The rate above which the action is taken. */
        @CustomType.Setter
        public Builder ratelimit(@Nullable RulesetRuleRatelimit ratelimit) {
            result.ratelimit = ratelimit;
            return this;
        }

        /** A name that stays with the rule when its expression changes. */
        @CustomType.Setter
        public Builder ref(String ref) {
            if (ref == null) {
                throw new MissingRequiredPropertyException("RulesetRule", "ref");
            }
            result.ref = ref;
            return this;
        }

        /** Ends the building. */
        public RulesetRule build() {
            return result;
        }
    }
}
