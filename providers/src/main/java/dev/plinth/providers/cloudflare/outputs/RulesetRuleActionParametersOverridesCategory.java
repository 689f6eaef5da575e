package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: what is changed in the rules of one category. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersOverridesCategory {

    private @Nullable String action;
    private String category;
    private @Nullable Boolean enabled;
    private @Nullable String sensitivityLevel;

    private RulesetRuleActionParametersOverridesCategory() {}

    /** The rules' action. */
    public Optional<String> action() {
        return Optional.ofNullable(this.action);
    }

    /** The category. */
    public String category() {
        return this.category;
    }

    /** Whether the rules are in force. */
    public Optional<Boolean> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The rules' sensitivity. */
    public Optional<String> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersOverridesCategory}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersOverridesCategory result =
                new RulesetRuleActionParametersOverridesCategory();

        /** The rules' action. */
        @CustomType.Setter
        public Builder action(@Nullable String action) {
            result.action = action;
            return this;
        }

        /** The category. */
        @CustomType.Setter
        public Builder category(String category) {
            if (category == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersOverridesCategory", "category");
            }
            result.category = category;
            return this;
        }

        /** Whether the rules are in force. */
        @CustomType.Setter
        public Builder enabled(@Nullable Boolean enabled) {
            result.enabled = enabled;
            return this;
        }

        /** The rules' sensitivity. */
        @CustomType.Setter
        public Builder sensitivityLevel(@Nullable String sensitivityLevel) {
            result.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersOverridesCategory build() {
            return result;
        }
    }
}
