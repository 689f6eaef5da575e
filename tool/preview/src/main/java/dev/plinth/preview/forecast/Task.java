package dev.plinth.preview.forecast;

import java.util.List;
import java.util.Set;

/**
 * Steps that the engine takes one after the other, without a pause.
 *
 * @param key what the task is known by, such as the URN of what it makes
 * @param steps at least one
 * @param after the keys of the tasks of the same phase that must be done first
 */
record Task(String key, List<PlannedStep> steps, Set<String> after) {

    Task {
        steps = List.copyOf(steps);
        after = Set.copyOf(after);
    }
}
