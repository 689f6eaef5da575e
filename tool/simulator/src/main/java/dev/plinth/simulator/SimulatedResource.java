package dev.plinth.simulator;

import java.util.Map;

/**
 * A resource in the simulator.
 *
 * @param urn the URN that created it
 * @param type the type token
 * @param name the logical name
 * @param id the cloud's id
 * @param region the region, or {@code global}
 * @param state its properties; a secret one reads {@code {"secret": true}}
 */
public record SimulatedResource(
        String urn, String type, String name, String id, String region, Map<String, Object> state) {}
