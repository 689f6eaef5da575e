package dev.plinth.preview.recovery;

import dev.plinth.model.GraphResource;
import dev.plinth.settings.Loss;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Effect of a loss on a store, compared with the objectives.
 *
 * @param store the store
 * @param loss the loss
 * @param method the best recovery method; empty for none
 * @param before the best recovery method before the change; empty for none, or for a new store
 * @param isNew whether the change creates the store
 * @param accepted the reason for which the loss is accepted; empty when it is not
 * @param objectives the stack's objectives
 */
record Assessment(
        GraphResource store,
        Loss loss,
        Optional<RecoveryMethod> method,
        Optional<RecoveryMethod> before,
        boolean isNew,
        Optional<String> accepted,
        StackSettings.Recovery objectives) {

    boolean meetsRpo() {
        return method.filter(way -> RecoveryTimes.minutes(way.rpo()) <= objectives.rpoMinutes())
                .isPresent();
    }

    boolean meetsRto() {
        return method.filter(way -> RecoveryTimes.minutes(way.rto()) <= objectives.rtoMinutes())
                .isPresent();
    }

    boolean isMissed() {
        return !(meetsRpo() && meetsRto()) && accepted.isEmpty();
    }

    /** Returns whether the change increases the loss. */
    boolean isWorse() {
        return !isNew
                && before.isPresent()
                && (method.isEmpty()
                        || method.get().rpo().compareTo(before.get().rpo()) > 0
                        || method.get().rto().compareTo(before.get().rto()) > 0);
    }

    String rpo() {
        return cell(method.map(way -> RecoveryTimes.words(way.rpo())).orElse("all data"), rpoBefore());
    }

    String rto() {
        return cell(method.map(way -> RecoveryTimes.words(way.rto())).orElse("never"), rtoBefore());
    }

    private String cell(String now, String then) {
        return isNew || now.equals(then) ? now : now + " (was " + then + ")";
    }

    String verdict() {
        if (!isMissed()) {
            return meetsRpo() && meetsRto() ? "met" : "accepted";
        }
        return "missed";
    }

    /** Returns whether the store existed and the change does not increase the loss. */
    boolean isStanding() {
        return !isNew && !isWorse();
    }

    /** Returns whether the change reduces the loss or the recovery time. */
    boolean isBetter() {
        return !isNew && !isWorse() && method.isPresent() && !(rpo() + rto()).equals(rpoBefore() + rtoBefore());
    }

    private String rpoBefore() {
        return before.map(way -> RecoveryTimes.words(way.rpo())).orElse("all data");
    }

    private String rtoBefore() {
        return before.map(way -> RecoveryTimes.words(way.rto())).orElse("never");
    }

    /** Returns the loss as an event. */
    String event() {
        return switch (loss) {
            case ZONE -> "loss of an Availability Zone";
            case DELETION -> "accidental deletion";
            case REGION -> "loss of the Region";
        };
    }

    /** Returns the missed objectives. */
    String miss() {
        String name = store.name();
        if (method.isEmpty()) {
            return name + " cannot be recovered after " + event();
        }
        List<String> misses = new ArrayList<>();
        if (!meetsRpo()) {
            misses.add("data loss of up to " + RecoveryTimes.words(method.get().rpo()) + " exceeds the RPO of "
                    + objectives.rpoMinutes() + " min");
        }
        if (!meetsRto()) {
            misses.add(
                    "recovery time of up to " + RecoveryTimes.words(method.get().rto()) + " exceeds the RTO of "
                            + objectives.rtoMinutes() + " min");
        }
        return name + " after " + event() + ": " + String.join("; ", misses) + " ("
                + method.get().words() + ")";
    }
}
