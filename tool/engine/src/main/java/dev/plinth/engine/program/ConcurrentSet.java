package dev.plinth.engine.program;

import com.google.common.collect.ForwardingSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A set that several threads may change at once, in place of a {@link java.util.HashSet} of the SDK.
 *
 * @param <E> the elements' type
 * @see ConcurrentSerializer
 */
public final class ConcurrentSet<E> extends ForwardingSet<E> {

    private final Set<E> elements = ConcurrentHashMap.newKeySet();

    /** Creates an empty set. */
    public ConcurrentSet() {}

    @Override
    protected Set<E> delegate() {
        return elements;
    }
}
