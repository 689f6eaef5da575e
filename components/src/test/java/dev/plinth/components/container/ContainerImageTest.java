package dev.plinth.components.container;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContainerImageTest {

    private static final String REPOSITORY = "aws:ecr/repository:Repository";
    private static final String LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
    private static final String IMAGE = "docker:index/image:Image";
    private static final String URL = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api-repository-1a2b3c4";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void aTagGivesARepositoryForAPipelineToPushTo() {
        ContainerImage image = mocks.run(() -> new ContainerImage(
                "api",
                ContainerImageArgs.builder().tag("1.4.2").build(),
                ComponentResourceOptions.builder().protect(true).build()));

        Recorded repository = mocks.only(REPOSITORY);
        assertThat(repository.inputs())
                .containsEntry("imageTagMutability", "IMMUTABLE")
                .containsEntry("imageScanningConfiguration", Map.of("scanOnPush", true))
                .containsEntry("forceDelete", false);
        assertThat(repository.objects("encryptionConfigurations"))
                .containsExactly(Map.of(
                        "encryptionType", "KMS", "kmsKey", "arn:aws:kms:eu-central-1:123456789012:key/api-key-key"));
        assertThat(mocks.options(repository).isProtect()).isTrue();
        assertThat(mocks.only(LIFECYCLE).text("policy"))
                .isEqualTo("{\"rules\":["
                        + "{\"action\":{\"type\":\"expire\"},\"description\":\"Delete untagged images\",\"rulePriority\":1,"
                        + "\"selection\":{\"countNumber\":7,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\","
                        + "\"tagStatus\":\"untagged\"}},"
                        + "{\"action\":{\"type\":\"expire\"},\"description\":\"Keep the newest tagged images\","
                        + "\"rulePriority\":2,\"selection\":{\"countNumber\":30,\"countType\":\"imageCountMoreThan\","
                        + "\"tagPatternList\":[\"*\"],\"tagStatus\":\"tagged\"}}]}");
        assertThat(mocks.names("aws:ecr/repositoryPolicy:RepositoryPolicy")).isEmpty();
        assertThat(mocks.names(IMAGE)).isEmpty();
        assertThat(value(image.imageUri())).isEqualTo(URL + ":1.4.2");
        assertThat(value(image.repositoryUrl())).isEqualTo(URL);
        assertThat(value(image.repositoryArn())).endsWith(":repository/api-repository");
    }

    @Test
    void aRepositoryGoesWithItsImagesOnRequest() {
        mocks.run(() -> new ContainerImage(
                "api",
                ContainerImageArgs.builder().tag("1.4.2").forceDelete(true).build()));

        assertThat(mocks.only(REPOSITORY).inputs()).containsEntry("forceDelete", true);
    }

    @Test
    void aReferenceIsUsedAsItIs() {
        ContainerImage image = mocks.run(() -> new ContainerImage(
                "api",
                ContainerImageArgs.builder()
                        .imageReference("ghcr.io/acme/api:1.4.2")
                        .build()));

        assertThat(value(image.imageUri())).isEqualTo("ghcr.io/acme/api:1.4.2");
        assertThat(mocks.resources()).extracting(Recorded::type).containsExactly("plinth:container:ContainerImage");
        assertThatThrownBy(image::repositoryArn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'api'");
        assertThatThrownBy(image::repositoryUrl).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBuildContextIsBuiltPushedAndNamedByDigest() {
        mocks.answerCall(
                "aws:ecr/getAuthorizationToken:getAuthorizationToken",
                Map.of(
                        "authorizationToken", "QVdTOnB3",
                        "expiresAt", "2026-01-01T12:00:00Z",
                        "id", "eu-central-1",
                        "password", "pw",
                        "proxyEndpoint", "https://123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                        "userName", "AWS"));
        mocks.answer(REPOSITORY, recorded -> Map.of("repositoryUrl", URL, "registryId", RecordingMocks.ACCOUNT_ID));
        mocks.answer(IMAGE, recorded -> Map.of("repoDigest", URL + "@sha256:" + "0".repeat(64)));

        ContainerImage image = mocks.run(() -> new ContainerImage(
                "api",
                ContainerImageArgs.builder()
                        .buildContext("./api")
                        .dockerfile("./api/Dockerfile.production")
                        .target("runtime")
                        .buildArguments(Map.of("NODE_ENV", "production"))
                        .platform("linux/arm64")
                        .tag("8f3c1d2")
                        .keepTagged(5)
                        .expireUntaggedAfterDays(1)
                        .build()));

        Recorded built = mocks.only(IMAGE);
        assertThat(built.text("imageName")).isEqualTo(URL + ":8f3c1d2");
        assertThat(built.object("build"))
                .containsEntry("context", "./api")
                .containsEntry("dockerfile", "./api/Dockerfile.production")
                .containsEntry("target", "runtime")
                .containsEntry("args", Map.of("NODE_ENV", "production"))
                .containsEntry("platform", "linux/arm64");
        assertThat(built.object("registry")).containsEntry("server", URL).containsEntry("username", "AWS");
        assertThat(built.object("registry").get("password")).asString().contains("pw");
        assertThat(mocks.only(LIFECYCLE).text("policy")).contains("\"countNumber\":5", "\"countNumber\":1");
        assertThat(value(image.imageUri())).isEqualTo(URL + "@sha256:" + "0".repeat(64));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new ContainerImage(
                        "api",
                        ContainerImageArgs.builder()
                                .imageReference("node:latest")
                                .buildContext("./api")
                                .tag("1")
                                .platform("windows/amd64")
                                .keepTagged(0)
                                .expireUntaggedAfterDays(366)
                                .build())));

        assertThat(refused.faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "imageReference", "buildContext", "tag", "platform", "keepTagged", "expireUntaggedAfterDays");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void aMovingOrMissingTagIsRejected() {
        for (ContainerImageArgs args : List.of(
                ContainerImageArgs.builder().build(),
                ContainerImageArgs.builder().tag("latest").build(),
                ContainerImageArgs.builder().tag("not a tag").build())) {
            InvalidArgumentsException refused =
                    catchThrowableOfType(InvalidArgumentsException.class, () -> new ContainerImage("api", args));
            assertThat(refused.faults()).extracting(Fault::argument).containsExactly("tag");
        }
    }

    @Test
    void aReferenceKnownOnlyLaterIsAccepted() {
        ContainerImage image = mocks.run(() -> new ContainerImage(
                "api",
                ContainerImageArgs.builder()
                        .imageReference(Output.of("ghcr.io/acme/api:2"))
                        .build()));

        assertThat(value(image.imageUri())).isEqualTo("ghcr.io/acme/api:2");
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ContainerImageArgs args = ContainerImageArgs.builder().build();

        assertThat(args.imageReference()).isNull();
        assertThat(args.buildContext()).isNull();
        assertThat(args.dockerfile()).isNull();
        assertThat(args.target()).isNull();
        assertThat(args.buildArguments()).isEmpty();
        assertThat(args.platform()).isEqualTo("linux/amd64");
        assertThat(args.tag()).isNull();
        assertThat(args.keepTagged()).isEqualTo(30);
        assertThat(args.expireUntaggedAfterDays()).isEqualTo(7);
        assertThat(args.forceDelete()).isFalse();
    }
}
