package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.TestCloud.Made;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest extends ServiceTest {

    private Made secret(String name) {
        return cloud.create(AwsTypes.SECRETSMANAGER_SECRET, name, Map.of("name", name));
    }

    @Test
    void createsASecretWithASuffixInItsArn() {
        assertThat(secret("api").id()).matches("arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-\\w{6}");
    }

    @Test
    void rejectsASecondSecretOfOneName() {
        secret("api");

        assertThat(rejectedCreation(AwsTypes.SECRETSMANAGER_SECRET, Map.of("name", "api")))
                .contains("ResourceExistsException");
    }

    @Test
    void rejectsTheNameOfASecretThatIsScheduledForDeletion() {
        cloud.delete(secret("api"));

        assertThat(rejectedCreation(AwsTypes.SECRETSMANAGER_SECRET, Map.of("name", "api")))
                .contains("InvalidRequestException")
                .contains("scheduled for deletion");
    }

    @Test
    void rejectsARecoveryWindowOfOneDay() {
        assertThat(invalidProperties(AwsTypes.SECRETSMANAGER_SECRET, Map.of("recoveryWindowInDays", 1)))
                .containsExactly("recoveryWindowInDays");
    }

    @Test
    void rejectsAVersionOfAMissingSecret() {
        assertThat(rejectedCreation(
                        AwsTypes.SECRETSMANAGER_SECRET_VERSION,
                        Map.of("secretId", "missing", "secretString", "not-for-messages")))
                .contains("ResourceNotFoundException")
                .doesNotContain("not-for-messages");
    }

    @Test
    void replacesAVersionWhoseValueChanges() {
        Made secret = secret("api");
        Made version = cloud.create(
                AwsTypes.SECRETSMANAGER_SECRET_VERSION, "api", Map.of("secretId", secret.id(), "secretString", "one"));

        assertThat(replacing(version, Map.of("secretId", secret.id(), "secretString", "two")))
                .containsExactly("secretString");
    }

    @Test
    void updatesASecretInPlace() {
        Made updated = cloud.update(secret("api"), Map.of("name", "api", "description", "API key"));

        assertThat(updated.text("description")).isEqualTo("API key");
    }
}
