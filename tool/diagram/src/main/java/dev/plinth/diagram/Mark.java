package dev.plinth.diagram;

import dev.plinth.model.ResourceChange.Operation;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What a change does to an element; told by a sign as well as by a colour. */
public enum Mark {
    /** It stays as it is, or no change is drawn. */
    NONE("", ""),
    /** It is created. */
    CREATED("+", "created"),
    /** It, or something folded into it, is updated. */
    UPDATED("~", "updated"),
    /** It is replaced. */
    REPLACED("±", "replaced"),
    /** It is deleted. */
    DELETED("−", "deleted");

    private final String sign;
    private final String word;

    Mark(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    /** The sign, such as {@code +}; empty for none. */
    public String sign() {
        return sign;
    }

    /** The word, such as {@code created}; empty for none. */
    public String word() {
        return word;
    }

    /**
     * What happens to an element that stands for several resources.
     *
     * @param own what happens to the resources that it shows
     * @param folded what happens to those that are folded into it, such as a database's parameter group
     */
    static Mark of(Collection<Operation> own, Collection<Operation> folded) {
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

    static Mark of(Operation operation) {
        return switch (operation) {
            case SAME -> NONE;
            case CREATE -> CREATED;
            case UPDATE -> UPDATED;
            case REPLACE -> REPLACED;
            case DELETE -> DELETED;
        };
    }
}
