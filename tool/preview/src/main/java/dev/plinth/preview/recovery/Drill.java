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
 * Whether somebody has shown that a store can be restored.
 *
 * @param store the store
 * @param now when that is asked
 * @param created when the store was made; empty when it is not there yet
 * @param passed when the last restore test passed; empty when none did
 * @param validated whether somebody checked what that test restored
 * @param days how many days a passed test counts
 * @param gap why a test may be missing here
 */
record Drill(
        GraphResource store,
        Instant now,
        Optional<Instant> created,
        Optional<Instant> passed,
        boolean validated,
        int days,
        Optional<String> gap) {

    static Drill of(GraphResource store, RecoveryEvidence evidence, StackSettings.Recovery settings) {
        Optional<RecoveryEvidence.RestoreTest> last = evidence.restoreTests(store).stream()
                .filter(test -> test.counts(settings.requireRestoreValidation()))
                .max(Comparator.comparing(RecoveryEvidence.RestoreTest::ended));
        return new Drill(
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

    /** A store that was just made could not be tested yet. */
    boolean isOverdue() {
        return !isFresh() && created.isPresent() && !counts(created.get());
    }

    /** When a test must have passed at the latest; empty while the store is not there. */
    Optional<Instant> due() {
        return passed.or(() -> created).map(since -> since.plus(Duration.ofDays(days)));
    }

    private boolean counts(Instant since) {
        return Duration.between(since, now).toDays() <= days;
    }

    String words() {
        String name = store.name();
        if (passed.isPresent()) {
            return "the last restore test of " + name + " passed on " + date(passed.get()) + ", more than " + days
                    + " days ago";
        }
        if (isOverdue()) {
            return "no restore test of " + name + " has ever passed, and it has been there since "
                    + date(created.orElseThrow());
        }
        if (gap.isPresent()) {
            return "whether a restore test of " + name + " has passed is not known (" + gap.get() + ")";
        }
        return "no restore test of " + name + " has passed yet"
                + due().map(day -> "; one is due by " + date(day))
                        .orElse("; one is due " + days + " days after it is made");
    }

    private static String date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
