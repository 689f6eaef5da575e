package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: what happens to one header. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersHeadersArgs extends ResourceArgs {

    @Import(name = "expression")
    private @Nullable Output<String> expression;

    @Import(name = "operation", required = true)
    private Output<String> operation;

    @Import(name = "value")
    private @Nullable Output<String> value;

    /** The value as an expression in the Rules language, instead of {@code value}. */
    public Optional<Output<String>> expression() {
        return Optional.ofNullable(this.expression);
    }

    /** {@code set}, {@code add} or {@code remove}. */
    public Output<String> operation() {
        return this.operation;
    }

    /** The value as text. */
    public Optional<Output<String>> value() {
        return Optional.ofNullable(this.value);
    }

    private RulesetRuleActionParametersHeadersArgs() {}

    private RulesetRuleActionParametersHeadersArgs(RulesetRuleActionParametersHeadersArgs other) {
        this.expression = other.expression;
        this.operation = other.operation;
        this.value = other.value;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersHeadersArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersHeadersArgs other) {
        return new Builder(new RulesetRuleActionParametersHeadersArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersHeadersArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersHeadersArgs args;

        private Builder(RulesetRuleActionParametersHeadersArgs args) {
            this.args = args;
        }

        /** The value as an expression in the Rules language, instead of {@code value}. */
        public Builder expression(@Nullable Output<String> expression) {
            args.expression = expression;
            return this;
        }

        /** The value as an expression in the Rules language, instead of {@code value}. */
        public Builder expression(String expression) {
            return expression(Output.of(expression));
        }

        /** {@code set}, {@code add} or {@code remove}. */
        public Builder operation(Output<String> operation) {
            args.operation = operation;
            return this;
        }

        /** {@code set}, {@code add} or {@code remove}. */
        public Builder operation(String operation) {
            return operation(Output.of(operation));
        }

        /** The value as text. */
        public Builder value(@Nullable Output<String> value) {
            args.value = value;
            return this;
        }

        /** The value as text. */
        public Builder value(String value) {
            return value(Output.of(value));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersHeadersArgs build() {
            if (args.operation == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersHeadersArgs", "operation");
            }
            return new RulesetRuleActionParametersHeadersArgs(args);
        }
    }
}
