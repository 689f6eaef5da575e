package dev.plinth.components.container;

import com.pulumi.aws.ecr.EcrFunctions;
import com.pulumi.aws.ecr.LifecyclePolicy;
import com.pulumi.aws.ecr.LifecyclePolicyArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.ecr.inputs.GetAuthorizationTokenArgs;
import com.pulumi.aws.ecr.inputs.RepositoryEncryptionConfigurationArgs;
import com.pulumi.aws.ecr.inputs.RepositoryImageScanningConfigurationArgs;
import com.pulumi.aws.ecr.outputs.GetAuthorizationTokenResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.docker.Image;
import com.pulumi.docker.ImageArgs;
import com.pulumi.docker.inputs.DockerBuildArgs;
import com.pulumi.docker.inputs.RegistryArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container image: one that exists, or one in a separate private ECR repository, which scans each push, refuses to move a
 * tag, encrypts with a customer key, and deletes what is old. No repository policy is set: the account's roles pull by their own
 * policies, and no other principal does.
 */
public final class ContainerImage extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:container:ContainerImage";

    private static final Set<String> PLATFORMS = Set.of("linux/amd64", "linux/arm64");

    private final @Nullable Repository repository;
    private final Output<String> imageUri;

    /**
     * Creates the image.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContainerImage(String name, ContainerImageArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the image with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContainerImage(String name, ContainerImageArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        Output<String> imageReference = args.imageReference();
        if (imageReference != null) {
            this.repository = null;
            this.imageUri = imageReference;
            registerOutputs(Map.of("imageUri", imageUri));
            return;
        }
        this.repository = createRepository(args);
        createLifecyclePolicy(repository, args);
        Output<String> tagged = Output.format("%s:%s", repository.repositoryUrl(), Output.of(args.tag()));
        this.imageUri = args.buildContext() == null ? tagged : buildAndPush(repository, tagged, args);
        registerOutputs(Map.of("imageUri", imageUri, "repositoryUrl", repositoryUrl()));
    }

    /**
     * The image as a task definition takes it: the reference that was given, the built image by its digest, or repository and tag
     * when a pipeline pushes it.
     */
    public Output<String> imageUri() {
        return imageUri;
    }

    /**
     * The repository's ARN.
     *
     * @throws IllegalStateException when the image was given as a reference, so that there is no repository
     */
    public Output<String> repositoryArn() {
        return ownRepository().arn();
    }

    /**
     * The repository's address, without a tag.
     *
     * @throws IllegalStateException when the image was given as a reference, so that there is no repository
     */
    public Output<String> repositoryUrl() {
        return ownRepository().repositoryUrl();
    }

    private Repository ownRepository() {
        if (repository == null) {
            throw new IllegalStateException(
                    "ContainerImage '" + name() + "' has no repository: imageReference was given.");
        }
        return repository;
    }

    private static ContainerImageArgs validated(String name, ContainerImageArgs args) {
        boolean referenced = args.imageReference() != null;
        String reference = args.plainImageReference();
        String tag = args.tag();
        Validation.of("ContainerImage", name)
                .check(
                        reference == null || ImageReference.isPinned(reference),
                        "imageReference",
                        reference,
                        ImageReference.ALLOWED)
                .check(
                        !referenced || args.buildContext() == null,
                        "buildContext",
                        args.buildContext(),
                        "left out when imageReference is given")
                .check(!referenced || tag == null, "tag", tag, "left out when imageReference is given")
                .check(
                        referenced
                                || (tag != null
                                        && tag.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
                                        && !tag.equals("latest")),
                        "tag",
                        tag,
                        "a tag of up to 128 letters, digits, and _ . - other than latest, or left out for an imageReference")
                .check(PLATFORMS.contains(args.platform()), "platform", args.platform(), "linux/amd64 or linux/arm64")
                .check(
                        args.keepTagged() >= 2 && args.keepTagged() <= 1000,
                        "keepTagged",
                        args.keepTagged(),
                        "2 to 1000 images, so that a rollback finds the previous one")
                .inRange("expireUntaggedAfterDays", args.expireUntaggedAfterDays(), 1, 365, "days")
                .throwIfAny();
        return args;
    }

    private Repository createRepository(ContainerImageArgs args) {
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Container images of " + name())
                        .build(),
                childComponentOptions().build());
        return new Repository(
                childName("repository"),
                RepositoryArgs.builder()
                        .imageTagMutability("IMMUTABLE")
                        .imageScanningConfiguration(RepositoryImageScanningConfigurationArgs.builder()
                                .scanOnPush(true)
                                .build())
                        .encryptionConfigurations(RepositoryEncryptionConfigurationArgs.builder()
                                .encryptionType("KMS")
                                .kmsKey(key.keyArn())
                                .build())
                        .forceDelete(args.forceDelete())
                        .build(),
                statefulChildOptions().build());
    }

    private void createLifecyclePolicy(Repository into, ContainerImageArgs args) {
        Map<String, Object> untagged = rule(
                1,
                "Delete untagged images",
                Map.of(
                        "tagStatus", "untagged",
                        "countType", "sinceImagePushed",
                        "countUnit", "days",
                        "countNumber", args.expireUntaggedAfterDays()));
        Map<String, Object> tagged = rule(
                2,
                "Keep the newest tagged images",
                Map.of(
                        "tagStatus",
                        "tagged",
                        "tagPatternList",
                        List.of("*"),
                        "countType",
                        "imageCountMoreThan",
                        "countNumber",
                        args.keepTagged()));
        new LifecyclePolicy(
                childName("lifecycle-policy"),
                LifecyclePolicyArgs.builder()
                        .repository(into.name())
                        .policy(Json.write(Map.of("rules", List.of(untagged, tagged))))
                        .build(),
                // A repository has one lifecycle policy: the end of the old one would be that of the new one.
                childOptions().deleteBeforeReplace(true).build());
    }

    private static Map<String, Object> rule(int priority, String description, Map<String, Object> selection) {
        return Map.of(
                "rulePriority", priority,
                "description", description,
                "selection", selection,
                "action", Map.of("type", "expire"));
    }

    private Output<String> buildAndPush(Repository into, Output<String> tagged, ContainerImageArgs args) {
        DockerBuildArgs.Builder build = DockerBuildArgs.builder()
                .context(Objects.requireNonNull(args.buildContext()))
                .platform(args.platform())
                .args(args.buildArguments());
        String dockerfile = args.dockerfile();
        if (dockerfile != null) {
            build.dockerfile(dockerfile);
        }
        String target = args.target();
        if (target != null) {
            build.target(target);
        }
        Image image = new Image(
                childName("image"),
                ImageArgs.builder()
                        .imageName(tagged)
                        .build(build.build())
                        .registry(registry(into))
                        .build(),
                childOptions().build());
        // The digest, so that a task runs what was pushed here and nothing else.
        return image.repoDigest();
    }

    private RegistryArgs registry(Repository into) {
        // A token for the registry that holds the repository: asked for only once the repository exists.
        Output<GetAuthorizationTokenResult> token = EcrFunctions.getAuthorizationToken(
                GetAuthorizationTokenArgs.builder()
                        .registryId(into.registryId())
                        .build(),
                InvokeOptions.builder().parent(this).build());
        return RegistryArgs.builder()
                .server(into.repositoryUrl())
                .username(token.applyValue(GetAuthorizationTokenResult::userName))
                .password(
                        token.applyValue(GetAuthorizationTokenResult::password).asSecret())
                .build();
    }
}
