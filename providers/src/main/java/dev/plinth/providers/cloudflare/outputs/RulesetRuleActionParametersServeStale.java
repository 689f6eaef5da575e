package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: whether an expired response may be served. */
@CustomType
public final class RulesetRuleActionParametersServeStale {

    private @Nullable Boolean disableStaleWhileUpdating;

    private RulesetRuleActionParametersServeStale() {}

    /** Whether a request waits for the origin rather than taking an expired response. */
    public Optional<Boolean> disableStaleWhileUpdating() {
        return Optional.ofNullable(this.disableStaleWhileUpdating);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleActionParametersServeStale}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleActionParametersServeStale result = new RulesetRuleActionParametersServeStale();

        /** Whether a request waits for the origin rather than taking an expired response. */
        @CustomType.Setter
        public Builder disableStaleWhileUpdating(@Nullable Boolean disableStaleWhileUpdating) {
            result.disableStaleWhileUpdating = disableStaleWhileUpdating;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleActionParametersServeStale build() {
            return result;
        }
    }
}
