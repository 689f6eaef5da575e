package dev.plinth.components.container;

import com.pulumi.core.Output;
import dev.plinth.components.Arn;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;

/** Permissions of ECS itself to start a task: pull these images, write to this log group, read these secrets. */
final class ExecutionPolicy {

    private ExecutionPolicy() {}

    /**
     * The policy of the execution role.
     *
     * @param images the images' references; only a private ECR repository needs permissions
     * @param secretSources where secret values come from: ARNs of secrets, with or without a key after them, or of parameters
     * @param secretKeyArns the keys that the secrets are encrypted with
     * @param logGroupArn the log group
     * @param region the region that the secrets are read in
     */
    static PolicyDocument of(
            List<String> images,
            List<String> secretSources,
            List<Output<String>> secretKeyArns,
            Output<String> logGroupArn,
            Output<String> region) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("WriteLogs")
                .actions("logs:CreateLogStream", "logs:PutLogEvents")
                .resource(Output.format("%s:*", logGroupArn)));
        List<String> repositories = images.stream()
                .flatMap(image -> ImageReference.repositoryArn(image).stream())
                .distinct()
                .sorted()
                .toList();
        if (!repositories.isEmpty()) {
            // The only action without resources.
            statements.add(Statement.allow("LogInToRegistry")
                    .actions("ecr:GetAuthorizationToken")
                    .resources("*"));
            statements.add(Statement.allow("PullImage")
                    .actions("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                    .resources(repositories.toArray(String[]::new)));
        }
        addRead(statements, "ReadSecrets", "secretsmanager:GetSecretValue", sourcesOf("secretsmanager", secretSources));
        addRead(statements, "ReadParameters", "ssm:GetParameters", sourcesOf("ssm", secretSources));
        if (!secretKeyArns.isEmpty()) {
            statements.add(Statement.allow("DecryptSecrets")
                    .actions("kms:Decrypt")
                    .resources(secretKeyArns)
                    .condition(
                            "StringEquals", "kms:ViaService", Output.format("secretsmanager.%s.amazonaws.com", region))
                    .condition("StringEquals", "kms:ViaService", Output.format("ssm.%s.amazonaws.com", region)));
        }
        return PolicyDocument.of(statements);
    }

    private static void addRead(List<Statement> statements, String sid, String action, List<String> arns) {
        if (!arns.isEmpty()) {
            statements.add(Statement.allow(sid).actions(action).resources(arns.toArray(String[]::new)));
        }
    }

    private static List<String> sourcesOf(String service, List<String> secretSources) {
        return secretSources.stream()
                .map(Arn::parse)
                .filter(arn -> arn.service().equals(service))
                .map(ExecutionPolicy::withoutJsonKey)
                .map(Arn::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /** The ARNs of secrets and parameters, sorted, without the keys that may follow those of secrets. */
    static List<String> withoutJsonKeys(List<String> secretSources) {
        return secretSources.stream()
                .map(Arn::parse)
                .map(ExecutionPolicy::withoutJsonKey)
                .map(Arn::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /** {@code secret:name:key:stage:version} becomes {@code secret:name}. */
    private static Arn withoutJsonKey(Arn arn) {
        List<String> parts = List.of(arn.resource().split(":", -1));
        return parts.size() <= 2
                ? arn
                : new Arn(
                        arn.partition(),
                        arn.service(),
                        arn.region(),
                        arn.account(),
                        String.join(":", parts.subList(0, 2)));
    }
}
