package dev.plinth.stack.config;

import dev.plinth.settings.Default;
import dev.plinth.settings.Inline;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;

/**
 * An entry of the section {@code jobs}: a task that runs on a schedule.
 *
 * @param task the keys that services and jobs share
 * @param schedule times at which it starts: {@code cron(0 3 * * ? *)}, {@code rate(1 hour)} or {@code at(2027-01-31T03:00:00)}
 * @param timeZone time zone of the schedule
 * @param retryAttempts how often starting it is tried again
 * @param retryMaxAgeSeconds how long starting it is tried again, in seconds
 * @param flexibleTimeWindowMinutes minutes within which it starts; 0 for at once
 * @param enabled whether the schedule is on
 */
public record JobConfig(
        @Inline TaskConfig task,
        @Matches(
                        regex = "(cron|rate|at)\\(.+\\)",
                        allowed = "a schedule such as cron(0 3 * * ? *), rate(1 hour) or at(2027-01-31T03:00:00)")
                String schedule,
        @Default("\"UTC\"") @Matches(regex = "[A-Za-z0-9_+/-]+", allowed = "an IANA time zone such as Europe/Berlin")
                String timeZone,
        @Default("3") @Range(min = 0, max = 185) int retryAttempts,
        @Default("3600") @Range(min = 60, max = 86400) int retryMaxAgeSeconds,
        @Default("0") @Range(min = 0, max = 1440) int flexibleTimeWindowMinutes,
        @Default("true") boolean enabled) {}
