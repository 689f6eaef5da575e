package dev.plinth.model.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {

    @Test
    void aWeeklyWindowMayWrapAroundTheWeek() {
        assertThat(TimeWindow.weekly("sun:23:30-mon:00:30")).contains(new TimeWindow(List.of(6 * 1440 + 1410), 60));
    }

    @Test
    void aDailyWindowMayWrapAroundMidnight() {
        assertThat(TimeWindow.daily("23:45-00:15").orElseThrow().minutes()).isEqualTo(30);
        assertThat(TimeWindow.daily("23:45-00:15").orElseThrow().starts())
                .hasSize(7)
                .contains(1425);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2:00-3:00", "24:00-01:00", "02:00", "02:60-03:00", "sun:02:00-sun:03:00"})
    void rejectsAnInvalidDailyWindow(String text) {
        assertThat(TimeWindow.daily(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00-03:00", "sunday:02:00-sunday:03:00", "sun:02:00-03:00"})
    void rejectsAnInvalidWeeklyWindow(String text) {
        assertThat(TimeWindow.weekly(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "02:00-03:00, sun:03:00-sun:04:00, false",
        "02:00-03:00, sun:02:59-sun:04:00, true",
        "02:00-03:00, sun:01:00-sun:02:01, true",
        "02:00-03:00, sun:01:00-sun:02:00, false",
        "23:30-00:30, mon:00:00-mon:01:00, true",
        "23:30-00:30, sun:23:00-mon:01:00, true",
    })
    void findsOverlaps(String daily, String weekly, boolean expected) {
        TimeWindow first = TimeWindow.daily(daily).orElseThrow();
        TimeWindow second = TimeWindow.weekly(weekly).orElseThrow();

        assertThat(first.overlaps(second)).isEqualTo(expected);
        assertThat(second.overlaps(first)).isEqualTo(expected);
    }

    @Property
    void overlapsExactlyWhenTheyShareAMinute(
            @ForAll @IntRange(max = 10079) int start,
            @ForAll @IntRange(min = 1, max = 1440) int minutes,
            @ForAll @IntRange(max = 10079) int otherStart,
            @ForAll @IntRange(min = 1, max = 1440) int otherMinutes) {
        boolean shared = java.util.stream.IntStream.range(start, start + minutes)
                .map(minute -> minute % 10080)
                .anyMatch(minute -> Math.floorMod(minute - otherStart, 10080) < otherMinutes);

        assertThat(new TimeWindow(List.of(start), minutes).overlaps(new TimeWindow(List.of(otherStart), otherMinutes)))
                .isEqualTo(shared);
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 5 * * ? *), 0 1 2 3 4 5 6",
        "cron(0 5 ? * * *), 0 1 2 3 4 5 6",
        "cron(0 5 ? * SUN *), 6",
        "cron(0 5 ? * TUE-WED *), 1 2",
        "cron(0 5 1 * ? *), 0 1 2 3 4 5 6",
        "cron(0 5 ? * 2#1 *), 0",
        "cron(0 5 ? * 6L *), 4",
        "cron(0 5 * 2 ? *), 0 1 2 3 4 5 6",
        "cron(0 5 10 6 ? 2030), 0",
    })
    void aCronExpressionStartsOnItsDays(String text, String days) {
        assertThat(TimeWindow.cron(text, 60))
                .contains(new TimeWindow(
                        Stream.of(days.split(" "))
                                .map(day -> Integer.parseInt(day) * 1440 + 300)
                                .toList(),
                        60));
    }

    @Test
    void aCronExpressionStartsAtItsTimes() {
        assertThat(TimeWindow.cron("cron(0/30 * * * ? *)", 1).orElseThrow().starts())
                .hasSize(336);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cron(0 5 * * x# *)", "cron(0 5 ? * # *)", "cron(/ 5 * * ? *)", "cron(a b c d e f)", "cron()"})
    void anInvalidCronExpressionHasNoTimes(String text) {
        assertThat(TimeWindow.cron(text, 60)).isEmpty();
    }

    @Property
    void noTextIsMoreThanNoCronExpression(@ForAll String fields) {
        assertThat(CronFields.times(fields)).isNotNull();
    }
}
