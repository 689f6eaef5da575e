package dev.plinth.operation.status;

/** Reads the state of a stack from its cloud. */
public interface StatusReader {

    /** Reads the current state. */
    StackStatus read();
}
