package dev.plinth.components.flags;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arguments of {@link FeatureFlags}. Required: {@link Builder#flags}. */
public final class FeatureFlagsArgs extends ResourceArgs {

    /** The default of {@link Builder#growthPercent}. */
    public static final int DEFAULT_GROWTH_PERCENT = 20;

    /** The default of {@link Builder#deploymentMinutes}. */
    public static final int DEFAULT_DEPLOYMENT_MINUTES = 10;

    /** The default of {@link Builder#bakeMinutes}. */
    public static final int DEFAULT_BAKE_MINUTES = 10;

    @Import
    private final Map<String, Boolean> flags;

    @Import
    private final int growthPercent;

    @Import
    private final int deploymentMinutes;

    @Import
    private final int bakeMinutes;

    private final List<Output<String>> alarmArns;

    private FeatureFlagsArgs(Builder builder) {
        this.flags = builder.flags;
        this.growthPercent = builder.growthPercent;
        this.deploymentMinutes = builder.deploymentMinutes;
        this.bakeMinutes = builder.bakeMinutes;
        this.alarmArns = builder.alarmArns;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The flags and whether they are on. */
    public Map<String, Boolean> flags() {
        return flags;
    }

    /** The share of the clients that each step adds, in percent. */
    public int growthPercent() {
        return growthPercent;
    }

    /** The duration of a deployment, in minutes. */
    public int deploymentMinutes() {
        return deploymentMinutes;
    }

    /** The time for which alarms are watched after a deployment, in minutes. */
    public int bakeMinutes() {
        return bakeMinutes;
    }

    /** The alarms that roll a deployment back. */
    public List<Output<String>> alarmArns() {
        return alarmArns;
    }

    /** Builds {@link FeatureFlagsArgs}. */
    public static final class Builder {

        private Map<String, Boolean> flags = Map.of();
        private int growthPercent = DEFAULT_GROWTH_PERCENT;
        private int deploymentMinutes = DEFAULT_DEPLOYMENT_MINUTES;
        private int bakeMinutes = DEFAULT_BAKE_MINUTES;
        private List<Output<String>> alarmArns = List.of();

        private Builder() {}

        /** The flags and whether they are on; names are letters, digits, hyphens and underscores. Required. */
        public Builder flags(Map<String, Boolean> value) {
            this.flags = new TreeMap<>(value);
            return this;
        }

        /** The share of the clients that each step adds, 1 to 100 percent. Default {@value FeatureFlagsArgs#DEFAULT_GROWTH_PERCENT}. */
        public Builder growthPercent(int value) {
            this.growthPercent = value;
            return this;
        }

        /** The duration of a deployment, 0 to 1440 minutes. Default {@value FeatureFlagsArgs#DEFAULT_DEPLOYMENT_MINUTES}. */
        public Builder deploymentMinutes(int value) {
            this.deploymentMinutes = value;
            return this;
        }

        /**
         * The time for which alarms are watched after a deployment, 0 to 1440 minutes. Default {@value
         * FeatureFlagsArgs#DEFAULT_BAKE_MINUTES}.
         */
        public Builder bakeMinutes(int value) {
            this.bakeMinutes = value;
            return this;
        }

        /** The ARNs of at most five CloudWatch alarms that roll a deployment back. Default: none. */
        public Builder alarmArns(List<Output<String>> value) {
            this.alarmArns = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public FeatureFlagsArgs build() {
            return new FeatureFlagsArgs(this);
        }
    }
}
