package dev.plinth.preview.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.ResourceChange.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The schedule against what is tried out: every path, and every second. */
class SchedulePropertyTest {

    /** Two phases of tasks without cycles, each of one step, and how many seconds each takes. */
    record Plan(List<List<Task>> phases, Map<String, Integer> seconds) {
        Duration time(PlannedStep step) {
            return Duration.ofSeconds(time(step.resource().name()));
        }

        Schedule schedule(int parallel) {
            return Schedule.of(phases, this::time, parallel);
        }

        int time(String key) {
            return Objects.requireNonNull(seconds.get(key));
        }

        int time(Task task) {
            return time(task.key());
        }
    }

    @Provide
    Arbitrary<Plan> plan() {
        Arbitrary<List<Integer>> seconds =
                Arbitraries.integers().between(1, 6).list().ofMinSize(1).ofMaxSize(9);
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, 9);
        return Combinators.combine(seconds, Arbitraries.longs(), cut).as(SchedulePropertyTest::plan);
    }

    private static Plan plan(List<Integer> seconds, long edges, int cut) {
        Map<String, Integer> times = new HashMap<>();
        List<List<Task>> phases = List.of(new ArrayList<>(), new ArrayList<>());
        int bit = 0;
        for (int i = 0; i < seconds.size(); i++) {
            times.put("t" + i, seconds.get(i));
            Set<String> after = new HashSet<>();
            int first = i < cut ? 0 : cut;
            for (int j = first; j < i; j++) {
                if ((edges >>> (bit++ % 64) & 1) == 1) {
                    after.add("t" + j);
                }
            }
            PlannedStep step = new PlannedStep(Steps.key("t" + i), Operation.CREATE, Set.of());
            phases.get(i < cut ? 0 : 1).add(new Task("t" + i, List.of(step), after));
        }
        return new Plan(phases, times);
    }

    /** The longest of all paths, each of which is walked to its end. */
    private static int longestPath(List<Task> phase, Plan plan) {
        int longest = 0;
        for (Task task : phase) {
            longest = Math.max(longest, longestPathTo(task, phase, plan));
        }
        return longest;
    }

    private static int longestPathTo(Task task, List<Task> phase, Plan plan) {
        int before = 0;
        for (Task each : phase) {
            if (task.after().contains(each.key())) {
                before = Math.max(before, longestPathTo(each, phase, plan));
            }
        }
        return before + plan.time(task);
    }

    /** Goes through time second by second. */
    private static int triedOut(List<Task> phase, Plan plan, int parallel) {
        Map<String, Integer> readySince = new HashMap<>();
        Map<String, Integer> left = new HashMap<>();
        Set<String> done = new HashSet<>();
        int now = 0;
        while (done.size() < phase.size()) {
            for (Task task : phase) {
                if (done.containsAll(task.after())) {
                    readySince.putIfAbsent(task.key(), now);
                }
            }
            List<Task> waiting = new ArrayList<>(phase.stream()
                    .filter(task -> readySince.containsKey(task.key()))
                    .filter(task -> !left.containsKey(task.key()) && !done.contains(task.key()))
                    .toList());
            waiting.sort(Comparator.comparing((Task task) -> readySince.get(task.key()))
                    .thenComparing(Task::key));
            for (Task task : waiting) {
                if (left.size() < parallel) {
                    left.put(task.key(), plan.time(task));
                }
            }
            now++;
            left.replaceAll((key, seconds) -> seconds - 1);
            left.entrySet().removeIf(each -> each.getValue() == 0 && done.add(each.getKey()));
        }
        return now;
    }

    @Property
    void takesTheLongestPathWithEnoughWorkers(@ForAll("plan") Plan plan) {
        int expected = plan.phases().stream()
                .mapToInt(phase -> longestPath(phase, plan))
                .sum();

        assertThat(plan.schedule(100).total()).isEqualTo(Duration.ofSeconds(expected));
    }

    @Property
    void matchesASimulationWithFewWorkers(@ForAll("plan") Plan plan, @ForAll @IntRange(min = 1, max = 4) int n) {
        int expected = plan.phases().stream()
                .mapToInt(phase -> triedOut(phase, plan, n))
                .sum();

        assertThat(plan.schedule(n).total()).isEqualTo(Duration.ofSeconds(expected));
    }

    @Property
    void theCriticalPathIsThatLongAndWithoutAGap(
            @ForAll("plan") Plan plan, @ForAll @IntRange(min = 1, max = 9) int parallel) {
        Schedule schedule = plan.schedule(parallel);

        Duration at = Duration.ZERO;
        for (PlannedStep step : schedule.criticalPath()) {
            Schedule.Span span = schedule.span(step.id()).orElseThrow();
            assertThat(span.start()).isEqualTo(at);
            at = span.end();
        }
        assertThat(at).isEqualTo(schedule.total());
    }

    @Property
    void noMoreRunAtOnceThanThereAreWorkers(
            @ForAll("plan") Plan plan, @ForAll @IntRange(min = 1, max = 4) int parallel) {
        Schedule schedule = plan.schedule(parallel);
        List<Schedule.Span> spans = plan.phases().stream()
                .flatMap(List::stream)
                .map(task -> schedule.span(task.steps().get(0).id()).orElseThrow())
                .toList();

        for (Schedule.Span each : spans) {
            assertThat(spans)
                    .filteredOn(other -> other.start().compareTo(each.start()) <= 0
                            && other.end().compareTo(each.start()) > 0)
                    .hasSizeLessThanOrEqualTo(parallel);
        }
    }
}
