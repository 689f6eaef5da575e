package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deployments of CodeDeploy: the tasks of a newer task definition start in the other target group, receive test traffic, then the
 * requests in steps. The deployment of each task definition begins a minute after its registration, when the simulator assumes that a
 * pipeline has asked for it. A version whose tasks fail their health checks never receives a request; one with errors is rolled back
 * by an alarm of the deployment group.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html">Deployments on an Amazon ECS compute
 *     platform</a>
 */
final class BlueGreenDeployments implements TimeRule {

    /** The deployment of a group that is in progress. */
    private static final String DEPLOYMENT = "simulatedDeployment";

    /** The last task definition that a group has deployed, or has tried to deploy. */
    private static final String ATTEMPTED = "simulatedAttemptedTaskDefinition";

    private static final Duration REQUEST = Duration.ofMinutes(1);
    private static final Duration START_OF_TASKS = Duration.ofMinutes(2);
    private static final Duration TEST = Duration.ofMinutes(1);

    /** The wait for healthy tasks: CodeDeploy's own limit. */
    private static final Duration HEALTH_LIMIT = Duration.ofMinutes(60);

    /** From the first error to the detection by a person, where no alarm is evaluated. */
    private static final Duration UNDETECTED = Duration.ofMinutes(2);

    /** Alarms of a deployment group that fired, with the start and the end of that state. */
    private static final String FIRED = "simulatedAlarm";

    private static final int ALL = 100;

    /** AWS's own configurations have their shift in their names. */
    private static final Pattern OWN = Pattern.compile(".*(Canary|Linear)(\\d+)Percent(?:Every)?(\\d+)Minutes");

    /** A step of the shift: the share of the requests, and when after the end of the tests. */
    private record Step(int percent, Duration after) {}

    @Override
    public void plan(World world) {
        for (StoredResource group : world.all(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP)) {
            service(world, group).ifPresent(service -> plan(world, group, service));
        }
    }

    private static void plan(World world, StoredResource group, StoredResource service) {
        if (Values.asMap(group.get(DEPLOYMENT)).isEmpty()) {
            newest(world, group, service).ifPresent(version -> begin(world, group, service, version));
        }
        Map<String, Object> deployment = Values.asMap(world.current(group).get(DEPLOYMENT));
        if (!deployment.isEmpty()) {
            new Deployment(world, group, service, deployment).plan();
        }
    }

    private static Optional<StoredResource> service(World world, StoredResource group) {
        Map<String, Object> named = Values.asMap(group.get("ecsService"));
        return world.all(AwsTypes.ECS_SERVICE).stream()
                .filter(service -> service.region().equals(group.region()))
                .filter(service -> service.text("name").equals(named.get("serviceName")))
                .filter(service -> service.text("simulatedCluster").equals(named.get("clusterName")))
                .findFirst();
    }

    /** The newest task definition of the service's family, where the service does not run it and no deployment of it has failed. */
    private static Optional<StoredResource> newest(World world, StoredResource group, StoredResource service) {
        String running = service.text("taskDefinition");
        String family = family(running);
        return world.all(AwsTypes.ECS_TASK_DEFINITION).stream()
                .filter(task -> task.region().equals(service.region()))
                .filter(task -> family(task.arn()).equals(family))
                .max((one, other) -> Long.compare(one.number("revision", 0), other.number("revision", 0)))
                .filter(task -> !task.arn().equals(running))
                .filter(task -> !task.arn().equals(group.text(ATTEMPTED)));
    }

    private static String family(String arn) {
        return arn.substring(0, Math.max(0, arn.lastIndexOf(':')));
    }

    private static void begin(World world, StoredResource group, StoredResource service, StoredResource version) {
        Faults faults = new Faults(world.store());
        String name = logicalName(service);
        Map<String, Object> deployment = new LinkedHashMap<>();
        deployment.put("taskDefinition", version.arn());
        deployment.put("before", service.text("taskDefinition"));
        deployment.put("began", world.from().plus(REQUEST).toString());
        deployment.put("unhealthy", faults.takeFailedDeployment("update", service.type(), name));
        deployment.put("faulty", faults.takeFaultyVersion("update", service.type(), name));
        world.set(group, DEPLOYMENT, deployment);
        world.set(group, ATTEMPTED, version.arn());
    }

    private static String logicalName(StoredResource resource) {
        return resource.urn().substring(resource.urn().lastIndexOf("::") + 2);
    }

    /** One deployment in progress. */
    private static final class Deployment {

        private final World world;
        private final StoredResource group;
        private final StoredResource service;
        private final Map<String, Object> state;
        private final String version;
        private final String blue;
        private final String green;

