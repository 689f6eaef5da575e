package dev.plinth.components.platform;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link SentryProject}. Required: {@link Builder#organization} and {@link Builder#platform}. */
public final class SentryProjectArgs extends ResourceArgs {

    /** The default of {@link Builder#eventsPerMinute}. */
    public static final int DEFAULT_EVENTS_PER_MINUTE = 600;

    /** The default of {@link Builder#criticalErrors}. */
    public static final int DEFAULT_CRITICAL_ERRORS = 50;

    @Import
    private final @Nullable String organization;

    @Import
    private final @Nullable String platform;

    @Import
    private final @Nullable String environment;

    @Import
    private final int eventsPerMinute;

    @Import
    private final int criticalErrors;

    private SentryProjectArgs(Builder builder) {
        this.organization = builder.organization;
        this.platform = builder.platform;
        this.environment = builder.environment;
        this.eventsPerMinute = builder.eventsPerMinute;
        this.criticalErrors = builder.criticalErrors;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The organization, or null when it was not given. */
    public @Nullable String organization() {
        return organization;
    }

    /** The platform, or null when it was not given. */
    public @Nullable String platform() {
        return platform;
    }

    /** The environment that alerts are limited to, or null for all. */
    public @Nullable String environment() {
        return environment;
    }

    /** Returns the most events that are accepted in a minute. */
    public int eventsPerMinute() {
        return eventsPerMinute;
    }

    /** Returns the errors in five minutes that are critical. */
    public int criticalErrors() {
        return criticalErrors;
    }

    /** Builds {@link SentryProjectArgs}. */
    public static final class Builder {

        private @Nullable String organization;
        private @Nullable String platform;
        private @Nullable String environment;
        private int eventsPerMinute = DEFAULT_EVENTS_PER_MINUTE;
        private int criticalErrors = DEFAULT_CRITICAL_ERRORS;

        private Builder() {}

        /** The organization's slug. Required. */
        public Builder organization(String value) {
            this.organization = value;
            return this;
        }

        /** The platform, such as {@code javascript-nextjs} or {@code javascript-sveltekit}. Required. */
        public Builder platform(String value) {
            this.platform = value;
            return this;
        }

        /** The environment that alerts are limited to, such as {@code production}. Default: all. */
        public Builder environment(String value) {
            this.environment = value;
            return this;
        }

        /** The most events that are accepted in a minute, at least 1: a faulty release does not use up the quota. Default {@value SentryProjectArgs#DEFAULT_EVENTS_PER_MINUTE}. */
        public Builder eventsPerMinute(int value) {
            this.eventsPerMinute = value;
            return this;
        }

        /** The errors in five minutes that are critical, at least 1. Default {@value SentryProjectArgs#DEFAULT_CRITICAL_ERRORS}. */
        public Builder criticalErrors(int value) {
            this.criticalErrors = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public SentryProjectArgs build() {
            return new SentryProjectArgs(this);
        }
    }
}
