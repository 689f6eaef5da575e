package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * RDS rotates the password of the master user that it manages every seven days, and Secrets Manager the secrets with a rotation.
 * Tasks of ECS read a secret when they start: those of a service that has one keep the old password until something replaces them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html">Password management with RDS and
 *     Secrets Manager</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">Secrets in environment
 *     variables</a>
 */
final class SecretRotation implements TimeRule {

    private static final Duration MANAGED = Duration.ofDays(7);

    @Override
    public void plan(World world) {
        List<StoredResource> rotations = world.all(AwsTypes.SECRETSMANAGER_SECRET_ROTATION);
        for (StoredResource instance : world.all(AwsTypes.RDS_INSTANCE)) {
            for (Object each : Values.asList(instance.get("masterUserSecrets"))) {
                String arn = String.valueOf(Values.asMap(each).get("secretArn"));
                if (rotations.stream()
                        .noneMatch(rotation -> rotation.text("secretId").equals(arn))) {
                    Schedule.every(MANAGED, world.created(instance), world.from(), world.until())
                            .forEach(time -> world.at(time, () -> rotate(world, instance, arn)));
                }
            }
        }
        for (StoredResource rotation : rotations) {
            times(world, rotation)
                    .forEach(time -> world.at(time, () -> rotate(world, rotation, rotation.text("secretId"))));
        }
    }

    private static List<Instant> times(World world, StoredResource rotation) {
        Map<String, Object> rules = Values.asMap(rotation.get("rotationRules"));
        Instant created = world.created(rotation);
        return rules.get("automaticallyAfterDays") instanceof Number days
                ? Schedule.every(Duration.ofDays(days.longValue()), created, world.from(), world.until())
                : Schedule.runs(
                        String.valueOf(rules.get("scheduleExpression")), "", created, world.from(), world.until());
    }

    private static void rotate(World world, StoredResource owner, String secretArn) {
        world.happened(owner, "secret-rotated", "its secret " + secretArn + " was rotated");
        Map<String, Object> event = Map.of(
                "source",
                "aws.secretsmanager",
                "detail-type",
                "AWS Service Event via CloudTrail",
                "region",
                owner.region(),
                "detail",
                Map.of(
                        "eventSource",
                        "secretsmanager.amazonaws.com",
                        "eventName",
                        "RotationSucceeded",
                        "additionalEventData",
                        Map.of("SecretId", secretArn)));
        Map<String, Object> labelled = Map.of(
                "source",
                "aws.secretsmanager",
                "detail-type",
                "Secret Label Updated",
                "region",
                owner.region(),
                "resources",
                List.of(secretArn),
                "detail",
                Map.of("labelUpdated", "AWSCURRENT"));
        Automation automation = new Automation(world);
        boolean redeployed = Stream.of(event, labelled)
                .anyMatch(each -> automation.reacts(owner.region(), each, "ecs:UpdateService"));
        for (StoredResource service : world.all(AwsTypes.ECS_SERVICE)) {
            if (!reads(world, service, secretArn)) {
                continue;
            }
            if (redeployed) {
                world.happened(service, "service-redeployed", "its tasks were replaced and read the new secret");
            } else {
                world.failed(
                        service,
                        "stale-secret",
                        "its tasks keep the password from before the rotation of " + secretArn
                                + " and are not replaced: they cannot log in");
            }
        }
    }

    private static boolean reads(World world, StoredResource service, String secretArn) {
        return world.byArn(service.text("taskDefinition")).stream()
                .flatMap(task -> Values.asList(Values.fromJson(task.text("containerDefinitions"))).stream())
                .flatMap(container -> Paths.values(Values.asMap(container), "secrets.valueFrom").stream())
                .anyMatch(from -> String.valueOf(from).equals(secretArn)
                        || String.valueOf(from).startsWith(secretArn + ":"));
    }
}
