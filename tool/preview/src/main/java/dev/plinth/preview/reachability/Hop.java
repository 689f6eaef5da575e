package dev.plinth.preview.reachability;

/**
 * A thing on the way of a packet that lets it through.
 *
 * @param urn the resource, or empty where AWS has it by default
 * @param text what it does, such as {@code security group ingress: tcp 443 from 0.0.0.0/0}
 */
record Hop(String urn, String text) {}
