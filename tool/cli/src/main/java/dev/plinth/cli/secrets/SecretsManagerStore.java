package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.comment.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A secret in AWS Secrets Manager, by the {@code aws} command, which reads the value from its standard input.
 *
 * @param aws the command
 * @param region the Region of the secret
 * @param id its name or ARN
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">PutSecretValue</a>
 */
record SecretsManagerStore(AwsCommand aws, String region, String id) implements SecretStore {

    @Override
    public Optional<Instant> lastChange() {
        JsonNode versions = run("list-secret-version-ids", List.of(), "").path("Versions");
        for (JsonNode version : versions) {
            for (JsonNode stage : version.path("VersionStages")) {
                if (stage.asText().equals("AWSCURRENT")) {
                    return Optional.of(instant(version.path("CreatedDate")));
                }
            }
        }
        return Optional.empty();
    }

    /** Version 1 of the AWS CLI prints seconds. */
    private static Instant instant(JsonNode date) {
        return date.isNumber()
                ? Instant.ofEpochSecond(date.asLong())
                : OffsetDateTime.parse(date.asText()).toInstant();
    }

    @Override
    public void write(String value) {
        run("put-secret-value", List.of("--secret-string", "file:///dev/stdin"), value);
    }

    private JsonNode run(String operation, List<String> arguments, String input) {
        List<String> line = new ArrayList<>(List.of("secretsmanager", operation, "--secret-id", id));
        line.addAll(arguments);
        line.addAll(List.of("--region", region));
        AwsCommand.Result result = aws.run(line, input.getBytes(StandardCharsets.UTF_8));
        if (!result.problem().isEmpty()) {
            throw new ServiceException("`aws secretsmanager " + operation + "` for " + id + " " + result.problem()
                    + "\nnext: run `aws secretsmanager describe-secret --secret-id " + id + " --region " + region
                    + "` to find the cause");
        }
        return result.json();
    }

    @Override
    public String restart() {
        return "ECS services of Plinth with this secret are redeployed automatically; restart other programs";
    }
}
