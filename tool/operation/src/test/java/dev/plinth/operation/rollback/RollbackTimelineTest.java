package dev.plinth.operation.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTimelineTest {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String BALANCED = "{\"loadBalancers\":[{\"containerPort\":3000}]}";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
    private static final String CHECK = "aws:route53/healthCheck:HealthCheck";

    private static List<String> timeline(String... resources) throws JsonProcessingException {
        return RollbackTimeline.of(ResourceGraph.fromGraphJson(new ObjectMapper()
                        .readTree("{\"project\":\"shop\",\"stack\":\"test\",\"resources\":["
                                + String.join(",", resources) + "]}")))
                .stream()
                .map(entry -> entry.phase() + " "
                        + entry.time().map(time -> time.toSeconds() + " s").orElse("by hand")
                        + (entry.isMissed() ? " missed" : ""))
                .toList();
    }

    private static String resource(String type, String name, String inputs, String... dependencies) {
        String urns = String.join(
                ",",
                List.of(dependencies).stream().map(urn -> "\"" + urn + "\"").toList());
        return """
               {"urn":"%s","type":"%s","name":"%s","provider":"p","custom":true,"dependencies":[%s],"inputs":%s}"""
                .formatted(urn(type, name), type, name, urns, inputs);
    }

    private static String urn(String type, String name) {
        return "urn:pulumi:test::shop::" + type + "::" + name;
    }

    private static String errors(String name, int periods) {
        return resource(
                ALARM,
                name,
                "{\"evaluationPeriods\":5,\"datapointsToAlarm\":" + periods
                        + ",\"metricQueries\":[{\"id\":\"e\",\"metric\":"
                        + "{\"metricName\":\"HTTPCode_Target_5XX_Count\",\"period\":60}},{\"id\":\"r\",\"expression\":\"e\"}]}");
    }

    @Test
    void aBlueGreenDeploymentIsRolledBackByItsAlarm() throws JsonProcessingException {
        assertThat(timeline(
                        resource(SERVICE, "api", BALANCED),
                        errors("errors", 2),
                        resource(
                                GROUP,
                                "group",
                                "{\"ecsService\":{\"unknown\":true},\"alarmConfiguration\":{\"alarms\":{\"unknown\":true}}}",
                                urn(SERVICE, "api"),
                                urn(ALARM, "errors"))))
                .containsExactly("DETECT 120 s", "VERIFY 0 s", "EXECUTE 60 s", "VALIDATE 120 s");
    }

    @Test
    void aRollingDeploymentIsDetectedByTheLoadBalancersAlarm() throws JsonProcessingException {
        String service = resource(SERVICE, "api", BALANCED);
        assertThat(timeline(service, errors("errors", 2)))
                .containsExactly("DETECT 120 s", "VERIFY by hand", "EXECUTE 300 s", "VALIDATE 120 s");
        assertThat(timeline(service, errors("errors", 5))).startsWith("DETECT 300 s missed");
    }

    @Test
    void aServiceWithoutAnAlarmMissesTheDetection() throws JsonProcessingException {
        assertThat(timeline(resource(SERVICE, "api", BALANCED))).startsWith("DETECT by hand missed");
        assertThat(timeline(resource(SERVICE, "worker", "{}"))).isEmpty();
    }

    @Test
    void aHealthCheckAddsItsFailuresToTheAlarm() throws JsonProcessingException {
        String check = resource(CHECK, "health", "{\"requestInterval\":10,\"failureThreshold\":3}");
        String alarm = resource(
                ALARM,
                "down",
                "{\"period\":60,\"evaluationPeriods\":1,\"dimensions\":{\"HealthCheckId\":{\"unknown\":true}}}",
                urn(CHECK, "health"));
        assertThat(timeline(check, alarm))
                .containsExactly("DETECT 90 s", "VERIFY by hand", "EXECUTE 60 s", "VALIDATE 60 s");
        assertThat(timeline(check)).startsWith("DETECT by hand missed");
    }
}
