package dev.plinth.operation.file;

import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.policy.AssumedTier;
import dev.plinth.operation.policy.PolicyCheck;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.policies.CredentialMask;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.NoEvidence;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.UpdateTimes;
import dev.plinth.preview.catalog.Sections;
import dev.plinth.preview.file.FileSection;
import dev.plinth.preview.file.UnknownSection;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Preview of a plan in a file: of Terraform, OpenTofu or Pulumi. A state is a plan without changes. It reads only the file, the stack file and the waivers in the
 * project's directory; no engine, no cloud and no state.
 */
public final class FilePreview {

    /** Steps that Terraform and OpenTofu run in parallel, unless {@code -parallelism} differs. */
    private static final int TERRAFORM_PARALLELISM = 10;

    /** Sections that need all resources of the stack, with their titles. */
    private static final Map<String, String> WHOLE_STACK =
            Map.of("access", "Access", "reachability", "Reachability", "recovery", "Recovery");

    private final Project project;
    private final Request request;
    private final Clock clock;
    private final GraphFile file;
    private final AssumedTier assumed;
    private final List<ResourceChange> changes;

    /**
     * Options of a preview.
     *
     * @param file the file; {@code -} is standard input
     * @param tier the tier by which it is judged; empty for that of its environment
     * @param approvals the approvals by the rules of the project
     * @param baseline the accepted violations by the rules of the report
     * @param sections the keys of the sections to compute
     */
    public record Request(
            Path file,
            Optional<Tier> tier,
            Approvals approvals,
            Function<RuleSet, Baseline> baseline,
            Set<String> sections) {}

    private FilePreview(Project project, Request request, Clock clock, GraphFile file) {
        this.project = project;
        this.request = request;
        this.clock = clock;
        this.file = file;
        this.assumed = AssumedTier.of(project.folder(), file, request.tier(), Optional.empty());
        this.changes = changes(file);
    }

    /**
     * Previews a plan.
     *
     * @param project the project, or a directory without one
     * @throws ConfigException when the file is neither a plan nor a state, or holds several
     */
    public static PreviewReport of(Project project, Request request, Clock clock) {
        GraphOperation.Content content = GraphOperation.readChanges(request.file());
        if (content.stacks().size() > 1) {
            throw fault(
                    request.file(),
                    "holds " + content.stacks().size() + " JSON objects",
                    "one plan; preview each separately, such as with `jq -cs '.[0]' FILE | plinth preview --file -`");
        }
        GraphFile file = content.stacks().get(0);
        return new FilePreview(project, request, clock, file).preview(content.notes());
    }

    private static ConfigException fault(Path file, String problem, String expected) {
        return new ConfigException(file.toString(), List.of(new ConfigException.Fault("the file", problem, expected)));
    }

    /** Returns the changes with providers, and with the resources of a file that has no changes, as unchanged. */
    private static List<ResourceChange> changes(GraphFile file) {
        List<ResourceChange> all = new ArrayList<>(file.changes());
        Set<String> known = new HashSet<>();
        all.forEach(change -> known.add(change.resource().urn()));
        for (GraphResource resource : file.graph().resources()) {
            if (!known.contains(resource.urn())) {
                all.add(new ResourceChange(
                        Operation.SAME, Optional.of(resource), Optional.of(resource), List.of(), List.of()));
            }
        }
        return all;
    }

    private PreviewReport preview(List<String> readingNotes) {
        List<String> notes = new ArrayList<>(readingNotes);
        notes.addAll(file.notes());
        LocalDate today = LocalDate.now(clock);
        List<Approval> approved = request.approvals().resolve(file.changes());
        PolicyReport judged = PolicyCheck.ofStack(project, file, assumed.parameters(), approved, today);
        PolicyReport policies = judged.accepting(request.baseline().apply(judged.catalogue()))
                .of(new PolicyReport.Input(
                        PolicyCheck.shown(request.file()), List.of(assumed.assumption()), notes, file.lines()));
        ResourceGraph graph = file.graph();
        StackSettings settings = settings();
        FileRegion region = region(settings);
        StackChange change = StackChange.of(graph.project(), graph.stack(), settings.withRegion(region.name()), shown())
                .knowing(NoEvidence.ofFile(clock.instant()), approved)
                .knowing(times());
        List<Section> sections = new ArrayList<>();
        List<Section> computed = Sections.of(change, request.sections()).stream()
                .map(this::known)
                .toList();
        sections.add(new FileSection(source(policies, region, notes), computed));
        sections.addAll(computed);
        Plan plan = Plan.counting(graph.project(), graph.stack(), steps());
        return new PreviewReport(plan, change, policies, sections, approval(policies, sections));
    }

