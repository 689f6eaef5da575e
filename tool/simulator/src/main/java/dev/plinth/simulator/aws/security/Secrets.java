package dev.plinth.simulator.aws.security;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Secrets Manager. */
public final class Secrets {

    private Secrets() {}

    public static void register(Registry registry) {
        registerSecret(registry);
        registerSecretVersion(registry);
        registerSecretRotation(registry);
        registerCloudFormationStack(registry);
        registerSecretPolicy(registry);
    }

    private static void registerSecret(Registry registry) {
        registry.type(AwsTypes.SECRETSMANAGER_SECRET, "Secrets Manager Secret")
                .named("name", 512)
                .id("arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hex6}")
                .arn("{id}")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "InvalidParameterException")
                .immutable("namePrefix")
                .validate(Rules.matches("name", "[\\w/+=.@-]{1,512}", "1 to 512 letters, digits and /_+=.@-"))
                .validate(operation -> {
                    long days = operation.number("recoveryWindowInDays", 30);
                    operation.require(
                            days == 0 || (days >= 7 && days <= 30),
                            "recoveryWindowInDays",
                            "expected 0 or 7 to 30 days, got " + days);
                })
                .validate(Rules.json("policy"))
                .check(Secrets::checkReplicas)
                .unique(
                        "name",
                        "ResourceExistsException",
                        "The operation failed because the secret {name} already exists.")
                .check(
                        operation -> operation.require(
                                operation.old() != null
                                        || operation.deleted(AwsTypes.SECRETSMANAGER_SECRET).stream()
                                                .noneMatch(
                                                        secret -> secret.name().equals(operation.text("name"))),
                                "InvalidRequestException",
                                "You can't create this secret because a secret with this name is already scheduled for deletion."))
                .afterDeletion(operation -> operation.keepDeleted("name", operation.number("recoveryWindowInDays", 30)))
                .defaults("recoveryWindowInDays", 30L)
                .defaults("forceOverwriteReplicaSecret", false);
    }

    /** A replica is in another Region, which has one, with a key of that Region. */
    private static void checkReplicas(Operation operation) {
        Set<String> regions = new HashSet<>();
        for (Object replica : Values.asList(operation.state().get("replicas"))) {
            Map<String, Object> known = Values.asMap(replica);
            String region = String.valueOf(known.getOrDefault("region", ""));
            operation.require(
                    !region.equals(operation.region()) && regions.add(region),
                    "InvalidParameterException",
                    "Invalid replica region: expected Regions other than " + operation.region() + ", each once: "
                            + region);
            Object key = known.get("kmsKeyId");
            operation.require(
                    !(key instanceof String arn)
                            || !arn.startsWith("arn:")
                            || operation.store().listEverywhere(AwsTypes.KMS_KEY).stream()
                                    .anyMatch(other -> other.arn().equals(arn)
                                            && other.region().equals(region)),
                    "InvalidParameterException",
                    "The KMS key " + key + " does not exist in " + region);
        }
    }

    private static void registerSecretVersion(Registry registry) {
        registry.type(AwsTypes.SECRETSMANAGER_SECRET_VERSION, "Secrets Manager Secret Version")
                .id("{secretId}|{uuid}")
                .mentions("secretId", AwsTypes.SECRETSMANAGER_SECRET, "ResourceNotFoundException")
                .immutable("secretId", "secretString", "secretBinary")
                .check(operation -> operation.require(
                        operation.text("secretString").length() <= 65536,
                        "InvalidParameterException",
                        "the secret value is longer than 65536 characters"))
                .computed("arn", "{secretId}")
                .computed("versionId", "{uuid}")
                .computed("versionStages", operation -> java.util.List.of("AWSCURRENT"));
    }

    private static void registerSecretRotation(Registry registry) {
        registry.type(AwsTypes.SECRETSMANAGER_SECRET_ROTATION, "Secrets Manager Secret Rotation")
                .id("{secretId}")
                .mentions("secretId", AwsTypes.SECRETSMANAGER_SECRET, "ResourceNotFoundException")
                .immutable("secretId")
                .validate(operation -> {
                    boolean days = operation.has("rotationRules.automaticallyAfterDays");
                    boolean schedule = operation.has("rotationRules.scheduleExpression");
                    operation.require(
                            days != schedule,
                            "rotationRules",
                            "expected exactly one of automaticallyAfterDays and scheduleExpression");
                    long every = operation.number("rotationRules.automaticallyAfterDays", 1);
                    operation.require(
                            every >= 1 && every <= 1000,
                            "rotationRules.automaticallyAfterDays",
                            "expected 1 to 1000 days, got " + every);
                })
                .computed("rotationEnabled", operation -> true)
                .computed("rotateImmediately", operation -> true);
    }

    private static void registerCloudFormationStack(Registry registry) {
        // The applications of the Serverless Application Repository that rotate secrets answer with the function's ARN.
        registry.type(
                        AwsTypes.SERVERLESSREPOSITORY_CLOUD_FORMATION_STACK,
                        "Serverless Application Repository CloudFormation Stack")
                .id("arn:aws:cloudformation:{region}:{account}:stack/serverlessrepo-{name}/{uuid}")
                .immutable("name", "applicationId")
                .computed("semanticVersion", "1.1.0")
                .computed(
                        "outputs",
                        operation -> java.util.Map.of(
                                "RotationLambdaARN",
                                operation.render(
                                        "arn:aws:lambda:{region}:{account}:function:{parameters.functionName}")));
    }

    private static void registerSecretPolicy(Registry registry) {
        registry.type(AwsTypes.SECRETSMANAGER_SECRET_POLICY, "Secrets Manager Secret Policy")
                .id("{secretArn}")
                .mentions("secretArn", AwsTypes.SECRETSMANAGER_SECRET, "ResourceNotFoundException")
                .immutable("secretArn")
                .check(PolicyDocument.in("policy", "MalformedPolicyDocumentException", PolicyDocument.Kind.RESOURCE));
    }
}
