package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: what is changed in one rule. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersOverridesRuleArgs extends ResourceArgs {

    @Import(name = "action")
    private @Nullable Output<String> action;

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    @Import(name = "id", required = true)
    private Output<String> id;

    @Import(name = "scoreThreshold")
    private @Nullable Output<Integer> scoreThreshold;

    @Import(name = "sensitivityLevel")
    private @Nullable Output<String> sensitivityLevel;

    /** The rule's action. */
    public Optional<Output<String>> action() {
        return Optional.ofNullable(this.action);
    }

    /** Whether the rule is in force. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The rule's id. */
    public Output<String> id() {
        return this.id;
    }

    /** The anomaly score from which the rule acts. */
    public Optional<Output<Integer>> scoreThreshold() {
        return Optional.ofNullable(this.scoreThreshold);
    }

    /** The rule's sensitivity. */
    public Optional<Output<String>> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    private RulesetRuleActionParametersOverridesRuleArgs() {}

    private RulesetRuleActionParametersOverridesRuleArgs(RulesetRuleActionParametersOverridesRuleArgs other) {
        this.action = other.action;
        this.enabled = other.enabled;
        this.id = other.id;
        this.scoreThreshold = other.scoreThreshold;
        this.sensitivityLevel = other.sensitivityLevel;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersOverridesRuleArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersOverridesRuleArgs other) {
        return new Builder(new RulesetRuleActionParametersOverridesRuleArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersOverridesRuleArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersOverridesRuleArgs args;

        private Builder(RulesetRuleActionParametersOverridesRuleArgs args) {
            this.args = args;
        }

        /** The rule's action. */
        public Builder action(@Nullable Output<String> action) {
            args.action = action;
            return this;
        }

        /** The rule's action. */
        public Builder action(String action) {
            return action(Output.of(action));
        }

        /** Whether the rule is in force. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether the rule is in force. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /** The rule's id. */
        public Builder id(Output<String> id) {
            args.id = id;
            return this;
        }

        /** The rule's id. */
        public Builder id(String id) {
            return id(Output.of(id));
        }

        /** The anomaly score from which the rule acts. */
        public Builder scoreThreshold(@Nullable Output<Integer> scoreThreshold) {
            args.scoreThreshold = scoreThreshold;
            return this;
        }

        /** The anomaly score from which the rule acts. */
        public Builder scoreThreshold(Integer scoreThreshold) {
            return scoreThreshold(Output.of(scoreThreshold));
        }

        /** The rule's sensitivity. */
        public Builder sensitivityLevel(@Nullable Output<String> sensitivityLevel) {
            args.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** The rule's sensitivity. */
        public Builder sensitivityLevel(String sensitivityLevel) {
            return sensitivityLevel(Output.of(sensitivityLevel));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersOverridesRuleArgs build() {
            if (args.id == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersOverridesRuleArgs", "id");
            }
            return new RulesetRuleActionParametersOverridesRuleArgs(args);
        }
    }
}
