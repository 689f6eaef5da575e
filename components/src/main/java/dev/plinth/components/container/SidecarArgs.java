package dev.plinth.components.container;

import com.pulumi.core.annotations.Import;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a container that runs beside the first one of a {@link FargateTask}: a proxy, a collector, a log router, or one
 * that prepares something and exits. Required: {@link Builder#name} and {@link Builder#image}. Containers of a task reach each other at
 * {@code localhost}. Logs go to the task's log group.
 */
public final class SidecarArgs extends ContainerArgs {

    /** The programs that route logs in a FireLens container. */
    public enum LogRouter {
        /** Fluent Bit. */
        FLUENTBIT,
        /** Fluentd. */
        FLUENTD
    }

    /** The default of {@link Builder#essential}, as in ECS. */
    public static final boolean DEFAULT_ESSENTIAL = true;

    @Import
    private final @Nullable String name;

    @Import
    private final @Nullable Integer cpu;

    @Import
    private final @Nullable Integer memory;

    @Import
    private final @Nullable Integer memoryReservation;

    @Import
    private final boolean essential;

    @Import
    private final @Nullable Integer port;

    @Import
    private final @Nullable String logRouter;

    @Import
    private final Map<String, String> logRouterOptions;

    private SidecarArgs(Builder builder) {
        super(builder);
        this.name = builder.name;
        this.cpu = builder.cpu;
        this.memory = builder.memory;
        this.memoryReservation = builder.memoryReservation;
        this.essential = builder.essential;
        this.port = builder.port;
        this.logRouter = builder.logRouter == null ? null : builder.logRouter.name();
        this.logRouterOptions = new TreeMap<>(builder.logRouterOptions);
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The container's name; empty when it was not given. */
    public String name() {
        return name == null ? "" : name;
    }

    /** The CPU units reserved, or null. */
    public @Nullable Integer cpu() {
        return cpu;
    }

    /** The most memory in MiB, or null for that of the task. */
    public @Nullable Integer memory() {
        return memory;
    }

    /** The memory reserved in MiB, or null. */
    public @Nullable Integer memoryReservation() {
        return memoryReservation;
    }

    /** Returns whether the task stops when this container does. */
    public boolean essential() {
        return essential;
    }

    @Override
    public @Nullable Integer port() {
        return port;
    }

    /** The log router that the container is, or null when it is none. */
    public @Nullable LogRouter logRouter() {
        return logRouter == null ? null : LogRouter.valueOf(logRouter);
    }

    /** The options of FireLens. */
    public Map<String, String> logRouterOptions() {
        return logRouterOptions;
    }

    /** Builds {@link SidecarArgs}. */
    public static final class Builder extends ContainerArgs.Builder<Builder> {

        private @Nullable String name;
        private @Nullable Integer cpu;
        private @Nullable Integer memory;
        private @Nullable Integer memoryReservation;
        private boolean essential = DEFAULT_ESSENTIAL;
        private @Nullable Integer port;
        private @Nullable LogRouter logRouter;
        private Map<String, String> logRouterOptions = Map.of();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The container's name, 1 to 255 letters, digits, hyphens and underscores; no other container of the task has it. Required. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** The CPU units reserved for the container; those of all sidecars are less than the task's. Default: none reserved. */
        public Builder cpu(int value) {
            this.cpu = value;
            return this;
        }

        /** The memory in MiB above which the container is killed, at least 6; that of all sidecars is less than the task's. Default: the task's. */
        public Builder memory(int value) {
            this.memory = value;
            return this;
        }

        /** The memory in MiB reserved for the container, at least 6 and at most {@link #memory}. Default: none reserved. */
        public Builder memoryReservation(int value) {
            this.memoryReservation = value;
            return this;
        }

        /** Sets whether the task stops when this container does. False for one that exits by itself. Default {@value SidecarArgs#DEFAULT_ESSENTIAL}. */
        public Builder essential(boolean value) {
            this.essential = value;
            return this;
        }

        /** The port that the container listens on, 1 to 65535, for the other containers of the task. Default: none. */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * Makes the container the task's log router (FireLens), which {@link FargateTaskArgs.Builder#logRouting} needs; at most one.
         *
         * @param value the program
         * @param options FireLens's options, such as {@code enable-ecs-log-metadata}
         * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html">FireLens</a>
         */
        public Builder logRouter(LogRouter value, Map<String, String> options) {
            this.logRouter = value;
            this.logRouterOptions = Map.copyOf(options);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public SidecarArgs build() {
            return new SidecarArgs(this);
        }
    }
}
