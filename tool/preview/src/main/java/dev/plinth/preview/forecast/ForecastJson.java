package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.settings.StackSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** JSON of the section {@code forecast} in {@code plinth preview --json}. */
final class ForecastJson {

    private ForecastJson() {}

    static ObjectNode of(Forecast forecast, List<Interruption> interruptions, StackSettings settings) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        put(document, forecast.isEmpty() ? Duration.ZERO : forecast.expected(), "seconds");
        put(document, forecast.isEmpty() ? Duration.ZERO : forecast.low(), "lowSeconds");
        put(document, forecast.isEmpty() ? Duration.ZERO : forecast.high(), "highSeconds");
        document.put("parallel", forecast.change().times().parallel());
        put(document, forecast.engine().expected(), "engineSeconds");
        document.put("typicalTimesOf", TypicalTimes.shipped().date().toString());
        ObjectNode counts = document.putObject("basis");
        for (Estimate.Basis basis : Estimate.Basis.values()) {
            counts.put(basis.name().toLowerCase(Locale.ROOT), forecast.count(basis));
        }
        steps(document.putArray("criticalPath"), forecast.criticalPath(), forecast);
        steps(document.putArray("steps"), forecast.steps(), forecast);
        var downtimes = document.putArray("downtimes");
        for (Interruption each : interruptions) {
            ObjectNode node = downtimes.addObject().put("urn", each.resource().urn());
            each.range().low().ifPresentOrElse(low -> put(node, low, "lowSeconds"), () -> node.putNull("lowSeconds"));
            each.range()
                    .high()
                    .ifPresentOrElse(high -> put(node, high, "highSeconds"), () -> node.putNull("highSeconds"));
            node.put("when", each.later().orElse("during the update"))
                    .put("duringUpdate", each.isNow())
                    .put("reason", each.reason())
                    .put("source", each.source());
        }
        var deployments = document.putArray("deployments");
        DeploymentPhases.of(forecast.change()).forEach(deployments::add);
        settings.forecast().maxDowntimeMinutes().ifPresent(limit -> document.put("maxDowntimeMinutes", limit));
        forecast.error().ifPresent(error -> document.putObject("pastError")
                .put("updates", error.updates())
                .put("medianPercent", error.percent()));
        return document;
    }

    private static void steps(ArrayNode into, List<PlannedStep> steps, Forecast forecast) {
        for (PlannedStep step : steps) {
            Estimate estimate = forecast.of(step);
            ObjectNode node = into.addObject()
                    .put("urn", step.resource().urn())
                    .put("operation", step.operation().name());
            put(node, estimate.expected(), "seconds");
            put(node, estimate.low(), "lowSeconds");
            put(node, estimate.high(), "highSeconds");
            node.put("basis", estimate.basis().name().toLowerCase(Locale.ROOT)).put("source", estimate.source());
        }
    }

    private static void put(ObjectNode node, Duration duration, String key) {
        node.put(key, duration.toMillis() / 1000.0);
    }
}
