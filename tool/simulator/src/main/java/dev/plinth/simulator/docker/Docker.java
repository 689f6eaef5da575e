package dev.plinth.simulator.docker;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images and the registries that they are pushed to; nothing is built. */
public final class Docker {

    private static final Pattern ECR =
            Pattern.compile("\\d{12}\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+).*");

    private Docker() {}

    /** Registers every Docker type that has its own behaviour. */
    public static void register(Registry registry) {
        DockerContainers.register(registry);
        registry.type("docker:index/image:Image", "Docker image")
                .global()
                // Its preview builds nothing, and so answers with the inputs alone.
                .newComputed("repoDigest", (changed, state) -> true)
                .newComputed("baseImageName", (changed, state) -> true)
                .newComputed("registryServer", (changed, state) -> true)
                .id("{imageName}")
                .validate(Docker::checkName)
                .check(operation -> push(operation, "imageName", !operation.flag("skipPush")))
                .recomputed(
                        "repoDigest",
                        operation -> repository(operation.text("imageName")) + "@sha256:" + digest(operation))
                .recomputed("baseImageName", operation -> operation.text("imageName"))
                .computed(
                        "registryServer",
                        operation -> operation.text("imageName").replaceFirst("/.*", ""))
                .computed(
                        "context", operation -> operation.has("build.context") ? operation.text("build.context") : ".")
                .computed(
                        "dockerfile",
                        operation ->
                                operation.has("build.dockerfile") ? operation.text("build.dockerfile") : "Dockerfile");

        registry.type("docker:index/registryImage:RegistryImage", "Docker registry image")
                .global()
                .id("{name}")
                .immutable("name", "triggers")
                .check(operation -> push(operation, "name", true))
                .computed("sha256Digest", operation -> "sha256:" + digest(operation));

        registry.type("docker:index/remoteImage:RemoteImage", "Docker remote image")
                .global()
                .id("sha256:{hex64}{name}")
                .immutable("name", "platform", "pullTriggers", "triggers")
                .computed("imageId", operation -> "sha256:" + digest(operation))
                .computed(
                        "repoDigest", operation -> repository(operation.text("name")) + "@sha256:" + digest(operation));
    }

    private static void checkName(Operation operation) {
        operation.require(
                !operation.has("imageName")
                        || operation.text("imageName").matches("[a-z0-9][a-z0-9._:/@-]*(:[\\w][\\w.-]{0,127})?"),
                "imageName",
                "invalid reference format: " + operation.text("imageName"));
    }

    /** An image's digest, the same for the same inputs in every run; contents are not looked at. */
    private static String digest(Operation operation) {
        Object inputs = List.of(
                operation.text("imageName"),
                operation.text("name"),
                Values.asMap(operation.state().get("build")),
                Values.asMap(operation.state().get("triggers")));
        return Operation.digest(Values.canonical(inputs));
    }

    private static String repository(String image) {
        int slash = image.lastIndexOf('/');
        int colon = image.indexOf(':', slash + 1);
        return colon < 0 ? image : image.substring(0, colon);
    }

    /** A push to the simulated ECR needs the repository, and leaves an image there. */
    private static void push(Operation operation, String property, boolean pushes) {
        Matcher target = ECR.matcher(operation.text(property));
        if (!pushes || !target.matches()) {
            return;
        }
        Optional<StoredResource> repository =
                operation.store().find(AwsTypes.ECR_REPOSITORY, target.group(1), target.group(2));
        operation.require(
                repository.isPresent(),
                "name unknown",
                "The repository with name '" + target.group(2) + "' does not exist in the registry of "
                        + target.group(1));
        repository.ifPresent(found -> {
            Map<String, Object> state = Values.copy(found.state());
            List<Object> images = new ArrayList<>(Values.asList(state.get("simulatedImages")));
            if (!images.contains(operation.text(property))) {
                images.add(operation.text(property));
            }
            state.put("simulatedImages", images);
            Map<String, Object> times = new LinkedHashMap<>(Values.asMap(state.get("simulatedPushes")));
            times.put(operation.text(property), operation.store().now().toString());
            state.put("simulatedPushes", times);
            operation
                    .store()
                    .put(new StoredResource(
                            found.type(), found.id(), found.region(), found.urn(), found.inputs(), state));
        });
    }
}
