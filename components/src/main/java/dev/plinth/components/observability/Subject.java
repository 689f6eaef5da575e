package dev.plinth.components.observability;

import java.util.List;

/**
 * What is watched as one: a component with its alarms.
 *
 * @param name the component's logical name
 * @param kind what it is, for people
 * @param alarms its alarms
 */
record Subject(String name, String kind, List<Alarm> alarms) {}
