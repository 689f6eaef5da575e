package dev.plinth.providers.generator;

/** Thrown when a schema is invalid, or holds what the generator does not support. */
final class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SchemaException(String message) {
        super(message);
    }
}
