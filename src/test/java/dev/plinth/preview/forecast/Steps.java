package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.TimedStep;
import dev.plinth.preview.PastUpdate;
import dev.plinth.preview.UpdateTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes resources with dependencies, and histories. */
final class Steps {

    static final String KEY = "aws:kms/key:Key";

    private Steps() {}

    /** A resource that depends on others. */
    static GraphResource resource(String type, String name, Map<String, ?> inputs, GraphResource... on) {
        return new GraphResource(
                "urn:pulumi:test::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                Stream.of(on).map(GraphResource::urn).toList(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    static GraphResource key(String name, GraphResource... on) {
        return resource(KEY, name, Map.of(), on);
    }

    static TimedStep took(GraphResource resource, Operation operation, long seconds, String... changed) {
        return new TimedStep(
                resource.urn(),
                resource.type(),
                operation,
                List.of(changed),
                Duration.ZERO,
                Duration.ofSeconds(seconds));
    }

    /** An update that took as long as its longest step, and five seconds. */
    static PastUpdate past(int day, Optional<Long> forecastSeconds, TimedStep... steps) {
        Duration longest = Stream.of(steps)
                .map(step -> step.start().plus(step.took()))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
        return new PastUpdate(
                Instant.parse("2026-03-01T12:00:00Z").plus(Duration.ofDays(day)),
                true,
                longest.plusSeconds(5),
                forecastSeconds.map(Duration::ofSeconds),
                List.of(steps));
    }

    static UpdateTimes history(PastUpdate... past) {
        return new UpdateTimes(List.of(past), Set.of(), 16);
    }

    static UpdateTimes deletingFirst(GraphResource... resources) {
        return new UpdateTimes(
                List.of(),
                Stream.of(resources).map(GraphResource::urn).collect(java.util.stream.Collectors.toSet()),
                16);
    }
}
