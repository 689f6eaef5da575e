package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.backup.RecoveryPoint;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One execution of a migration: its states in order, with the times that they take. */
final class MigrationExecution {

    static final String SNAPSHOT = ":aws-sdk:rds:createDBSnapshot";
    static final String RUN_TASK = ":ecs:runTask.sync";

    private static final String READ_SNAPSHOT = ":aws-sdk:rds:describeDBSnapshots";

    /** The duration of a snapshot and of a task: the simulator's own assumptions. */
    private static final Duration SNAPSHOT_TIME = Duration.ofMinutes(5);

    private static final Duration TASK_TIME = Duration.ofMinutes(2);

    /** More states than any execution passes through. */
    private static final int LIMIT = 1000;

    private static final Pattern FORMAT = Pattern.compile("States\\.Format\\('([^']*)', \\$\\$\\.Execution\\.Name\\)");

    private final World world;
    private final StoredResource machine;
    private final Map<String, Object> execution;
    private final String property;
    private final String name;
    private final Map<String, Object> states;
    private final Map<String, Object> data = new LinkedHashMap<>(Map.of("phase", "expand"));
    private Instant time;
    private @Nullable Instant available;
    private String snapshot = "";
    private int tasks;

    /**
     * Creates the execution.
     *
     * @param execution the time of its beginning, the definition and the injected faults
     * @param property the property of the state machine that holds them
     */
    MigrationExecution(World world, StoredResource machine, Map<String, Object> execution, String property) {
        this.world = world;
        this.machine = machine;
        this.execution = execution;
        this.property = property;
        this.time = Instant.parse(String.valueOf(execution.get("began")));
        this.name = "expand-" + time.getEpochSecond();
        this.states = Values.asMap(
                Values.mapFromJson(String.valueOf(execution.get("definition"))).get("States"));
    }

    /** Returns the action of a state; empty for none. */
    static String resource(@Nullable Object state) {
        return String.valueOf(Values.asMap(state).getOrDefault("Resource", ""));
    }

    /** Plans the events of the states. */
    void plan() {
        at(() -> world.happened(machine, "migration-started", "starts the execution " + name));
        Object next =
                Values.mapFromJson(String.valueOf(execution.get("definition"))).get("StartAt");
        for (int passed = 0; next != null && passed < LIMIT; passed++) {
            next = step(String.valueOf(next), Values.asMap(states.get(String.valueOf(next))));
        }
    }

    /** Returns the next state; null at the end. */
    private @Nullable Object step(String label, Map<String, Object> state) {
        return switch (String.valueOf(state.get("Type"))) {
            case "Choice" -> choice(state);
            case "Wait" -> {
                time = time.plusSeconds(state.get("Seconds") instanceof Number seconds ? seconds.longValue() : 0);
                yield state.get("Next");
            }
            case "Fail" -> fail(label, String.valueOf(state.get("Cause")));
            case "Task" -> task(label, state);
            default -> next(state);
        };
    }

    private @Nullable Object choice(Map<String, Object> state) {
        for (Object each : Values.asList(state.get("Choices"))) {
            Map<String, Object> choice = Values.asMap(each);
            if (String.valueOf(choice.get("StringEquals")).equals(value(String.valueOf(choice.get("Variable"))))) {
                return choice.get("Next");
            }
        }
        return state.get("Default");
    }

    private @Nullable Object task(String label, Map<String, Object> state) {
        String resource = resource(state);
        Map<String, Object> parameters = Values.asMap(state.get("Parameters"));
        if (resource.endsWith(SNAPSHOT)) {
            return takeSnapshot(label, state, parameters);
        }
        if (resource.endsWith(READ_SNAPSHOT)) {
            boolean done = available != null && !time.isBefore(available);
            put(state, Map.of("status", done ? "available" : "creating"));
        }
        return resource.endsWith(RUN_TASK) ? runTask(label, state, parameters) : next(state);
    }

    private @Nullable Object takeSnapshot(String label, Map<String, Object> state, Map<String, Object> parameters) {
        String identifier = String.valueOf(parameters.get("DbInstanceIdentifier"));
        Optional<StoredResource> database = world.all(AwsTypes.RDS_INSTANCE).stream()
                .filter(instance -> instance.region().equals(machine.region()))
                .filter(instance -> instance.text("identifier").equals(identifier))
                .findFirst();
        if (database.isEmpty()) {
            return fail(label, "the database " + identifier + " does not exist");
        }
        Matcher format = FORMAT.matcher(String.valueOf(parameters.get("DbSnapshotIdentifier.$")));
        snapshot = format.matches() ? format.group(1).replace("{}", name) : identifier + "-" + name;
        available = time.plus(SNAPSHOT_TIME);
        String taken = snapshot;
        Instant created = available;
        world.at(created, () -> {
            if (isCurrent()) {
                world.backups()
                        .add(
                                world.current(database.get()),
                                new RecoveryPoint(
                                        created, "SNAPSHOT", "", database.get().text("kmsKeyId"), null));
                world.happened(database.get(), "snapshot-completed", "has the snapshot " + taken);
            }
        });
        put(state, Map.of("id", snapshot));
        return next(state);
    }

    private @Nullable Object runTask(String label, Map<String, Object> state, Map<String, Object> parameters) {
        String definition = String.valueOf(parameters.get("TaskDefinition"));
        boolean exists = world.all(AwsTypes.ECS_TASK_DEFINITION).stream()
                .anyMatch(task -> task.arn().equals(definition));
        if (!exists) {
            return fail(label, "the task definition " + definition + " does not exist");
        }
        boolean fails = Boolean.TRUE.equals(execution.get(tasks == 0 ? "failsMigration" : "failsVerification"));
        tasks++;
        time = time.plus(TASK_TIME);
        if (fails) {
            return fail(label, "its task ended with exit code 1");
        }
        at(() -> world.happened(
                machine, "migration-task-completed", "completed " + label + ": its task ended with exit code 0"));
        return next(state);
    }

    private @Nullable Object next(Map<String, Object> state) {
        if (state.get("Next") == null) {
            at(() -> {
                world.happened(machine, "migration-succeeded", "succeeded; the snapshot " + snapshot + " is kept");
                end();
            });
        }
        return state.get("Next");
    }

    private @Nullable Object fail(String label, String cause) {
        String kept = available == null || time.isBefore(available)
                ? "; no snapshot was taken"
                : "; the database can be restored from the snapshot " + snapshot;
        at(() -> {
            String alarm = Migrations.alarm(world, machine)
                    .map(found -> "; it raised the alarm " + found.text("name"))
                    .orElse("; it has no alarm");
            world.failed(machine, "migration-failed", "failed in " + label + ": " + cause + kept + alarm);
            end();
        });
        return null;
    }

    private void at(Runnable action) {
        world.at(time, () -> {
            if (isCurrent()) {
                action.run();
            }
        });
    }

    private boolean isCurrent() {
        return Values.asMap(world.current(machine).get(property)).equals(execution);
    }

    private void end() {
        world.set(machine, property, Map.of());
    }

    private void put(Map<String, Object> state, Map<String, Object> result) {
        String path = String.valueOf(state.get("ResultPath"));
        if (path.startsWith("$.")) {
            data.put(path.substring(2), result);
        }
    }

    private String value(String path) {
        Object value = data;
        for (String key : path.replaceFirst("^\\$\\.", "").split("\\.", -1)) {
            value = Values.asMap(value).get(key);
        }
        return String.valueOf(value);
    }
}
