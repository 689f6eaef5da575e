package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: the target of a redirect. */
public final class RulesetRuleActionParametersFromValueTargetUrlArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleActionParametersFromValueTargetUrlArgs Empty =
            new RulesetRuleActionParametersFromValueTargetUrlArgs();

    @Import(name = "expression")
    private @Nullable Output<String> expression;

    @Import(name = "value")
    private @Nullable Output<String> value;

    /** The target as an expression in the Rules language, instead of {@code value}. */
    public Optional<Output<String>> expression() {
        return Optional.ofNullable(this.expression);
    }

    /** The target as text. */
    public Optional<Output<String>> value() {
        return Optional.ofNullable(this.value);
    }

    private RulesetRuleActionParametersFromValueTargetUrlArgs() {}

    private RulesetRuleActionParametersFromValueTargetUrlArgs(RulesetRuleActionParametersFromValueTargetUrlArgs other) {
        this.expression = other.expression;
        this.value = other.value;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersFromValueTargetUrlArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersFromValueTargetUrlArgs other) {
        return new Builder(new RulesetRuleActionParametersFromValueTargetUrlArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersFromValueTargetUrlArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersFromValueTargetUrlArgs args;

        private Builder(RulesetRuleActionParametersFromValueTargetUrlArgs args) {
            this.args = args;
        }

        /** The target as an expression in the Rules language, instead of {@code value}. */
        public Builder expression(@Nullable Output<String> expression) {
            args.expression = expression;
            return this;
        }

        /** The target as an expression in the Rules language, instead of {@code value}. */
        public Builder expression(String expression) {
            return expression(Output.of(expression));
        }

        /** The target as text. */
        public Builder value(@Nullable Output<String> value) {
            args.value = value;
            return this;
        }

        /** The target as text. */
        public Builder value(String value) {
            return value(Output.of(value));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleActionParametersFromValueTargetUrlArgs build() {
            return new RulesetRuleActionParametersFromValueTargetUrlArgs(args);
        }
    }
}
