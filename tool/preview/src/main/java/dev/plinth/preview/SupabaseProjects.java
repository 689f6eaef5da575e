package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of Supabase projects that the provider does not have. */
public final class SupabaseProjects {

    private SupabaseProjects() {}

    /**
     * Returns the days of point-in-time recovery that the component around a project declares in the input {@code
     * pointInTimeRecoveryDays}; empty for none. The add-on is enabled with Supabase's Management API.
     */
    public static OptionalInt recoveryDays(GraphResource project, ResourceGraph graph) {
        double days = Optional.ofNullable(project.parent())
                .flatMap(graph::resource)
                .map(component -> component.input("pointInTimeRecoveryDays"))
                .flatMap(value -> value.asNumber().stream().boxed().findFirst())
                .orElse(0.0);
        return days > 0 ? OptionalInt.of((int) days) : OptionalInt.empty();
    }
}