    /** Returns the changes as reports show them: without credentials, and by module. */
    private List<ResourceChange> shown() {
        List<ResourceChange> masked = changes.stream().map(CredentialMask::of).toList();
        return file.kind().isTerraform() ? TerraformModules.group(masked, file.graph()) : masked;
    }

    private StackSettings settings() {
        String stack = file.graph().stack();
        StackFile stackFile = StackFile.stacks(project.folder()).contains(stack)
                ? StackFile.read(project.folder(), stack)
                : StackFile.ofEngine(stack.isEmpty() ? "file" : stack, Map.of());
        return StackReader.settings(stackFile, project.name()).withPolicy(assumed.parameters());
    }

    private FileRegion region(StackSettings settings) {
        List<GraphResource> before = file.changes().stream()
                .filter(change -> change.operation() == Operation.DELETE)
                .flatMap(change -> change.before().stream())
                .toList();
        return FileRegion.of(
                List.of(
                        file.graph(),
                        new ResourceGraph(file.graph().project(), file.graph().stack(), before)),
                settings.region());
    }

    private UpdateTimes times() {
        return file.kind().isTerraform()
                ? new UpdateTimes(List.of(), file.facts().deletedFirst(), TERRAFORM_PARALLELISM)
                : UpdateTimes.NONE;
    }

    private Section known(Section section) {
        String title = WHOLE_STACK.get(section.key());
        return title == null || file.facts().missing() == 0
                ? section
                : new UnknownSection(section.key(), title, "the file has no unchanged resources");
    }

    private FileSection.Source source(PolicyReport policies, FileRegion region, List<String> notes) {
        PolicyReport.Coverage coverage = policies.coverage();
        int skipped = file.facts().missing() == 0
                ? 0
                : PolicyCheck.omitted(project, file, assumed.parameters()).size();
        return new FileSection.Source(
                kind(),
                file.facts(),
                assumed.parameters().tier().name().toLowerCase(Locale.ROOT),
                assumed.reason(),
                region.name(),
                region.reason(),
                notes,
                coverage.resources(),
                coverage.judged(),
                coverage.unjudged(),
                skipped);
    }

    private FileSection.Kind kind() {
        return switch (file.kind()) {
            case TERRAFORM_PLAN ->
                new FileSection.Kind("plan of " + file.facts().producer(), true);
            case PREVIEW -> new FileSection.Kind("preview of Pulumi", true);
            case TERRAFORM_STATE -> new FileSection.Kind("state of Terraform", false);
            case EXPORTED_STATE -> new FileSection.Kind("state of Pulumi", false);
            case RESOURCE_GRAPH -> new FileSection.Kind("resource graph", false);
        };
    }

    private List<Step> steps() {
        return changes.stream()
                .filter(change -> !change.resource().type().startsWith("pulumi:providers:")
                        || change.operation() != Operation.SAME)
                .map(change -> new Step(
                        change.operation().name().toLowerCase(Locale.ROOT),
                        change.resource().urn(),
                        change.resource().type(),
                        change.resource().name(),
                        change.replaceKeys(),
                        change.changedPaths()))
                .toList();
    }

    private Optional<String> approval(PolicyReport policies, List<Section> sections) {
        return sections.stream().allMatch(Section::passesOnceApproved)
                ? new PolicyFindings(policies, true).approval("plinth preview --file " + request.file())
                : Optional.empty();
    }
}
