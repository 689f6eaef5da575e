package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: a rate limit of a rule. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RulesetRuleRatelimitArgs extends ResourceArgs {

    @Import(name = "characteristics", required = true)
    private Output<List<String>> characteristics;

    @Import(name = "countingExpression")
    private @Nullable Output<String> countingExpression;

    @Import(name = "mitigationTimeout")
    private @Nullable Output<Integer> mitigationTimeout;

    @Import(name = "period", required = true)
    private Output<Integer> period;

    @Import(name = "requestsPerPeriod")
    private @Nullable Output<Integer> requestsPerPeriod;

    @Import(name = "requestsToOrigin")
    private @Nullable Output<Boolean> requestsToOrigin;

    @Import(name = "scorePerPeriod")
    private @Nullable Output<Integer> scorePerPeriod;

    @Import(name = "scoreResponseHeaderName")
    private @Nullable Output<String> scoreResponseHeaderName;

    /**
     * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
     * them.
     */
    public Output<List<String>> characteristics() {
        return this.characteristics;
    }

    /** Which requests count, when not those that the rule itself matches. */
    public Optional<Output<String>> countingExpression() {
        return Optional.ofNullable(this.countingExpression);
    }

    /** How long the action lasts once the limit is reached, in seconds. */
    public Optional<Output<Integer>> mitigationTimeout() {
        return Optional.ofNullable(this.mitigationTimeout);
    }

    /** The window in which requests are counted, in seconds. */
    public Output<Integer> period() {
        return this.period;
    }

    /** The number of requests in a period that is still allowed. */
    public Optional<Output<Integer>> requestsPerPeriod() {
        return Optional.ofNullable(this.requestsPerPeriod);
    }

    /** Whether only requests that the cache did not answer are counted. */
    public Optional<Output<Boolean>> requestsToOrigin() {
        return Optional.ofNullable(this.requestsToOrigin);
    }

    /** The score in a period that is still allowed. */
    public Optional<Output<Integer>> scorePerPeriod() {
        return Optional.ofNullable(this.scorePerPeriod);
    }

    /** The response header from which the origin's score is read. */
    public Optional<Output<String>> scoreResponseHeaderName() {
        return Optional.ofNullable(this.scoreResponseHeaderName);
    }

    private RulesetRuleRatelimitArgs() {}

    private RulesetRuleRatelimitArgs(RulesetRuleRatelimitArgs other) {
        this.characteristics = other.characteristics;
        this.countingExpression = other.countingExpression;
        this.mitigationTimeout = other.mitigationTimeout;
        this.period = other.period;
        this.requestsPerPeriod = other.requestsPerPeriod;
        this.requestsToOrigin = other.requestsToOrigin;
        this.scorePerPeriod = other.scorePerPeriod;
        this.scoreResponseHeaderName = other.scoreResponseHeaderName;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RulesetRuleRatelimitArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RulesetRuleRatelimitArgs other) {
        return new Builder(new RulesetRuleRatelimitArgs(other));
    }

    /** Builds {@link RulesetRuleRatelimitArgs}. */
    public static final class Builder {

        private final RulesetRuleRatelimitArgs args;

        private Builder(RulesetRuleRatelimitArgs args) {
            this.args = args;
        }

        /**
         * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
         * them.
         */
        public Builder characteristics(Output<List<String>> characteristics) {
            args.characteristics = characteristics;
            return this;
        }

        /**
         * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
         * them.
         */
        public Builder characteristics(List<String> characteristics) {
            return characteristics(Output.of(characteristics));
        }

        /**
         * The fields by which requests are counted apart, such as {@code ip.src}; {@code cf.colo.id} is always among
         * them.
         */
        public Builder characteristics(String... characteristics) {
            return characteristics(List.of(characteristics));
        }

        /** Which requests count, when not those that the rule itself matches. */
        public Builder countingExpression(@Nullable Output<String> countingExpression) {
            args.countingExpression = countingExpression;
            return this;
        }

        /** Which requests count, when not those that the rule itself matches. */
        public Builder countingExpression(String countingExpression) {
            return countingExpression(Output.of(countingExpression));
        }

        /** How long the action lasts once the limit is reached, in seconds. */
        public Builder mitigationTimeout(@Nullable Output<Integer> mitigationTimeout) {
            args.mitigationTimeout = mitigationTimeout;
            return this;
        }

        /** How long the action lasts once the limit is reached, in seconds. */
        public Builder mitigationTimeout(Integer mitigationTimeout) {
            return mitigationTimeout(Output.of(mitigationTimeout));
        }

        /** The window in which requests are counted, in seconds. */
        public Builder period(Output<Integer> period) {
            args.period = period;
            return this;
        }

        /** The window in which requests are counted, in seconds. */
        public Builder period(Integer period) {
            return period(Output.of(period));
        }

        /** The number of requests in a period that is still allowed. */
        public Builder requestsPerPeriod(@Nullable Output<Integer> requestsPerPeriod) {
            args.requestsPerPeriod = requestsPerPeriod;
            return this;
        }

        /** The number of requests in a period that is still allowed. */
        public Builder requestsPerPeriod(Integer requestsPerPeriod) {
            return requestsPerPeriod(Output.of(requestsPerPeriod));
        }

        /** Whether only requests that the cache did not answer are counted. */
        public Builder requestsToOrigin(@Nullable Output<Boolean> requestsToOrigin) {
            args.requestsToOrigin = requestsToOrigin;
            return this;
        }

        /** Whether only requests that the cache did not answer are counted. */
        public Builder requestsToOrigin(Boolean requestsToOrigin) {
            return requestsToOrigin(Output.of(requestsToOrigin));
        }

        /** The score in a period that is still allowed. */
        public Builder scorePerPeriod(@Nullable Output<Integer> scorePerPeriod) {
            args.scorePerPeriod = scorePerPeriod;
            return this;
        }

        /** The score in a period that is still allowed. */
        public Builder scorePerPeriod(Integer scorePerPeriod) {
            return scorePerPeriod(Output.of(scorePerPeriod));
        }

        /** The response header from which the origin's score is read. */
        public Builder scoreResponseHeaderName(@Nullable Output<String> scoreResponseHeaderName) {
            args.scoreResponseHeaderName = scoreResponseHeaderName;
            return this;
        }

        /** The response header from which the origin's score is read. */
        public Builder scoreResponseHeaderName(String scoreResponseHeaderName) {
            return scoreResponseHeaderName(Output.of(scoreResponseHeaderName));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public RulesetRuleRatelimitArgs build() {
            if (args.characteristics == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimitArgs", "characteristics");
            }
            if (args.period == null) {
                throw new MissingRequiredPropertyException("RulesetRuleRatelimitArgs", "period");
            }
            return new RulesetRuleRatelimitArgs(args);
        }
    }
}
