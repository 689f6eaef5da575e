package dev.plinth.simulator;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Values;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.DiffResponse;

/** Values put alone into valid inputs of a type, and the environment that the inputs refer to. */
final class ValueCases {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern STEP = Pattern.compile("\\[\"([^\"]+)\"]|\\[(\\d+)]|([^.\\[#]+)|(#)");

    private final TestCloud cloud;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Object> inputs;
    private int count;

    /**
     * A value in a place.
     *
     * @param code the error code, empty for a valid value
     */
    record Case(String type, String path, String json, String code) {

        @Override
        public String toString() {
            return type.substring(type.indexOf(':') + 1, type.lastIndexOf(':')) + " " + path + " = " + json;
        }
    }

    ValueCases(TestCloud cloud) {
        this.cloud = cloud;
        Landscape landscape = new Landscape(cloud).grow();
        Map<String, Made> made = new LinkedHashMap<>();
        landscape
                .made
                .keySet()
                .forEach(each -> made.put(each.type().replaceFirst(".*:", "") + " " + each.name(), each));
        names.put("vpc", landscape.vpc.id());
        names.put("subnet", landscape.subnets.get(0).id());
        names.put("subnet2", landscape.subnets.get(1).id());
        names.put("group", landscape.group.id());
        names.put("subnetGroup", landscape.subnetGroup.text("name"));
        names.put("parameterGroup", landscape.parameterGroup.text("name"));
        Map.of(
                        "key", "Key data",
                        "routeTable", "RouteTable private",
                        "nat", "NatGateway nat",
                        "cluster", "Cluster cluster",
                        "balancer", "LoadBalancer web",
                        "listener", "Listener http",
                        "targets", "TargetGroup api",
                        "secret", "Secret api",
                        "plan", "Plan backup",
                        "topic", "Topic alerts")
                .forEach((name, key) ->
                        names.put(name, Objects.requireNonNull(made.get(key)).id()));
        names.put("keyArn", Objects.requireNonNull(made.get("Key data")).text("arn"));
        names.put("role", Objects.requireNonNull(made.get("Role task")).text("name"));
        names.put("roleArn", Objects.requireNonNull(made.get("Role task")).text("arn"));
        names.put("vault", Objects.requireNonNull(made.get("Vault backup")).text("name"));
        names.put("webAcl", Objects.requireNonNull(made.get("WebAcl web")).text("arn"));
        names.put("logGroup", Objects.requireNonNull(made.get("LogGroup api")).text("name"));
        names.put(
                "logGroupArn", Objects.requireNonNull(made.get("LogGroup api")).text("arn"));
        names.put("task", Objects.requireNonNull(made.get("TaskDefinition api")).text("arn"));
        names.put(
                "repository", Objects.requireNonNull(made.get("Repository api")).text("name"));
        names.put(
                "clusterName",
                Objects.requireNonNull(made.get("Cluster cluster")).text("name"));
        names.put("scaled", Objects.requireNonNull(made.get("Target api")).text("resourceId"));
        names.put(
                "cacheSubnets",
                Objects.requireNonNull(made.get("SubnetGroup cache")).text("name"));
        names.put("bucket", Objects.requireNonNull(made.get("BucketV2 uploads")).id());
        addOthers(landscape);
        inputs = Values.mapFromJson(read("valid-inputs.json"));
    }

