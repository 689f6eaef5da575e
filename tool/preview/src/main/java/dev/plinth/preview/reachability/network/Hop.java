package dev.plinth.preview.reachability.network;

/**
 * Step of a path that allows a packet.
 *
 * @param urn the resource; empty for a default of AWS
 * @param text a description, such as {@code security group web ingress: tcp 443 from 0.0.0.0/0}
 */
public record Hop(String urn, String text) {}
