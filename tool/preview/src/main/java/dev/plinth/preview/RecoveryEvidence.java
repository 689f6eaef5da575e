package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of the backups of a stack's stores beside their settings: that they exist, and that they can be restored. */
public interface RecoveryEvidence {

    /**
     * A state of a store that can be restored.
     *
     * @param created when it was taken, or the latest time that it can be restored to
     * @param source where it is known from, such as {@code AWS Backup}
     */
    record RecoveryPoint(Instant created, String source) {}

    /**
     * A restore that was tried.
     *
     * @param ended when it ended
     * @param passed whether the restore completed, and nobody found the restored data to be wrong
     * @param validated whether somebody checked the restored data and found it to be right
     * @param source where it is known from
     */
    record RestoreTest(Instant ended, boolean passed, boolean validated, String source) {

        /**
         * Makes a restore test of a restore job of AWS Backup. Without a validation, or with one that timed out, the job shows
         * that the backup could be restored, and no more.
         *
         * @param ended when it ended
         * @param status the job's status, such as {@code COMPLETED}
         * @param validationStatus its validation's status, such as {@code SUCCESSFUL}; empty for none
         * @param source where it is known from
         */
        public static RestoreTest of(Instant ended, String status, String validationStatus, String source) {
            boolean passed = status.equals("COMPLETED") && !validationStatus.equals("FAILED");
            return new RestoreTest(ended, passed, passed && validationStatus.equals("SUCCESSFUL"), source);
        }

        /** Whether it counts as evidence that the store can be restored. */
        public boolean counts(boolean validationRequired) {
            return passed && (validated || !validationRequired);
        }
    }

    /** The time that ages are counted from. */
    Instant now();

    /** When a store was made; empty when it is not there yet. */
    Optional<Instant> created(GraphResource store);

    /** The recovery points of a store as it is, in any order. */
    List<RecoveryPoint> recoveryPoints(GraphResource store);

    /** The restore tests of a store, in any order. */
    List<RestoreTest> restoreTests(GraphResource store);

    /** Why something may be missing, such as a command that can't be run; empty when all could be asked. */
    default Optional<String> gap() {
        return Optional.empty();
    }
}