        Deployment(World world, StoredResource group, StoredResource service, Map<String, Object> state) {
            this.world = world;
            this.group = group;
            this.service = service;
            this.state = state;
            this.version = String.valueOf(state.get("taskDefinition"));
            List<String> pair = targetGroups();
            String current = Paths.values(service.state(), "loadBalancers.targetGroupArn").stream()
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("");
            // After the shift the service has the target group of the new tasks.
            boolean shifted = service.text("taskDefinition").equals(version);
            String other = pair.stream()
                    .filter(each -> !each.equals(current))
                    .findFirst()
                    .orElse("");
            this.blue = shifted ? other : current;
            this.green = shifted ? current : other;
        }

        private List<String> targetGroups() {
            List<String> names =
                    Paths.values(group.state(), "loadBalancerInfo.targetGroupPairInfo.targetGroups.name").stream()
                            .map(String::valueOf)
                            .toList();
            return world.all(AwsTypes.LB_TARGET_GROUP).stream()
                    .filter(target -> target.region().equals(group.region()))
                    .filter(target -> names.contains(target.text("name")))
                    .map(StoredResource::arn)
                    .toList();
        }

        void plan() {
            Instant began = Instant.parse(String.valueOf(state.get("began")));
            at(
                    began,
                    () -> happened(
                            "deployment-started",
                            "starts " + name() + " in " + label(green) + "; all requests go to the tasks before"));
            if (Boolean.TRUE.equals(state.get("unhealthy"))) {
                at(began.plus(HEALTH_LIMIT), this::failHealth);
                return;
            }
            Instant tested = began.plus(START_OF_TASKS);
            at(tested, () -> {
                forward("testTrafficRoute", ALL);
                happened("test-traffic-shifted", "has healthy tasks of " + name() + ", which receive the test traffic");
            });
            Instant ready = tested.plus(TEST);
            List<Step> steps = steps();
            for (Step step : steps) {
                at(ready.plus(step.after()), () -> shift(step.percent()));
            }
            Instant end = ready.plus(steps.get(steps.size() - 1).after());
            if (Boolean.TRUE.equals(state.get("faulty"))) {
                at(ready.plus(detection()), this::raiseAlarm);
            }
            at(end.plus(terminationWait()), this::succeed);
        }

        private void at(Instant time, Runnable action) {
            world.at(time, () -> {
                if (Values.asMap(world.current(group).get(DEPLOYMENT)).equals(state)) {
                    action.run();
                }
            });
        }

        private void failHealth() {
            world.failed(
                    service,
                    "deployment-failed",
                    "keeps its version: the tasks of " + name() + " were not healthy within " + HEALTH_LIMIT.toMinutes()
                            + " minutes, and received no requests");
            end();
        }

        private void shift(int percent) {
            forward("prodTrafficRoute", percent);
            if (percent == ALL) {
                world.setInput(service, "taskDefinition", version);
                world.setInput(service, "loadBalancers", moved(service, blue, green));
            }
            happened("traffic-shifted", "sends " + percent + " % of the requests to " + name());
        }

        private void raiseAlarm() {
            if (!stopsOnAlarm()) {
                world.failed(
                        service,
                        "errors-served",
                        "answers requests with errors of " + name()
                                + ": no alarm of its deployment group rolls it back");
                return;
            }
            // It is OK again after as long without an error.
            groupAlarms()
                    .forEach(alarm -> world.set(
                            alarm,
                            FIRED,
                            Map.of(
                                    "since", world.now().toString(),
                                    "until", world.now().plus(detection(alarm)).toString())));
            forward("prodTrafficRoute", 0);
            forward("testTrafficRoute", 0);
            StoredResource now = world.current(service);
            if (now.text("taskDefinition").equals(version)) {
                world.setInput(service, "taskDefinition", String.valueOf(state.get("before")));
                world.setInput(service, "loadBalancers", moved(now, green, blue));
            }
            world.failed(
                    service,
                    "deployment-rolled-back",
                    "sends all requests to the tasks before " + name() + " again: its errors raised the alarm "
                            + String.join(", ", alarms()));
            end();
        }

        private void succeed() {
            forward("testTrafficRoute", ALL);
            happened("deployment-succeeded", "runs " + name() + "; the tasks before were stopped");
            end();
        }

        private boolean stopsOnAlarm() {
            boolean rollsBack = Boolean.TRUE.equals(
                            Values.asMap(group.get("autoRollbackConfiguration")).get("enabled"))
                    && Paths.values(group.state(), "autoRollbackConfiguration.events")
                            .contains("DEPLOYMENT_STOP_ON_ALARM");
            boolean enabled = Boolean.TRUE.equals(
                    Values.asMap(group.get("alarmConfiguration")).get("enabled"));
            return rollsBack && enabled && !groupAlarms().isEmpty();
        }

        /** From the first error to the first alarm: all its periods must have errors. */
        private Duration detection() {
            return groupAlarms().stream()
                    .map(Deployment::detection)
                    .min(Duration::compareTo)
                    .orElse(UNDETECTED);
        }

        private static Duration detection(StoredResource alarm) {
            long period = alarm.number("period", 0);
            for (Object each : Paths.values(alarm.state(), "metricQueries.metric.period")) {
                period = Math.max(period, each instanceof Number number ? number.longValue() : 0);
            }
            long periods = alarm.number("datapointsToAlarm", alarm.number("evaluationPeriods", 1));
            return Duration.ofSeconds(period * periods);
        }

