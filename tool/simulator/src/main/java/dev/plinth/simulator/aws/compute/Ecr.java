package dev.plinth.simulator.aws.compute;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;

/** Image repositories. */
public final class Ecr {

    private Ecr() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.ECR_REPOSITORY, "ECR Repository")
                .namedLowerCase("name", 256)
                .id("{name}")
                .arn("arn:aws:ecr:{region}:{account}:repository/{name}")
                .mentions("encryptionConfigurations.kmsKey", AwsTypes.KMS_KEY, "KmsException")
                .immutable("encryptionConfigurations")
                .validate(Rules.matches(
                        "name",
                        "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*",
                        "lower-case path components, such as team/api"))
                .validate(Rules.oneOf(
                        "imageTagMutability",
                        "MUTABLE",
                        "IMMUTABLE",
                        "IMMUTABLE_WITH_EXCLUSION",
                        "MUTABLE_WITH_EXCLUSION"))
                .unique(
                        "name",
                        "RepositoryAlreadyExistsException",
                        "The repository with name '{name}' already exists in the registry with id '{account}'")
                .checkDeletion(
                        operation -> operation.require(
                                operation.flag("forceDelete")
                                        || Values.asList(operation.state().get("simulatedImages"))
                                                .isEmpty(),
                                "RepositoryNotEmptyException",
                                operation.render(
                                        "The repository with name '{name}' in registry with id '{account}' cannot be deleted because it still contains images")))
                .defaults("imageTagMutability", "MUTABLE")
                .computed("registryId", "{account}")
                .computed("repositoryUrl", "{account}.dkr.ecr.{region}.amazonaws.com/{name}");

        registry.type(AwsTypes.ECR_LIFECYCLE_POLICY, "ECR Lifecycle Policy")
                .id("{repository}")
                .mentions("repository", AwsTypes.ECR_REPOSITORY, "RepositoryNotFoundException")
                .immutable("repository", "policy")
                .validate(Rules.json("policy"))
                .check(Ecr::checkLifecycle)
                .computed("registryId", "{account}");

        registry.type(AwsTypes.ECR_REPOSITORY_POLICY, "ECR Repository Policy")
                .id("{repository}")
                .mentions("repository", AwsTypes.ECR_REPOSITORY, "RepositoryNotFoundException")
                .immutable("repository")
                .validate(Rules.json("policy"))
                .computed("registryId", "{account}");
    }

    private static void checkLifecycle(Operation operation) {
        var rules = Values.asList(Values.mapFromJson(operation.text("policy")).get("rules"));
        operation.require(!rules.isEmpty(), "InvalidParameterException", "the lifecycle policy has no rules");
        long priorities = rules.stream()
                .map(rule -> Values.asMap(rule).get("rulePriority"))
                .distinct()
                .count();
        operation.require(
                priorities == rules.size(),
                "InvalidParameterException",
                "each rule of a lifecycle policy needs a unique priority");
    }
}
