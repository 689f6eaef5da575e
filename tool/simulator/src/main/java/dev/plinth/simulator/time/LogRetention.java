package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;

/**
 * CloudWatch Logs deletes events that are older than their group's retention; the first time is told.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html">Log retention</a>
 */
final class LogRetention implements TimeRule {

    @Override
    public void plan(World world) {
        for (StoredResource group : world.all(AwsTypes.CLOUDWATCH_LOG_GROUP)) {
            long days = group.number("retentionInDays", 0);
            if (days > 0) {
                world.at(
                        world.created(group).plus(Duration.ofDays(days)),
                        () -> world.happened(
                                group,
                                "log-events-expired",
                                "its first events are " + days + " days old and are deleted"));
            }
        }
    }
}
