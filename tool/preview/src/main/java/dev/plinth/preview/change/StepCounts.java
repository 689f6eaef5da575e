package dev.plinth.preview.change;

import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Texts of numbers of changes. */
public final class StepCounts {

    /** The operations, in the order of the text. */
    private static final List<Operation> ORDER =
            List.of(Operation.DELETE, Operation.REPLACE, Operation.UPDATE, Operation.CREATE);

    private StepCounts() {}

    /** Returns the numbers of changes, such as {@code 5 changes: 3 updates, 2 creations}, or {@code no changes}. */
    public static String words(Collection<Operation> operations) {
        List<String> kinds = new ArrayList<>();
        int sum = 0;
        for (Operation operation : ORDER) {
            int count = Collections.frequency(operations, operation);
            sum += count;
            if (count > 0) {
                kinds.add(count + " " + noun(operation) + (count == 1 ? "" : "s"));
            }
        }
        return switch (kinds.size()) {
            case 0 -> "no changes";
            case 1 -> kinds.get(0);
            default -> sum + " changes: " + String.join(", ", kinds);
        };
    }

    private static String noun(Operation operation) {
        return switch (operation) {
            case CREATE -> "creation";
            case UPDATE -> "update";
            case REPLACE -> "replacement";
            case DELETE -> "deletion";
            case SAME -> throw new IllegalArgumentException("unchanged resources are not counted");
        };
    }
}
