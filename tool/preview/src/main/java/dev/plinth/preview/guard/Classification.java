package dev.plinth.preview.guard;

/**
 * Whether a step can be undone.
 *
 * @param reversibility whether
 * @param reason why
 */
public record Classification(Reversibility reversibility, String reason) {}
