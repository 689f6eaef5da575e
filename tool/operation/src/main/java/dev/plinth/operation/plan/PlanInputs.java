package dev.plinth.operation.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Backend;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.configuration.RuleLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what the parts are now. */
public final class PlanInputs {

    private static final String PROVIDER = "pulumi:providers:";

    /** Of a policy pack's folder, what is not the pack but what it is built from. */
    private static final Set<String> SOURCES = Set.of("src", "target", "pom.xml");

    private PlanInputs() {}

    /**
     * Finds out what is known without a preview: all but the providers' versions.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     * @param baseline the file of accepted violations, if any
     * @param packs the policy packs that judge beside Plinth's own
     * @param session the opened stack
     */
    public static Map<PlanInput, String> beforePreview(
            Project project,
            String stack,
            boolean simulated,
            Optional<Path> baseline,
            List<PolicyPack> packs,
            StackSession session) {
        StackDefinition definition = session.definition();
        Map<PlanInput, String> parts = new EnumMap<>(PlanInput.class);
        parts.put(PlanInput.COMMIT, Commit.of(project.folder()).toString());
        parts.put(PlanInput.PROGRAM, Digests.ofProgram(project));
        parts.put(PlanInput.PROJECT, Digests.ofFile(project.folder().resolve("Pulumi.yaml")));
        parts.put(PlanInput.BACKEND, Backend.of(project.folder(), simulated, System.getenv()));
        parts.put(PlanInput.CONFIGURATION, Digests.ofFile(project.stackFile(stack)));
        parts.put(PlanInput.IMAGES, BuildContexts.digest(project.folder(), definition.record()));
        parts.put(
                PlanInput.POLICIES,
                policies(project, definition.settings().policy().libraries(), packs));
        parts.put(PlanInput.BASELINE, baseline.map(Digests::ofFile).orElse("none"));
        parts.put(PlanInput.CHECKPOINT, checkpoint(session.state()));
        return parts;
    }

    /** Finds out what is known after a preview: everything. */
    public static Map<PlanInput, String> afterPreview(Map<PlanInput, String> before, Preview preview) {
        Map<PlanInput, String> parts = new EnumMap<>(before);
        parts.put(PlanInput.PROVIDERS, providers(preview.change().after()));
        return parts;
    }

    /** The pack's files, the libraries', those of other packs with their configurations, and the rules' ids. */
    static String policies(Project project, List<String> libraries, List<PolicyPack> packs) {
        List<String> files = new ArrayList<>();
        files.add(pack(Project.policyPack()));
        files.add(pack(project.folder().resolve("policies")));
        libraries.stream()
                .sorted()
                .map(library -> Digests.ofFolder(project.folder().resolve(library), path -> true))
                .forEach(files::add);
        for (PolicyPack other : packs) {
            files.add(Digests.ofFolder(other.folder(), path -> true));
            files.add(other.configuration().map(Digests::ofFile).orElse("none"));
        }
        List<String> ids = RuleLibrary.load(project.folder(), libraries).ids();
        return ids.size() + " rules, " + Digests.ofText(String.join("\n", files) + "\n" + String.join("\n", ids));
    }

    private static String pack(Path folder) {
        return Digests.ofFolder(
                folder, path -> !SOURCES.contains(path.getName(0).toString()));
    }

    /**
     * Digests a stack's state without what moves although nothing has changed: the manifest, which holds the time of the last
     * command. Secrets count as they are encrypted.
     *
     * @param exported what {@code pulumi stack export} prints
     */
    static String checkpoint(JsonNode exported) {
        JsonNode deployment = exported.path("deployment").deepCopy();
        if (deployment instanceof ObjectNode object) {
            object.remove("manifest");
        }
        return Digests.ofText(CanonicalJson.text(deployment));
    }

    /** The versions of the providers that a stack's resources have, such as {@code aws 6.83.0}. */
    static String providers(ResourceGraph graph) {
        Set<String> versions = new TreeSet<>();
        graph.resources().stream()
                .filter(resource -> resource.type().startsWith(PROVIDER))
                // The engine's own provider comes with it, and has no version of its own.
                .filter(resource -> !resource.type().equals(PROVIDER + "pulumi"))
                .forEach(resource -> versions.add(resource.type().substring(PROVIDER.length()) + " "
                        + resource.input("version").asText().orElse("of any version")));
        return versions.isEmpty() ? "none" : String.join(", ", versions);
    }
}
