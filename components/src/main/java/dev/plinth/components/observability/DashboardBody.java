package dev.plinth.components.observability;

import com.pulumi.core.Output;
import dev.plinth.components.Json;
import dev.plinth.components.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dashboard's JSON: a heading for each subject, below it a graph for each alarm with its threshold, three in a row. */
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
            for (int i = 0; i < subject.alarms().size(); i++) {
                widgets.add(graph(subject.alarms().get(i), region, i % COLUMNS * WIDTH, y + i / COLUMNS * HEIGHT));
            }
            y += (subject.alarms().size() + COLUMNS - 1) / COLUMNS * HEIGHT;
        }
        return Output.all(widgets).applyValue(known -> Json.write(Map.of("widgets", known)));
    }

    private static Map<String, Object> heading(Subject subject, int y) {
        return widget("text", 0, y, GRID_WIDTH, 1, Map.of("markdown", "## " + subject.kind() + ": " + subject.name()));
    }

    private static Output<Map<String, Object>> graph(Alarm alarm, Output<String> region, int x, int y) {
        Output<List<List<Object>>> series = Output.all(
                alarm.metrics().stream().map(metric -> series(metric, alarm)).toList());
        return Output.tuple(series, region).applyValue(known -> {
            List<List<Object>> metrics = new ArrayList<>(known.t1);
            if (alarm.expression() != null) {
                metrics.add(List.of(Map.of("expression", alarm.expression(), "id", "result", "label", alarm.title())));
            }
            return widget(
                    "metric",
                    x,
                    y,
                    WIDTH,
                    HEIGHT,
                    Map.of(
                            "title",
                            alarm.title(),
                            "region",
                            known.t2,
                            "view",
                            "timeSeries",
                            "period",
                            alarm.periodSeconds(),
                            "metrics",
                            metrics,
                            "annotations",
                            Map.of("horizontal", List.of(Map.of("label", "alarm", "value", alarm.threshold())))));
        });
    }

    /** CloudWatch's form: namespace, name, then each dimension's key and value, then how to show it. */
    private static Output<List<Object>> series(Metric metric, Alarm alarm) {
        return Outputs.map(metric.dimensions()).applyValue(dimensions -> {
            List<Object> series = new ArrayList<>(List.of(metric.namespace(), metric.name()));
            dimensions.forEach((key, value) -> {
                series.add(key);
                series.add(value);
            });
            series.add(Map.of("id", metric.id(), "stat", metric.statistic(), "visible", alarm.expression() == null));
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
