package dev.plinth.preview.recovery;

import dev.plinth.model.GraphResource;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.settings.StackSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * Status of the restore tests of a store.
 *
 * @param store the store
 * @param now the current time
 * @param created the creation time of the store; empty before its creation
 * @param passed the end of the last passed restore test; empty for none
 * @param validated whether the restored data was validated
 * @param days the number of days for which a passed test counts
 * @param gap the reason for missing evidence
 */
record RestoreTestStatus(
        GraphResource store,
        Instant now,
        Optional<Instant> created,
        Optional<Instant> passed,
        boolean validated,
        int days,
        Optional<String> gap) {

    static RestoreTestStatus of(GraphResource store, RecoveryEvidence evidence, StackSettings.Recovery settings) {
        Optional<RecoveryEvidence.RestoreTest> last = evidence.restoreTests(store).stream()
                .filter(test -> test.counts(settings.requireRestoreValidation()))
                .max(Comparator.comparing(RecoveryEvidence.RestoreTest::ended));
        return new RestoreTestStatus(
                store,
                evidence.now(),
                evidence.created(store),
                last.map(RecoveryEvidence.RestoreTest::ended),
                last.filter(RecoveryEvidence.RestoreTest::validated).isPresent(),
                settings.restoreTestDays(),
                evidence.gap());
    }

    boolean isFresh() {
        return passed.filter(this::counts).isPresent();
    }

    /** Returns whether a test is overdue; a new store has time for its first one. */
    boolean isOverdue() {
        return !isFresh() && created.isPresent() && !counts(created.get());
    }

    /** Returns the due date of the next test; empty before the creation of the store. */
    Optional<Instant> due() {
        return passed.or(() -> created).map(since -> since.plus(Duration.ofDays(days)));
    }

    private boolean counts(Instant since) {
        return Duration.between(since, now).toDays() <= days;
    }

    String words() {
        String name = store.name();
        if (passed.isPresent()) {
            return "the last passed restore test of " + name + " (" + date(passed.get()) + ") is more than " + days
                    + " days old";
        }
        if (isOverdue()) {
            return "no restore test of " + name + " has passed since its creation on " + date(created.orElseThrow());
        }
        if (gap.isPresent()) {
            return "restore tests of " + name + " are unknown (" + gap.get() + ")";
        }
        return "no restore test of " + name + " has passed yet"
                + due().map(day -> "; due by " + date(day)).orElse("; due " + days + " days after its creation");
    }

    private static String date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
