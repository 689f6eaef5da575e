package dev.plinth.diagram.model;

import dev.plinth.model.ResourceChange.Operation;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Effect of a change on an element or flow, shown by a sign and a colour. */
public enum ChangeMark {
    /** Unchanged, or no change is drawn. */
    NONE("", ""),
    /** Created. */
    CREATED("+", "created"),
    /** Updated, or one of the resources folded into it is changed. */
    UPDATED("~", "updated"),
    /** Replaced. */
    REPLACED("±", "replaced"),
    /** Deleted. */
    DELETED("−", "deleted");

    private final String sign;
    private final String word;

    ChangeMark(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    /** Returns the sign, such as {@code +}; empty for none. */
    public String sign() {
        return sign;
    }

    /** Returns the word, such as {@code created}; empty for none. */
    public String word() {
        return word;
    }

    /**
     * Returns the mark of an element that represents several resources.
     *
     * @param own the operations on the resources that it shows
     * @param folded the operations on the resources folded into it, such as a database's parameter group
     */
    public static ChangeMark of(Collection<Operation> own, Collection<Operation> folded) {
        Set<Operation> distinct = own.stream().collect(Collectors.toSet());
        if (distinct.size() == 1 && !distinct.contains(Operation.SAME)) {
            return of(distinct.iterator().next());
        }
        if (distinct.contains(Operation.REPLACE)) {
            return REPLACED;
        }
        boolean quiet = distinct.size() <= 1 && folded.stream().allMatch(Operation.SAME::equals);
        return quiet ? NONE : UPDATED;
    }

    private static ChangeMark of(Operation operation) {
        return switch (operation) {
            case SAME -> NONE;
            case CREATE -> CREATED;
            case UPDATE -> UPDATED;
            case REPLACE -> REPLACED;
            case DELETE -> DELETED;
        };
    }
}
