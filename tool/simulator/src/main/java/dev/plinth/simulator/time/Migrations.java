package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executions of state machines that take a snapshot of a database and then run tasks: migrations. An execution with the phase expand
 * begins a minute after the update that changed its tasks, as if a pipeline had started it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html">Run Amazon ECS tasks with Step Functions</a>
 */
final class Migrations implements TimeRule {

    /** The execution of a state machine that is in progress. */
    private static final String EXECUTION = "simulatedExecution";

    /** The task definitions of the last execution. */
    private static final String EXECUTED = "simulatedExecutedTasks";

    private static final Duration REQUEST = Duration.ofMinutes(1);

    @Override
    public void plan(World world) {
        for (StoredResource machine : world.all(AwsTypes.SFN_STATE_MACHINE)) {
            Map<String, Object> states =
                    Values.asMap(Values.mapFromJson(machine.text("definition")).get("States"));
            if (isMigration(states)) {
                plan(world, machine, tasks(states));
            }
        }
    }

    private static boolean isMigration(Map<String, Object> states) {
        return !tasks(states).isEmpty()
                && states.values().stream()
                        .anyMatch(state -> MigrationExecution.resource(state).endsWith(MigrationExecution.SNAPSHOT));
    }

    private static List<String> tasks(Map<String, Object> states) {
        return states.values().stream()
                .filter(state -> MigrationExecution.resource(state).endsWith(MigrationExecution.RUN_TASK))
                .map(state ->
                        Values.asMap(Values.asMap(state).get("Parameters")).get("TaskDefinition"))
                .map(String::valueOf)
                .distinct()
                .sorted()
                .toList();
    }

    private static void plan(World world, StoredResource machine, List<String> tasks) {
        boolean idle = Values.asMap(machine.get(EXECUTION)).isEmpty();
        if (idle && !Values.strings(machine.get(EXECUTED)).equals(tasks)) {
            begin(world, machine, tasks);
        }
        Map<String, Object> execution = Values.asMap(world.current(machine).get(EXECUTION));
        if (!execution.isEmpty()) {
            new MigrationExecution(world, machine, execution, EXECUTION).plan();
        }
    }

    private static void begin(World world, StoredResource machine, List<String> tasks) {
        Faults faults = new Faults(world.store());
        String name = machine.urn().substring(machine.urn().lastIndexOf("::") + 2);
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put("began", world.from().plus(REQUEST).toString());
        execution.put("definition", machine.text("definition"));
        execution.put("failsMigration", faults.takeFailedDeployment("update", machine.type(), name));
        execution.put("failsVerification", faults.takeFaultyVersion("update", machine.type(), name));
        world.set(machine, EXECUTION, execution);
        world.set(machine, EXECUTED, tasks);
    }

    /** Returns the alarm on failed executions of a state machine. */
    static Optional<StoredResource> alarm(World world, StoredResource machine) {
        return world.all(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                .filter(alarm -> alarm.text("metricName").equals("ExecutionsFailed"))
                .filter(alarm -> machine.arn()
                        .equals(Values.asMap(alarm.get("dimensions")).get("StateMachineArn")))
                .findFirst();
    }
}
