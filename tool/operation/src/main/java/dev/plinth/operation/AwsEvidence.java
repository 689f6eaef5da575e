package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.preview.RecoveryEvidence;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What AWS Backup knows of a store, asked with the {@code aws} command and the credentials that it would use itself: recovery
 * points, and restore jobs with the results of their validations. RDS's latest restorable time counts as a recovery point.
 *
 * <p>Where the command is missing or refused, there is no evidence, and {@link #gap} says why.
 */
final class AwsEvidence implements RecoveryEvidence, RunningRevisions.Source {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 30;
    private static final String SOURCE = "AWS Backup";

    private final List<String> command;
    private final Path folder;
    private final Map<String, Instant> created;
    private final Instant now;
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private volatile Optional<String> gap = Optional.empty();

    /**
     * Creates the evidence.
     *
     * @param command the program and its first arguments, such as {@code aws}
     * @param folder where it runs
     * @param created when each resource was made, by its URN
     */
    AwsEvidence(List<String> command, Path folder, Map<String, Instant> created, Clock clock) {
        this.command = List.copyOf(command);
        this.folder = folder;
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
            if (store.type().equals("aws:rds/instance:Instance")) {
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
    JsonNode ask(String arn, String... arguments) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        line.addAll(List.of("--output", "json"));
        String region = arn.split(":", -1).length > 3 ? arn.split(":", -1)[3] : "";
        if (!region.isEmpty()) {
            line.addAll(List.of("--region", region));
        }
        return answers.computeIfAbsent(String.join(" ", line), key -> run(line));
    }

    private JsonNode run(List<String> line) {
        try {
            File answer = File.createTempFile("plinth-evidence", ".json");
            try {
                Process process = new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(false)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(answer)
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return missing(line, "did not answer within " + SECONDS + " seconds");
                }
                return process.exitValue() == 0
                        ? JSON.readTree(answer)
                        : missing(line, "ended with exit code " + process.exitValue());
            } finally {
                if (!answer.delete()) {
                    answer.deleteOnExit();
                }
            }
        } catch (IOException e) {
            return missing(line, "can't be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing(line, "was interrupted");
        }
    }

    private JsonNode missing(List<String> line, String why) {
        List<String> shown = line.subList(0, Math.min(line.size(), command.size() + 2));
        gap = Optional.of("`" + String.join(" ", shown) + "` " + why);
        return JSON.createObjectNode();
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
