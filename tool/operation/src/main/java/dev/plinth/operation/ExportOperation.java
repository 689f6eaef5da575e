package dev.plinth.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.compose.ComposeProject;
import dev.plinth.operation.compose.DockerNames;
import dev.plinth.operation.compose.MountedFile;
import dev.plinth.policies.terraform.TerraformExport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes a stack's resources for other tools, with no engine, cloud or network. */
public final class ExportOperation {

    private ExportOperation() {}

    /** The form that a stack is written in. */
    public enum Format {
        /** The plan of Terraform that would create the stack. */
        TERRAFORM_PLAN,
        /** A Compose project of the stack's Docker containers. */
        COMPOSE,
        /** The output of {@code plinth graph --json}. */
        GRAPH
    }

    /**
     * A written stack.
     *
     * @param text the document
     * @param resources how many resources of a provider the stack has
     * @param left the resources of a provider that the form has no words for
     * @param components how many components were left out; their children are there
     * @param files other files that belong to the document
     */
    public record Export(
            String text, int resources, List<GraphResource> left, int components, List<MountedFile> files) {}

    /**
     * Writes a stack.
     *
     * @param project the project
     * @param stack the stack's name
     * @param format the form
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     */
    public static Export export(Project project, String stack, Format format) {
        StackDefinition definition = StackDefinition.read(project, stack);
        if (format == Format.COMPOSE) {
            return compose(definition.record(new DockerNames(definition.simulatedProvider())));
        }
        ResourceGraph graph = definition.record();
        if (format == Format.GRAPH) {
            return new Export(text(graph.toJson()), count(graph), List.of(), 0, List.of());
        }
        TerraformExport.Result result = TerraformExport.of(graph);
        List<GraphResource> left =
                result.left().stream().filter(GraphResource::custom).toList();
        return new Export(text(result.plan()), count(graph), left, result.left().size() - left.size(), List.of());
    }

    /**
     * Writes the document and its files. Files of secrets are written only on request: they have the values that the program generates for
     * a new stack, never those of the stack's state.
     *
     * @param export the written stack
     * @param file the file of the document; the others are beside it
     * @param secrets whether to write secrets
     * @return the files that the user must provide or complete, relative to the document
     * @throws IOException when a file cannot be written, or files of secrets exist
     */
    public static List<String> write(Export export, Path file, boolean secrets) throws IOException {
        Path directory =
                Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file is in a directory");
        Path secretDirectory = directory.resolve("secrets");
        if (secrets && Files.exists(secretDirectory)) {
            throw new FileAlreadyExistsException(
                    secretDirectory.toString(),
                    null,
                    "exists; delete it, or omit --generate-secrets to keep its values");
        }
        List<String> missing = new ArrayList<>();
        Files.writeString(file, export.text());
        for (MountedFile mounted : export.files()) {
            boolean written = mounted.content().isPresent() && (secrets || !mounted.secret());
            if (written) {
                mounted.writeTo(directory);
            }
            if (!written || mounted.isPlaceholder()) {
                missing.add(mounted.path());
            }
        }
        if (Files.exists(secretDirectory) && secrets) {
            closeToOthers(secretDirectory);
        }
        return missing;
    }

    /** Lets only the owner enter a directory, and keeps its files out of Git. */
    private static void closeToOthers(Path directory) throws IOException {
        Files.writeString(directory.resolve(".gitignore"), "*\n");
        PosixFileAttributeView attributes = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (attributes != null) {
            attributes.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Export compose(ResourceGraph graph) {
        ComposeProject compose = ComposeProject.of(graph);
        Set<GraphResource> written = new HashSet<>(compose.written());
        List<GraphResource> left = graph.resources().stream()
                .filter(ExportOperation::isCustom)
                .filter(resource -> !written.contains(resource))
                .toList();
        int components = (int) graph.resources().stream()
                .filter(resource -> !resource.custom())
                .count();
        return new Export(compose.text(), count(graph), left, components, compose.files());
    }

    private static String text(ObjectNode document) {
        return document.toPrettyString() + "\n";
    }

    private static int count(ResourceGraph graph) {
        return (int)
                graph.resources().stream().filter(ExportOperation::isCustom).count();
    }

    private static boolean isCustom(GraphResource resource) {
        return resource.custom() && !resource.type().startsWith("pulumi:providers:");
    }
}
