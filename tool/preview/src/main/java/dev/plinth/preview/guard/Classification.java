package dev.plinth.preview.guard;

/**
 * Reversibility of a step, with its reason.
 *
 * @param reversibility the reversibility
 * @param reason the reason
 */
public record Classification(Reversibility reversibility, String reason) {}
