package dev.plinth.components.container.deployment;

/**
 * Deployment of each version beside the one before it, by CodeDeploy: the new tasks start in a second target group, receive test traffic
 * first, then the requests in the steps of the shift. The old tasks stay for a time in which CodeDeploy returns to them in seconds.
 *
 * @param shift the shift of the requests
 * @param approvalMinutes the time in which somebody must continue the deployment after its tests, 0 to 2880 minutes; the deployment is
 *     stopped otherwise. 0 continues without an approval.
 * @param terminationWaitMinutes the time for which the old tasks stay after the shift, 0 to 2880 minutes
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html">CodeDeploy blue/green
 *     deployments for Amazon ECS</a>
 */
public record BlueGreen(TrafficShift shift, int approvalMinutes, int terminationWaitMinutes) {

    /** The time for which the old tasks stay, in minutes. */
    public static final int DEFAULT_TERMINATION_WAIT_MINUTES = 30;

    /** The longest wait of CodeDeploy: two days. */
    public static final int MAX_WAIT_MINUTES = 2880;

    /** A shift without an approval, with the old tasks for {@value #DEFAULT_TERMINATION_WAIT_MINUTES} minutes. */
    public static BlueGreen of(TrafficShift shift) {
        return new BlueGreen(shift, 0, DEFAULT_TERMINATION_WAIT_MINUTES);
    }

    /** A tenth of the requests for five minutes, then all of them. */
    public static BlueGreen canary() {
        return of(TrafficShift.canary(10, 5));
    }
}
