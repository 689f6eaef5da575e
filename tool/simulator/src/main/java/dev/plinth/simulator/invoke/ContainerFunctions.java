package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.StoredResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Functions of ECR and ECS. */
final class ContainerFunctions {

    private ContainerFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("ecr/getRepository"),
                new Lookup("ECR Repository", AwsTypes.ECR_REPOSITORY)
                        .result("imageScanningConfigurations", "imageScanningConfiguration")
                        .derived("mostRecentImageTags", (call, found) -> tags(found)));
        functions.put(Tokens.aws("ecr/getImage"), ContainerFunctions::image);
        functions.put(Tokens.aws("ecr/getAuthorizationToken"), call -> {
            String password = Operation.digest("ecr " + call.region());
            String token = Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
            String registry = call.text("registryId", ServiceFunctions.ACCOUNT);
            return Map.of(
                    "authorizationToken",
                    token,
                    "expiresAt",
                    call.now().plus(Duration.ofHours(12)).toString(),
                    "id",
                    call.region(),
                    "password",
                    password,
                    "proxyEndpoint",
                    "https://" + registry + ".dkr.ecr." + call.region() + ".amazonaws.com",
                    "userName",
                    "AWS",
                    "registryId",
                    registry);
        });
        functions.put(
                Tokens.aws("ecs/getCluster"),
                new Lookup("ECS Cluster", AwsTypes.ECS_CLUSTER)
                        .by("clusterName", ServiceFunctions.NAME, "arn")
                        .result("clusterName", ServiceFunctions.NAME)
                        .derived(ServiceFunctions.STATUS, (call, found) -> "ACTIVE"));
        functions.put(
                Tokens.aws("ecs/getService"),
                new Lookup("ECS Service", AwsTypes.ECS_SERVICE)
                        .by("clusterArn", "cluster")
                        .by("serviceName", ServiceFunctions.NAME)
                        .result("clusterArn", "cluster")
                        .result("serviceName", ServiceFunctions.NAME));
        functions.put(Tokens.aws("ecs/getTaskDefinition"), ContainerFunctions::taskDefinition);
        kubernetes(functions);
    }

    private static void kubernetes(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("eks/getCluster"),
                new Lookup("EKS Cluster", AwsTypes.EKS_CLUSTER)
                        .derived(ServiceFunctions.STATUS, (call, found) -> "ACTIVE")
                        .derived("createdAt", Call::created));
        functions.put(Tokens.aws("eks/getClusterAuth"), call -> {
            String name = call.text(ServiceFunctions.NAME, "");
            String request = "https://sts." + call.region()
                    + ".amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Signature="
                    + Operation.digest("eks " + name);
            return Map.of(
                    "id",
                    name,
                    ServiceFunctions.NAME,
                    name,
                    "token",
                    "k8s-aws-v1."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(request.getBytes(StandardCharsets.UTF_8)));
        });
        functions.put(Tokens.aws("autoscaling/getGroup"), new Lookup("Auto Scaling Group", AwsTypes.AUTOSCALING_GROUP));
    }

    private static List<String> tags(StoredResource repository) {
        return repository.texts("simulatedImages").stream()
                .map(image -> image.substring(image.lastIndexOf(':') + 1))
                .toList();
    }

    private static Map<String, Object> image(Call call) {
        StoredResource repository = new Lookup("ECR Repository", AwsTypes.ECR_REPOSITORY)
                .by("repositoryName", ServiceFunctions.NAME)
                .ignoring("imageTag", "imageDigest")
                .one(call);
        String url = repository.text("repositoryUrl");
        List<String> tags = tags(repository).stream()
                .filter(tag -> call.text("imageTag", tag).equals(tag))
                .filter(tag -> call.text("imageDigest", digest(url, tag)).equals(digest(url, tag)))
                .toList();
        if (tags.isEmpty()) {
            throw new CloudException(
                    ServiceFunctions.NOT_FOUND,
                    "no matching image found in the ECR Repository " + repository.text(ServiceFunctions.NAME));
        }
        if (tags.size() > 1 && !call.flag("mostRecent")) {
            throw new CloudException(
                    "TooManyResults",
                    "Your query returned more than one result. Please try a more specific search"
                            + " criteria, or set `most_recent` attribute to true.");
        }
        String tag = tags.get(tags.size() - 1);
        String digest = digest(url, tag);
        return Map.of(
                "id",
                digest,
                "imageDigest",
                digest,
                "imageTags",
                List.of(tag),
                "imageUri",
                url + "@" + digest,
                "registryId",
                ServiceFunctions.ACCOUNT,
                "repositoryName",
                repository.text(ServiceFunctions.NAME));
    }

    private static String digest(String url, String tag) {
        return "sha256:" + Operation.digest(url + ":" + tag);
    }

    /** A task definition by family, which means its latest revision, by family and revision, or by ARN. */
    private static Map<String, Object> taskDefinition(Call call) {
        String wanted = call.text("taskDefinition", "");
        StoredResource found = call.resources(AwsTypes.ECS_TASK_DEFINITION).stream()
                .filter(candidate -> Stream.of(
                                candidate.arn(),
                                candidate.text("family"),
                                candidate.text("family") + ":" + candidate.number("revision", 1))
                        .anyMatch(wanted::equals))
                .max(Comparator.comparingLong(candidate -> candidate.number("revision", 1)))
                .orElseThrow(() -> new CloudException(
                        ServiceFunctions.NOT_FOUND,
                        "reading ECS Task Definition (" + wanted + "): couldn't find resource"));
        Map<String, Object> result = new LinkedHashMap<>(found.state());
        result.put("id", found.arn());
        result.put(ServiceFunctions.STATUS, "ACTIVE");
        return result;
    }
}
