package dev.plinth.components.container;

import com.pulumi.core.annotations.Import;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link ScheduledTask}. Required: {@link Builder#cluster}, {@link Builder#network}, {@link Builder#image},
 * {@link Builder#cpu}, {@link Builder#memory} and {@link Builder#scheduleExpression}.
 */
public final class ScheduledTaskArgs extends FargateTaskArgs {

    /** The default of {@link Builder#timeZone}. */
    public static final String DEFAULT_TIME_ZONE = "UTC";

    /** The default of {@link Builder#retryAttempts}. */
    public static final int DEFAULT_RETRY_ATTEMPTS = 3;

    /** The default of {@link Builder#retryMaxAgeSeconds}: an hour, after which a run is late rather than useful. */
    public static final int DEFAULT_RETRY_MAX_AGE_SECONDS = 3600;

    /** The default of {@link Builder#flexibleTimeWindowMinutes}. */
    public static final int DEFAULT_FLEXIBLE_TIME_WINDOW_MINUTES = 0;

    /** The default of {@link Builder#enabled}. */
    public static final boolean DEFAULT_ENABLED = true;

    @Import
    private final @Nullable String scheduleExpression;

    @Import
    private final String timeZone;

    @Import
    private final int retryAttempts;

    @Import
    private final int retryMaxAgeSeconds;

    @Import
    private final int flexibleTimeWindowMinutes;

    @Import
    private final boolean enabled;

    private ScheduledTaskArgs(Builder builder) {
        super(builder);
        this.scheduleExpression = builder.scheduleExpression;
        this.timeZone = builder.timeZone;
        this.retryAttempts = builder.retryAttempts;
        this.retryMaxAgeSeconds = builder.retryMaxAgeSeconds;
        this.flexibleTimeWindowMinutes = builder.flexibleTimeWindowMinutes;
        this.enabled = builder.enabled;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Map<String, @Nullable Object> required() {
        Map<String, @Nullable Object> required = super.required();
        required.put("scheduleExpression", scheduleExpression);
        return required;
    }

    /** The schedule expression; empty when it was not given. */
    public String scheduleExpression() {
        return scheduleExpression == null ? "" : scheduleExpression;
    }

    /** The time zone of the schedule. */
    public String timeZone() {
        return timeZone;
    }

    /** Returns how many times a failed start is retried. */
    public int retryAttempts() {
        return retryAttempts;
    }

    /** Returns how long starting a task is tried again, in seconds. */
    public int retryMaxAgeSeconds() {
        return retryMaxAgeSeconds;
    }

    /** The time within which a task starts, in minutes. */
    public int flexibleTimeWindowMinutes() {
        return flexibleTimeWindowMinutes;
    }

    /** Returns whether the schedule is on. */
    public boolean enabled() {
        return enabled;
    }

    /** Builds {@link ScheduledTaskArgs}. */
    public static final class Builder extends FargateTaskArgs.Builder<Builder> {

        private @Nullable String scheduleExpression;
        private String timeZone = DEFAULT_TIME_ZONE;
        private int retryAttempts = DEFAULT_RETRY_ATTEMPTS;
        private int retryMaxAgeSeconds = DEFAULT_RETRY_MAX_AGE_SECONDS;
        private int flexibleTimeWindowMinutes = DEFAULT_FLEXIBLE_TIME_WINDOW_MINUTES;
        private boolean enabled = DEFAULT_ENABLED;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * The times at which a task starts: {@code cron(0 3 ? * MON-FRI *)} with minutes, hours, day of the month, month, day of the week
         * and year, {@code rate(1 hour)}, {@code rate(5 minutes)}, or once, {@code at(2027-01-31T03:00:00)}. A task that still runs
         * doesn't keep the next one from starting. Required.
         *
         * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types</a>
         */
        public Builder scheduleExpression(String value) {
            this.scheduleExpression = value;
            return this;
        }

        /**
         * The time zone of the schedule by its IANA name, such as {@code Europe/Berlin}. Where clocks change, a time that is skipped
         * has no run, and one that comes twice has one. Default {@value ScheduledTaskArgs#DEFAULT_TIME_ZONE}.
         */
        public Builder timeZone(String value) {
            this.timeZone = value;
            return this;
        }

        /**
         * Sets how many times a failed start is retried, 0 to 185; then it goes to the dead-letter queue. A task that started and failed is
         * not started again. Default {@value ScheduledTaskArgs#DEFAULT_RETRY_ATTEMPTS}.
         */
        public Builder retryAttempts(int value) {
            this.retryAttempts = value;
            return this;
        }

        /** Sets how long starting a task is tried again, 60 to 86400 seconds. Default {@value ScheduledTaskArgs#DEFAULT_RETRY_MAX_AGE_SECONDS}. */
        public Builder retryMaxAgeSeconds(int value) {
            this.retryMaxAgeSeconds = value;
            return this;
        }

        /**
         * The time within which a task starts, up to 1440 minutes after that of the expression; 0 is at once. Default
         * {@value ScheduledTaskArgs#DEFAULT_FLEXIBLE_TIME_WINDOW_MINUTES}.
         */
        public Builder flexibleTimeWindowMinutes(int value) {
            this.flexibleTimeWindowMinutes = value;
            return this;
        }

        /** Sets whether the schedule is on. Default {@value ScheduledTaskArgs#DEFAULT_ENABLED}. */
        public Builder enabled(boolean value) {
            this.enabled = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ScheduledTaskArgs build() {
            return new ScheduledTaskArgs(this);
        }
    }
}
