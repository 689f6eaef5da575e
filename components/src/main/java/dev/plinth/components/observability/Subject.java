package dev.plinth.components.observability;

import java.util.List;

/**
 * A component with its alarms, which are watched together.
 *
 * @param name the component's logical name
 * @param kind what it is, for people
 * @param alarms its alarms
 */
record Subject(String name, String kind, List<Alarm> alarms) {}
