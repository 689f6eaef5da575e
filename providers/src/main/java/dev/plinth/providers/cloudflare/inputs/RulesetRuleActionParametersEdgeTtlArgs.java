package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: how long Cloudflare keeps a response. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersEdgeTtlArgs extends ResourceArgs {

    @Import(name = "default")
    private @Nullable Output<Integer> default_;

    @Import(name = "mode", required = true)
    private Output<String> mode;

    @Import(name = "statusCodeTtls")
    private @Nullable Output<List<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs>> statusCodeTtls;

    /** The time to live in seconds, for the mode {@code override_origin}. */
    public Optional<Output<Integer>> default_() {
        return Optional.ofNullable(this.default_);
    }

    /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
    public Output<String> mode() {
        return this.mode;
    }

    /** Times to live for single status codes. */
    public Optional<Output<List<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs>>> statusCodeTtls() {
        return Optional.ofNullable(this.statusCodeTtls);
    }

    private RulesetRuleActionParametersEdgeTtlArgs() {}

    private RulesetRuleActionParametersEdgeTtlArgs(RulesetRuleActionParametersEdgeTtlArgs other) {
        this.default_ = other.default_;
        this.mode = other.mode;
        this.statusCodeTtls = other.statusCodeTtls;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleActionParametersEdgeTtlArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleActionParametersEdgeTtlArgs other) {
        return new Builder(new RulesetRuleActionParametersEdgeTtlArgs(other));
    }

    /** Builds {@link RulesetRuleActionParametersEdgeTtlArgs}. */
    public static final class Builder {

        private final RulesetRuleActionParametersEdgeTtlArgs args;

        private Builder(RulesetRuleActionParametersEdgeTtlArgs args) {
            this.args = args;
        }

        /** The time to live in seconds, for the mode {@code override_origin}. */
        public Builder default_(@Nullable Output<Integer> default_) {
            args.default_ = default_;
            return this;
        }

        /** The time to live in seconds, for the mode {@code override_origin}. */
        public Builder default_(Integer default_) {
            return default_(Output.of(default_));
        }

        /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
        public Builder mode(Output<String> mode) {
            args.mode = mode;
            return this;
        }

        /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
        public Builder mode(String mode) {
            return mode(Output.of(mode));
        }

        /** Times to live for single status codes. */
        public Builder statusCodeTtls(
                @Nullable Output<List<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs>> statusCodeTtls) {
            args.statusCodeTtls = statusCodeTtls;
            return this;
        }

        /** Times to live for single status codes. */
        public Builder statusCodeTtls(List<RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs> statusCodeTtls) {
            return statusCodeTtls(Output.of(statusCodeTtls));
        }

        /** Times to live for single status codes. */
        public Builder statusCodeTtls(RulesetRuleActionParametersEdgeTtlStatusCodeTtlArgs... statusCodeTtls) {
            return statusCodeTtls(List.of(statusCodeTtls));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleActionParametersEdgeTtlArgs build() {
            if (args.mode == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersEdgeTtlArgs", "mode");
            }
            return new RulesetRuleActionParametersEdgeTtlArgs(args);
        }
    }
}
