package dev.plinth.policies;

import dev.plinth.policies.rule.Rule;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges in a thread apart from the caller, and gives up on a rule that takes too long with one resource.
 *
 * <p>What was judged is judged anew then, without asking that rule: it is not asked again in this process, and fails each
 * resource that it applies to. So the time that hanging rules cost is bounded by their number. Java can't end a thread that
 * takes no notice of being interrupted, so such a rule goes on until the process ends.
 */
public final class RuleWatch {

    /** System property for the time limit of a rule for one resource, in ISO 8601 notation: {@code PT10S}. */
    public static final String LIMIT_PROPERTY = "plinth.policy.rule.limit";

    private static final String DEFAULT_LIMIT = "PT10S";

    private static final Set<Rule> HANGING = ConcurrentHashMap.newKeySet();

    /** Threads for the rules, reused because the engine has hundreds of resources checked in a row. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "plinth-rules");
        thread.setDaemon(true);
        return thread;
    });

    private static final ThreadLocal<@Nullable RuleWatch> CURRENT = new ThreadLocal<>();

    private final Duration limit;
    private volatile @Nullable Asked asked;
    private volatile boolean abandoned;

    private RuleWatch(Duration limit) {
        this.limit = limit;
    }

    /** A rule that is thinking about a resource, since a time of {@link System#nanoTime}. */
    private record Asked(Rule rule, long since) {}

    /** A rule that took longer than it may. */
    static final class HangingRuleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HangingRuleException(Rule rule) {
            super("rule " + rule.id() + " did not answer within " + limit().toSeconds() + " s");
        }
    }

    /** Stops an evaluation that was abandoned. */
    private static final class AbandonedError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The longest time that a rule may take with a resource; by default 10 seconds. */
    private static Duration limit() {
        return Duration.parse(System.getProperty(LIMIT_PROPERTY, DEFAULT_LIMIT));
    }

    /**
     * Does work that asks rules.
     *
     * @param work may be done several times, so it must change nothing
     */
    public static <T> T watch(Supplier<T> work) {
        if (CURRENT.get() != null) {
            return work.get();
        }
        while (true) {
            RuleWatch watch = new RuleWatch(limit());
            Future<T> task = THREADS.submit(() -> {
                CURRENT.set(watch);
                try {
                    return work.get();
                } finally {
                    CURRENT.remove();
                }
            });
            try {
                if (watch.await(task)) {
                    return task.get();
                }
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted during the evaluation of the rules", e);
            } finally {
                watch.abandoned = true;
            }
            task.cancel(true);
        }
    }

    /** Waits for the end; answers false when a rule takes too long. */
    private boolean await(Future<?> task) throws InterruptedException, ExecutionException {
        long nanos = limit.toNanos();
        while (true) {
            Asked current = asked;
            long left = current == null ? nanos : current.since() + nanos - System.nanoTime();
            if (current != null && left <= 0) {
                HANGING.add(current.rule());
                return false;
            }
            try {
                task.get(left, TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                // The rule that is asked now may be another one.
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException thrown) {
            return thrown;
        }
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(failure.getCause());
    }

    /**
     * Returns the answer of a rule.
     *
     * @throws HangingRuleException when it took too long before
     */
    static <T> T ask(Rule rule, Supplier<T> question) {
        if (HANGING.contains(rule)) {
            throw new HangingRuleException(rule);
        }
        RuleWatch watch = CURRENT.get();
        if (watch == null) {
            return question.get();
        }
        if (watch.abandoned) {
            throw new AbandonedError();
        }
        watch.asked = new Asked(rule, System.nanoTime());
        try {
            return question.get();
        } finally {
            watch.asked = null;
        }
    }
}
