package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.CheckFailure;

/** Base of the tests of one service: an empty simulator, and the answers that reject or replace. */
abstract class ServiceTest {

    TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    /** Returns the error of a creation. */
    String rejectedCreation(String type, Map<String, Object> inputs) {
        return TestCloud.refusal(() -> cloud.create(type, "rejected", inputs));
    }

    /** Returns the error of a deletion. */
    String rejectedDeletion(Made made) {
        return TestCloud.refusal(() -> cloud.delete(made));
    }

    /** Returns the properties that fail the check of inputs. */
    List<String> invalidProperties(String type, Map<String, Object> inputs) {
        return cloud.check(type, "invalid", inputs).getFailuresList().stream()
                .map(CheckFailure::getProperty)
                .distinct()
                .toList();
    }

    /** Returns the properties whose change replaces a resource; empty for an update. */
    List<String> replacing(Made made, Map<String, Object> inputs) {
        return cloud.diff(made, inputs).getReplacesList();
    }

    /** Asserts that a resource is gone. */
    void assertDeleted(Made made) {
        assertThat(cloud.read(made).getId()).isEmpty();
    }
}
