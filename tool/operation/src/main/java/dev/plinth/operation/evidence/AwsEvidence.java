package dev.plinth.operation.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.operation.AwsCommand;
import dev.plinth.preview.RecoveryEvidence;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Evidence from AWS Backup on the recovery of a store, read with the {@code aws} command and its credentials: recovery
 * points, and restore jobs with the results of their validations. RDS's latest restorable time counts as a recovery point.
 *
 * <p>If the command is missing or not allowed, there is no evidence, and {@link #gap} returns the reason.
 */
public final class AwsEvidence implements RecoveryEvidence, RunningRevisions.Source {

    private static final String SOURCE = "AWS Backup";

    private final AwsCommand aws;
    private final Map<String, Instant> created;
    private final Instant now;
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private volatile Optional<String> gap = Optional.empty();

    /**
     * Creates the evidence.
     *
     * @param aws the command
     * @param created when each resource was made, by its URN
     */
    public AwsEvidence(AwsCommand aws, Map<String, Instant> created, Clock clock) {
        this.aws = aws;
        this.created = created;
        this.now = clock.instant();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Instant> created(GraphResource store) {
        return Optional.ofNullable(created.get(store.urn()));
    }

    @Override
    public Optional<String> gap() {
        return gap;
    }

    @Override
    public List<RecoveryPoint> recoveryPoints(GraphResource store) {
        List<RecoveryPoint> points = new ArrayList<>();
        store.output("arn").asText().ifPresent(arn -> {
            for (JsonNode point : ask(arn, "backup", "list-recovery-points-by-resource", "--resource-arn", arn)
                    .path("RecoveryPoints")) {
                if (point.path("Status").asText().matches("COMPLETED|AVAILABLE")) {
                    time(point.path("CreationDate")).ifPresent(at -> points.add(new RecoveryPoint(at, SOURCE)));
                }
            }
            if (store.type().equals(AwsTypes.RDS_INSTANCE)) {
                for (JsonNode database : ask(arn, "rds", "describe-db-instances", "--db-instance-identifier", arn)
                        .path("DBInstances")) {
                    time(database.path("LatestRestorableTime"))
                            .ifPresent(at -> points.add(new RecoveryPoint(at, "RDS's automated backups")));
                }
            }
        });
        return points;
    }

    @Override
    public List<RestoreTest> restoreTests(GraphResource store) {
        List<RestoreTest> tests = new ArrayList<>();
        store.output("arn").asText().ifPresent(arn -> {
            for (JsonNode job : ask(arn, "backup", "list-restore-jobs-by-protected-resource", "--resource-arn", arn)
                    .path("RestoreJobs")) {
                time(job.path("CompletionDate"))
                        .ifPresent(at -> tests.add(RestoreTest.of(
                                at,
                                job.path("Status").asText(),
                                job.path("ValidationStatus").asText(),
                                SOURCE)));
            }
        });
        return tests;
    }

    @Override
    public Optional<RunningRevisions.Running> running(GraphResource service) {
        String arn = service.output("id").asText().orElse("");
        JsonNode found = ask(
                        arn,
                        "ecs",
                        "describe-services",
                        "--cluster",
                        service.output("cluster").asText().orElse("default"),
                        "--services",
                        arn)
                .path("services")
                .path(0);
        if (!found.path("taskDefinition").isTextual()) {
            return Optional.empty();
        }
        for (JsonNode deployment : found.path("deployments")) {
            if (deployment.path("status").asText().equals("PRIMARY")) {
                return Optional.of(new RunningRevisions.Running(
                        found.path("taskDefinition").asText(),
                        deployment.path("rolloutState").asText(),
                        deployment.path("rolloutStateReason").asText()));
            }
        }
        return Optional.of(
                new RunningRevisions.Running(found.path("taskDefinition").asText(), "", ""));
    }

    /** A bucket's ARN names no Region; its commands go where the profile says. */
    public JsonNode ask(String arn, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        String region = arn.split(":", -1).length > 3 ? arn.split(":", -1)[3] : "";
        if (!region.isEmpty()) {
            line.addAll(List.of("--region", region));
        }
        return answers.computeIfAbsent(String.join(" ", line), key -> run(line));
    }

    private JsonNode run(List<String> line) {
        AwsCommand.Result result = aws.run(line);
        if (!result.problem().isEmpty()) {
            String shown = String.join(" ", aws.command()) + " " + String.join(" ", line.subList(0, 2));
            gap = Optional.of("`" + shown + "` " + result.problem());
        }
        return result.json();
    }

    /** The command writes ISO texts by default, and seconds where it is told to. */
    private static Optional<Instant> time(JsonNode value) {
        try {
            if (value.isNumber()) {
                return Optional.of(Instant.ofEpochMilli((long) (value.doubleValue() * 1000)));
            }
            return value.isTextual()
                    ? Optional.of(OffsetDateTime.parse(value.textValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
