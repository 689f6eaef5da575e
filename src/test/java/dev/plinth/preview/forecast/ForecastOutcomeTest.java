package dev.plinth.preview.forecast;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.forecast.Steps.history;
import static dev.plinth.preview.forecast.Steps.key;
import static dev.plinth.preview.forecast.Steps.past;
import static dev.plinth.preview.forecast.Steps.took;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastOutcomeTest {

    private final GraphResource a = key("a");
    private final GraphResource b = key("b");

    private final Forecast forecast = Forecast.of(change("staging", creation(a), creation(b))
            .knowing(history(
                    past(1, Optional.empty(), took(a, Operation.CREATE, 100), took(b, Operation.CREATE, 600)))));

    @Test
    void reportsTotalsAndLargestErrors() {
        ForecastOutcome outcome = ForecastOutcome.of(
                forecast,
                Duration.ofSeconds(41),
                List.of(took(a, Operation.CREATE, 110), took(b, Operation.CREATE, 30)));

        assertThat(outcome.words())
                .isEqualTo("took 41 s; forecast 10 min (5–20 min)\n"
                        + "largest errors: create b took 30 s instead of 10 min, create a took 110 s instead of 100 s");
        JsonNode json = outcome.toJson();
        assertThat(json.path("expectedSeconds").asDouble()).isEqualTo(605);
        assertThat(json.path("actualSeconds").asDouble()).isEqualTo(41);
        assertThat(json.path("steps"))
                .extracting(step -> step.path("actualSeconds").asDouble())
                .containsExactly(30.0, 110.0);
    }

    @Test
    void omitsSkippedAndAccurateSteps() {
        ForecastOutcome outcome =
                ForecastOutcome.of(forecast, Duration.ofMinutes(10), List.of(took(a, Operation.CREATE, 100)));

        assertThat(outcome.words()).isEqualTo("took 10 min; forecast 10 min (5–20 min)");
        assertThat(outcome.deviations()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "41, 41 s",
        "119, 119 s",
        "120, 2 min",
        "840, 14 min",
        "5399, 90 min",
        "7200, 2 h",
        "7500, 2 h 5 min"
    })
    void durationsInWords(long seconds, String words) {
        assertThat(Durations.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "540, 1500, 9–25 min",
        "40, 180, 40 s – 3 min",
        "10, 40, 10–40 s",
        "540, 550, 9 min",
        "3000, 7500, 50 min – 2 h 5 min",
        "7200, 10800, 2–3 h",
        "100, 7100, 100 s – 118 min",
        "7500, 7800, 2 h 5 min – 2 h 10 min"
    })
    void rangesInWords(long low, long high, String words) {
        assertThat(Durations.range(Duration.ofSeconds(low), Duration.ofSeconds(high)))
                .isEqualTo(words);
    }
}
