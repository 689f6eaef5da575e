package dev.plinth.preview.forecast;

import java.util.List;
import java.util.Set;

/**
 * Consecutive steps of the engine.
 *
 * @param key the key of the task, such as the URN of a created resource
 * @param steps at least one
 * @param after the keys of its dependencies in the same phase
 */
record Task(String key, List<PlannedStep> steps, Set<String> after) {

    Task {
        steps = List.copyOf(steps);
        after = Set.copyOf(after);
    }
}
