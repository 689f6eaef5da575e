package dev.plinth.operation.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The containers of a stack as a Compose project.
 *
 * @param text the Compose file
 * @param files the files that it mounts
 * @param written the resources that it contains; empty if the stack has no containers
 * @see <a href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">Compose specification</a>
 */
public record ComposeProject(String text, List<MountedFile> files, List<GraphResource> written) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    /**
     * Returns the containers of a stack.
     *
     * @param graph the stack's resources, recorded with {@link DockerNames}
     */
    public static ComposeProject of(ResourceGraph graph) {
        ComposeServices services = new ComposeServices(graph);
        ObjectNode document = YAML.createObjectNode();
        document.put("name", projectName(graph));
        services.write(document);
        try {
            return new ComposeProject(
                    header(graph, services) + YAML.writeValueAsString(document), services.files(), services.written());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    private static String projectName(ResourceGraph graph) {
        return (graph.project() + "-" + graph.stack())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-")
                .replaceAll("^[^a-z0-9]+", "");
    }

    private static String header(ResourceGraph graph, ComposeServices services) {
        List<String> lines = new ArrayList<>();
        lines.add("Containers of the stack " + graph.stack() + " of " + graph.project()
                + ", exported by `plinth export " + graph.stack() + " --format compose`.");
        List<MountedFile> secrets =
                services.files().stream().filter(MountedFile::secret).toList();
        if (!secrets.isEmpty()) {
            lines.add("");
            lines.add(
                    "Secret values are not exported. Provide a file for each entry of `secrets`. Compose mounts it with the");
            lines.add("permissions that it has on this machine: chmod 700 secrets; chmod 444 on its files.");
        }
        section(
                lines,
                "Provide these files, whose content is known only after an update:",
                services.files().stream()
                        .filter(file -> !file.secret() && file.content().isEmpty())
                        .map(MountedFile::path)
                        .toList());
        section(lines, "Set these variables in the environment or in .env:", services.variables());
        section(lines, "Images without a digest, which a registry can replace:", services.unpinnedImages());
        section(lines, "Properties that are not exported:", services.omitted());
        StringBuilder header = new StringBuilder();
        lines.forEach(line -> header.append(("# " + line).stripTrailing()).append('\n'));
        return header.append('\n').toString();
    }

    private static void section(List<String> lines, String title, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add("");
            lines.add(title);
            entries.forEach(entry -> lines.add("  " + entry.replaceAll("\\s", " ")));
        }
    }
}
