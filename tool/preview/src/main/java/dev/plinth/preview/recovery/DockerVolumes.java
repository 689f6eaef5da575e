package dev.plinth.preview.recovery;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Docker volumes: their labels, and the EC2 instances that hold them. */
final class DockerVolumes {

    private DockerVolumes() {}

    /** Returns whether a volume holds backups of other stores. */
    static boolean holdsBackups(GraphResource volume) {
        return label(volume, "dev.plinth.content").filter("backups"::equals).isPresent();
    }

    /** Returns the longest interval between two backups of a volume on its host; empty for none. */
    static Optional<Duration> backupInterval(GraphResource volume) {
        return label(volume, "dev.plinth.backup-hours")
                .filter(hours -> hours.matches("[1-9]\\d{0,3}"))
                .map(hours -> Duration.ofHours(Long.parseLong(hours)));
    }

    private static Optional<String> label(GraphResource volume, String name) {
        return volume.input("labels").elements().stream()
                .filter(label -> label.at("label").asText().filter(name::equals).isPresent())
                .flatMap(label -> label.at("value").asText().stream())
                .findFirst();
    }

    /** Returns the instances that the provider of a volume depends on, directly or indirectly. */
    static List<GraphResource> hosts(GraphResource volume, ResourceGraph graph) {
        Deque<String> open = new ArrayDeque<>(List.of(volume.provider()));
        Set<String> reached = new HashSet<>(open);
        while (!open.isEmpty()) {
            graph.resource(open.remove()).ifPresent(resource -> resource.dependencies().stream()
                    .filter(reached::add)
                    .forEach(open::add));
        }
        return graph.ofType(AwsTypes.EC2_INSTANCE).stream()
                .filter(instance -> reached.contains(instance.urn()))
                .toList();
    }
}
