package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;

/** Output: whether the matches of a rule are logged. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleLogging {

    private Boolean enabled;

    private RulesetRuleLogging() {}

    /** Whether matches are logged. */
    public Boolean enabled() {
        return this.enabled;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleLogging}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleLogging result = new RulesetRuleLogging();

        /** Whether matches are logged. */
        @CustomType.Setter
        public Builder enabled(Boolean enabled) {
            if (enabled == null) {
                throw new MissingRequiredPropertyException("RulesetRuleLogging", "enabled");
            }
            result.enabled = enabled;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleLogging build() {
            return result;
        }
    }
}
