package dev.plinth.simulator.time;

import java.time.Instant;

/**
 * An event that happened because time passed.
 *
 * @param at when
 * @param kind the kind, such as {@code secret-rotated}
 * @param problem whether something stopped working, or was not done that should have been
 * @param type the resource's type token
 * @param name the resource's logical name
 * @param id the resource's id
 * @param urn the resource's URN, empty when it is deleted
 * @param message what happened, as a sentence without its subject and its end
 */
public record TimeEvent(
        Instant at, String kind, boolean problem, String type, String name, String id, String urn, String message) {}
