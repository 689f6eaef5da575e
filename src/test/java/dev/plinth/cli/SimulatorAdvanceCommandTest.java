package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.engine.Workspace;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth simulator advance} and {@code status}. */
class SimulatorAdvanceCommandTest {

    @TempDir
    private Path project = Path.of("");

    private Shell.Ran simulator(String... arguments) {
        List<String> line = new ArrayList<>(List.of("simulator"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--project", project.toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "8d, 2026-01-09T00:00:00Z",
        "2w, 2026-01-15T00:00:00Z",
        "12h, 2026-01-01T12:00:00Z",
        "1d12h30m, 2026-01-02T12:30:00Z"
    })
    void theClockMovesByTheDuration(String duration, String time) {
        Shell.Ran ran = simulator("advance", duration, "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json().path("from").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(ran.json().path("to").asText()).isEqualTo(time);
        assertThat(ran.json().path("events")).isEmpty();
        assertThat(ran.json().path("problems").asInt()).isZero();
        assertThat(simulator("status", "--json").json().path("time").asText()).isEqualTo(time);
    }

    @Test
    void statusShowsTheSimulatedTimeAndResetTurnsItBack() {
        assertThat(simulator("advance", "8d").exitCode()).isZero();
        assertThat(simulator("advance", "6h").err())
                .contains("the simulated time is 2026-01-09 06:00 UTC: 0 events, 0 problems");

        assertThat(simulator("status").out())
                .contains("simulated time  2026-01-09 06:00 UTC, advanced by 8 days and 6 hours")
                .contains("resources       0");
        assertThat(simulator("reset", "--yes").exitCode()).isZero();
        try (Simulator simulator = Simulator.open(Workspace.simulatorFile(project))) {
            assertThat(simulator.now()).isEqualTo(Simulator.START);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "d", "eight days", "0d", "8 d", "600w", "8y", "99999999999d"})
    void rejectsAnInvalidDuration(String duration) {
        Shell.Ran ran = simulator("advance", duration);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("DURATION is " + duration).contains("such as 8d, 2w, 12h or 1d12h");
        try (Simulator simulator = Simulator.open(Workspace.simulatorFile(project))) {
            assertThat(simulator.now()).isEqualTo(Simulator.START);
        }
    }
}
