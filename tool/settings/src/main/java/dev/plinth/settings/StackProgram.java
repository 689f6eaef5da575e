package dev.plinth.settings;

import com.pulumi.Context;

/**
 * A program that registers a stack's resources. It declares a record for its configuration, and the placeholder values in
 * it.
 *
 * <p>Each component of the record is a configuration key {@code <project>:<component>}; {@link Key} names another one. {@link
 * Default}, {@link Range}, {@link Matches} and {@link Cidr} say what a key accepts; an {@link java.util.Optional} may be
 * missing; nested records, lists and maps are read alike. Every fault is reported at once. A configuration value that is a
 * secret is not part of the record: read it with {@code context.config().requireSecret(…)}.
 *
 * @param <C> the record
 */
public interface StackProgram<C extends Record> {

    /** Returns the type of the record that the configuration is read into. */
    Class<C> configuration();

    /**
     * Registers the stack's resources.
     *
     * @param context Pulumi's context
     * @param configuration the stack's configuration, valid
     * @param settings what the tool reads from the stack file, such as its tier and tags
     * @throws IllegalArgumentException when the resources can't be built from this configuration; its message is shown as a
     *     fault of the configuration
     */
    void create(Context context, C configuration, StackSettings settings);

    /**
     * Registers the stack's resources, and reports what the program refuses as a fault of the configuration.
     *
     * @throws ConfigException when {@link #create} throws an {@link IllegalArgumentException}
     */
    default void register(Context context, C configuration, StackSettings settings) {
        try {
            create(context, configuration, settings);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e);
        }
    }

    /**
     * Checks what concerns several keys at once; by default nothing.
     *
     * @param sections the configuration's components that have no fault of their own
     * @param faults where faults are added
     */
    default void check(Sections sections, Faults faults) {}

    /**
     * Adds the values that only stand for real ones; by default none.
     *
     * @param configuration the stack's configuration, valid
     * @param placeholders where they are added
     */
    default void placeholders(C configuration, Placeholders placeholders) {}
}
