package dev.plinth.settings;

import java.util.Collection;

/** Collects the faults of a configuration, so that a person sees all of them at once. */
public interface Faults {

    /**
     * Adds a fault.
     *
     * @param key the key's path in the file, such as {@code plinth:network.cidr}
     * @param problem what is wrong with it, and the value where it is not a secret
     * @param expected what is expected
     */
    void add(String key, String problem, String expected);

    /**
     * Adds a fault of a name that does not exist, with a suggestion where one is similar.
     *
     * @param key the path in the file of the key that has or is the name
     * @param name the name
     * @param known the names that exist
     */
    void unknown(String key, String name, Collection<String> known);
}
