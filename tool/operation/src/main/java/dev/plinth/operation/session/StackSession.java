package dev.plinth.operation.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.engine.command.Engine;
import dev.plinth.engine.command.EngineEvents;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.engine.monitor.ProtectionLiftingMonitor;
import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.model.StepTimes;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.StackState;
import dev.plinth.operation.deletion.Blockers;
import dev.plinth.operation.deletion.DeletionCheck;
import dev.plinth.operation.deletion.DeletionRefusal;
import dev.plinth.operation.drift.Drift;
import dev.plinth.operation.drift.ExpectedChange;
import dev.plinth.operation.evidence.AwsEvidence;
import dev.plinth.operation.evidence.RunningRevisions;
import dev.plinth.operation.evidence.SimulatorEvidence;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.policy.PackEvents;
import dev.plinth.operation.policy.PolicyCheck;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.recovery.AwsLookup;
import dev.plinth.operation.recovery.Recovery;
import dev.plinth.operation.recovery.SimulatorLookup;
import dev.plinth.operation.recovery.StackLock;
import dev.plinth.operation.recovery.StateFile;
import dev.plinth.operation.recovery.StateRecovery;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.operation.timing.TimingHistory;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.server.AnalyzerService;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.NoEvidence;
import dev.plinth.preview.PastUpdate;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.UpdateTimes;
import dev.plinth.preview.catalog.Sections;
import dev.plinth.preview.forecast.Forecast;
import dev.plinth.preview.forecast.ForecastOutcome;
import dev.plinth.preview.snapshot.SnapshotSection;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.file.TemporaryDirectory;
import dev.plinth.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stack, ready to be operated on: its configuration is read and valid, the engine is found, and the servers run.
 *
 * <p>Open it, call any of the operations, close it.
 */
