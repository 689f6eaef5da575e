package dev.plinth.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a limit so short that any silence is too long. */
class SilenceWatchTest {

    private final SilenceWatch watch = new SilenceWatch(Duration.ofNanos(3));

    private static ObjectNode event(String kind, String urn) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        event.putObject(kind).putObject("metadata").put("urn", urn);
        return event;
    }

    private static ObjectNode begin(String urn, String side, boolean custom) {
        ObjectNode event = event("resourcePreEvent", urn);
        ((ObjectNode) event.at("/resourcePreEvent/metadata")).putObject(side).put("custom", custom);
        return event;
    }

    @Test
    void silenceFromTheBeginningIsTooLong() {
        assertThat(watch.isOver()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "old"})
    void aResourceMayTakeAsLongAsItTakes(String side) {
        watch.accept(begin("urn:database", side, true));
        watch.accept(begin("urn:bucket", side, true));
        watch.accept(event("resOutputsEvent", "urn:bucket"));

        assertThat(watch.isOver()).isFalse();
        List<Duration> told = new ArrayList<>();
        watch.tell(told::add);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resOutputsEvent", "resOpFailedEvent"})
    void silenceCountsOnceNoResourceIsWorkedOn(String end) {
        watch.accept(begin("urn:database", "new", true));
        watch.accept(event(end, "urn:database"));

        assertThat(watch.isOver()).isTrue();
        List<Duration> told = new ArrayList<>();
        watch.tell(told::add);
        assertThat(told).singleElement().satisfies(silence -> assertThat(silence)
                .isPositive());
    }

    @Test
    void noCloudWorksOnAComponent() {
        watch.accept(begin("urn:network", "new", false));

        assertThat(watch.isOver()).isTrue();
    }

    @Test
    void aLongLimitIsNotOverAtOnce() {
        assertThat(new SilenceWatch(Duration.ofHours(1)).isOver()).isFalse();
    }
}
