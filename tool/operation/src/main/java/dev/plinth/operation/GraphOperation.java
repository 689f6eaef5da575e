package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.EventStream;
import dev.plinth.model.GraphFile;
import dev.plinth.model.JsonFile;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.terraform.TerraformPlan;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records a stack's resource graph from its program, with no engine, cloud or network. */
public final class GraphOperation {

    private GraphOperation() {}

    /**
     * Runs a stack's program and records what it registers. Functions, such as the one that lists a region's zones, are
     * answered by the simulator.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     */
    public static ResourceGraph record(Project project, String stack) {
        return recordWithSources(project, stack).graph();
    }

    /**
     * Resources that a program registers.
     *
     * @param graph the resources
     * @param locations the lines that make them
     */
    public record Recording(ResourceGraph graph, SourceLocations locations) {}

    /** Does the same as {@link #record}, and finds the lines that make the resources. */
    public static Recording recordWithSources(Project project, String stack) {
        return recordWithSources(project, stack, project.folder());
    }

    /**
     * Does the same as {@link #record}, and finds the lines that make the resources.
     *
     * @param sources the directory in which sources are looked for
     */
    public static Recording recordWithSources(Project project, String stack, Path sources) {
        StackDefinition definition = StackDefinition.read(project, stack);
        ResourceGraph graph = definition.record();
        return new Recording(graph, definition.program().locations(sources));
    }

    /** The largest file that is read, in bytes. */
    private static final int LIMIT = 1 << 30;

    private static final String TOO_LARGE = "is larger than 1 GiB";

    /**
     * Content of a file.
     *
     * @param stacks the stacks, in their order; at least one
     * @param notes notes on the file for the reader of a report
     */
    public record Content(List<GraphFile> stacks, List<String> notes) {}

    /**
     * Reads a file that holds one stack: a resource graph, an exported stack, a preview, or a plan or state of Terraform.
     *
     * @param file the file
     * @throws ConfigException when it is none of these, or holds several
     */
    public static GraphFile read(Path file) {
        List<GraphFile> stacks = readAll(file).stacks();
        if (stacks.size() > 1) {
            throw fault(file, "holds " + stacks.size() + " JSON objects; expected one");
        }
        return stacks.get(0);
    }

    /**
     * Reads a file that holds stacks, one JSON object each; see {@link JsonFile} for the forms that it may have. The events
     * of one run of Pulumi, one JSON object each, are one stack.
     *
     * @param file the file; {@code -} is standard input
     * @throws ConfigException when an object in it is no stack, or a preview omits unchanged resources
     */
    public static Content readAll(Path file) {
        return readAll(file, GraphFile::read);
    }

    /** Does the same as {@link #readAll(Path)}, also for previews without their unchanged resources. */
    public static Content readChanges(Path file) {
        return readAll(file, GraphFile::readPartial);
    }

    private static Content readAll(Path file, Function<JsonFile.Document, GraphFile> pulumi) {
        try {
            JsonFile json = JsonFile.read(
                    bytes(file),
                    root -> TerraformPlan.isKnown(root) || GraphFile.isKnown(root) || EventStream.isEvent(root));
            List<JsonFile.Document> documents = EventStream.joined(json.documents());
            List<GraphFile> stacks = new ArrayList<>();
            for (JsonFile.Document document : documents) {
                stacks.add(read(document, documents.size(), pulumi));
            }
            List<String> notes = new ArrayList<>();
            if (json.skippedLines() > 0) {
                notes.add("skipped " + json.skippedLines() + (json.skippedLines() == 1 ? " line" : " lines")
                        + " of text before the JSON");
            }
            if (stacks.size() > 1) {
                notes.add("the file holds " + stacks.size() + " JSON objects, each checked separately");
            }
            return new Content(stacks, notes);
        } catch (NoSuchFileException e) {
            throw fault(file, "does not exist");
        } catch (IOException e) {
            throw fault(file, "cannot be read: " + firstLine(e));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw fault(file, firstLine(e));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return bytes(System.in);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("is a directory");
        }
        if (Files.size(file) > LIMIT) {
            throw new IllegalArgumentException(TOO_LARGE);
        }
        // The size of a pipe or a device is unknown.
        try (InputStream stream = Files.newInputStream(file)) {
            return bytes(stream);
        }
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new IllegalArgumentException(TOO_LARGE);
        }
        return bytes;
    }

    private static GraphFile read(
            JsonFile.Document document, int count, Function<JsonFile.Document, GraphFile> pulumi) {
        try {
            instead(document.root()).ifPresent(other -> {
                throw new IllegalArgumentException("is " + other);
            });
            return TerraformPlan.isKnown(document.root()) ? TerraformPlan.read(document) : pulumi.apply(document);
        } catch (IllegalArgumentException e) {
            throw count == 1
                    ? e
                    : new IllegalArgumentException(
                            "holds " + count + " JSON objects, and the one at line " + document.line() + " "
                                    + firstLine(e),
                            e);
        }
    }

    /** Returns the hint for a file that resembles a plan or a state. */
    private static Optional<String> instead(JsonNode root) {
        if (root.has("@level") && root.has("@message")) {
            return Optional.of("a log of Terraform, such as `terraform plan -json` prints");
        }
        if (root.has("encrypted_data")) {
            return Optional.of("an encrypted state of OpenTofu: print it with `tofu show -json`");
        }
        if (root.has("AWSTemplateFormatVersion") || root.path("Resources").isObject()) {
            return Optional.of("a CloudFormation template");
        }
        if (EventStream.isEvent(root)) {
            return Optional.of("a log of the engine's events without a resource");
        }
        return root.path("resource").isObject() && !TerraformPlan.isKnown(root)
                ? Optional.of("a configuration of Terraform, not a plan")
                : Optional.empty();
    }

    private static ConfigException fault(Path file, String problem) {
        return new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        "the file",
                        problem,
                        "what `plinth graph --json`, `pulumi stack export`, `pulumi preview --json --show-sames`,"
                                + " `terraform show -json` or `terraform state pull` prints, or a file of their"
                                + " backends")));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
