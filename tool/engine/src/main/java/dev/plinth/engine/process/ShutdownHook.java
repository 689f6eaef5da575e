package dev.plinth.engine.process;

import java.util.concurrent.atomic.AtomicInteger;

/** Work that runs when the JVM ends before this is closed. */
public final class ShutdownHook implements AutoCloseable {

    private static final AtomicInteger REGISTERED = new AtomicInteger();

    private final Thread thread;

    /**
     * Registers the work.
     *
     * @param name the thread's name
     * @param work the work, such as ending a process
     */
    public ShutdownHook(String name, Runnable work) {
        thread = new Thread(work, name);
        Runtime.getRuntime().addShutdownHook(thread);
        REGISTERED.incrementAndGet();
    }

    /** Returns the number of hooks that are registered and not closed. */
    public static int registered() {
        return REGISTERED.get();
    }

    /** Removes the work, unless the JVM is ending. */
    @Override
    public void close() {
        try {
            if (Runtime.getRuntime().removeShutdownHook(thread)) {
                REGISTERED.decrementAndGet();
            }
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook runs.
        }
    }
}
