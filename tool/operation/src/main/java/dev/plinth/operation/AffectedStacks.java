package dev.plinth.operation;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.ImageBuilds.ImageBuild;
import dev.plinth.settings.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stacks that a change of files can affect, by configuration, components, image build contexts, and files that all stacks
 * share. A file of unknown use counts as shared.
 */
public final class AffectedStacks {

    private static final Pattern STACK_FILE = Pattern.compile("Pulumi\\.([^/]+)\\.yaml");
    private static final Pattern COMPONENT =
            Pattern.compile("components/src/main/java/dev/plinth/components/([a-z]+)/.+");

    /** Files that belong to no stack: documents, tests, benchmarks, workflows, and the simulator. */
    private static final Pattern IN_NO_STACK = Pattern.compile(
            "\\.github/.*|\\.ci/.*|[^/]*\\.md|LICENSE|action\\.yml|\\.gitignore|\\.gitattributes|\\.editorconfig");

    /** The same in a project whose program is a {@code StackProgram}; another one may have its program anywhere. */
    private static final Pattern IN_NO_STACK_OF_JAVA = Pattern.compile("docs/.*|bench/.*|.*/src/test/.*|src/test/.*");

    /** The parts of the tool that make no resources, where the project holds the tool. */
    private static final Pattern TOOL = Pattern.compile("tool/(simulator|preview|diagram|report|cli)/.*");

    private static final String STACK_REFERENCE = "pulumi:pulumi:StackReference";

    private final Project project;
    private final List<String> files;
    private final SortedMap<String, List<Reason>> affected = new TreeMap<>();

    private AffectedStacks(Project project, List<String> files) {
        this.project = project;
        this.files = files;
    }

    /**
     * Reason why a stack is affected.
     *
     * @param file the changed file, relative to the project's folder; or the stack that it refers to
     * @param why the reason in words
     */
    public record Reason(String file, String why) {}

    /**
     * Finds the stacks.
     *
     * @param files the changed files, relative to the project's folder, with {@code /}
     * @return the affected stacks with their reasons, in the order of the files
     * @throws dev.plinth.settings.ConfigException when a stack's file has faults
     */
    public static SortedMap<String, List<Reason>> of(Project project, List<String> files) {
        return new AffectedStacks(project, files).find();
    }

    /**
     * The files that differ from a revision, those that Git doesn't track yet included.
     *
     * @param revision such as {@code origin/main}; what it has in common with the work tree is compared, as in a pull
     *     request
     * @return relative to the project's folder; empty when Git knows no such revision, or the folder is in no repository
     */
    public static Optional<List<String>> changedSince(Project project, String revision) {
        Optional<String> base =
                Git.answer(project.folder(), "merge-base", revision, "HEAD").map(String::strip);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<String> files = new ArrayList<>();
        Git.answer(project.folder(), "diff", "--name-only", "--relative", "--no-renames", base.get())
                .ifPresent(answer -> answer.lines().forEach(files::add));
        Git.answer(project.folder(), "ls-files", "--others", "--exclude-standard")
                .ifPresent(answer -> answer.lines().forEach(files::add));
        return Optional.of(files.stream().distinct().sorted().toList());
    }

    private SortedMap<String, List<Reason>> find() {
        SortedMap<String, ResourceGraph> graphs = new TreeMap<>();
        for (String stack : StackFile.stacks(project.folder())) {
            graphs.put(stack, GraphOperation.record(project, stack));
        }
        Set<Path> contexts = graphs.values().stream()
                .flatMap(graph -> ImageBuilds.of(graph).stream())
                .map(ImageBuild::context)
                .collect(Collectors.toSet());
        graphs.forEach((stack, graph) -> files.forEach(file -> why(file, stack, graph, contexts)
                .ifPresent(why -> affected.computeIfAbsent(stack, key -> new ArrayList<>())
                        .add(new Reason(file, why)))));
        addReferring(graphs);
        return affected;
    }

    private Optional<String> why(String file, String stack, ResourceGraph graph, Set<Path> contexts) {
        Matcher stackFile = STACK_FILE.matcher(file);
        if (stackFile.matches()) {
            return answer(stackFile.group(1).equals(stack), "its configuration");
        }
        Path path = Path.of(file);
        if (contexts.stream().anyMatch(path::startsWith)) {
            return ImageBuilds.of(graph).stream()
                    .filter(image -> path.startsWith(image.context()))
                    .findFirst()
                    .map(image -> "the build context of " + image.name());
        }
        boolean java = project.program().isPresent();
        if (IN_NO_STACK.matcher(file).matches()
                || (java && IN_NO_STACK_OF_JAVA.matcher(file).matches())
                || (java && holdsTool() && TOOL.matcher(file).matches())) {
            return Optional.empty();
        }
        Matcher component = COMPONENT.matcher(file);
        if (component.matches()) {
            String prefix = "plinth:" + component.group(1) + ":";
            return answer(
                    any(graph, resource -> resource.type().startsWith(prefix)),
                    "a component that it uses (" + component.group(1) + ")");
        }
        return Optional.of("all stacks share it");
    }

    private boolean holdsTool() {
        return Files.exists(project.folder().resolve(Path.of("tool", "cli", "pom.xml")));
    }

    private static Optional<String> answer(boolean holds, String why) {
        return holds ? Optional.of(why) : Optional.empty();
    }

    private static boolean any(ResourceGraph graph, Predicate<GraphResource> predicate) {
        return graph.resources().stream().anyMatch(predicate);
    }

    /** A stack that reads another one's outputs changes with it, and so on. */
    private void addReferring(SortedMap<String, ResourceGraph> graphs) {
        boolean found = true;
        while (found) {
            found = false;
            for (String stack : graphs.keySet()) {
                Optional<String> source = affected.containsKey(stack)
                        ? Optional.empty()
                        : affected.keySet().stream()
                                .filter(other -> refersTo(graphs.get(stack), other))
                                .findFirst();
                if (source.isPresent()) {
                    affected.put(
                            stack,
                            new ArrayList<>(List.of(new Reason(
                                    "Pulumi." + source.get() + ".yaml", "it reads the outputs of that stack"))));
                    found = true;
                    break;
                }
            }
        }
    }

    private boolean refersTo(@Nullable ResourceGraph graph, String stack) {
        return graph != null
                && any(
                        graph,
                        resource -> resource.type().equals(STACK_REFERENCE)
                                && resource.input("name")
                                        .asText()
                                        .orElse(resource.name())
                                        .endsWith("/" + project.name() + "/" + stack));
    }
}
