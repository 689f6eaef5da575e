package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.providers.cloudflare.inputs.RulesetRuleArgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link Ruleset}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetArgs extends ResourceArgs {

    @Import(name = "accountId")
    private @Nullable Output<String> accountId;

    @Import(name = "description")
    private @Nullable Output<String> description;

    @Import(name = "kind", required = true)
    private Output<String> kind;

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "phase", required = true)
    private Output<String> phase;

    @Import(name = "rules")
    private @Nullable Output<List<RulesetRuleArgs>> rules;

    @Import(name = "zoneId")
    private @Nullable Output<String> zoneId;

    /** The account's id, for a ruleset of an account; another value replaces the resource. */
    public Optional<Output<String>> accountId() {
        return Optional.ofNullable(this.accountId);
    }

    /** What the ruleset is for. */
    public Optional<Output<String>> description() {
        return Optional.ofNullable(this.description);
    }

    /** {@code zone}, {@code root}, {@code custom} or {@code managed}; another value replaces the resource. */
    public Output<String> kind() {
        return this.kind;
    }

    /** The name that people see. */
    public Output<String> name() {
        return this.name;
    }

    /** The phase, such as {@code http_request_firewall_custom}; another value replaces the resource. */
    public Output<String> phase() {
        return this.phase;
    }

    /** The rules, in the order in which they are tried. */
    public Optional<Output<List<RulesetRuleArgs>>> rules() {
        return Optional.ofNullable(this.rules);
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Optional<Output<String>> zoneId() {
        return Optional.ofNullable(this.zoneId);
    }

    private RulesetArgs() {}

    private RulesetArgs(RulesetArgs other) {
        this.accountId = other.accountId;
        this.description = other.description;
        this.kind = other.kind;
        this.name = other.name;
        this.phase = other.phase;
        this.rules = other.rules;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetArgs other) {
        return new Builder(new RulesetArgs(other));
    }

    /** Builds {@link RulesetArgs}. */
    public static final class Builder {

        private final RulesetArgs args;

        private Builder(RulesetArgs args) {
            this.args = args;
        }

        /** The account's id, for a ruleset of an account; another value replaces the resource. */
        public Builder accountId(@Nullable Output<String> accountId) {
            args.accountId = accountId;
            return this;
        }

        /** The account's id, for a ruleset of an account; another value replaces the resource. */
        public Builder accountId(String accountId) {
            return accountId(Output.of(accountId));
        }

        /** What the ruleset is for. */
        public Builder description(@Nullable Output<String> description) {
            args.description = description;
            return this;
        }

        /** What the ruleset is for. */
        public Builder description(String description) {
            return description(Output.of(description));
        }

        /** {@code zone}, {@code root}, {@code custom} or {@code managed}; another value replaces the resource. */
        public Builder kind(Output<String> kind) {
            args.kind = kind;
            return this;
        }

        /** {@code zone}, {@code root}, {@code custom} or {@code managed}; another value replaces the resource. */
        public Builder kind(String kind) {
            return kind(Output.of(kind));
        }

        /** The name that people see. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        /** The name that people see. */
        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** The phase, such as {@code http_request_firewall_custom}; another value replaces the resource. */
        public Builder phase(Output<String> phase) {
            args.phase = phase;
            return this;
        }

        /** The phase, such as {@code http_request_firewall_custom}; another value replaces the resource. */
        public Builder phase(String phase) {
            return phase(Output.of(phase));
        }

        /** The rules, in the order in which they are tried. */
        public Builder rules(@Nullable Output<List<RulesetRuleArgs>> rules) {
            args.rules = rules;
            return this;
        }

        /** The rules, in the order in which they are tried. */
        public Builder rules(List<RulesetRuleArgs> rules) {
            return rules(Output.of(rules));
        }

        /** The rules, in the order in which they are tried. */
        public Builder rules(RulesetRuleArgs... rules) {
            return rules(List.of(rules));
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(@Nullable Output<String> zoneId) {
            args.zoneId = zoneId;
            return this;
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(String zoneId) {
            return zoneId(Output.of(zoneId));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetArgs build() {
            if (args.kind == null) {
                throw new MissingRequiredPropertyException("RulesetArgs", "kind");
            }
            if (args.name == null) {
                throw new MissingRequiredPropertyException("RulesetArgs", "name");
            }
            if (args.phase == null) {
                throw new MissingRequiredPropertyException("RulesetArgs", "phase");
            }
            return new RulesetArgs(args);
        }
    }
}
