package dev.plinth.components.observability;

import java.util.List;

/**
 * A component with its alarms and graphs, which the dashboard shows together.
 *
 * @param name the component's logical name
 * @param kind what it is, for people
 * @param alarms its alarms
 * @param graphs its graphs without an alarm
 */
record Subject(String name, String kind, List<Alarm> alarms, List<Graph> graphs) {

    Subject {
        alarms = List.copyOf(alarms);
        graphs = List.copyOf(graphs);
    }

    Subject(String name, String kind, List<Alarm> alarms) {
        this(name, kind, alarms, List.of());
    }
}