public final class StackSession implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Project project;
    private final String stack;
    private final Path stackFile;
    private final Progress progress;
    private final Workspace workspace;
    private final RuleSet rules;
    private final Clock clock;
    private final AnalyzerService policies;
    private final @Nullable Simulator simulator;
    private final FunctionAnswers functions;
    private final Optional<Snapshot> snapshot;
    private final TemporaryDirectory temporary;
    private final Engine engine;
    private final Duration jvm;
    private final TimingHistory history;
    private final StackDefinition definition;
    private final Optional<StateFile> stateFile;
    private final StateRecovery recovery;
    private volatile boolean protectionLifted;
    private Set<String> sections = Sections.keys();
    private String note = "";
    private List<Rule> suspendedRules = List.of();
    private List<PolicyPack> packs = List.of();
    private @Nullable List<DeletionRefusal> refused;

    private StackSession(
            Project project,
            String stack,
            SessionResources site,
            Path stackFile,
            StackDefinition definition,
            Path pulumi,
            Progress progress) {
        this.project = project;
        this.stack = stack;
        this.stackFile = stackFile;
        this.definition = definition;
        this.progress = progress;
        this.jvm = Timings.sinceProcessStart();
        this.history = new TimingHistory(
                project, stack, site.snapshot().map(Snapshot::simulated).orElse(site.simulator() != null));
        this.workspace = site.workspace();
        this.simulator = site.simulator();
        this.functions = site.functions();
        this.snapshot = site.snapshot();
        this.temporary = site.temporary();
        this.stateFile = backend().map(directory -> new StateFile(directory, project.name(), stack));
        this.recovery = new StateRecovery(
                new Recovered(),
                stateFile,
                simulator == null ? new AwsLookup(new AwsCommand(project.folder())) : new SimulatorLookup(simulator),
                project.folder()
                        .resolve(Path.of(
                                ".plinth", "recovery", stack, simulator == null ? "cloud.json" : "simulator.json")));
        // The configuration was read with these libraries, so they load.
        this.rules = RuleLibrary.load(
                project.folder(), definition.settings().policy().libraries());
        // People date waivers by the calendar; what the simulator was advanced by makes them that much older.
        this.clock = simulator == null
                ? Clock.systemUTC()
                : Clock.offset(Clock.systemUTC(), Duration.between(Simulator.START, simulator.now()));
        this.policies = new AnalyzerService(rules, project.waivers(), clock);
        UnaryOperator<Monitor> monitor =
                delegate -> functions.monitor(protectionLifted ? new ProtectionLiftingMonitor(delegate) : delegate);
        this.engine =
                new Engine(pulumi, workspace, stack, definition.program(), monitor, List.of(policies), builder -> {
                    if (simulator != null) {
                        simulator.addTo(builder);
                    }
                });
    }

    /**
     * Opens a stack.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulate whether the embedded cloud answers instead of the real one
     * @param progress told what goes on
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     * @throws EngineException when there is no engine and none can be made
     */
    public static StackSession open(Project project, String stack, boolean simulate, Progress progress) {
        return openWith(project, stack, simulate, project.stackFile(stack), progress);
    }

    /**
     * Opens a stack with another configuration than the project's.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulate whether the embedded cloud answers instead of the real one
     * @param stackFile what stands for Pulumi.STACK.yaml
     * @param progress told what goes on
     * @throws dev.plinth.settings.ConfigException when that file has faults
     * @throws EngineException when there is no engine and none can be made
     */
    public static StackSession openWith(
            Project project, String stack, boolean simulate, Path stackFile, Progress progress) {
        return open(StackDefinition.read(project, stack, stackFile, simulate, progress), simulate, stackFile, progress);
    }

    /**
     * Opens a stack as a snapshot has it, for previews: no cloud, backend, login or credentials are used, and nothing can be
     * updated.
     *
     * @param project the project
     * @param snapshot the stack's state
     * @param progress told what goes on
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     * @throws EngineException when there is no engine, or it does not take the state
     */
    public static StackSession open(Project project, Snapshot snapshot, Progress progress) {
        String stack = snapshot.stack();
        Path stackFile = project.stackFile(stack);
        StackDefinition definition = StackDefinition.read(project, stack);
        PulumiBinary.Found pulumi = engine(progress);
        StackSession session = new StackSession(
                project,
                stack,
                SessionResources.of(project, stack, stackFile, snapshot),
                stackFile,
                definition,
                pulumi.path(),
                progress);
        try {
            session.engine.ensureStack(project.name());
            session.importState(
                    snapshot.state(session.workspace.encryptionSalt(stack)).toString(), "snapshot's");
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    private void importState(String state, String kind) {
        try (TemporaryDirectory own = TemporaryDirectory.create()) {
            Path file = Files.writeString(own.file("state"), state);
            Engine.Outcome outcome = engine.cli(List.of("stack", "import", "--file", file.toString()));
            if (!outcome.succeeded()) {
                throw new EngineException("the engine does not take the " + kind + " state: " + outcome.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + kind + " state can't be written", e);
        }
    }

    private static StackSession open(StackDefinition definition, boolean simulate, Path stackFile, Progress progress) {
        Project project = definition.project();
        String stack = definition.stack();
        if (!simulate) {
            definition.refusePlaceholders();
        }
        PulumiBinary.Found pulumi = engine(progress);
        SessionResources site = SessionResources.of(project, stack, stackFile, simulate);
        StackSession session = new StackSession(project, stack, site, stackFile, definition, pulumi.path(), progress);
        try {
            session.releaseAbandonedLocks();
            if (session.stateFile.filter(StateFile::exists).isEmpty()) {
                // It is about to be made, which a lock prevents.
                session.refuseLocked();
            }
            if (session.locks().isEmpty()) {
                session.stateFile.ifPresent(StateFile::dropDamagedAttributes);
            }
            session.engine.ensureStack(project.name());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** Returns the directory of the backend, where it is one of files. */
    private Optional<Path> backend() {
        String url = workspace
                .environment()
                .getOrDefault(
                        "PULUMI_BACKEND_URL",
                        project.settings().at("/backend/url").asText());
        String scheme = "file://";
        if (!url.startsWith(scheme)) {
            return Optional.empty();
        }
        String path = url.substring(scheme.length()).replaceFirst("^~", System.getProperty("user.home"));
        return Optional.of(workspace.folder().resolve(path.replaceFirst("[?].*", "")));
    }

    /** A run that was killed leaves its lock, which nobody else removes. */
    private void releaseAbandonedLocks() {
        for (StackLock lock : locks()) {
            if (lock.isAbandoned()) {
                lock.release();
                progress.phase("Removed the lock of a run that has ended, " + lock.holder());
            }
        }
    }

    private List<StackLock> locks() {
        return stateFile
                .map(file -> StackLock.below(file.locks(), workspace.environment()))
                .orElse(List.of());
    }

    /**
     * Finds what an interrupted update left behind. To be called before anything is changed.
     *
     * @return what has to happen to the state before it can be used; empty where nothing has
     * @throws EngineException when another run holds the stack, or the state is damaged and no earlier one is whole
     */
    public Recovery recovery() {
        refuseLocked();
        return recovery.find();
    }

    private void refuseLocked() {
        locks().stream().findFirst().ifPresent(lock -> {
            throw new EngineException(stack + " is locked, " + lock.holder() + "\nnext: " + lock.remedy());
        });
    }

    /**
     * Makes the state agree with what an interrupted update left in the cloud; the cloud is not changed.
     *
     * @param found what {@link #recovery} returned, with nothing undecided
     * @throws EngineException when the engine does not take the state, or the cloud can't be asked
     */
    public void recover(Recovery found) {
        progress.phase("Recovering the state of " + stack);
        recovery.apply(found);
    }

    /** The engine's commands that a recovery needs. */
    private final class Recovered implements StateRecovery.Stack {
        @Override
        public JsonNode export() {
            return state();
        }

        @Override
        public void restore(JsonNode export) {
            importState(export.toString(), "recovered");
        }

        @Override
        public void refresh(List<String> urns) {
            List<String> arguments = new ArrayList<>(List.of("--yes", "--skip-preview"));
            urns.forEach(urn -> arguments.addAll(List.of("--target", urn)));
            Run run = run("refresh", arguments, false);
            if (!run.outcome.succeeded()) {
                throw failure("refresh", run);
            }
        }

        @Override
        public ResourceGraph program() {
            return definition.record();
        }
    }

    private static PulumiBinary.Found engine(Progress progress) {
        return Project.engine().obtain(progress.ofCompiling());
    }

    /** What the stack's history keeps of the next update, beside its approvals. */
    public void note(String text) {
        note = text;
    }

    /**
     * Chooses what previews tell from now on; all there is by default.
     *
     * @param keys keys of sections, each among {@link Sections#keys}
     */
    public void tell(Set<String> keys) {
        sections = Set.copyOf(keys);
    }

    /** Returns the stack as its file describes it. */
    public StackDefinition definition() {
        return definition;
    }

    /** The file that the stack's configuration was read from. */
    public Path stackFile() {
        return stackFile;
    }

    /** Takes violations that were there before the rules as accepted, in each operation from now on. */
    public void accept(Baseline baseline) {
        policies.accept(baseline);
    }

    /** Has other policy packs judge beside Plinth's own, in each operation from now on. */
    public void judgeAlsoBy(List<PolicyPack> others) {
        packs = List.copyOf(others);
    }

    /**
     * What an update would do.
     *
     * @param plan the steps
     * @param change what happens to each resource, and the stack before and after it
     * @param policy what the policies say
     * @param sections what the change means, in the respects that were asked for
     * @param timings where the time went
     * @param savedPlan the file of the engine's own plan, if it was kept
     * @param simulated whether the embedded cloud answered
     */
    public record Preview(
            Plan plan,
            StackChange change,
            PolicyFindings policy,
            List<Section> sections,
            Timings timings,
            Optional<Path> savedPlan,
            boolean simulated) {

        /** The same preview with another plan to be applied, one that was kept earlier. */
        public Preview withSavedPlan(Path file) {
            return new Preview(plan, change, policy, sections, timings, Optional.of(file), simulated);
        }

        /** Everything that was found, as reports are written from it. */
        public PreviewReport report() {
            return new PreviewReport(
                    plan,
                    change,
                    policy.report(),
                    sections,
                    approval("plinth up " + plan.stack() + (simulated ? " --simulate" : "")));
        }

        /**
         * How a person would approve the change; empty where that alone would not let it pass.
         *
         * @param command the command to repeat, such as {@code plinth up staging}
         */
        public Optional<String> approval(String command) {
            return sections.stream().allMatch(Section::passesOnceApproved)
                    ? policy.approval(command)
                    : Optional.empty();
        }

        /** Whether a policy or a section refuses the change. */
        public boolean isBlocking() {
            return report().isBlocking();
        }

        /** Why the change is refused, in one line; without a meaning when it isn't. */
        public String refusal() {
            return policy.isBlocking()
                    ? policy.refusal()
                    : "the preview refuses this change (" + report().refusingTitles() + "); nothing was changed";
        }

        /** The preview as the contract of {@code plinth preview --json} names its fields. */
        public ObjectNode toJson() {
            ObjectNode document = report().toJson();
            document.set("timings", timings.toJson());
            return document;
        }
    }

    /**
     * What an operation did.
     *
     * @param succeeded whether all of it was done
     * @param summary how many resources each operation concerned
     * @param steps what happened to each resource
     * @param outputs the stack's outputs, secrets masked
     * @param problem why it failed and what to do next; empty when it succeeded
     * @param policy what the policies say to the stack after an update, whose values are all known; to one that was
     *     refused, why; not complete after any other operation
     * @param forecast how long an update took, against its forecast; empty where none was made, or it failed
     * @param expected what a refresh found changed by AWS itself, within what the stack configures; none of its steps has it
     */
    public record Result(
            boolean succeeded,
            Map<String, Integer> summary,
            List<Step> steps,
            JsonNode outputs,
            String problem,
            PolicyFindings policy,
            Optional<ForecastOutcome> forecast,
            List<ExpectedChange> expected) {

        /** The same with how long it took, against its forecast. */
        Result against(ForecastOutcome outcome) {
            return new Result(succeeded, summary, steps, outputs, problem, policy, Optional.of(outcome), expected);
        }

        /** The same result of a refresh, without what AWS changes by itself among its steps. */
        Result judged(Drift drift) {
            return new Result(succeeded, summary, drift.steps(), outputs, problem, policy, forecast, drift.expected());
        }

        /** What a refresh found changed or gone in the cloud, without what AWS changes as the stack configures it. */
        public List<Step> drift() {
            return steps.stream().filter(Step::isChange).toList();
        }
    }

    /**
     * Previews an update with the policies.
     *
     * @throws EngineException when the preview itself fails; a violated policy is no failure but a finding
     */
    public Preview preview() {
        return preview(Approvals.NONE);
    }

    /**
     * Previews an update with the policies.
     *
     * @param approvals what of the change was said yes to
     * @throws EngineException when the preview itself fails; a violated policy is no failure but a finding
     * @throws ConfigException when an approval could mean several resources
     */
    public Preview preview(Approvals approvals) {
        return preview(Optional.empty(), approvals);
    }

    /**
     * Previews an update with the policies, and keeps the engine's plan of it for {@link #up}; that costs a second or so for
     * encrypting it.
     *
     * @throws EngineException when the preview itself fails; a violated policy is no failure but a finding
     */
    public Preview plan() {
        return plan(Approvals.NONE);
    }

    /**
     * Previews an update as {@link #plan()} does.
     *
     * @param approvals what of the change was said yes to; {@link #up} writes it into the stack's history
     * @throws EngineException when the preview itself fails; a violated policy is no failure but a finding
     * @throws ConfigException when an approval could mean several resources
     */
    public Preview plan(Approvals approvals) {
        return preview(Optional.of(temporaryFile("plan")), approvals);
    }

    private Preview preview(Optional<Path> plan, Approvals approvals) {
        progress.phase("Previewing " + stack);
        List<String> arguments =
                plan.map(file -> List.of("--save-plan", file.toString())).orElse(List.of());
        Run run = run("preview", arguments, true);
        boolean mindsProtection = run.events.onlyMindsProtection();
        List<ResourceChange> events =
                mindsProtection && policies.graph().isEmpty() ? endedAtProtection(run) : dependingAsInGraph(run);
        ReplacementKnowledge knowledge = new ReplacementKnowledge();
        List<ResourceChange> changed = snapshot.isEmpty() ? events : knowledge.ofChanges(events);
        List<Approval> approved = approvals.resolve(changed);
        // The engine tells an analyzer nothing of the operations, so the rules on changes run here.
        PolicyFindings findings = findings(run, subject -> subject.changing(changed, approved));
        if (run.outcome.ending() != Engine.Ending.ITS_OWN
                || (!run.outcome.succeeded() && !findings.isBlocking() && !mindsProtection)) {
            throw failure("preview", run);
        }
        if (run.outcome.succeeded() && !findings.complete()) {
            // Never a green preview without the rules having run.
            throw new EngineException("the policy pack " + Project.policyPack()
                    + " did not judge the stack, so the preview counts for nothing; run `plinth doctor`");
        }
        String fault = run.packs.fault(packs);
        if (run.outcome.succeeded() && !fault.isEmpty()) {
            throw new EngineException(
                    fault + ", so the preview counts for nothing\nnext: mend the pack, or leave it out");
        }
        List<Step> steps = knowledge.ofSteps(run.events.steps(), changed);
        Plan changes = mindsProtection
                ? Plan.counting(project.name(), stack, StackState.steps(steps, changed))
                : new Plan(project.name(), stack, steps, run.events.summary());
        StackChange change = changed(changed, approved).knowing(times(run));
        List<Section> told = new ArrayList<>(Sections.of(change, sections));
        snapshot.ifPresent(taken -> told.add(0, SnapshotSection.of(source(taken), change)));
        Preview preview = new Preview(changes, change, findings, told, timings(run), plan, workspace.simulated());
        if (mindsProtection && !preview.isBlocking()) {
            // Without the section that refuses it, what the engine failed at must not pass.
            throw failure("preview", run);
        }
        return preview;
    }

    private SnapshotSection.Source source(Snapshot taken) {
        return new SnapshotSection.Source(
                taken.created(),
                taken.commit(),
                taken.plinth(),
                taken.removed(),
                functions.assumed(),
                functions.unknown());
    }

    /**
     * Asks the program, in a preview, what it wants to know of the providers.
     *
     * @return what their functions answered
     * @throws EngineException when the preview fails
     */
    public List<FunctionAnswers.Answer> functions() {
        progress.phase("Recording what the program asks of " + stack);
        Run run = run("preview", List.of(), false);
        if (!run.outcome.succeeded()) {
            throw failure("preview", run);
        }
        return functions.heard();
    }

    private List<ResourceChange> dependingAsInGraph(Run run) {
        List<ResourceChange> heard = run.events.resourceChanges();
        return policies.graph()
                .map(graph -> heard.stream()
                        .map(change -> change.dependingAsIn(graph))
                        .toList())
                .orElse(heard);
    }

    /**
     * What the engine leaves out where it stops at what is protected: the rest of what would be deleted, and having the stack
     * judged. The program's own run says what depends on what.
     */
    private List<ResourceChange> endedAtProtection(Run run) {
        ResourceGraph registered = definition.record();
        List<ResourceChange> changes =
                StackState.withDeletions(run.events.resourceChanges(), StackState.graph(project.name(), stack, state()))
                        .stream()
                        .map(change -> change.dependingAsIn(registered).keepingOutputs())
                        .toList();
        policies.judge(StackChange.of(project.name(), stack, definition.settings(), changes)
                .after());
        return changes;
    }

    /** What is known of how long updates take: in this cloud, on this machine. */
    private UpdateTimes times(Run run) {
        return new UpdateTimes(history.updates(), run.times.deletedFirst(), workspace.parallel());
    }

    /** The change with what the stack's state and its stores' backups add; the state has what those that end depend on. */
    private StackChange changed(List<ResourceChange> changes, List<Approval> approved) {
        if (sections.isEmpty()) {
            return StackChange.of(project.name(), stack, definition.settings(), changes);
        }
        // Before the first update there is no state worth the second that it takes.
        boolean first = changes.stream().noneMatch(change -> change.before().isPresent());
        JsonNode state = first ? JSON.createObjectNode() : state();
        ResourceGraph before = StackState.graph(project.name(), stack, state);
        List<ResourceChange> known = changes.stream()
                .map(change -> change.withBefore(change.before().map(before::withDependencies)))
                .toList();
        RecoveryEvidence evidence = snapshot.isPresent()
                ? new NoEvidence(clock.instant(), Optional.of("a snapshot knows no backups"))
                : simulator == null
                        ? new AwsEvidence(new AwsCommand(project.folder()), StackState.created(state), clock)
                        : new SimulatorEvidence(simulator);
        return StackChange.of(project.name(), stack, definition.settings(), known)
                .knowing(evidence, approved);
    }

    private PolicyFindings findings(Run run, UnaryOperator<PolicyEvaluator.Subject> knowing) {
        Map<String, Enforcement> suspended = new HashMap<>();
        suspendedRules.forEach(rule -> suspended.put(rule.id(), Enforcement.ADVISORY));
        List<String> ruleIds = rules.ids();
        return PolicyFindings.of(
                        policies.report(subject -> knowing.apply(subject.enforcing(suspended))), run.packs, ruleIds)
                .locatedBy(engine.locations(project.folder()));
    }

    /**
     * Applies a plan that was previewed, exactly; one that the policies refuse is not begun, whoever asks.
     *
     * @param preview what {@link #plan} returned
     * @return what was done; also when part of it failed, or when the policies refuse it
     * @throws IllegalArgumentException when the preview kept no plan, or the stack is a snapshot
     */
    public Result up(Preview preview) {
        if (snapshot.isPresent()) {
            throw new IllegalArgumentException("a snapshot is no stack that could be updated");
        }
        Path plan = preview.savedPlan()
                .orElseThrow(() -> new IllegalArgumentException("only a preview that kept its plan can be applied"));
        if (preview.isBlocking()) {
            return new Result(
                    false,
                    Map.of(),
                    List.of(),
                    JSON.createObjectNode(),
                    preview.refusal(),
                    preview.policy(),
                    Optional.empty(),
                    List.of());
        }
        progress.phase("Updating " + stack);
        int total = preview.plan().changes().size();
        List<String> arguments = new ArrayList<>(List.of("--yes", "--skip-preview", "--plan", plan.toString()));
        String message = Stream.of(
                        note, Approvals.message(preview.policy().report().approved()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        if (!message.isEmpty()) {
            arguments.addAll(List.of("--message", message));
        }
        Instant began = Instant.now();
        Run run = run("up", arguments, true, total);
        run.events
                .warnings()
                .forEach(warning -> progress.warning(
                        warning.urn().substring(warning.urn().lastIndexOf("::") + 2) + ": " + warning.message()));
        // Everything is known now: what a rule still can't decide is a violation.
        PolicyFindings after = findings(run, PolicyEvaluator.Subject::completed)
                .approvedBefore(preview.policy().report().approved());
        Forecast forecast = Forecast.of(preview.change());
        Result result = deployed(result("update", run, after));
        remember(run, began, result.succeeded(), Optional.of(forecast.expected()));
        return result.succeeded() && !forecast.isEmpty()
                ? result.against(ForecastOutcome.of(forecast, run.outcome.elapsed(), run.times.steps()))
                : result;
    }

    /** The result, failed when a service runs another task definition than the update has requested. */
    private Result deployed(Result result) {
        if (!result.succeeded() || !RunningRevisions.areConcerned(result.steps())) {
            return result;
        }
        Simulator cloud = simulator;
        RunningRevisions.Source source = cloud == null
                ? new AwsEvidence(new AwsCommand(project.folder()), Map.of(), Clock.systemUTC())
                : service -> cloud.list().stream()
                        .filter(found -> found.urn().equals(service.urn()))
                        .map(found -> new RunningRevisions.Running(
                                String.valueOf(found.state().get("taskDefinition")), "", ""))
                        .findFirst();
        RunningRevisions.Result found =
                RunningRevisions.compare(result.steps(), ResourceGraph.fromState(state()), source);
        found.notes().forEach(progress::warning);
        if (found.problems().isEmpty()) {
            return result;
        }
        return new Result(
                false,
                result.summary(),
                result.steps(),
                JSON.createObjectNode(),
                "the update of " + stack + " failed:\n  " + String.join("\n  ", found.problems())
                        + "\n"
                        + "next: the service's events and its tasks' log tell the cause (`aws ecs describe-services`);"
                        + " fix it and run the same command again. The version before serves meanwhile",
                result.policy(),
                Optional.empty(),
                List.of());
    }

    /** Compares the stack's state with the cloud; the state stays as it is. */
    public Result refresh() {
        progress.phase("Comparing " + stack + " with the cloud");
        return refreshed(run("refresh", List.of("--preview-only"), false));
    }

    /**
     * Updates the state from the cloud.
     *
     * @param seen what {@link #refresh()} found; what an update would undo although AWS changed it as configured stays out of the
     *     state
     */
    public Result refresh(Result seen) {
        progress.phase("Updating the state of " + stack + " from the cloud");
        List<String> arguments = new ArrayList<>(List.of("--yes", "--skip-preview"));
        Set<String> drifted = seen.drift().stream().map(Step::urn).collect(Collectors.toSet());
        seen.expected().stream()
                .filter(change -> change.undone() && !drifted.contains(change.urn()))
                .map(ExpectedChange::urn)
                .distinct()
                .forEach(urn -> arguments.addAll(List.of("--exclude", urn)));
        return refreshed(run("refresh", arguments, false));
    }

    /** The result of a refresh, with what AWS changes by itself told from drift. */
    private Result refreshed(Run run) {
        Result result = result("refresh", run);
        // Without a difference there is nothing to judge, and no state worth the second that it takes.
        boolean differs = run.events.refreshed().stream().anyMatch(change -> !change.before()
                .map(GraphResource::outputs)
                .equals(change.after().map(GraphResource::outputs)));
        return result.succeeded() && differs
                ? result.judged(Drift.of(
                        result.steps(), run.events.refreshed(), StackState.graph(project.name(), stack, state())))
                : result;
    }

    /**
     * Compares some resources' state with the cloud; the state stays as it is.
     *
     * @param urns the resources, at least one
     * @return what is changed or gone in the cloud
     * @throws EngineException when the cloud can't be asked
     */
    public List<Step> drift(List<String> urns) {
        progress.phase("Comparing " + urns.size() + " planned resources of " + stack + " with the cloud");
        List<String> arguments = new ArrayList<>(List.of("--preview-only"));
        urns.forEach(urn -> arguments.addAll(List.of("--target", urn)));
        Run run = run("refresh", arguments, false);
        Result result = refreshed(run);
        if (!result.succeeded()) {
            throw failure("refresh", run);
        }
        return result.drift();
    }

    /**
     * What refuses to be deleted, before anything is. Outside production the cloud's own deletion protection doesn't
     * count: there it guards against a slip of the hand, and {@link #destroy} lifts it.
     */
    public List<Blockers.Blocker> blockers() {
        return definition.settings().isProduction() ? Blockers.of(state()) : List.of();
    }

    /** What {@link #destroy} leaves behind, as sentences; none when it leaves nothing that matters. */
    public List<String> leftovers() {
        return Blockers.leftovers(state());
    }

    /**
     * What the cloud would refuse to delete, before anything is deleted. Outside production, what {@link #destroy} lifts itself
     * is left out.
     *
     * @return sorted by URN
     */
    public List<DeletionRefusal> refusals() {
        return refusals(state()).stream()
                .filter(refusal -> definition.settings().isProduction() || !refusal.lifted())
                .toList();
    }

    /** Asked once a session: nothing is deleted in between. */
    private List<DeletionRefusal> refusals(JsonNode state) {
        List<DeletionRefusal> known = refused;
        if (known == null) {
            known = simulator == null ? refusedByAws(state) : DeletionCheck.of(state, simulator);
            refused = known;
        }
        return known;
    }

    private List<DeletionRefusal> refusedByAws(JsonNode state) {
        progress.phase("Asking AWS what it would refuse to delete of " + stack);
        AwsEvidence aws = new AwsEvidence(new AwsCommand(project.folder()), Map.of(), Clock.systemUTC());
        List<DeletionRefusal> refusals = DeletionCheck.of(state, aws);
        aws.gap()
                .ifPresent(gap -> progress.phase(
                        "Not everything could be checked: " + gap + "; a deletion may still be refused half-way"));
        return refusals;
    }

    /**
     * Deletes everything in the stack. Outside production, deletion protection is lifted first.
     *
     * @return what was done; also when part of it failed
     */
    public Result destroy() {
        if (!definition.settings().isProduction() && isLiftable(state())) {
            liftProtection();
            Result lifted = up(plan());
            if (!lifted.succeeded()) {
                return lifted;
            }
        }
        progress.phase("Destroying " + stack);
        Instant began = Instant.now();
        Run run = run("destroy", List.of("--yes", "--skip-preview"), false);
        Result result = result("destroy", run);
        remember(run, began, result.succeeded(), Optional.empty());
        return result;
    }

    private boolean isLiftable(JsonNode state) {
        return !Blockers.of(state).isEmpty() || refusals(state).stream().anyMatch(DeletionRefusal::lifted);
    }

    /** Writes down how long it took; that this may fail is no reason to call what is done undone. */
    private void remember(Run run, Instant began, boolean succeeded, Optional<Duration> expected) {
        if (run.times.steps().isEmpty()) {
            return;
        }
        try {
            history.add(new PastUpdate(began, succeeded, run.outcome.elapsed(), expected, run.times.steps()));
        } catch (IOException e) {
            progress.phase("How long this took can't be stored, so no forecast will know it: " + e.getMessage());
        }
    }

    /** The stack's state as {@code pulumi stack export} prints it; secrets stay encrypted. */
    public JsonNode state() {
        return json(List.of("stack", "export"));
    }

    /** The stack's outputs, secrets masked as {@code pulumi stack output} masks them. */
    public JsonNode outputs() {
        return json(List.of("stack", "output", "--json"));
    }

    /** Lifts what keeps the stack from being destroyed, for the next operations of this session only. */
    public void liftProtection() {
        protectionLifted = true;
        suspendedRules = rules.all().stream().filter(Rule::guardsDeletion).toList();
    }

    @Override
    public void close() {
        engine.close();
        if (simulator != null) {
            simulator.close();
        }
        temporary.close();
    }

    private JsonNode json(List<String> command) {
        Engine.Outcome outcome = engine.cli(command);
        if (!outcome.succeeded()) {
            throw new EngineException(outcome.output());
        }
        try {
            return JSON.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new EngineException("pulumi " + String.join(" ", command) + " did not print JSON", e);
        }
    }

    private Result result(String operation, Run run) {
        return result(operation, run, PolicyFindings.none());
    }

    private Result result(String operation, Run run, PolicyFindings policy) {
        // One that was interrupted did less as well, and not because there was less to do.
        boolean whole = run.outcome.ending() == Engine.Ending.ITS_OWN && run.outcome.programFailure() == null;
        boolean didLess = whole && run.events.onlyDidLessThanPlanned();
        // The engine has the stack judged once all is done; a violation then ends its command as a failure.
        boolean onlyJudged =
                whole && policy.complete() && policy.isBlocking() && run.packs.areComplete(1 + packs.size());
        boolean succeeded = run.outcome.succeeded() || didLess || onlyJudged;
        JsonNode outputs = succeeded ? outputs() : JSON.createObjectNode();
        return new Result(
                succeeded,
                run.events.summary(),
                run.events.steps(),
                outputs,
                succeeded ? "" : String.valueOf(failure(operation, run).getMessage()),
                didLess && !policy.complete() ? ofState() : policy,
                Optional.empty(),
                List.of());
    }

    /** Judges the state, where the engine did not come to have the stack judged. */
    private PolicyFindings ofState() {
        ResourceGraph graph = ResourceGraph.fromState(state());
        PolicyEvaluator.Subject subject = PolicyCheck.subject(
                        project, graph, definition.settings().policy())
                .completed();
        return new PolicyFindings(PolicyCheck.judge(project, subject), true);
    }

    /** One command of the engine with all that was heard of it. */
    private record Run(Engine.Outcome outcome, EngineEvents events, PackEvents packs, StepTimes times) {}

    private Run run(String command, List<String> arguments, boolean withPolicies) {
        return run(command, arguments, withPolicies, 0);
    }

    private Run run(String command, List<String> arguments, boolean withPolicies, int total) {
        AtomicInteger done = new AtomicInteger();
        EngineEvents events = new EngineEvents(step -> {}, step -> {
            if (total == 0 || step.isChange()) {
                progress.step(done.incrementAndGet(), total, Progress.describe(step));
            }
        });
        PackEvents packEvents = new PackEvents();
        StepTimes times = new StepTimes();
        List<String> line = new ArrayList<>(arguments);
        if (simulator == null && !stackFile.equals(project.stackFile(stack))) {
            line.addAll(List.of("--config-file", stackFile.toString()));
        }
        Map<String, String> variables = new HashMap<>();
        if (withPolicies) {
            line.addAll(policyPacks());
            variables.put("PLINTH_POLICY_PORT", String.valueOf(engine.server().port()));
        }
        if (simulator != null) {
            engine.server().withServer(simulator::serve);
            variables.put("PULUMI_DEBUG_PROVIDERS", simulator.debugProviders());
        }
        boolean changing = !command.equals("preview") && !line.contains("--preview-only");
        if (changing) {
            stateFile.ifPresent(StateFile::keep);
        }
        Consumer<JsonNode> listener = packEvents.andThen(events).andThen(times);
        Engine.Watcher watcher = new Engine.Watcher() {
            @Override
            public void silent(Duration time) {
                progress.phase("Nothing has happened for " + time.toSeconds() + " s; waiting for "
                        + (packs.isEmpty() ? "the engine" : "the policy packs " + PackEvents.folders(packs)));
            }

            @Override
            public void interrupted(String what) {
                progress.phase(what);
            }
        };
        Run run = new Run(engine.run(command, line, variables, listener, watcher), events, packEvents, times);
        recovery.note(events.unanswered());
        if (changing
                && run.outcome.succeeded()
                && stateFile.filter(StateFile::isDamaged).isPresent()) {
            throw new EngineException("the " + command + " is done, but the state of " + stack
                    + " was not written to its end\nnext: `plinth recover " + stack
                    + (workspace.simulated() ? " --simulate" : "") + "`");
        }
        return run;
    }

    /** The options that name the packs; the engine takes a configuration for each of them or for none. */
    private List<String> policyPacks() {
        List<String> folders = new ArrayList<>(List.of(Project.policyPack().toString()));
        List<String> configurations = new ArrayList<>(
                List.of(suspendedRules.isEmpty() ? "" : suspension().toString()));
        for (PolicyPack pack : packs) {
            folders.add(pack.folder().toString());
            configurations.add(pack.configuration().map(Path::toString).orElse(""));
        }
        List<String> line = new ArrayList<>(List.of("--policy-pack", values(folders)));
        if (configurations.stream().anyMatch(file -> !file.isEmpty())) {
            line.addAll(List.of("--policy-pack-config", values(configurations)));
        }
        return line;
    }

    /** Several values of one option, as the engine reads them: a line of CSV. */
    private static String values(List<String> values) {
        return values.stream()
                .map(value -> value.matches(".*[\",\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value)
                .collect(Collectors.joining(","));
    }

    /** The file that turns suspended rules into warnings; they still show in every report. */
    private Path suspension() {
        ObjectNode document = JSON.createObjectNode();
        // The engine knows nothing of rules on changes, and refuses to configure what it does not know.
        suspendedRules.stream()
                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                .forEach(rule -> document.put(rule.id(), "advisory"));
        Path file = temporaryFile("policy-config");
        try {
            Files.writeString(file, document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the policies' configuration can't be written", e);
        }
        return file;
    }

    private Timings timings(Run run) {
        return new Timings(
                jvm,
                run.events.untilFirstEvent(),
                run.outcome.elapsed(),
                engine.server().busy("pulumirpc.LanguageRuntime"),
                engine.server().busy("pulumirpc.ResourceProvider"),
                engine.server().busy("pulumirpc.Analyzer"));
    }

    private RuntimeException failure(String operation, Run run) {
        // Once a resource has failed, what the program stumbles over is a consequence.
        if (run.outcome.ending() == Engine.Ending.ITS_OWN
                && run.events.failed().isEmpty()
                && run.outcome.programFailure() != null) {
            return run.outcome.programFailure();
        }
        return new EngineException(
                FailureReport.of(operation, stack, workspace.simulated(), run.outcome, run.events, packs));
    }

    /**
     * Makes a file that only its owner may read, and that is deleted when the session is closed.
     *
     * @param name what its name begins with
     * @throws UncheckedIOException when it can't be made
     */
    public Path temporaryFile(String name) {
        return temporary.file(name);
    }
}
