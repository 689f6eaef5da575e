package dev.plinth.mutation;

import java.util.function.Consumer;

/**
 * One argument of one component made unsafe.
 *
 * @param builder the builder of the component's arguments
 * @param argument the argument's name
 * @param change what becomes of it, as a report names it
 * @param setter sets the unsafe value; does nothing where the argument is left out
 * @param leavesOut whether the argument is not set at all
 */
record Mutant(Class<?> builder, String argument, String change, Consumer<Object> setter, boolean leavesOut) {

    static <B> Mutant set(Class<B> builder, String argument, Object value, Consumer<B> setter) {
        return new Mutant(builder, argument, String.valueOf(value), args -> setter.accept(builder.cast(args)), false);
    }

    static Mutant leaveOut(Class<?> builder, String argument) {
        return new Mutant(builder, argument, "left out", args -> {}, true);
    }

    /** The component's name, such as {@code PostgresDatabase}. */
    String component() {
        return builder.getDeclaringClass().getSimpleName().replaceFirst("Args$", "");
    }

    @Override
    public String toString() {
        return component() + "." + argument + " = " + change;
    }
}
