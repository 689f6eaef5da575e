package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;
import java.time.Instant;

/**
 * RDS grows the storage of an instance when less than a tenth of it is free, up to {@code maxAllocatedStorage}.
 *
 * <p>How fast data grows is the simulator's own assumption: storage is 40 % full at first, and each day 0.3 % of its first size is
 * added; {@code simulatedUsedGib} is the used storage, and can be set.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html">Storage autoscaling</a>
 */
final class StorageAutoscaling implements TimeRule {

    private static final String USED = "simulatedUsedGib";
    private static final String FIRST = "simulatedFirstGib";
    private static final double USED_AT_FIRST = 0.4;
    private static final double GROWTH_A_DAY = 0.003;
    private static final double FULL_FROM = 0.9;
    private static final long LEAST_STEP_GIB = 10;

    @Override
    public void plan(World world) {
        for (StoredResource instance : world.all(AwsTypes.RDS_INSTANCE)) {
            if (instance.get("allocatedStorage") instanceof Number) {
                for (Instant day :
                        Schedule.every(Duration.ofDays(1), world.created(instance), world.from(), world.until())) {
                    world.at(day, () -> fill(world, world.current(instance)));
                }
            }
        }
    }

    private static double number(StoredResource resource, String property, double absent) {
        return resource.get(property) instanceof Number number ? number.doubleValue() : absent;
    }

    private static void fill(World world, StoredResource instance) {
        long allocated = instance.number("allocatedStorage", 0);
        double first = number(instance, FIRST, (double) allocated);
        double used =
                Math.min((double) allocated, number(instance, USED, first * USED_AT_FIRST) + first * GROWTH_A_DAY);
        world.set(instance, FIRST, first);
        world.set(instance, USED, used);
        if (used < allocated * FULL_FROM) {
            return;
        }
        long most = instance.number("maxAllocatedStorage", 0);
        long grown = Math.min(most, allocated + Math.max(LEAST_STEP_GIB, Math.round(allocated * 0.1)));
        if (grown > allocated) {
            world.setInput(instance, "allocatedStorage", grown);
            world.set(instance, "status", "available");
            world.happened(instance, "storage-grown", "its storage grew from " + allocated + " to " + grown + " GiB");
        } else if (used >= allocated && !"storage-full".equals(instance.text("status"))) {
            world.set(instance, "status", "storage-full");
            world.failed(
                    instance,
                    "storage-full",
                    "its storage of " + allocated + " GiB is full"
                            + (most == 0 ? ", and storage autoscaling is off" : ", which is maxAllocatedStorage"));
        }
    }
}
