package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: what is changed in a managed ruleset that is executed. */
public final class RulesetRuleActionParametersOverridesArgs extends ResourceArgs {

    /** No argument given. */
    public static final RulesetRuleActionParametersOverridesArgs Empty = new RulesetRuleActionParametersOverridesArgs();

    @Import(name = "action")
    private @Nullable Output<String> action;

    @Import(name = "categories")
    private @Nullable Output<List<RulesetRuleActionParametersOverridesCategoryArgs>> categories;

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    @Import(name = "rules")
    private @Nullable Output<List<RulesetRuleActionParametersOverridesRuleArgs>> rules;

    @Import(name = "sensitivityLevel")
    private @Nullable Output<String> sensitivityLevel;

    /** The action of all rules. */
    public Optional<Output<String>> action() {
        return Optional.ofNullable(this.action);
    }

    /** Changes by category. */
    public Optional<Output<List<RulesetRuleActionParametersOverridesCategoryArgs>>> categories() {
        return Optional.ofNullable(this.categories);
    }

    /** Whether all rules are in force. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** Changes by rule. */
    public Optional<Output<List<RulesetRuleActionParametersOverridesRuleArgs>>> rules() {
        return Optional.ofNullable(this.rules);
    }

    /** The sensitivity of all rules. */
    public Optional<Output<String>> sensitivityLevel() {
        return Optional.ofNullable(this.sensitivityLevel);
    }

    private RulesetRuleActionParametersOverridesArgs() {}

    private RulesetRuleActionParametersOverridesArgs(RulesetRuleActionParametersOverridesArgs other) {
        this.action = other.action;
        this.categories = other.categories;
        this.enabled = other.enabled;
        this.rules = other.rules;
        this.sensitivityLevel = other.sensitivityLevel;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersOverridesArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersOverridesArgs other) {
        return new Builder(new RulesetRuleActionParametersOverridesArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersOverridesArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersOverridesArgs args;

        private Builder(RulesetRuleActionParametersOverridesArgs args) {
            this.args = args;
        }

        /** The action of all rules. */
        public Builder action(@Nullable Output<String> action) {
            args.action = action;
            return this;
        }

        /** The action of all rules. */
        public Builder action(String action) {
            return action(Output.of(action));
        }

        /** Changes by category. */
        public Builder categories(@Nullable Output<List<RulesetRuleActionParametersOverridesCategoryArgs>> categories) {
            args.categories = categories;
            return this;
        }

        /** Changes by category. */
        public Builder categories(List<RulesetRuleActionParametersOverridesCategoryArgs> categories) {
            return categories(Output.of(categories));
        }

        /** Changes by category. */
        public Builder categories(RulesetRuleActionParametersOverridesCategoryArgs... categories) {
            return categories(List.of(categories));
        }

        /** Whether all rules are in force. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether all rules are in force. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /** Changes by rule. */
        public Builder rules(@Nullable Output<List<RulesetRuleActionParametersOverridesRuleArgs>> rules) {
            args.rules = rules;
            return this;
        }

        /** Changes by rule. */
        public Builder rules(List<RulesetRuleActionParametersOverridesRuleArgs> rules) {
            return rules(Output.of(rules));
        }

        /** Changes by rule. */
        public Builder rules(RulesetRuleActionParametersOverridesRuleArgs... rules) {
            return rules(List.of(rules));
        }

        /** The sensitivity of all rules. */
        public Builder sensitivityLevel(@Nullable Output<String> sensitivityLevel) {
            args.sensitivityLevel = sensitivityLevel;
            return this;
        }

        /** The sensitivity of all rules. */
        public Builder sensitivityLevel(String sensitivityLevel) {
            return sensitivityLevel(Output.of(sensitivityLevel));
        }

        /**
         * Ends the building.
         */
        public RulesetRuleActionParametersOverridesArgs build() {
            return new RulesetRuleActionParametersOverridesArgs(args);
        }
    }
}
