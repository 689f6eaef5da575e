package dev.plinth.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.config.ConfigException;
import dev.plinth.config.StackConfigReader;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.configuration.InvalidLibraryException;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.waiver.InvalidWaiversException;
import dev.plinth.policies.waiver.WaiverFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Judges a resource graph by the policies in this process: the same rules and waivers that the engine runs. */
public final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * Judges what a stack's program registers.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws ConfigException when the stack's file or the waivers have faults
     */
    public static PolicyReport ofStack(Project project, String stack) {
        PolicyParameters parameters =
                StackConfigReader.read(project.folder(), stack).policy();
        GraphOperation.Recording recording = GraphOperation.recordWithSources(project, stack);
        return judge(project, recording.graph(), parameters).locatedBy(recording.locations());
    }

    /**
     * Judges a file: a resource graph, or an exported stack. A stack that has a file in the project is judged by that
     * file's policy section, any other by the defaults of its name.
     *
     * @param project the project
     * @param file the file
     * @throws ConfigException when the file is neither, or the waivers have faults
     */
    public static PolicyReport ofFile(Project project, Path file) {
        ResourceGraph graph;
        try {
            JsonNode document = new ObjectMapper().readTree(Files.readString(file));
            graph = document.path("resources").isArray() && document.has("project")
                    ? ResourceGraph.fromGraphJson(document)
                    : ResourceGraph.fromState(document);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw fault(file, "is neither: " + firstLine(e));
        } catch (IOException e) {
            throw fault(file, "can't be read: " + e.getMessage());
        }
        PolicyParameters parameters = StackConfigReader.stacks(project.folder()).contains(graph.stack())
                ? StackConfigReader.read(project.folder(), graph.stack()).policy()
                : PolicyParameters.forStack(graph.stack());
        return judge(project, graph, parameters);
    }

    private static PolicyReport judge(Project project, ResourceGraph graph, PolicyParameters parameters) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path waivers = project.policyPack().resolve(WaiverFile.NAME);
        try {
            return PolicyEvaluator.evaluate(
                    RuleLibrary.load(project.folder(), parameters.libraries()).rules(),
                    PolicyEvaluator.Subject.of(graph, parameters, WaiverFile.read(waivers, today), today));
        } catch (InvalidLibraryException e) {
            throw new ConfigException(
                    RuleLibrary.FOLDER.toString(),
                    List.of(new ConfigException.Fault(
                            "a library", "can't be used: " + e.getMessage(), "see docs/policies.md")));
        } catch (InvalidWaiversException e) {
            throw new ConfigException(
                    waivers.toString(),
                    List.of(new ConfigException.Fault(
                            "waivers", "have faults: " + e.getMessage(), "see docs/policies.md")));
        }
    }

    private static ConfigException fault(Path file, String problem) {
        return new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        "the file", problem, "what `plinth graph --json` or `pulumi stack export` prints")));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
