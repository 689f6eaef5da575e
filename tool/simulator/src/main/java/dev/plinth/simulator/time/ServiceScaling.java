package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Application Auto Scaling moves the desired count of services with a scaling policy, and scheduled actions move the bounds.
 *
 * <p>The load is the simulator's own assumption: at 18:00 UTC half of the range is needed, a quarter at weekends; at 06:00 the least.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html">Service auto scaling</a>
 */
final class ServiceScaling implements TimeRule {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    @Override
    public void plan(World world) {
        for (StoredResource action : world.all(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION)) {
            Schedule.runs(
                            action.text("schedule"),
                            action.text("timezone"),
                            world.created(action),
                            world.from(),
                            world.until())
                    .forEach(time -> world.at(time, () -> act(world, action)));
        }
        for (StoredResource target : world.all(AwsTypes.APPAUTOSCALING_TARGET)) {
            boolean scales = world.all(AwsTypes.APPAUTOSCALING_POLICY).stream()
                    .anyMatch(policy -> policy.text("resourceId").equals(target.text("resourceId")));
            if (scales && "ecs:service:DesiredCount".equals(target.text("scalableDimension"))) {
                plan(world, target, "cron(0 6 * * ? *)", false);
                plan(world, target, "cron(0 18 * * ? *)", true);
            }
        }
    }

    private static void plan(World world, StoredResource target, String cron, boolean busy) {
        for (Instant time : Schedule.runs(cron, "", world.from(), world.from(), world.until())) {
            world.at(time, () -> {
                StoredResource current = world.current(target);
                long least = current.number("minCapacity", 0);
                long range = current.number("maxCapacity", least) - least;
                boolean weekend = WEEKEND.contains(time.atZone(ZoneOffset.UTC).getDayOfWeek());
                scale(world, current, busy ? least + (range + 1) / (weekend ? 4 : 2) : least);
            });
        }
    }

    private static void act(World world, StoredResource action) {
        Map<String, Object> bounds = Values.asMap(action.get("scalableTargetAction"));
        world.all(AwsTypes.APPAUTOSCALING_TARGET).stream()
                .filter(target -> target.text("resourceId").equals(action.text("resourceId")))
                .filter(target -> target.text("scalableDimension").equals(action.text("scalableDimension")))
                .findFirst()
                .ifPresent(target -> {
                    for (String bound : Set.of("minCapacity", "maxCapacity")) {
                        if (bounds.get(bound) instanceof Number number) {
                            world.setInput(target, bound, number.longValue());
                        }
                    }
                    world.happened(target, "bounds-scheduled", "its bounds were set by " + action.text("name"));
                    service(world, target)
                            .ifPresent(service -> scale(
                                    world,
                                    world.current(target),
                                    Math.max(
                                            service.number("desiredCount", 0),
                                            world.current(target).number("minCapacity", 0))));
                });
    }

    private static Optional<StoredResource> service(World world, StoredResource target) {
        return world.all(AwsTypes.ECS_SERVICE).stream()
                .filter(service -> service.region().equals(target.region()))
                .filter(service -> target.text("resourceId")
                        .equals("service/" + service.text("simulatedCluster") + "/" + service.text("name")))
                .findFirst();
    }

    private static void scale(World world, StoredResource target, long wanted) {
        service(world, target).ifPresent(service -> {
            long before = service.number("desiredCount", 0);
            long count = Math.min(wanted, target.number("maxCapacity", wanted));
            if (count != before) {
                world.setInput(service, "desiredCount", count);
                world.happened(service, "service-scaled", "its desired count changed from " + before + " to " + count);
            }
        });
    }
}
