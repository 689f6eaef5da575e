package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: what is changed in a managed ruleset that is executed. */
@CustomType
public final class RulesetRuleActionParametersOverrides {

    private @Nullable String action;
    private @Nullable List<RulesetRuleActionParametersOverridesCategory> categories;
    private @Nullable Boolean enabled;
    private @Nullable List<RulesetRuleActionParametersOverridesRule> rules;
    private @Nullable String sensitivityLevel;

    private RulesetRuleActionParametersOverrides() {}

    /** The action of all rules. */
    public Optional<String> action() {
        return Optional.ofNullable(this.action);
    }

    /** Changes by category. */
    public List<RulesetRuleActionParametersOverridesCategory> categories() {
        return this.categories == null ? List.of() : this.categories;
    }

    /** Whether all rules are in force. */
    public Optional<Boolean> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** Changes by rule. */
    public List<RulesetRuleActionParametersOverridesRule> rules() {
        return this.rules == null ? List.of() : this.rules;
    }

    /** The sensitivity of all rules. */
    public Optional<String> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersOverrides}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersOverrides result = new RulesetRuleActionParametersOverrides();

        /** The action of all rules. */
        @CustomType.Setter
        public Builder action(@Nullable String action) {
            result.action = action;
            return this;
        }

        /** Changes by category. */
        @CustomType.Setter
        public Builder categories(@Nullable List<RulesetRuleActionParametersOverridesCategory> categories) {
            result.categories = categories;
            return this;
        }

        /** Whether all rules are in force. */
        @CustomType.Setter
        public Builder enabled(@Nullable Boolean enabled) {
            result.enabled = enabled;
            return this;
        }

        /** Changes by rule. */
        @CustomType.Setter
        public Builder rules(@Nullable List<RulesetRuleActionParametersOverridesRule> rules) {
            result.rules = rules;
            return this;
        }

        /** The sensitivity of all rules. */
        @CustomType.Setter
        public Builder sensitivityLevel(@Nullable String sensitivityLevel) {
            result.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersOverrides build() {
            return result;
        }
    }
}
