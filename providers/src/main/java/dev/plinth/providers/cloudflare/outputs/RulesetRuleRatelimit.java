package dev.plinth.providers.cloudflare.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** Output: a rate limit of a rule. */
@CustomType
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleRatelimit {

    private List<String> characteristics;
    private @Nullable String countingExpression;
    private Integer mitigationTimeout;
    private Integer period;
    private @Nullable Integer requestsPerPeriod;
    private Boolean requestsToOrigin;
    private @Nullable Integer scorePerPeriod;
    private @Nullable String scoreResponseHeaderName;

    private RulesetRuleRatelimit() {}

    /**
     * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
     * them.
     */
    public List<String> characteristics() {
        return this.characteristics;
    }

    /** Which requests count, when not those that the rule itself matches. */
    public Optional<String> countingExpression() {
        return Optional.ofNullable(this.countingExpression);
    }

    /** How long the action lasts once the limit is reached, in seconds. */
    public Integer mitigationTimeout() {
        return this.mitigationTimeout;
    }

    /** The window in which requests are counted, in seconds. */
    public Integer period() {
        return this.period;
    }

    /** The number of requests in a period that is still allowed. */
    public Optional<Integer> requestsPerPeriod() {
        return Optional.ofNullable(this.requestsPerPeriod);
    }

    /** Whether only requests that the cache did not answer are counted. */
    public Boolean requestsToOrigin() {
        return this.requestsToOrigin;
    }

    /** The score in a period that is still allowed. */
    public Optional<Integer> scorePerPeriod() {
        return Optional.ofNullable(this.scorePerPeriod);
    }

    /** The response header from which the origin's score is read. */
    public Optional<String> scoreResponseHeaderName() {
        return Optional.ofNullable(this.scoreResponseHeaderName);
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RulesetRuleRatelimit}; the SDK fills it from what the provider returned. */
    @CustomType.Builder
    public static final class Builder {

        private final RulesetRuleRatelimit result = new RulesetRuleRatelimit();

        /**
         * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
         * them.
         */
        @CustomType.Setter
        public Builder characteristics(List<String> characteristics) {
            if (characteristics == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimit", "characteristics");
            }
            result.characteristics = characteristics;
            return this;
        }

        /** Which requests count, when not those that the rule itself matches. */
        @CustomType.Setter
        public Builder countingExpression(@Nullable String countingExpression) {
            result.countingExpression = countingExpression;
            return this;
        }

        /** How long the action lasts once the limit is reached, in seconds. */
        @CustomType.Setter
        public Builder mitigationTimeout(Integer mitigationTimeout) {
            if (mitigationTimeout == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimit", "mitigationTimeout");
            }
            result.mitigationTimeout = mitigationTimeout;
            return this;
        }

        /** The window in which requests are counted, in seconds. */
        @CustomType.Setter
        public Builder period(Integer period) {
            if (period == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimit", "period");
            }
            result.period = period;
            return this;
        }

        /** The number of requests in a period that is still allowed. */
        @CustomType.Setter
        public Builder requestsPerPeriod(@Nullable Integer requestsPerPeriod) {
            result.requestsPerPeriod = requestsPerPeriod;
            return this;
        }

        /** Whether only requests that the cache did not answer are counted. */
        @CustomType.Setter
        public Builder requestsToOrigin(Boolean requestsToOrigin) {
            if (requestsToOrigin == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimit", "requestsToOrigin");
            }
            result.requestsToOrigin = requestsToOrigin;
            return this;
        }

        /** The score in a period that is still allowed. */
        @CustomType.Setter
        public Builder scorePerPeriod(@Nullable Integer scorePerPeriod) {
            result.scorePerPeriod = scorePerPeriod;
            return this;
        }

        /** The response header from which the origin's score is read. */
        @CustomType.Setter
        public Builder scoreResponseHeaderName(@Nullable String scoreResponseHeaderName) {
            result.scoreResponseHeaderName = scoreResponseHeaderName;
            return this;
        }

        /** Ends the building. */
        public RulesetRuleRatelimit build() {
            return result;
        }
    }
}
