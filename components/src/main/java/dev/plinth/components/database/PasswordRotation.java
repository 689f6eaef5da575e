package dev.plinth.components.database;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.secretsmanager.SecretRotation;
import com.pulumi.aws.secretsmanager.SecretRotationArgs;
import com.pulumi.aws.secretsmanager.inputs.SecretRotationRotationRulesArgs;
import com.pulumi.aws.serverlessrepository.CloudFormationStack;
import com.pulumi.aws.serverlessrepository.CloudFormationStackArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.network.Network;
import java.util.Map;
import java.util.Objects;

/**
 * Rotates the password of a database's owner where RDS does not manage it: with the function that AWS publishes for it in the
 * Serverless Application Repository, which changes the password in the database and in the secret.
 *
 * <p>The new password holds at once. Services start new tasks then, see {@link
 * dev.plinth.components.container.SecretRedeployment}.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html">Rotation
 *     function templates</a>
 */
final class PasswordRotation extends PlinthComponent {

    static final String TYPE = "plinth:database:PasswordRotation";

    /** The days between two rotations, within the 90 that Security Hub's SecretsManager.4 allows. */
    static final int DAYS = 30;

    private static final int HTTPS = 443;

    /** The applications of Secrets Manager in the commercial partition. */
    private static final String APPLICATION =
            "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser";

    private final SecurityGroup securityGroup;

    /**
     * Creates the rotation.
     *
     * @param name the logical name
     * @param functionName the function's name in AWS, at most 64 characters
     * @param network the network, with private subnets
     * @param database the database's name, security group and port
     * @param secretArn the secret, whose value has {@code engine}, {@code host}, {@code port}, {@code dbname}, {@code username} and
     *     {@code password}
     * @param kmsKeyArn the key of the secret
     * @param value what gives the secret its first value
     */
    PasswordRotation(
            String name,
            String functionName,
            Network network,
            Target database,
            Output<String> secretArn,
            Output<String> kmsKeyArn,
            Resource value,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        AwsAccount account = AwsAccount.of(this);
        this.securityGroup = createSecurityGroup(network);
        SecurityGroupRules.allowTo(
                this,
                "database",
                egress("PostgreSQL", database.port()).referencedSecurityGroupId(database.securityGroupId()));
        SecurityGroupRules.allowTo(
                this, "https", egress("Secrets Manager", Output.of(HTTPS)).cidrIpv4("0.0.0.0/0"));
        CloudFormationStack function = new CloudFormationStack(
                childName("function"),
                CloudFormationStackArgs.builder()
                        .name(functionName)
                        .applicationId(APPLICATION)
                        .capabilities("CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY")
                        .parameters(Outputs.map(Map.of(
                                "functionName", Output.of(functionName),
                                "endpoint", Output.format("https://secretsmanager.%s.amazonaws.com", account.region()),
                                "kmsKeyArn", kmsKeyArn,
                                // RDS forbids these, and URLs would need them escaped.
                                "excludeCharacters", Output.of("/@\"'\\:?#[]% "),
                                "vpcSubnetIds", network.privateSubnetIds().applyValue(ids -> String.join(",", ids)),
                                "vpcSecurityGroupIds", securityGroup.id())))
                        .build(),
                childOptions().build());
        new SecretRotation(
                childName("schedule"),
                SecretRotationArgs.builder()
                        .secretId(secretArn)
                        .rotationLambdaArn(function.outputs()
                                .applyValue(outputs -> Objects.requireNonNull(outputs.get("RotationLambdaARN"))))
                        .rotationRules(SecretRotationRotationRulesArgs.builder()
                                .automaticallyAfterDays(DAYS)
                                .build())
                        .build(),
                childOptions().dependsOn(value).build());
        registerOutputs(Map.of("securityGroupId", securityGroupId()));
    }

    /**
     * The database whose password rotates.
     *
     * @param securityGroupId its security group
     * @param port its port
     */
    record Target(Output<String> securityGroupId, Output<Integer> port) {}

    /** The security group that the function connects from. */
    Output<String> securityGroupId() {
        return securityGroup.id();
    }

    private SecurityGroup createSecurityGroup(Network network) {
        return new SecurityGroup(
                childName("security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(network.vpcId())
                        .description("Rotates a password: out to the database and to Secrets Manager")
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private SecurityGroupEgressRuleArgs.Builder egress(String description, Output<Integer> port) {
        return SecurityGroupEgressRuleArgs.builder()
                .securityGroupId(securityGroup.id())
                .description(description)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port);
    }
}
