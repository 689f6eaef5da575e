package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: what is changed in the rules of one category. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersOverridesCategoryArgs extends ResourceArgs {

    @Import(name = "action")
    private @Nullable Output<String> action;

    @Import(name = "category", required = true)
    private Output<String> category;

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    @Import(name = "sensitivityLevel")
    private @Nullable Output<String> sensitivityLevel;

    /** The rules' action. */
    public Optional<Output<String>> action() {
        return Optional.ofNullable(this.action);
    }

    /** The category. */
    public Output<String> category() {
        return this.category;
    }

    /** Whether the rules are in force. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The rules' sensitivity. */
    public Optional<Output<String>> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    private RulesetRuleActionParametersOverridesCategoryArgs() {}

    private RulesetRuleActionParametersOverridesCategoryArgs(RulesetRuleActionParametersOverridesCategoryArgs other) {
        this.action = other.action;
        this.category = other.category;
        this.enabled = other.enabled;
        this.sensitivityLevel = other.sensitivityLevel;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersOverridesCategoryArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersOverridesCategoryArgs other) {
        return new Builder(new RulesetRuleActionParametersOverridesCategoryArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersOverridesCategoryArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersOverridesCategoryArgs args;

        private Builder(RulesetRuleActionParametersOverridesCategoryArgs args) {
            this.args = args;
        }

        /** The rules' action. */
        public Builder action(@Nullable Output<String> action) {
            args.action = action;
            return this;
        }

        /** The rules' action. */
        public Builder action(String action) {
            return action(Output.of(action));
        }

        /** The category. */
        public Builder category(Output<String> category) {
            args.category = category;
            return this;
        }

        /** The category. */
        public Builder category(String category) {
            return category(Output.of(category));
        }

        /** Whether the rules are in force. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether the rules are in force. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /** The rules' sensitivity. */
        public Builder sensitivityLevel(@Nullable Output<String> sensitivityLevel) {
            args.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** The rules' sensitivity. */
        public Builder sensitivityLevel(String sensitivityLevel) {
            return sensitivityLevel(Output.of(sensitivityLevel));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersOverridesCategoryArgs build() {
            if (args.category == null) {
                throw new MissingRequiredPropertyException(
                        "RulesetRuleActionParametersOverridesCategoryArgs", "category");
            }
            return new RulesetRuleActionParametersOverridesCategoryArgs(args);
        }
    }
}
