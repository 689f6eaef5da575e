package dev.plinth.operation.comment;

/**
 * A comment that the token's own user wrote.
 *
 * @param id the service's number; the older of two comments has the lower one
 * @param text Markdown, as the service has it
 * @param place where a person finds it: an address, or words
 */
record Comment(long id, String text, String place) {}
