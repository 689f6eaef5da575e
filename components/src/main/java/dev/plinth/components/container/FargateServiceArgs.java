package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import dev.plinth.components.container.deployment.BlueGreen;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.queue.Queue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link FargateService}. Required: {@link Builder#cluster}, {@link Builder#network}, {@link Builder#image},
 * {@link Builder#cpu} and {@link Builder#memory}. With a {@link Builder#port} also one way to see whether a container is healthy:
 * {@link Builder#loadBalancer}, {@link Builder#healthCheckCommand} or {@link Builder#healthCheckPath}. A service without a port is a
 * worker.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class FargateServiceArgs extends FargateTaskArgs {

    /** The default of {@link Builder#minTasks}: one in each of two zones. */
    public static final int DEFAULT_MIN_TASKS = 2;

    /** The default of {@link Builder#maxTasks}. */
    public static final int DEFAULT_MAX_TASKS = 10;

    /** The default of {@link Builder#cpuTargetPercent}. */
    public static final int DEFAULT_CPU_TARGET_PERCENT = 60;

    /** The default of {@link Builder#memoryTargetPercent}. */
    public static final int DEFAULT_MEMORY_TARGET_PERCENT = 75;

    /** The default of {@link Builder#healthCheckGracePeriodSeconds}. */
    public static final int DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS = 60;

    /** The default of {@link Builder#fargateSpotWeight}. */
    public static final int DEFAULT_FARGATE_SPOT_WEIGHT = 0;

    /** The default of {@link Builder#enableExecuteCommand}. */
    public static final boolean DEFAULT_ENABLE_EXECUTE_COMMAND = false;

    /** The default of {@link Builder#waitForSteadyState}. */
    public static final boolean DEFAULT_WAIT_FOR_STEADY_STATE = true;

    /** The default of {@link Builder#redeployOnSecretChange}. */
    public static final boolean DEFAULT_REDEPLOY_ON_SECRET_CHANGE = true;

    private final @Nullable ApplicationLoadBalancer loadBalancer;
    private final @Nullable String routeName;
    private final boolean redeployOnSecretChange;
    private final @Nullable BlueGreen blueGreen;
    private final @Nullable Output<String> deploymentAlarmTopicArn;

    @Import
    private final @Nullable Integer port;

    @Import
    private final int minTasks;

    @Import
    private final int maxTasks;

    @Import
    private final @Nullable Integer cpuTargetPercent;

    @Import
    private final @Nullable Integer memoryTargetPercent;

    @Import
    private final @Nullable Integer requestsPerTask;

    @Import
    private final @Nullable String healthCheckPath;

    @Import
    private final int healthCheckGracePeriodSeconds;

    @Import
    private final int fargateSpotWeight;

    @Import
    private final boolean enableExecuteCommand;

    @Import
    private final boolean waitForSteadyState;

    @Import
    private final List<Output<String>> rollbackAlarmNames;

    @Import
    private final @Nullable Output<String> scalingQueueName;

    @Import
    private final @Nullable Integer messagesPerTask;

    private FargateServiceArgs(Builder builder) {
        super(builder);
        this.loadBalancer = builder.loadBalancer;
        this.routeName = builder.routeName;
        this.redeployOnSecretChange = builder.redeployOnSecretChange;
        this.blueGreen = builder.blueGreen;
        this.deploymentAlarmTopicArn = builder.deploymentAlarmTopicArn;
        this.port = builder.port;
        this.minTasks = builder.minTasks;
        this.maxTasks = builder.maxTasks;
        this.cpuTargetPercent = orDefault(builder.cpuTargetPercent, DEFAULT_CPU_TARGET_PERCENT);
        this.memoryTargetPercent = orDefault(builder.memoryTargetPercent, DEFAULT_MEMORY_TARGET_PERCENT);
        this.requestsPerTask = builder.requestsPerTask;
        this.healthCheckPath = builder.healthCheckPath;
        this.healthCheckGracePeriodSeconds = builder.healthCheckGracePeriodSeconds;
        this.fargateSpotWeight = builder.fargateSpotWeight;
        this.enableExecuteCommand = builder.enableExecuteCommand;
        this.waitForSteadyState = builder.waitForSteadyState && builder.blueGreen == null;
        this.rollbackAlarmNames = builder.rollbackAlarmNames;
        this.scalingQueueName = builder.scalingQueueName;
        this.messagesPerTask = builder.messagesPerTask;
    }

    /** Only the queue can scale from zero tasks. */
    private @Nullable Integer orDefault(@Nullable Integer given, int defaultValue) {
        return given == null && minTasks > 0 ? Integer.valueOf(defaultValue) : given;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The load balancer, or null for a service without callers. */
    public @Nullable ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    /** The load balancer's route, or null without a load balancer. */
    public @Nullable String routeName() {
        return routeName;
    }

    @Override
    public @Nullable Integer port() {
        return port;
    }

    /** The fewest tasks. */
    public int minTasks() {
        return minTasks;
    }

    /** The most tasks. */
    public int maxTasks() {
        return maxTasks;
    }

    /** Returns whether a CPU use to hold was given, or is the default. */
    boolean scalesByCpu() {
        return cpuTargetPercent != null;
    }

    /** Returns whether a memory use to hold was given, or is the default. */
    boolean scalesByMemory() {
        return memoryTargetPercent != null;
    }

    /** The CPU use to hold, in percent; the default where the service doesn't scale by it. */
    public int cpuTargetPercent() {
        return cpuTargetPercent == null ? DEFAULT_CPU_TARGET_PERCENT : cpuTargetPercent;
    }

    /** The memory use to hold, in percent; the default where the service doesn't scale by it. */
    public int memoryTargetPercent() {
        return memoryTargetPercent == null ? DEFAULT_MEMORY_TARGET_PERCENT : memoryTargetPercent;
    }

    /** The requests a minute and task to hold, or null. */
    public @Nullable Integer requestsPerTask() {
        return requestsPerTask;
    }

    /** Returns whether the service scales by the messages of a queue. */
    public boolean scalesByQueue() {
        return scalingQueueName != null;
    }

    /** The name of the queue that the service scales by. */
    Output<String> scalingQueueName() {
        return Objects.requireNonNull(scalingQueueName, "scalingQueueName");
    }

    /** The messages per task to hold, or 0 when the service doesn't scale by a queue. */
    public int messagesPerTask() {
        return messagesPerTask == null ? 0 : messagesPerTask;
    }

    /** The path of the container's own health check, or null. */
    public @Nullable String healthCheckPath() {
        return healthCheckPath;
    }

    /** Returns how long a starting task may be unhealthy, in seconds. */
    public int healthCheckGracePeriodSeconds() {
        return healthCheckGracePeriodSeconds;
    }

    /** The load balancer asks where there is one, unless a command was given. */
    @Override
    List<String> effectiveHealthCheck() {
        if (!healthCheckCommand().isEmpty() || healthCheckPath == null || loadBalancer != null) {
            return healthCheckCommand();
        }
        return List.of("CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:" + port + healthCheckPath);
    }

    @Override
    int healthCheckStartSeconds() {
        return healthCheckGracePeriodSeconds;
    }

    /** The tasks before a deployment still run when Pulumi has registered the next revision, and CodeDeploy may return to them. */
    @Override
    boolean keepsTaskDefinitions() {
        return blueGreen != null;
    }

    @Override
    boolean runsExecuteCommandAgent() {
        return enableExecuteCommand;
    }

    /** The share of Fargate Spot. */
    public int fargateSpotWeight() {
        return fargateSpotWeight;
    }

    /** Returns whether commands can be run in containers. */
    public boolean enableExecuteCommand() {
        return enableExecuteCommand;
    }

    /** Returns whether an update waits for the deployment to end. */
    public boolean waitForSteadyState() {
        return waitForSteadyState;
    }

    /** Returns whether new tasks start when a secret has another value. */
    public boolean redeployOnSecretChange() {
        return redeployOnSecretChange;
    }

    /** The blue-green deployment, or null for a rolling one. */
    public @Nullable BlueGreen blueGreen() {
        return blueGreen;
    }

    /** The topic of the alarm that stops a blue-green deployment, or null with a rolling one. */
    @Nullable
    Output<String> deploymentAlarmTopicArn() {
        return deploymentAlarmTopicArn;
    }

    /** The alarms that roll a deployment back. */
    public List<Output<String>> rollbackAlarmNames() {
        return rollbackAlarmNames;
    }

    /** Builds {@link FargateServiceArgs}. */
    public static final class Builder extends FargateTaskArgs.Builder<Builder> {

        private @Nullable ApplicationLoadBalancer loadBalancer;
        private @Nullable String routeName;
        private @Nullable Integer port;
        private int minTasks = DEFAULT_MIN_TASKS;
        private int maxTasks = DEFAULT_MAX_TASKS;
        private @Nullable Integer cpuTargetPercent;
        private @Nullable Integer memoryTargetPercent;
        private @Nullable Integer requestsPerTask;
        private @Nullable String healthCheckPath;
        private int healthCheckGracePeriodSeconds = DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS;
        private int fargateSpotWeight = DEFAULT_FARGATE_SPOT_WEIGHT;
        private boolean enableExecuteCommand = DEFAULT_ENABLE_EXECUTE_COMMAND;
        private boolean waitForSteadyState = DEFAULT_WAIT_FOR_STEADY_STATE;
        private boolean redeployOnSecretChange = DEFAULT_REDEPLOY_ON_SECRET_CHANGE;
        private List<Output<String>> rollbackAlarmNames = List.of();
        private @Nullable BlueGreen blueGreen;
        private @Nullable Output<String> deploymentAlarmTopicArn;
        private @Nullable Output<String> scalingQueueName;
        private @Nullable Integer messagesPerTask;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * The load balancer that calls the service, and the name of its route, whose health check decides then; it needs
         * {@link #port}. Default: none, and nothing may call the service.
         */
        public Builder loadBalancer(ApplicationLoadBalancer value, String route) {
            this.loadBalancer = value;
            this.routeName = route;
            return this;
        }

        /** The port that the container listens on, 1 to 65535. Default: none, which a load balancer doesn't allow. */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * The fewest tasks; fewer than 2 don't survive the loss of a zone. 0 needs {@link #scaleByQueue}, and allows no load balancer and
         * no other scaling. Default {@value FargateServiceArgs#DEFAULT_MIN_TASKS}.
         */
        public Builder minTasks(int value) {
            this.minTasks = value;
            return this;
        }

        /** The most tasks, at least {@link #minTasks}. Default {@value FargateServiceArgs#DEFAULT_MAX_TASKS}. */
        public Builder maxTasks(int value) {
            this.maxTasks = value;
            return this;
        }

        /** The average CPU use that scaling holds, 10 to 90 percent; none with {@link #minTasks} 0. Default {@value FargateServiceArgs#DEFAULT_CPU_TARGET_PERCENT}. */
        public Builder cpuTargetPercent(int value) {
            this.cpuTargetPercent = value;
            return this;
        }

        /** The average memory use that scaling holds, 10 to 90 percent; none with {@link #minTasks} 0. Default {@value FargateServiceArgs#DEFAULT_MEMORY_TARGET_PERCENT}. */
        public Builder memoryTargetPercent(int value) {
            this.memoryTargetPercent = value;
            return this;
        }

        /** The load balancer's requests a minute and task that scaling holds, at least 1. Default: not scaled by requests. */
        public Builder requestsPerTask(int value) {
            this.requestsPerTask = value;
            return this;
        }

        /**
         * Scales by the messages of a queue, so that each task has so many waiting. With {@link #minTasks} of at least 1, that is target
         * tracking beside CPU and memory: the most tasks that one of them asks for run. With 0, step scaling starts the first task when
         * there is a message, and stops the last one when the queue has been empty for five minutes. SQS sends no metrics of a queue that
         * nobody used for six hours, and needs up to 15 minutes to send them again: where the first message may not wait that long,
         * keep one task. Default: not scaled by a queue.
         *
         * @param queue the queue
         * @param messages the messages per task, at least 1: the longest acceptable wait of a message by the time that handling one takes
         * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html">The
         *     metrics of SQS</a>
         */
        public Builder scaleByQueue(Queue queue, int messages) {
            return scaleByQueue(queue.queueName(), messages);
        }

        /** As {@link #scaleByQueue(Queue, int)}, for a queue by its name. */
        public Builder scaleByQueue(Output<String> queueName, int messages) {
            this.scalingQueueName = queueName;
            this.messagesPerTask = messages;
            return this;
        }

        /**
         * The path on {@link #port} that answers 200 when the container is healthy. It is asked with the image's {@code wget},
         * unless a load balancer asks (by its route's path) or {@link #healthCheckCommand} is given. Default: none.
         */
        public Builder healthCheckPath(String value) {
            this.healthCheckPath = value;
            return this;
        }

        /**
         * Sets how long the load balancer's health check of a starting task is ignored, 0 to 3600 seconds. Default
         * {@value FargateServiceArgs#DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS}.
         */
        public Builder healthCheckGracePeriodSeconds(int value) {
            this.healthCheckGracePeriodSeconds = value;
            return this;
        }

        /**
         * The share of Fargate Spot against a share of 1 for Fargate, after {@link #minTasks} on Fargate; 0 to 1000. AWS may stop
         * a Spot task two minutes after a warning. Going from 0 to more, or back, replaces the service. Default
         * {@value FargateServiceArgs#DEFAULT_FARGATE_SPOT_WEIGHT}.
         */
        public Builder fargateSpotWeight(int value) {
            this.fargateSpotWeight = value;
            return this;
        }

        /**
         * Sets whether {@code aws ecs execute-command} may run commands in containers; every session is logged by the cluster. Its agent
         * writes to the root file system, so {@link #readonlyRootFilesystem} must be false then. Default
         * {@value FargateServiceArgs#DEFAULT_ENABLE_EXECUTE_COMMAND}.
         */
        public Builder enableExecuteCommand(boolean value) {
            this.enableExecuteCommand = value;
            return this;
        }

        /** Sets whether an update waits until the deployment has ended. Default {@value FargateServiceArgs#DEFAULT_WAIT_FOR_STEADY_STATE}. */
        public Builder waitForSteadyState(boolean value) {
            this.waitForSteadyState = value;
            return this;
        }

        /**
         * Sets whether new tasks start when a secret has another value, as after a rotation: tasks read their secrets once, at their
         * start. Default: true. With false, the application itself must read a secret again.
         */
        public Builder redeployOnSecretChange(boolean value) {
            this.redeployOnSecretChange = value;
            return this;
        }

        /** The names of CloudWatch alarms that roll a running deployment back. Default: none; the circuit breaker is always on. */
        public Builder rollbackAlarmNames(List<Output<String>> value) {
            this.rollbackAlarmNames = List.copyOf(value);
            return this;
        }

        /**
         * Deploys each version beside the one before it, by CodeDeploy. It needs a {@link #loadBalancer} with the route among its
         * {@code blueGreenRoutes}. An update registers the new task definition; the pipeline starts the deployment with {@link
         * BlueGreenDeployment#request}, and the provider does not wait for a steady service. Adding or removing it replaces the service.
         * Default: a rolling deployment by ECS.
         *
         * @param value the shift of the requests and the waits
         * @param alarmTopicArn the topic that is notified when errors stop a deployment
         */
        public Builder blueGreen(BlueGreen value, Output<String> alarmTopicArn) {
            this.blueGreen = value;
            this.deploymentAlarmTopicArn = alarmTopicArn;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public FargateServiceArgs build() {
            return new FargateServiceArgs(this);
        }
    }
}
