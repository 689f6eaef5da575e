package dev.plinth.components.observability;

import com.pulumi.core.Output;
import dev.plinth.components.Json;
import dev.plinth.components.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dashboard's JSON: a heading for each subject, below it a graph for each alarm with its threshold and the graphs without an alarm,
 * three in a row.
 */
final class DashboardBody {

    private static final int COLUMNS = 3;
    /** CloudWatch's grid is 24 units wide. */
    private static final int GRID_WIDTH = 24;

    private static final int WIDTH = GRID_WIDTH / COLUMNS;
    private static final int HEIGHT = 6;

    private DashboardBody() {}

    static Output<String> of(List<Subject> subjects, Output<String> region) {
        List<Output<Map<String, Object>>> widgets = new ArrayList<>();
        int y = 0;
        for (Subject subject : subjects) {
            widgets.add(Output.of(heading(subject, y)));
            y++;
            List<Output<Map<String, Object>>> graphs = new ArrayList<>();
            subject.alarms().forEach(alarm -> graphs.add(properties(alarm, region)));
            subject.graphs().forEach(graph -> graphs.add(properties(graph, region)));
            for (int i = 0; i < graphs.size(); i++) {
                int left = i % COLUMNS * WIDTH;
                int top = y + i / COLUMNS * HEIGHT;
                widgets.add(
                        graphs.get(i).applyValue(properties -> widget("metric", left, top, WIDTH, HEIGHT, properties)));
            }
            y += (graphs.size() + COLUMNS - 1) / COLUMNS * HEIGHT;
        }
        return Output.all(widgets).applyValue(known -> Json.write(Map.of("widgets", known)));
    }

    private static Map<String, Object> heading(Subject subject, int y) {
        return widget("text", 0, y, GRID_WIDTH, 1, Map.of("markdown", "## " + subject.kind() + ": " + subject.name()));
    }

    private static Output<Map<String, Object>> properties(Alarm alarm, Output<String> region) {
        String expression = alarm.expression();
        Graph graph = expression == null
                ? Graph.of(alarm.title(), alarm.periodSeconds(), alarm.metrics().get(0))
                : Graph.of(alarm.title(), alarm.periodSeconds(), alarm.metrics(), expression, alarm.title());
        return properties(graph, region).applyValue(known -> {
            Map<String, Object> properties = new LinkedHashMap<>(known);
            properties.put(
                    "annotations", Map.of("horizontal", List.of(Map.of("label", "alarm", "value", alarm.threshold()))));
            return properties;
        });
    }

    private static Output<Map<String, Object>> properties(Graph graph, Output<String> region) {
        Output<List<List<Object>>> series = Output.all(graph.metrics().stream()
                .map(metric -> series(metric, !graph.hidden()))
                .toList());
        return Output.tuple(series, Output.all(graph.expressions()), region).applyValue(known -> {
            List<List<Object>> metrics = new ArrayList<>(known.t1);
            known.t2.forEach(expression -> metrics.add(List.of(series(expression))));
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("title", graph.title());
            properties.put("region", known.t3);
            properties.put("view", graph.days() > 0 ? "singleValue" : "timeSeries");
            properties.put("period", graph.periodSeconds());
            properties.put("metrics", metrics);
            if (graph.days() > 0) {
                properties.put("start", "-P" + graph.days() + "D");
                properties.put("setPeriodToTimeRange", true);
            }
            return properties;
        });
    }

    private static Map<String, Object> series(Graph.Expression expression) {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("expression", expression.text());
        series.put("id", expression.id());
        series.put("label", expression.label());
        if (expression.hidden()) {
            series.put("visible", false);
        }
        return series;
    }

    /** CloudWatch's form: namespace, name, then each dimension's key and value, then how to show it. */
    private static Output<List<Object>> series(Metric metric, boolean visible) {
        return Outputs.map(metric.dimensions()).applyValue(dimensions -> {
            List<Object> series = new ArrayList<>(List.of(metric.namespace(), metric.name()));
            dimensions.forEach((key, value) -> {
                series.add(key);
                series.add(value);
            });
            series.add(Map.of("id", metric.id(), "stat", metric.statistic(), "visible", visible));
            return series;
        });
    }

    private static Map<String, Object> widget(
            String type, int x, int y, int width, int height, Map<String, Object> properties) {
        Map<String, Object> widget = new LinkedHashMap<>();
        widget.put("type", type);
        widget.put("x", x);
        widget.put("y", y);
        widget.put("width", width);
        widget.put("height", height);
        widget.put("properties", properties);
        return widget;
    }
}
