package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: the target of a redirect. */
@CustomType
public final class RulesetRuleActionParametersFromValueTargetUrl {

    private @Nullable String expression;
    private @Nullable String value;

    private RulesetRuleActionParametersFromValueTargetUrl() {}

    /** The target as an expression in the Rules language, instead of {@code value}. */
    public Optional<String> expression() {
        return Optional.ofNullable(this.expression);
    }

    /** The target as text. */
    public Optional<String> value() {
        return Optional.ofNullable(this.value);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersFromValueTargetUrl}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersFromValueTargetUrl result =
                new RulesetRuleActionParametersFromValueTargetUrl();

        /** The target as an expression in the Rules language, instead of {@code value}. */
        @CustomType.Setter
        public Builder expression(@Nullable String expression) {
            result.expression = expression;
            return this;
        }

        /** The target as text. */
        @CustomType.Setter
        public Builder value(@Nullable String value) {
            result.value = value;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersFromValueTargetUrl build() {
            return result;
        }
    }
}
