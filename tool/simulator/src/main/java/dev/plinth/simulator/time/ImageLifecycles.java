package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ECR deletes the images that a lifecycle policy selects, each day.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html">Lifecycle policies</a>
 */
final class ImageLifecycles implements TimeRule {

    @Override
    public void plan(World world) {
        for (StoredResource policy : world.all(AwsTypes.ECR_LIFECYCLE_POLICY)) {
            for (Instant day : Schedule.every(Duration.ofDays(1), world.created(policy), world.from(), world.until())) {
                world.at(day, () -> world.all(AwsTypes.ECR_REPOSITORY).stream()
                        .filter(repository -> repository.region().equals(policy.region()))
                        .filter(repository -> repository.text("name").equals(policy.text("repository")))
                        .forEach(repository -> apply(world, policy, repository)));
            }
        }
    }

    private static void apply(World world, StoredResource policy, StoredResource repository) {
        Map<String, Object> pushes = Values.asMap(repository.get("simulatedPushes"));
        List<String> images = new ArrayList<>(repository.texts("simulatedImages"));
        images.sort(Comparator.comparing(image -> pushed(pushes, image)));
        List<String> kept = new ArrayList<>(images);
        List<String> expired = new ArrayList<>();
        Values.asList(Values.mapFromJson(policy.text("policy")).get("rules")).stream()
                .map(Values::asMap)
                .sorted(Comparator.comparing(rule -> number(rule.get("rulePriority"))))
                .forEach(rule -> {
                    Map<String, Object> selection = Values.asMap(rule.get("selection"));
                    List<String> selected = kept.stream()
                            .filter(image -> selects(selection, image))
                            .toList();
                    List<String> chosen = chosen(world, selection, selected, pushes);
                    kept.removeAll(selected);
                    expired.addAll(chosen);
                });
        for (String image : expired) {
            images.remove(image);
            String service = user(world, image);
            if (service.isEmpty()) {
                world.happened(repository, "image-expired", "its lifecycle policy deleted the image " + image);
            } else {
                world.failed(
                        repository,
                        "image-expired",
                        "its lifecycle policy deleted the image " + image + ", which " + service
                                + " runs: its next task cannot start");
            }
        }
        if (!expired.isEmpty()) {
            world.set(repository, "simulatedImages", images);
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static Instant pushed(Map<String, Object> pushes, String image) {
        return pushes.get(image) instanceof String time ? Instant.parse(time) : Instant.EPOCH;
    }

    /** Every image of the simulator has a tag. */
    private static boolean selects(Map<String, Object> selection, String image) {
        String tag = image.substring(image.lastIndexOf(':') + 1);
        List<String> patterns = Values.strings(selection.get("tagPatternList"));
        List<String> prefixes = Values.strings(selection.get("tagPrefixList"));
        return switch (String.valueOf(selection.get("tagStatus"))) {
            case "any" -> true;
            case "tagged" ->
                patterns.stream().anyMatch(pattern -> BackupSchedules.matches(pattern, tag))
                        || prefixes.stream().anyMatch(tag::startsWith);
            default -> false;
        };
    }

    private static List<String> chosen(
            World world, Map<String, Object> selection, List<String> oldestFirst, Map<String, Object> pushes) {
        long count = selection.get("countNumber") instanceof Number number ? number.longValue() : 1;
        return "imageCountMoreThan".equals(selection.get("countType"))
                ? oldestFirst.subList(0, (int) Math.max(0, oldestFirst.size() - count))
                : oldestFirst.stream()
                        .filter(image -> pushed(pushes, image)
                                .plus(Duration.ofDays(count))
                                .isBefore(world.now()))
                        .toList();
    }

    /** The name of a service that runs an image, empty for none. */
    private static String user(World world, String image) {
        List<String> names = Stream.concat(
                        Stream.of(image),
                        world.all("docker:index/image:Image").stream()
                                .filter(built -> built.text("imageName").equals(image))
                                .map(built -> built.text("repoDigest")))
                .toList();
        return world.all(AwsTypes.ECS_SERVICE).stream()
                .filter(service -> world.byArn(service.text("taskDefinition")).stream()
                        .map(task -> task.text("containerDefinitions"))
                        .anyMatch(
                                containers -> names.stream().anyMatch(name -> containers.contains("\"" + name + "\""))))
                .map(service -> service.text("name"))
                .findFirst()
                .orElse("");
    }
}
