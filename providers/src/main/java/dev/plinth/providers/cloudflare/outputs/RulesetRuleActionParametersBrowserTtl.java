package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: how long browsers keep a response. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleActionParametersBrowserTtl {

    private @Nullable Integer default_;
    private String mode;

    private RulesetRuleActionParametersBrowserTtl() {}

    /** The time to live in seconds, for the mode {@code override_origin}. */
    public Optional<Integer> default_() {
        return Optional.ofNullable(this.default_);
    }

    /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
    public String mode() {
        return this.mode;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersBrowserTtl}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersBrowserTtl result = new RulesetRuleActionParametersBrowserTtl();

        /** The time to live in seconds, for the mode {@code override_origin}. */
        @CustomType.Setter("default")
        public Builder default_(@Nullable Integer default_) {
            result.default_ = default_;
            return this;
        }

        /** {@code respect_origin}, {@code bypass_by_default} or {@code override_origin}. */
        @CustomType.Setter
        public Builder mode(String mode) {
            if (mode == null) {
                throw new MissingRequiredPropertyException("RulesetRuleActionParametersBrowserTtl", "mode");
            }
            result.mode = mode;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersBrowserTtl build() {
            return result;
        }
    }
}
