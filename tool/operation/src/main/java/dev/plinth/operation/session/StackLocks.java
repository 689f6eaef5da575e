package dev.plinth.operation.session;

import dev.plinth.engine.EngineException;
import dev.plinth.operation.recovery.StackLock;
import dev.plinth.operation.recovery.StateFile;
import java.util.List;
import java.util.Optional;

/** Locks of a stack whose backend is a directory. */
final class StackLocks {

    private final StackContext context;
    private final Optional<StateFile> stateFile;

    StackLocks(StackContext context, Optional<StateFile> stateFile) {
        this.context = context;
        this.stateFile = stateFile;
    }

    private List<StackLock> all() {
        return stateFile
                .map(file -> StackLock.below(
                        file.locks(), context.resources().workspace().environment()))
                .orElse(List.of());
    }

    boolean isEmpty() {
        return all().isEmpty();
    }

    /** Removes the locks of runs that were killed; nobody else removes them. */
    void releaseAbandoned() {
        for (StackLock lock : all()) {
            if (lock.isAbandoned()) {
                lock.release();
                context.progress().warning("Removed the lock of a run that has ended, " + lock.holder());
            }
        }
    }

    /** Throws when another run holds the stack. */
    void check() {
        all().stream().findFirst().ifPresent(lock -> {
            throw new EngineException(context.stack() + " is locked, " + lock.holder() + "\nnext: " + lock.remedy());
        });
    }
}
