package dev.plinth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the workflows and the action of this repository. */
final class WorkflowFiles {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private WorkflowFiles() {}

    /**
     * A step of a job, or of the action.
     *
     * @param place file, job and step, for messages
     * @param job job of the step; the action itself for one of its steps
     * @param node the step
     */
    record Step(String place, JsonNode job, JsonNode node) {
        String text(String key) {
            return node.path(key).asText();
        }

        Map<String, String> environment() {
            Map<String, String> environment = new TreeMap<>();
            node.path("env")
                    .properties()
                    .forEach(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
            return environment;
        }

        /** Returns true if the step runs a plinth command through the script. */
        boolean runsPlinth() {
            return text("run").equals(".github/run-plinth");
        }

        @Override
        public String toString() {
            return place;
        }
    }

    static String text(String path) {
        try {
            return Files.readString(Repository.root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String path) {
        try {
            return YAML.readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the paths of the workflows. */
    static List<String> workflows() {
        try (Stream<Path> files = Files.list(Repository.root().resolve(".github/workflows"))) {
            return files.map(file -> ".github/workflows/" + file.getFileName())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the steps of all workflows and of the action. */
    static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (String workflow : workflows()) {
            yaml(workflow).path("jobs").properties().forEach(job -> job.getValue()
                    .path("steps")
                    .forEach(step -> steps.add(new Step(
                            workflow + ", " + job.getKey() + ", "
                                    + step.path("name").asText(),
                            job.getValue(),
                            step))));
        }
        JsonNode action = yaml("action.yml");
        action.path("runs")
                .path("steps")
                .forEach(step ->
                        steps.add(new Step("action.yml, " + step.path("name").asText(), action, step)));
        return steps;
    }
}
