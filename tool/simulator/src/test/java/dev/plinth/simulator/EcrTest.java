package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.TestCloud.Made;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EcrTest extends ServiceTest {

    @Test
    void createsARepositoryWithItsUrl() {
        Made repository = cloud.create(AwsTypes.ECR_REPOSITORY, "api", Map.of("name", "team/api"));

        assertThat(repository.text("repositoryUrl"))
                .isEqualTo("123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api");
        assertThat(repository.text("imageTagMutability")).isEqualTo("MUTABLE");
    }

    @Test
    void rejectsASecondRepositoryOfOneName() {
        cloud.create(AwsTypes.ECR_REPOSITORY, "api", Map.of("name", "api"));

        assertThat(rejectedCreation(AwsTypes.ECR_REPOSITORY, Map.of("name", "api")))
                .contains("RepositoryAlreadyExistsException");
    }

    @Test
    void rejectsAnUpperCaseName() {
        assertThat(invalidProperties(AwsTypes.ECR_REPOSITORY, Map.of("name", "Api")))
                .containsExactly("name");
    }

    @Test
    void rejectsALifecyclePolicyOfAMissingRepository() {
        String policy = "{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":"
                + "\"imageCountMoreThan\",\"countNumber\":10},\"action\":{\"type\":\"expire\"}}]}";

        assertThat(rejectedCreation(AwsTypes.ECR_LIFECYCLE_POLICY, Map.of("repository", "missing", "policy", policy)))
                .contains("RepositoryNotFoundException");
    }

    @Test
    void replacesARepositoryWhoseEncryptionChanges() {
        Made repository = cloud.create(AwsTypes.ECR_REPOSITORY, "api", Map.of());

        assertThat(replacing(repository, Map.of("imageTagMutability", "IMMUTABLE")))
                .isEmpty();
        assertThat(replacing(repository, Map.of("encryptionConfigurations", List.of(Map.of("encryptionType", "KMS")))))
                .isNotEmpty();
    }

    @Test
    void deletesARepositoryOnlyWithoutImages() {
        Made repository = cloud.create(AwsTypes.ECR_REPOSITORY, "api", Map.of("name", "api"));
        cloud.simulator.set(repository.id(), "simulatedImages", "[\"v1\"]");

        assertThat(rejectedDeletion(repository)).contains("RepositoryNotEmptyException");

        cloud.simulator.set(repository.id(), "simulatedImages", "[]");
        cloud.delete(repository);
        assertDeleted(repository);
    }
}
