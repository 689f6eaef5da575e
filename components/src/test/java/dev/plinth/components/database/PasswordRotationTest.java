package dev.plinth.components.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PasswordRotationTest {

    private static final String ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
    private static final String FUNCTION = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private void run(UnaryOperator<PostgresDatabaseArgs.Builder> more) {
        mocks.run(() -> new PostgresDatabase(
                "database",
                more.apply(PostgresDatabaseArgs.builder()
                                .identifier("shop")
                                .network(new Network(
                                        "network", NetworkArgs.builder().build())))
                        .build()));
    }

    @Test
    void rotatesAPasswordThatRdsDoesNotManage() {
        run(args -> args.masterPassword(Output.of("first-password")).readReplicas(1));

        assertThat(mocks.only(ROTATION).inputs())
                .containsEntry("rotationRules", Map.of("automaticallyAfterDays", 30.0));
        assertThat(mocks.only(ROTATION).text("secretId")).contains("database-master-user-secret");
        assertThat(mocks.only(FUNCTION).object("parameters"))
                .containsEntry("functionName", "shop-rotation")
                .containsEntry("endpoint", "https://secretsmanager.eu-central-1.amazonaws.com")
                .containsEntry("vpcSecurityGroupIds", "database-password-rotation-security-group-id");
        assertThat(mocks.named(
                                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                                "database-from-password-rotation")
                        .inputs())
                .containsEntry("referencedSecurityGroupId", "database-password-rotation-security-group-id")
                .containsEntry("fromPort", 5432.0);
        // A later update must not bring the first password back.
        assertThat(((CustomResourceOptions) mocks.options(mocks.only("aws:secretsmanager/secretVersion:SecretVersion")))
                        .getIgnoreChanges())
                .containsExactly("secretString");
    }

    @Test
    void leavesAManagedPasswordToRds() {
        run(args -> args);

        assertThat(mocks.ofType(ROTATION)).isEmpty();
        assertThat(mocks.ofType(FUNCTION)).isEmpty();
    }
}