    private void addOthers(Landscape landscape) {
        names.put(
                "logBucket",
                landscape.add("aws:s3/bucketV2:BucketV2", "logs", Map.of()).id());
        String replica =
                landscape.add("aws:s3/bucketV2:BucketV2", "replica", Map.of()).id();
        names.put("replica", replica);
        landscape.add(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                "replica",
                Map.of("bucket", replica, "versioningConfiguration", Map.of("status", "Enabled")));
        String old = landscape.add("aws:s3/bucketV2:BucketV2", "acl", Map.of()).id();
        names.put("aclBucket", old);
        landscape.add(
                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                "acl",
                Map.of("bucket", old, "rule", Map.of("objectOwnership", "ObjectWriter")));
        Made worker = landscape.add(
                "aws:ecs/service:Service",
                "worker",
                Map.of(
                        "cluster",
                        Objects.requireNonNull(names.get("cluster")),
                        "taskDefinition",
                        Objects.requireNonNull(names.get("task")),
                        "launchType",
                        "FARGATE",
                        "networkConfiguration",
                        Map.of("subnets", landscape.subnetIds())));
        names.put("scalable", "service/" + names.get("clusterName") + "/" + worker.text("name"));
        names.put(
                "schedulerRole",
                landscape
                        .add(
                                "aws:iam/role:Role",
                                "scheduler",
                                Map.of(
                                        "assumeRolePolicy",
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"))
                        .text("arn"));
        names.put(
                "eip",
                landscape
                        .add("aws:ec2/eip:Eip", "spare", Map.of("domain", "vpc"))
                        .id());
        names.put(
                "acl",
                landscape
                        .add("aws:ec2/networkAcl:NetworkAcl", "acl", Map.of("vpcId", landscape.vpc.id()))
                        .id());
        names.put(
                "rule",
                landscape
                        .add("aws:cloudwatch/eventRule:EventRule", "tick", Map.of("scheduleExpression", "rate(1 hour)"))
                        .text("name"));
        names.put(
                "queue", landscape.add("aws:sqs/queue:Queue", "queue", Map.of()).id());
        names.put(
                "zone",
                landscape
                        .add("aws:route53/zone:Zone", "zone", Map.of("name", "example.com"))
                        .id());
        names.put(
                "restorePlan",
                landscape
                        .add(
                                "aws:backup/restoreTestingPlan:RestoreTestingPlan",
                                "restore",
                                Map.of(
                                        "name",
                                        "restore",
                                        "scheduleExpression",
                                        "cron(0 5 1 * ? *)",
                                        "recoveryPointSelection",
                                        Map.of(
                                                "algorithm",
                                                "LATEST_WITHIN_WINDOW",
                                                "includeVaults",
                                                List.of("*"),
                                                "recoveryPointTypes",
                                                List.of("SNAPSHOT"))))
                        .text("name"));
    }

    /** The types with valid inputs. */
    List<String> types() {
        return List.copyOf(inputs.keySet());
    }

    /** The cases of a file. */
    static List<Case> in(String file) {
        List<Case> cases = new ArrayList<>();
        String type = "";
        for (String line : read(file).lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank() && !line.contains(" = ")) {
                type = line.strip();
            } else if (line.contains(" = ") && !line.startsWith("#")) {
                String[] parts = line.split(" = ", 2);
                int bar = parts[1].lastIndexOf(" | ");
                cases.add(new Case(
                        type,
                        parts[0],
                        bar < 0 ? parts[1] : parts[1].substring(0, bar),
                        bar < 0 ? "" : parts[1].substring(bar + 3)));
            }
        }
        return cases;
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(ValueCases.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The valid inputs of a type. */
    Map<String, Object> inputs(String type) {
        return Values.copy(Values.asMap(filled(Objects.requireNonNull(inputs.get(type)))));
    }

    /** The inputs of a type with the value in its place. */
    Map<String, Object> inputs(Case given) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(given.path());
        while (matcher.find()) {
            steps.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group().replaceAll("[\\[\\]]", ""));
        }
        Object value = filled(Values.fromJson("{\"value\":" + given.json() + "}"));
        Object changed = put(inputs(given.type()), steps, Values.asMap(value).get("value"));
        return Values.asMap(changed);
    }

    private static Object put(Object container, List<String> steps, @Nullable Object value) {
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (step.equals("#")) {
            return Values.toJson(put(Objects.requireNonNull(Values.fromJson(String.valueOf(container))), rest, value));
        }
        if (container instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            int index = Integer.parseInt(step);
            Object member = index < copy.size() ? copy.get(index) : new LinkedHashMap<String, Object>();
            Object changed = rest.isEmpty() ? value : put(member, rest, value);
            if (index < copy.size()) {
                copy.set(index, changed);
            } else {
                copy.add(changed);
            }
            return copy;
        }
        Map<String, Object> copy = new LinkedHashMap<>(Values.asMap(container));
        if (!rest.isEmpty()) {
            copy.put(step, put(copy.getOrDefault(step, new LinkedHashMap<String, Object>()), rest, value));
        } else if (value == null) {
            copy.remove(step);
        } else {
            copy.put(step, value);
        }
        return copy;
    }

    private @Nullable Object filled(@Nullable Object value) {
        if (value instanceof String text) {
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(names.getOrDefault(match.group(1), match.group())));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::filled).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, member) -> result.put(String.valueOf(key), Objects.requireNonNull(filled(member))));
            return result;
        }
        return value;
    }

    /** Returns the error of check or creation; empty when the cloud accepts the inputs. A created resource is deleted again. */
    String refusal(String type, Map<String, Object> given) {
        String name = "case-" + count++;
        CheckResponse checked = cloud.check(type, name, given);
        if (checked.getFailuresCount() > 0) {
            return checked.getFailuresList().toString();
        }
        try {
            cloud.delete(cloud.create(type, name, given));
            return "";
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getStatus().getDescription());
        }
    }

    /** Returns the error of check or update, or the reason why there is no update: a replacement, or a change that the provider ignores. */
    String refusalOfUpdate(Made made, Map<String, Object> given) {
        CheckResponse checked = cloud.provider.check(pulumirpc.Provider.CheckRequest.newBuilder()
                .setUrn(made.urn())
                .setOlds(made.inputs())
                .setNews(Values.toStruct(given))
                .build());
        if (checked.getFailuresCount() > 0) {
            return checked.getFailuresList().toString();
        }
        DiffResponse difference = cloud.diff(made, given);
        if (difference.getDiffsCount() == 0 || difference.getReplacesCount() > 0) {
            return "no update: " + difference.getReplacesList();
        }
        try {
            cloud.update(made, given);
            return "";
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getStatus().getDescription());
        }
    }
}
