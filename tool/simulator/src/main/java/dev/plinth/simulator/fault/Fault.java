package dev.plinth.simulator.fault;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A fault that the cloud shows to matching operations, a number of times.
 *
 * @param id its number, 0 before it is injected
 * @param kind what happens
 * @param operation a glob on {@code create}, {@code read}, {@code update} and {@code delete}
 * @param type a glob on the type token, such as {@code aws:rds/*}
 * @param name a glob on the resource's logical name
 * @param remaining how many operations it still hits, at least 1
 * @param delay how long a {@link Kind#DELAY} waits; zero for the others
 */
public record Fault(long id, Kind kind, String operation, String type, String name, int remaining, Duration delay) {

    /** The effect of a fault. */
    public enum Kind {
        /** The service throttles, until the provider's own retries are used up. */
        THROTTLE,
        /** The operation takes longer. */
        DELAY,
        /** The resource is made, and fails while it starts: the engine records it as failed with its id. */
        PARTIAL_CREATE,
        /** The provider dies after the cloud has acted and before it has answered. */
        CRASH,
        /**
         * The new tasks of an ECS service fail their health checks: its deployment circuit breaker rolls back to the tasks before;
         * where there is nothing to roll back to, the deployment never ends. The first task of a migration ends with exit code 1.
         */
        FAILED_DEPLOYMENT,
        /**
         * The new version of an ECS service passes its health checks and answers requests with server errors: the alarms of the deployment
         * roll it back. The verification of a migration ends with exit code 1.
         */
        FAULTY_VERSION;

        /** Returns whether the fault is one of a new version, and not of an operation of the provider. */
        boolean isOfVersion() {
            return this == FAILED_DEPLOYMENT || this == FAULTY_VERSION;
        }
    }

    /** Checks the values. */
    public Fault {
        if (remaining < 1) {
            throw new IllegalArgumentException("times: expected at least 1, got " + remaining);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: expected zero or more, got " + delay);
        }
    }

    /** A fault that hits every operation on resources of a type and a name, so many times. */
    public static Fault of(Kind kind, String type, String name, int times) {
        return new Fault(0, kind, kind == Kind.PARTIAL_CREATE ? "create" : "*", type, name, times, Duration.ZERO);
    }

    /** A delay of every operation on resources of a type and a name, so many times. */
    public static Fault delay(String type, String name, int times, Duration delay) {
        return new Fault(0, Kind.DELAY, "*", type, name, times, delay);
    }

    /** Returns whether the fault hits the operation. */
    public boolean matches(String actualOperation, String actualType, String actualName) {
        return glob(operation, actualOperation) && glob(type, actualType) && glob(name, actualName);
    }

    private static boolean glob(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("(?<=\\*)|(?=\\*)", -1)) {
            regex.append("*".equals(part) ? ".*" : Pattern.quote(part));
        }
        return text.matches(regex.toString());
    }
}
