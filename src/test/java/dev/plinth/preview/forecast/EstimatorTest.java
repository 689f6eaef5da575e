package dev.plinth.preview.forecast;

import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.update;
import static dev.plinth.preview.forecast.Steps.past;
import static dev.plinth.preview.forecast.Steps.resource;
import static dev.plinth.preview.forecast.Steps.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.PastUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimatorTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";

    private final GraphResource database =
            resource(INSTANCE, "database", Map.of("multiAz", true, "applyImmediately", true));
    private final GraphResource other = resource(INSTANCE, "other", Map.of());
    private final PlannedStep creation = PlannedStep.creation(creation(database));

    private static Estimate estimate(PlannedStep step, PastUpdate... past) {
        return new Estimator(TypicalTimes.shipped(), List.of(past)).of(step);
    }

    private PlannedStep updating(String... keys) {
        ResourceChange change = update(database, database, keys);
        return PlannedStep.update(change);
    }

    @Test
    void withoutAHistoryTheTypicalTimeCounts() {
        Estimate estimate = estimate(creation);

        assertThat(estimate.basis()).isEqualTo(Estimate.Basis.TYPICAL);
        assertThat(estimate.expected()).isEqualTo(Duration.ofMinutes(15));
        assertThat(estimate.source()).contains("hashicorp/terraform/issues/498");
    }

    @Test
    void aStandbyTakesLongerToCreate() {
        Estimate without = estimate(PlannedStep.creation(creation(other)));

        assertThat(without.expected()).isLessThan(estimate(creation).expected());
    }

    @Test
    void typesWithoutFiguresHaveADefault() {
        Estimate estimate = estimate(PlannedStep.creation(creation(resource("aws:x/y:Z", "z", Map.of()))));

        assertThat(estimate.basis()).isEqualTo(Estimate.Basis.DEFAULT);
        assertThat(estimate.expected()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void historyBeatsTypicalTimesAndTheResourceItsType() {
        PastUpdate ofType = past(1, Optional.empty(), took(other, Operation.CREATE, 100));
        PastUpdate ofResource = past(2, Optional.empty(), took(database, Operation.CREATE, 700));

        assertThat(estimate(creation, ofType))
                .isEqualTo(new Estimate(
                        Duration.ofSeconds(100),
                        Duration.ofSeconds(50),
                        Duration.ofSeconds(200),
                        Estimate.Basis.TYPE,
                        "1 measurement of this type"));
        assertThat(estimate(creation, ofType, ofResource).expected()).isEqualTo(Duration.ofSeconds(700));
        assertThat(estimate(creation, ofType, ofResource).basis()).isEqualTo(Estimate.Basis.RESOURCE);
    }

    @Test
    void ignoresOtherOperations() {
        PastUpdate deleted = past(1, Optional.empty(), took(database, Operation.DELETE, 3));

        assertThat(estimate(creation, deleted).basis()).isEqualTo(Estimate.Basis.TYPICAL);
    }

    @Test
    void usesTheMedianOfTheLatestTen() {
        List<PastUpdate> past = new ArrayList<>();
        past.add(past(0, Optional.empty(), took(database, Operation.CREATE, 10_000)));
        for (int day = 1; day <= Estimator.MEASUREMENTS; day++) {
            past.add(past(day, Optional.empty(), took(database, Operation.CREATE, day * 10L)));
        }

        Estimate estimate = estimate(creation, past.toArray(PastUpdate[]::new));

        assertThat(estimate.expected()).isEqualTo(Duration.ofSeconds(55));
        assertThat(estimate.low()).isEqualTo(Duration.ofSeconds(10));
        assertThat(estimate.high()).isEqualTo(Duration.ofSeconds(100));
        assertThat(estimate.source()).isEqualTo("10 measurements of this resource");
    }

    @Test
    void anotherClassIsNotComparedWithAnotherTag() {
        PastUpdate tagged = past(1, Optional.empty(), took(database, Operation.UPDATE, 12, "tags"));
        PastUpdate grown = past(2, Optional.empty(), took(database, Operation.UPDATE, 800, "instanceClass", "tags"));

        assertThat(estimate(updating("instanceClass"), tagged).basis()).isEqualTo(Estimate.Basis.TYPICAL);
        assertThat(estimate(updating("instanceClass"), tagged, grown).expected())
                .isEqualTo(Duration.ofSeconds(800));
        assertThat(estimate(updating("backupWindow"), tagged, grown).expected()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void deferredChangesAreQuick() {
        GraphResource deferred = resource(INSTANCE, "database", Map.of("applyImmediately", false));
        PlannedStep later = PlannedStep.update(update(deferred, deferred, "instanceClass"));

        assertThat(estimate(later).expected()).isLessThan(Duration.ofMinutes(1));
        assertThat(estimate(updating("instanceClass")).expected()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void theSlowestOfWhatChangesCounts() {
        assertThat(estimate(updating("instanceClass", "engineVersion", "tags")).expected())
                .isEqualTo(estimate(updating("engineVersion")).expected())
                .isGreaterThan(estimate(updating("instanceClass")).expected());
    }

    @Test
    void overheadIsTheTimeWithoutSteps() {
        PastUpdate one =
                past(1, Optional.empty(), took(database, Operation.CREATE, 60), took(other, Operation.CREATE, 90));

        assertThat(new Estimator(TypicalTimes.shipped(), List.of(one)).engine().expected())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(new Estimator(TypicalTimes.shipped(), List.of()).engine().expected())
                .isEqualTo(Duration.ofSeconds(20));
    }
}
