package dev.plinth.preview.forecast;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Schedule of a workload: a task starts as soon as its dependencies are done and a worker of the engine is free. Of several
 * waiting tasks, the one that is ready first starts first, and of equal ones that with the first key.
 */
final class Schedule {

    private final Map<PlannedStep.Id, Span> spans = new HashMap<>();
    private final Map<String, @Nullable Running> startedBy = new HashMap<>();
    private @Nullable Running last;

    /** Start and end of a step, relative to the start of the first one. */
    record Span(Duration start, Duration end) {}

    private record Running(Task task, Duration end) {}

    private record Waiting(Task task, Duration since, @Nullable Running cause) {}

    private Schedule() {}

    /**
     * Creates a schedule.
     *
     * @param workload the steps
     * @param time the duration of each step
     * @param parallel the number of parallel tasks, at least 1
     */
    static Schedule of(Workload workload, Function<PlannedStep, Duration> time, int parallel) {
        return of(workload.phases(), time, parallel);
    }

    static Schedule of(List<List<Task>> phases, Function<PlannedStep, Duration> time, int parallel) {
        Schedule schedule = new Schedule();
        for (List<Task> phase : phases) {
            schedule.run(phase, time, parallel);
        }
        return schedule;
    }

    private void run(List<Task> phase, Function<PlannedStep, Duration> time, int parallel) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<Task>> dependents = new HashMap<>();
        PriorityQueue<Waiting> ready = new PriorityQueue<>(Comparator.comparing(Waiting::since)
                .thenComparing(waiting -> waiting.task().key()));
        for (Task task : phase) {
            open.put(task.key(), task.after().size());
            task.after().forEach(key -> dependents
                    .computeIfAbsent(key, any -> new ArrayList<>())
                    .add(task));
            if (task.after().isEmpty()) {
                ready.add(new Waiting(task, total(), last));
            }
        }
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparing(Running::end)
                .thenComparing(each -> each.task().key()));
        Duration now = total();
        @Nullable Running freed = last;
        int done = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && running.size() < parallel) {
                Waiting next = ready.remove();
                // A task that was ready earlier waited for the worker that is now free.
                boolean waited = next.since().compareTo(now) < 0;
                startedBy.put(next.task().key(), waited ? freed : next.cause());
                running.add(new Running(next.task(), begin(next.task(), now, time)));
            }
            now = running.element().end();
            while (!running.isEmpty() && running.element().end().equals(now)) {
                Running ended = running.remove();
                done++;
                freed = ended;
                last = ended;
                for (Task dependent : dependents.getOrDefault(ended.task().key(), List.of())) {
                    if (open.merge(dependent.key(), -1, Integer::sum) == 0) {
                        ready.add(new Waiting(dependent, now, ended));
                    }
                }
            }
        }
        if (done < phase.size()) {
            throw new IllegalStateException("steps wait for each other or for a missing step");
        }
    }

    private Duration begin(Task task, Duration now, Function<PlannedStep, Duration> time) {
        Duration at = now;
        for (PlannedStep step : task.steps()) {
            Duration end = at.plus(time.apply(step));
            spans.put(step.id(), new Span(at, end));
            at = end;
        }
        return at;
    }

    /** Returns the end of the last step. */
    Duration total() {
        return last == null ? Duration.ZERO : last.end();
    }

    /** Returns the start and end of a step; empty for a step outside the workload. */
    Optional<Span> span(PlannedStep.Id step) {
        return Optional.ofNullable(spans.get(step));
    }

    /**
     * Returns the critical path. Each step starts at the end of the one before it: as its dependent, on its worker, or in the
     * next phase.
     */
    List<PlannedStep> criticalPath() {
        Deque<PlannedStep> path = new ArrayDeque<>();
        Running at = last;
        while (at != null) {
            List<PlannedStep> steps = new ArrayList<>(at.task().steps());
            Collections.reverse(steps);
            steps.forEach(path::addFirst);
            at = startedBy.get(at.task().key());
        }
        return List.copyOf(path);
    }
}
