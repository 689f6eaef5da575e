package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: what is changed in one rule. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersOverridesRule {

    private @Nullable String action;
    private @Nullable Boolean enabled;
    private String id;
    private @Nullable Integer scoreThreshold;
    private @Nullable String sensitivityLevel;

    private RulesetRuleActionParametersOverridesRule() {}

    /** The rule's action. */
    public Optional<String> action() {
        return Optional.ofNullable(this.action);
    }

    /** Whether the rule is in force. */
    public Optional<Boolean> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The rule's id. */
    public String id() {
        return this.id;
    }

    /** The anomaly score from which the rule acts. */
    public Optional<Integer> scoreThreshold() {
        return Optional.ofNullable(this.scoreThreshold);
    }

    /** The rule's sensitivity. */
    public Optional<String> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersOverridesRule}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersOverridesRule result = new RulesetRuleActionParametersOverridesRule();

        /** The rule's action. */
        @CustomType.Setter
        public Builder action(@Nullable String action) {
            result.action = action;
            return this;
        }

        /** Whether the rule is in force. */
        @CustomType.Setter
        public Builder enabled(@Nullable Boolean enabled) {
            result.enabled = enabled;
            return this;
        }

        /** The rule's id. */
        @CustomType.Setter
        public Builder id(String id) {
            if (id == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersOverridesRule", "id");
            }
            result.id = id;
            return this;
        }

        /** The anomaly score from which the rule acts. */
        @CustomType.Setter
        public Builder scoreThreshold(@Nullable Integer scoreThreshold) {
            result.scoreThreshold = scoreThreshold;
            return this;
        }

        /** The rule's sensitivity. */
        @CustomType.Setter
        public Builder sensitivityLevel(@Nullable String sensitivityLevel) {
            result.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersOverridesRule build() {
            return result;
        }
    }
}
