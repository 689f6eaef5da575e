package dev.plinth.components.container;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** The arguments of a {@link ContainerCluster}. */
public final class ContainerClusterArgs extends ResourceArgs {

    /** Detail that Container Insights collects. */
    public enum ContainerInsights {
        /** Metrics down to tasks and containers; billed for each metric. */
        ENHANCED("enhanced"),
        /** Metrics of cluster and services; billed for each metric. */
        ENABLED("enabled");

        private final String value;

        ContainerInsights(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    /** The default of {@link Builder#containerInsights}. */
    public static final ContainerInsights DEFAULT_CONTAINER_INSIGHTS = ContainerInsights.ENHANCED;

    /** The default of {@link Builder#fargateBase}. */
    public static final int DEFAULT_FARGATE_BASE = 1;

    /** The default of {@link Builder#fargateWeight}. */
    public static final int DEFAULT_FARGATE_WEIGHT = 1;

    /** The default of {@link Builder#fargateSpotWeight}. */
    public static final int DEFAULT_FARGATE_SPOT_WEIGHT = 0;

    /** The default of {@link Builder#logRetentionDays}: a year, as Security Hub's CloudWatch.16 asks. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    @Import
    private final String containerInsights;

    @Import
    private final int fargateBase;

    @Import
    private final int fargateWeight;

    @Import
    private final int fargateSpotWeight;

    @Import
    private final int logRetentionDays;

    private ContainerClusterArgs(Builder builder) {
        this.containerInsights = builder.containerInsights.value();
        this.fargateBase = builder.fargateBase;
        this.fargateWeight = builder.fargateWeight;
        this.fargateSpotWeight = builder.fargateSpotWeight;
        this.logRetentionDays = builder.logRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how much Container Insights collects, as ECS spells it. */
    public String containerInsights() {
        return containerInsights;
    }

    /** Returns how many tasks run on Fargate before the weights count. */
    public int fargateBase() {
        return fargateBase;
    }

    /** The share of Fargate among further tasks. */
    public int fargateWeight() {
        return fargateWeight;
    }

    /** The share of Fargate Spot among further tasks. */
    public int fargateSpotWeight() {
        return fargateSpotWeight;
    }

    /** Returns how long logs of commands run in containers are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** Builds {@link ContainerClusterArgs}. */
    public static final class Builder {

        private ContainerInsights containerInsights = DEFAULT_CONTAINER_INSIGHTS;
        private int fargateBase = DEFAULT_FARGATE_BASE;
        private int fargateWeight = DEFAULT_FARGATE_WEIGHT;
        private int fargateSpotWeight = DEFAULT_FARGATE_SPOT_WEIGHT;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;

        private Builder() {}

        /**
         * Sets how much Container Insights collects. Off isn't offered (Security Hub's ECS.12). Default
         * {@link ContainerClusterArgs#DEFAULT_CONTAINER_INSIGHTS}.
         */
        public Builder containerInsights(ContainerInsights value) {
            this.containerInsights = value;
            return this;
        }

        /**
         * Sets how many tasks run on Fargate before the weights count, 0 to 100000. The strategy is for tasks and services that name
         * none of their own; {@link FargateService} names its own. Default {@value ContainerClusterArgs#DEFAULT_FARGATE_BASE}.
         */
        public Builder fargateBase(int value) {
            this.fargateBase = value;
            return this;
        }

        /** The share of Fargate among further tasks, 0 to 1000. Default {@value ContainerClusterArgs#DEFAULT_FARGATE_WEIGHT}. */
        public Builder fargateWeight(int value) {
            this.fargateWeight = value;
            return this;
        }

        /**
         * The share of Fargate Spot among further tasks, 0 to 1000; AWS may stop such a task with a two-minute warning. Default
         * {@value ContainerClusterArgs#DEFAULT_FARGATE_SPOT_WEIGHT}.
         */
        public Builder fargateSpotWeight(int value) {
            this.fargateSpotWeight = value;
            return this;
        }

        /**
         * Sets how long logs of commands run in containers are kept, in days: one of CloudWatch's retention periods. Default
         * {@value ContainerClusterArgs#DEFAULT_LOG_RETENTION_DAYS}.
         */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ContainerClusterArgs build() {
            return new ContainerClusterArgs(this);
        }
    }
}
