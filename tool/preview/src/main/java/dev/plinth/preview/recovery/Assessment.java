package dev.plinth.preview.recovery;

import dev.plinth.model.GraphResource;
import dev.plinth.settings.Loss;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one loss of one store costs, against the stack's objectives.
 *
 * @param store the store
 * @param loss what takes it
 * @param means the best way back; empty when there is none
 * @param before the best way back without the change; empty when there is none, or the store is new
 * @param isNew whether the change makes the store
 * @param accepted why the objectives don't count; empty when they do
 * @param objectives the stack's objectives
 */
record Assessment(
        GraphResource store,
        Loss loss,
        Optional<Means> means,
        Optional<Means> before,
        boolean isNew,
        Optional<String> accepted,
        StackSettings.Recovery objectives) {

    boolean meetsRpo() {
        return means.filter(way -> Times.minutes(way.rpo()) <= objectives.rpoMinutes())
                .isPresent();
    }

    boolean meetsRto() {
        return means.filter(way -> Times.minutes(way.rto()) <= objectives.rtoMinutes())
                .isPresent();
    }

    boolean isMissed() {
        return !(meetsRpo() && meetsRto()) && accepted.isEmpty();
    }

    /** Whether the change makes the loss cost more than it did. */
    boolean isWorse() {
        return !isNew
                && before.isPresent()
                && (means.isEmpty()
                        || means.get().rpo().compareTo(before.get().rpo()) > 0
                        || means.get().rto().compareTo(before.get().rto()) > 0);
    }

    String rpo() {
        return cell(
                means.map(way -> Times.words(way.rpo())).orElse("all data"),
                before.map(way -> Times.words(way.rpo())).orElse("all data"));
    }

    String rto() {
        return cell(
                means.map(way -> Times.words(way.rto())).orElse("never"),
                before.map(way -> Times.words(way.rto())).orElse("never"));
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

    /** What is missed, as a sentence without its end. */
    String miss() {
        String name = store.name();
        if (means.isEmpty()) {
            return name + " is lost for good with " + loss.words() + ": nothing in the stack brings it back";
        }
        List<String> misses = new ArrayList<>();
        if (!meetsRpo()) {
            misses.add("loses up to " + Times.words(means.get().rpo()) + " of data, the RPO is "
                    + objectives.rpoMinutes() + " min");
        }
        if (!meetsRto()) {
            misses.add("takes up to " + Times.words(means.get().rto()) + " to recover, the RTO is "
                    + objectives.rtoMinutes() + " min");
        }
        return name + " after the loss of " + loss.words() + " " + String.join(", and ", misses) + " ("
                + means.get().words() + ")";
    }
}
