package dev.plinth.operation.session;

import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.evidence.AwsEvidence;
import dev.plinth.operation.history.RecordStore;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.operation.timing.TimingHistory;
import dev.plinth.settings.StackSettings;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An open stack as its operations see it.
 *
 * @param definition the stack as its file describes it
 * @param stackFile the file of the stack's configuration
 * @param resources the workspace, the simulator and temporary files
 * @param progress shows the progress
 * @param records the store of the stack's update records
 * @param wallClock the current time
 */
record StackContext(
        StackDefinition definition,
        Path stackFile,
        SessionResources resources,
        Progress progress,
        RecordStore records,
        Clock wallClock) {

    Project project() {
        return definition.project();
    }

    String stack() {
        return definition.stack();
    }

    StackSettings settings() {
        return definition.settings();
    }

    Optional<Simulator> simulator() {
        return Optional.ofNullable(resources.simulator());
    }

    Optional<Snapshot> snapshot() {
        return resources.snapshot();
    }

    boolean isSimulated() {
        return resources.workspace().simulated();
    }

    /** Returns the time in the stack's cloud: waivers age with the simulator's time. */
    Clock clock() {
        return simulator()
                .map(simulator -> Clock.offset(wallClock, Duration.between(Simulator.START, simulator.now())))
                .orElse(wallClock);
    }

    /** Returns the durations of earlier updates. */
    TimingHistory history() {
        return new TimingHistory(
                project(),
                stack(),
                snapshot().map(Snapshot::simulated).orElse(simulator().isPresent()),
                records);
    }

    /** Returns access to AWS with the credentials of the process. */
    AwsEvidence aws(Map<String, Instant> created) {
        return new AwsEvidence(new AwsCommand(project().folder()), created, clock());
    }
}
