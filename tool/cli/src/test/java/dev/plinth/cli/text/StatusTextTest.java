package dev.plinth.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.operation.status.AlarmDefinition;
import dev.plinth.operation.status.AlarmStatus;
import dev.plinth.operation.status.AlarmStatus.State;
import dev.plinth.operation.status.ServiceStatus;
import dev.plinth.operation.status.StackStatus;
import dev.plinth.operation.status.StoreStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Instant TIME = Instant.parse("2026-06-01T12:00:00Z");

    private static AlarmStatus alarm(String name, State state, OptionalDouble value, Map<String, Object> properties) {
        TreeMap<String, Object> outputs = new TreeMap<>(properties);
        outputs.put("comparisonOperator", "GreaterThanThreshold");
        outputs.put("alarmDescription", "Description of " + name);
        return new AlarmStatus(
                new AlarmDefinition(new GraphResource(
                        "urn:pulumi:test::shop::aws:cloudwatch/metricAlarm:MetricAlarm::" + name,
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        name,
                        null,
                        "",
                        List.of(),
                        new TreeMap<>(),
                        PropertyValue.ObjectValue.EMPTY,
                        (PropertyValue.ObjectValue) PropertyValue.of(outputs),
                        false,
                        true)),
                state,
                state == State.ALARM ? Optional.of(TIME.minusSeconds(600)) : Optional.empty(),
                value);
    }

    private static final StackStatus STATUS = new StackStatus(
            TIME,
            List.of(
                    alarm(
                            "observability-deployment-guide-database-replica-1-lag",
                            State.ALARM,
                            OptionalDouble.of(75.456),
                            Map.of("metricName", "ReplicaLag", "threshold", 60)),
                    alarm("cache-hits", State.INSUFFICIENT_DATA, OptionalDouble.empty(), Map.of()),
                    alarm(
                            "database-memory",
                            State.OK,
                            OptionalDouble.of(2_000_000_000),
                            Map.of("metricName", "FreeableMemory", "threshold", 268_435_456)),
                    alarm(
                            "database-cpu",
                            State.OK,
                            OptionalDouble.of(0.00234),
                            Map.of("metricName", "CPUUtilization", "threshold", 80))),
            List.of(new ServiceStatus("api", 2, 3, "in progress")),
            List.of(new StoreStatus("database", "available")),
            List.of());

    private static List<String> print(boolean all) {
        StringWriter out = new StringWriter();
        new StatusText(new Terminal(new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, false, 80))
                .print("production", STATUS, all);
        return out.toString().lines().toList();
    }

    @Test
    void showsFiringAlarmsFirstAndKeyMetrics() {
        List<String> lines = print(false);

        assertThat(lines.get(0)).isEqualTo("production at 2026-06-01 12:00 UTC: 1 of 4 alarms firing, 1 without data");
        assertThat(lines.get(1))
                .startsWith(
                        "alarm: observability-deployment-guide-database-replica-1-lag since 2026-06-01 11:50 UTC: ");
        assertThat(String.join("\n", lines))
                .containsPattern("api +2 +3 +in progress")
                .containsPattern("database +available")
                .containsPattern("replica-1-lag +ALARM +75.5 +> 60")
                .containsPattern("cache-hits +no data")
                .containsPattern("database-cpu +OK +0.00234 +> 80")
                .doesNotContain("database-memory");
    }

    @Test
    void listsEveryAlarmOnRequest() {
        assertThat(String.join("\n", print(true))).containsPattern("database-memory +OK +2000000000 +> 268435456");
    }

    @Test
    void tablesFitEightyColumns() {
        assertThat(print(true).stream().skip(2)).allMatch(line -> line.length() <= 80);
    }
}
