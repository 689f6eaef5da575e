package dev.plinth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

    private static Deployment read(String json) {
        return StackReader.settings(StackFile.ofEngine("test", Map.of("plinth:deployment", json)), "shop")
                .deployment();
    }

    private static boolean isOpen(Deployment deployment, String time) {
        return deployment.refusal(Instant.parse(time)).isEmpty();
    }

    @Test
    void isOpenAtAnyTimeWithoutWindowsAndFreezes() {
        assertThat(isOpen(read("{}"), "2026-11-22T03:00:00Z")).isTrue();
    }

    /** In winter Berlin is an hour ahead of UTC, in summer two. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59Z, false",
        "2026-11-23T08:00:00Z, true",
        "2026-11-23T14:59:59Z, true",
        "2026-11-23T15:00:00Z, false",
        "2026-11-20T10:00:00Z, false",
        "2026-07-06T07:00:00Z, true",
        "2026-07-06T06:59:59Z, false",
        "2026-07-06T14:00:00Z, false",
    })
    void isOpenDuringItsHoursInItsTimeZone(String time, boolean open) {
        Deployment hours = read("{\"timeZone\": \"Europe/Berlin\", \"windows\": [{\"days\": [\"MONDAY\", \"TUESDAY\"], "
                + "\"from\": \"09:00\", \"to\": \"16:00\"}]}");

        assertThat(isOpen(hours, time)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 04:00, 2026-11-23T22:00:00Z, true",
        "22:00, 04:00, 2026-11-24T03:59:59Z, true",
        "22:00, 04:00, 2026-11-24T04:00:00Z, false",
        "22:00, 04:00, 2026-11-23T03:00:00Z, false",
        "22:00, 04:00, 2026-11-24T22:00:00Z, false",
        "00:00, 24:00, 2026-11-23T00:00:00Z, true",
        "00:00, 24:00, 2026-11-23T23:59:59Z, true",
        "00:00, 24:00, 2026-11-24T00:00:00Z, false",
    })
    void mayCloseOnTheNextDay(String from, String to, String time, boolean open) {
        Deployment night =
                read("{\"windows\": [{\"days\": [\"MONDAY\"], \"from\": \"" + from + "\", \"to\": \"" + to + "\"}]}");

        assertThat(isOpen(night, time)).isEqualTo(open);
    }

    @Test
    void aFreezeGoesBeforeTheWindows() {
        Deployment frozen = read(
                "{\"windows\": [{\"days\": [\"FRIDAY\", \"MONDAY\"], \"from\": \"09:00\", \"to\": \"16:00\"}], "
                        + "\"freezes\": [{\"firstDay\": \"2026-12-18\", \"lastDay\": \"2027-01-03\", \"reason\": \"year's end\"}]}");

        assertThat(isOpen(frozen, "2026-12-14T10:00:00Z")).isTrue();
        assertThat(isOpen(frozen, "2027-01-04T10:00:00Z")).isTrue();
        assertThat(frozen.refusal(Instant.parse("2026-12-18T10:00:00Z")))
                .contains(
                        "no changes from 2026-12-18 to 2027-01-03: year's end; it is Friday, 2026-12-18 10:00 in UTC, "
                                + "the next window opens on Monday, 2027-01-04 09:00");
    }

    @Test
    void saysWhenItOpensNext() {
        Deployment hours =
                read("{\"timeZone\": \"Europe/Berlin\", \"windows\": [{\"days\": [\"MONDAY\"], \"from\": \"09:00\","
                        + " \"to\": \"16:00\"}, {\"days\": [\"SUNDAY\"], \"from\": \"22:00\", \"to\": \"23:00\"}]}");
        Deployment freeze = read(
                "{\"freezes\": [{\"firstDay\": \"2026-11-21\", \"lastDay\": \"2026-11-21\", \"reason\": \"sale\"}]}");
        Deployment forever = read(
                "{\"freezes\": [{\"firstDay\": \"2020-01-01\", \"lastDay\": \"2999-12-31\", \"reason\": \"closed down\"}]}");
        Instant saturday = Instant.parse("2026-11-21T18:00:00Z");

        assertThat(hours.refusal(saturday))
                .contains("the deployment window is closed; it is Saturday, 2026-11-21 19:00 in Europe/Berlin, "
                        + "the next window opens on Sunday, 2026-11-22 22:00");
        assertThat(freeze.refusal(saturday).orElseThrow())
                .endsWith("the next window opens on Sunday, 2026-11-22 00:00");
        assertThat(forever.refusal(saturday).orElseThrow()).endsWith("no window opens in the next 400 days");
    }

    @Test
    void namesEveryFault() {
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class, () -> read("{\"timeZone\": \"Mars/Base\", \"windows\": [], \"freezes\": []}"));
        ConfigException times = catchThrowableOfType(
                ConfigException.class,
                () -> read(
                        "{\"windows\": [{\"days\": [], \"from\": \"09:00\", \"to\": \"10:00\"}, {\"days\": [\"SOMEDAY\"],"
                                + " \"from\": \"9:00\", \"to\": \"24:30\"}], \"freezes\": [{\"firstDay\": \"2026-02-30\","
                                + " \"lastDay\": \"2026-03-01\", \"reason\": \"x\"}, {\"firstDay\": \"2026-03-02\", \"lastDay\":"
                                + " \"2026-03-01\", \"reason\": \"x\"}]}"));

        assertThat(thrown.faults()).singleElement().asString().contains("plinth:deployment", "Mars/Base", "IANA");
        assertThat(times.faults())
                .extracting(ConfigException.Fault::key)
                .isEqualTo(List.of(
                        "plinth:deployment.windows[0]",
                        "plinth:deployment.windows[1].days[0]",
                        "plinth:deployment.windows[1].from",
                        "plinth:deployment.windows[1].to",
                        "plinth:deployment.freezes[0]",
                        "plinth:deployment.freezes[1]"));
    }
}
