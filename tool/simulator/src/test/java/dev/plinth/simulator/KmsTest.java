package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.TestCloud.Made;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KmsTest extends ServiceTest {

    private static final String LOCKING_POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}";

    @Test
    void createsAKeyWithTheDefaultsOfAws() {
        Made key = cloud.create(AwsTypes.KMS_KEY, "data", Map.of("enableKeyRotation", true));

        assertThat(key.text("arn")).isEqualTo("arn:aws:kms:eu-central-1:123456789012:key/" + key.id());
        assertThat(key.text("keyUsage")).isEqualTo("ENCRYPT_DECRYPT");
        assertThat(key.get("rotationPeriodInDays")).isEqualTo(365L);
    }

    @Test
    void rejectsAPolicyThatLocksTheKey() {
        assertThat(rejectedCreation(AwsTypes.KMS_KEY, Map.of("policy", LOCKING_POLICY)))
                .contains("MalformedPolicyDocumentException");
    }

    @Test
    void rejectsADeletionWindowOutsideItsRange() {
        assertThat(invalidProperties(AwsTypes.KMS_KEY, Map.of("deletionWindowInDays", 6)))
                .containsExactly("deletionWindowInDays");
    }

    @Test
    void rejectsTheNamesOfAwsAliases() {
        assertThat(invalidProperties(AwsTypes.KMS_ALIAS, Map.of("name", "alias/aws/own", "targetKeyId", "key")))
                .containsExactly("name");
    }

    @Test
    void rejectsASecondAliasOfOneName() {
        Made key = cloud.create(AwsTypes.KMS_KEY, "data", Map.of());
        cloud.create(AwsTypes.KMS_ALIAS, "data", Map.of("name", "alias/data", "targetKeyId", key.id()));

        assertThat(rejectedCreation(AwsTypes.KMS_ALIAS, Map.of("name", "alias/data", "targetKeyId", key.id())))
                .contains("AlreadyExistsException");
    }

    @Test
    void replacesAKeyWhoseUsageChanges() {
        Made key = cloud.create(AwsTypes.KMS_KEY, "data", Map.of());

        assertThat(replacing(key, Map.of("enableKeyRotation", true))).isEmpty();
        assertThat(replacing(key, Map.of("keyUsage", "SIGN_VERIFY"))).containsExactly("keyUsage");
    }

    @Test
    void deletesAliasAndKey() {
        Made key = cloud.create(AwsTypes.KMS_KEY, "data", Map.of());
        Made alias = cloud.create(AwsTypes.KMS_ALIAS, "data", Map.of("name", "alias/data", "targetKeyId", key.id()));

        cloud.delete(alias);
        cloud.delete(key);

        assertDeleted(alias);
        assertDeleted(key);
    }
}
