package dev.plinth.components.container.deployment;

import com.pulumi.aws.codedeploy.inputs.DeploymentConfigTrafficRoutingConfigArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentConfigTrafficRoutingConfigTimeBasedCanaryArgs;
import com.pulumi.aws.codedeploy.inputs.DeploymentConfigTrafficRoutingConfigTimeBasedLinearArgs;
import java.util.Map;
import java.util.Optional;

/**
 * Shift of the requests from the tasks of one version to those of the next.
 *
 * @param kind the kind
 * @param percent the share of the requests of the first step, and with {@link Kind#LINEAR} of each step, 1 to 99; 100 with {@link
 *     Kind#ALL_AT_ONCE}
 * @param intervalMinutes the time between two steps, 1 to 2880 minutes; 0 with {@link Kind#ALL_AT_ONCE}
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html">Deployment configurations</a>
 */
public record TrafficShift(Kind kind, int percent, int intervalMinutes) {

    /** The longest time between two steps: two days. */
    public static final int MAX_INTERVAL_MINUTES = 2880;

    /** Deployment configurations that exist in every account. */
    private static final Map<TrafficShift, String> PREDEFINED = Map.of(
            allAtOnce(), "CodeDeployDefault.ECSAllAtOnce",
            canary(10, 5), "CodeDeployDefault.ECSCanary10Percent5Minutes",
            canary(10, 15), "CodeDeployDefault.ECSCanary10Percent15Minutes",
            linear(10, 1), "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
            linear(10, 3), "CodeDeployDefault.ECSLinear10PercentEvery3Minutes");

    /** Kinds of shifts. */
    public enum Kind {
        /** All requests in one step. */
        ALL_AT_ONCE,
        /** A share of the requests, and the rest after the interval. */
        CANARY,
        /** Equal shares, one in each interval. */
        LINEAR
    }

    /** All requests in one step. */
    public static TrafficShift allAtOnce() {
        return new TrafficShift(Kind.ALL_AT_ONCE, 100, 0);
    }

    /**
     * A share of the requests, and the rest after an interval.
     *
     * @param percent the share, 1 to 99 percent
     * @param intervalMinutes the interval, 1 to 2880 minutes
     */
    public static TrafficShift canary(int percent, int intervalMinutes) {
        return new TrafficShift(Kind.CANARY, percent, intervalMinutes);
    }

    /**
     * Equal shares of the requests.
     *
     * @param percent the share, 1 to 99 percent
     * @param intervalMinutes the time between two shares, 1 to 2880 minutes
     */
    public static TrafficShift linear(int percent, int intervalMinutes) {
        return new TrafficShift(Kind.LINEAR, percent, intervalMinutes);
    }

    /** The name of AWS's own deployment configuration for this shift; empty where a custom one is necessary. */
    public Optional<String> predefined() {
        return Optional.ofNullable(PREDEFINED.get(this));
    }

    /** Returns the shift as arguments of a deployment configuration of CodeDeploy. */
    public DeploymentConfigTrafficRoutingConfigArgs routing() {
        DeploymentConfigTrafficRoutingConfigArgs.Builder routing = DeploymentConfigTrafficRoutingConfigArgs.builder();
        if (kind == Kind.CANARY) {
            return routing.type("TimeBasedCanary")
                    .timeBasedCanary(DeploymentConfigTrafficRoutingConfigTimeBasedCanaryArgs.builder()
                            .percentage(percent)
                            .interval(intervalMinutes)
                            .build())
                    .build();
        }
        return routing.type("TimeBasedLinear")
                .timeBasedLinear(DeploymentConfigTrafficRoutingConfigTimeBasedLinearArgs.builder()
                        .percentage(percent)
                        .interval(intervalMinutes)
                        .build())
                .build();
    }
}
