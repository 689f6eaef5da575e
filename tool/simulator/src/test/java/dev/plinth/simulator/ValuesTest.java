package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.ValueCases.Case;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single values that AWS and Cloudflare refuse or take, each alone in valid inputs. */
@TestInstance(Lifecycle.PER_CLASS)
class ValuesTest {

    private TestCloud cloud;
    private ValueCases cases;

    @BeforeAll
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        cases = new ValueCases(cloud);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    List<String> types() {
        return cases.types();
    }

    static List<Case> invalid() {
        return ValueCases.in("invalid-values.txt");
    }

    static List<Case> valid() {
        return ValueCases.in("valid-values.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void validInputsAreTaken(String type) {
        assertThat(cases.refusal(type, cases.inputs(type))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void rejectsAnInvalidValueWithTheErrorCode(Case invalid) {
        assertThat(cases.refusal(invalid.type(), cases.inputs(invalid))).contains(invalid.code());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void rejectsAnUpdateToAnInvalidValueOrReplaces(String type) {
        Map<String, Object> inputs = cases.inputs(type);
        Made made = cloud.create(type, "updated", inputs);
        Map<String, String> taken = new LinkedHashMap<>();
        for (Case invalid : invalid()) {
            boolean changes = !"null".equals(invalid.json()) && invalid.type().equals(type);
            if (changes && cases.refusalOfUpdate(made, cases.inputs(invalid)).isEmpty()) {
                taken.put(invalid.toString(), "taken");
            }
        }
        cloud.delete(made);

        assertThat(taken).isEmpty();
    }

    @Test
    void hasEnoughCases() {
        assertThat(invalid()).hasSizeGreaterThan(600);
        assertThat(valid()).hasSizeGreaterThan(270);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void aValidValueIsTaken(Case valid) {
        assertThat(cases.refusal(valid.type(), cases.inputs(valid))).isEmpty();
    }
}
