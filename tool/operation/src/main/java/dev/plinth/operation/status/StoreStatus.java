package dev.plinth.operation.status;

/**
 * State of a database or a cache.
 *
 * @param name the logical name
 * @param status the status in the words of AWS, such as {@code available}
 */
public record StoreStatus(String name, String status) {}