        private List<StoredResource> groupAlarms() {
            return world.all(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                    .filter(alarm -> alarms().contains(alarm.text("name")))
                    .toList();
        }

        private List<String> alarms() {
            return Paths.values(group.state(), "alarmConfiguration.alarms").stream()
                    .map(String::valueOf)
                    .toList();
        }

        private List<Step> steps() {
            String configuration = group.text("deploymentConfigName");
            Map<String, Object> routing = world.all(AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG).stream()
                    .filter(found -> found.text("deploymentConfigName").equals(configuration))
                    .findFirst()
                    .map(found -> Values.asMap(found.get("trafficRoutingConfig")))
                    .orElseGet(() -> predefined(configuration));
            Map<String, Object> canary = Values.asMap(routing.get("timeBasedCanary"));
            Map<String, Object> linear = Values.asMap(routing.get("timeBasedLinear"));
            List<Step> steps = new ArrayList<>();
            if (!canary.isEmpty()) {
                steps.add(new Step(number(canary, "percentage"), Duration.ZERO));
                steps.add(new Step(ALL, Duration.ofMinutes(number(canary, "interval"))));
            } else if (!linear.isEmpty()) {
                Duration interval = Duration.ofMinutes(number(linear, "interval"));
                int percent = Math.max(1, number(linear, "percentage"));
                for (int share = percent, step = 0;
                        steps.isEmpty() || share < ALL + percent;
                        share += percent, step++) {
                    steps.add(new Step(Math.min(ALL, share), interval.multipliedBy(step)));
                }
            } else {
                steps.add(new Step(ALL, Duration.ZERO));
            }
            return steps;
        }

        /** The shift of a configuration such as {@code CodeDeployDefault.ECSCanary10Percent5Minutes}. */
        private static Map<String, Object> predefined(String name) {
            Matcher matcher = OWN.matcher(name);
            return matcher.matches()
                    ? Map.of(
                            "timeBased" + matcher.group(1),
                            Map.of(
                                    "percentage",
                                    Long.valueOf(matcher.group(2)),
                                    "interval",
                                    Long.valueOf(matcher.group(3))))
                    : Map.of();
        }

        private static int number(Map<String, Object> values, String key) {
            return values.get(key) instanceof Number number ? number.intValue() : 0;
        }

        private Duration terminationWait() {
            Object minutes = Values.asMap(Values.asMap(group.get("blueGreenDeploymentConfig"))
                            .get("terminateBlueInstancesOnDeploymentSuccess"))
                    .get("terminationWaitTimeInMinutes");
            return Duration.ofMinutes(minutes instanceof Number number ? number.longValue() : 0);
        }

        /** Points the rules of a route's listeners that forward to one of the target groups to both by weight, or to one. */
        private void forward(String route, int percentToGreen) {
            List<Object> listeners =
                    Paths.values(group.state(), "loadBalancerInfo.targetGroupPairInfo." + route + ".listenerArns");
            for (StoredResource rule : world.all(AwsTypes.LB_LISTENER_RULE)) {
                StoredResource current = world.current(rule);
                List<Object> targets = new ArrayList<>(Paths.values(current.state(), "actions.targetGroupArn"));
                targets.addAll(Paths.values(current.state(), "actions.forward.targetGroups.arn"));
                if (listeners.contains(rule.text("listenerArn"))
                        && (targets.contains(blue) || targets.contains(green))) {
                    world.setInput(rule, "actions", List.of(action(percentToGreen)));
                }
            }
        }

        private Map<String, Object> action(int percentToGreen) {
            if (percentToGreen == 0 || percentToGreen == ALL) {
                return Map.of("type", "forward", "targetGroupArn", percentToGreen == 0 ? blue : green);
            }
            return Map.of(
                    "type",
                    "forward",
                    "forward",
                    Map.of(
                            "targetGroups",
                            List.of(
                                    Map.of("arn", blue, "weight", (long) (ALL - percentToGreen)),
                                    Map.of("arn", green, "weight", (long) percentToGreen))));
        }

        private static List<Object> moved(StoredResource service, String from, String to) {
            List<Object> moved = new ArrayList<>();
            for (Object each : Values.asList(service.get("loadBalancers"))) {
                Map<String, Object> balancer = new LinkedHashMap<>(Values.asMap(each));
                balancer.replace("targetGroupArn", from, to);
                moved.add(balancer);
            }
            return moved;
        }

        private void end() {
            world.set(group, DEPLOYMENT, Map.of());
        }

        private void happened(String kind, String message) {
            world.happened(service, kind, message);
        }

        private String name() {
            return version.substring(version.lastIndexOf('/') + 1);
        }

        private static String label(String targetGroup) {
            String[] parts = targetGroup.split("/", -1);
            return parts.length > 1 ? parts[1] : targetGroup;
        }
    }
}
