package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Evidence of backups and restore tests of a stack's data stores. */
public interface RecoveryEvidence {

    /**
     * Recovery point of a store.
     *
     * @param created the creation time, or the latest restorable time
     * @param source the source, such as {@code AWS Backup}
     */
    record RecoveryPoint(Instant created, String source) {}

    /**
     * Restore test of a store.
     *
     * @param ended when it ended
     * @param passed whether the restore completed without a failed validation
     * @param validated whether the restored data was validated successfully
     * @param source the source
     */
    record RestoreTest(Instant ended, boolean passed, boolean validated, String source) {

        /**
         * Creates a restore test from a restore job of AWS Backup. Without a validation, or with one that timed out, the job
         * only shows that the backup could be restored.
         *
         * @param ended when it ended
         * @param status the job's status, such as {@code COMPLETED}
         * @param validationStatus its validation's status, such as {@code SUCCESSFUL}; empty for none
         * @param source the source
         */
        public static RestoreTest of(Instant ended, String status, String validationStatus, String source) {
            boolean passed = status.equals("COMPLETED") && !validationStatus.equals("FAILED");
            return new RestoreTest(ended, passed, passed && validationStatus.equals("SUCCESSFUL"), source);
        }

        /** Returns whether it is evidence that the store can be restored. */
        public boolean counts(boolean validationRequired) {
            return passed && (validated || !validationRequired);
        }
    }

    /** Returns the reference time of ages. */
    Instant now();

    /** Returns the creation time of a store; empty before its creation. */
    Optional<Instant> created(GraphResource store);

    /** Returns the recovery points of a store, in any order. */
    List<RecoveryPoint> recoveryPoints(GraphResource store);

    /** Returns the restore tests of a store, in any order. */
    List<RestoreTest> restoreTests(GraphResource store);

    /**
     * Returns whether there is no source that could have evidence, as for a plan in a file: then the approval of a step is
     * sufficient, and restore tests are not checked. False by default.
     */
    default boolean isWithoutSource() {
        return false;
    }

    /** Returns the reason for missing evidence, such as an unavailable command; empty when it is complete. */
    default Optional<String> gap() {
        return Optional.empty();
    }
}
