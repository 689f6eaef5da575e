package dev.plinth.engine.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals of this process.
 *
 * <p>Java has no public API for signals, so this uses {@code sun.misc.Signal} of the module {@code jdk.unsupported}. A Java
 * runtime without that module, or that keeps a signal for itself, handles signals as in any other process.
 */
public final class Signals {

    private Signals() {}

    /**
     * Handles a signal from now on.
     *
     * @param name the name without its prefix, such as {@code INT}
     * @param handler the work, in a new thread for each signal
     * @return what restores the handler before; empty if the signal cannot be handled
     */
    public static Optional<Runnable> handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return answer(self, method.getName(), arguments);
                    });
            Object subject = signal.getConstructor(String.class).newInstance(name);
            var install = signal.getMethod("handle", signal, type);
            Object before = install.invoke(null, subject, proxy);
            return Optional.of(() -> {
                try {
                    install.invoke(null, subject, before);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends a signal to this process.
     *
     * @param name the name without its prefix, such as {@code TERM}
     * @return whether it was sent; false where Java cannot
     */
    public static boolean raise(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            signal.getMethod("raise", signal)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name));
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static @Nullable Object answer(Object self, String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "plinth's handler";
            default -> null;
        };
    }
}
