package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: what happens to one header. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersHeaders {

    private @Nullable String expression;
    private String operation;
    private @Nullable String value;

    private RulesetRuleActionParametersHeaders() {}

    /** The value as an expression in the Rules language, instead of {@code value}. */
    public Optional<String> expression() {
        return Optional.ofNullable(this.expression);
    }

    /** {@code set}, {@code add} or {@code remove}. */
    public String operation() {
        return this.operation;
    }

    /** The value as text. */
    public Optional<String> value() {
        return Optional.ofNullable(this.value);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersHeaders}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersHeaders result = new RulesetRuleActionParametersHeaders();

        /** The value as an expression in the Rules language, instead of {@code value}. */
        @CustomType.Setter
        public Builder expression(@Nullable String expression) {
            result.expression = expression;
            return this;
        }

        /** {@code set}, {@code add} or {@code remove}. */
        @CustomType.Setter
        public Builder operation(String operation) {
            if (operation == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersHeaders", "operation");
            }
            result.operation = operation;
            return this;
        }

        /** The value as text. */
        @CustomType.Setter
        public Builder value(@Nullable String value) {
            result.value = value;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersHeaders build() {
            return result;
        }
    }
}
