package dev.plinth.engine.program;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A set that several threads may change at once, in place of a {@link java.util.HashSet} of the SDK.
 *
 * @param <E> the elements' type
 * @see ConcurrentSerializer
 */
public final class ConcurrentSet<E> extends AbstractSet<E> {

    private final Set<E> elements = ConcurrentHashMap.newKeySet();

    /** Creates an empty set. */
    public ConcurrentSet() {}

    @Override
    public boolean add(E element) {
        return elements.add(element);
    }

    @Override
    public boolean remove(Object element) {
        return elements.remove(element);
    }

    @Override
    public boolean contains(Object element) {
        return elements.contains(element);
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public Object[] toArray() {
        return elements.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return elements.toArray(array);
    }
}
