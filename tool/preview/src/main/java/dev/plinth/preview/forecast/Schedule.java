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
 * When each step of a workload begins and ends, if the steps take as long as is said: a task begins as soon as what it waits
 * for is done and one of the engine's workers is free. Of tasks that wait for a worker, the one that could begin first does; of
 * those that could begin at once, the one whose key sorts first.
 */
final class Schedule {

    private final Map<PlannedStep.Id, Span> spans = new HashMap<>();
    private final Map<String, @Nullable Running> startedBy = new HashMap<>();
    private @Nullable Running last;

    /** When a step begins and ends, from the begin of the first one. */
    record Span(Duration start, Duration end) {}

    private record Running(Task task, Duration end) {}

    private record Waiting(Task task, Duration since, @Nullable Running cause) {}

    private Schedule() {}

    /**
     * Makes a schedule.
     *
     * @param workload the steps
     * @param time how long each takes
     * @param parallel how many tasks run at once, at least 1
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
                // What could have begun earlier waited for the worker that has just become free.
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
            throw new IllegalStateException("steps wait for each other, or for what is no step");
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

    /** The time until the last step has ended. */
    Duration total() {
        return last == null ? Duration.ZERO : last.end();
    }

    /** When a step begins and ends; empty when it is none of the workload's. */
    Optional<Span> span(PlannedStep.Id step) {
        return Optional.ofNullable(spans.get(step));
    }

    /**
     * The steps that the whole waits for, from the first to the last, each beginning when the one before it ends: because it
     * depends on that, because that one's worker became free, or because a phase ended.
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
