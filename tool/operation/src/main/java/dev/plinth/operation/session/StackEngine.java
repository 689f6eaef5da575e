package dev.plinth.operation.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.InterruptionException;
import dev.plinth.engine.command.Engine;
import dev.plinth.engine.command.EngineEvents;
import dev.plinth.engine.monitor.ProtectionLiftingMonitor;
import dev.plinth.engine.monitor.RegisteredOutputs;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.model.StepTimes;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Progress;
import dev.plinth.operation.policy.PackEvents;
import dev.plinth.operation.policy.PolicyCheck;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.recovery.AwsLookup;
import dev.plinth.operation.recovery.CloudLookup;
import dev.plinth.operation.recovery.Recovery;
import dev.plinth.operation.recovery.SimulatorLookup;
import dev.plinth.operation.recovery.StateFile;
import dev.plinth.operation.recovery.StateRecovery;
import dev.plinth.operation.standin.StandInRun;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.StandIns;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.server.AnalyzerService;
import dev.plinth.preview.PastUpdate;
import dev.plinth.settings.file.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The engine of an open stack: runs commands with their servers, and reads the state. */
final class StackEngine implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackContext context;
    private final StackPolicies policies;
    private final Engine engine;
    private final Optional<StateFile> stateFile;
    private final StateRecovery recovery;
    private final Duration jvm;
    private final RegisteredOutputs registered = new RegisteredOutputs();
    private volatile boolean liftsProtection;

    /**
     * Starts the servers.
     *
     * @param context the stack
     * @param pulumi the engine's executable
     * @param stateFile the file of the state, for a backend of files
     */
    StackEngine(StackContext context, Path pulumi, Optional<StateFile> stateFile) {
        this.context = context;
        this.stateFile = stateFile;
        this.jvm = Timings.sinceCommandStart();
        this.recovery = new StateRecovery(
                new RecoveredStack(),
                stateFile,
                context.simulator()
                        .<CloudLookup>map(SimulatorLookup::new)
                        .orElseGet(() ->
                                new AwsLookup(new AwsCommand(context.project().folder()))),
                context.project()
                        .folder()
                        .resolve(Path.of(
                                ".plinth",
                                "recovery",
                                context.stack(),
                                context.simulator().isPresent() ? "simulator.json" : "cloud.json")));
        // The configuration was read with these libraries, so they load.
        RuleSet rules = RuleLibrary.load(
                context.project().folder(), context.settings().policy().libraries());
        AnalyzerService analyzer = new AnalyzerService(rules, context.project().waivers(), context.clock());
        this.policies = new StackPolicies(rules, analyzer, this::temporaryFile);
        UnaryOperator<Monitor> monitor = delegate -> registered.monitor(context.resources()
                .functions()
                .monitor(liftsProtection ? new ProtectionLiftingMonitor(delegate) : delegate));
        this.engine = new Engine(
                pulumi,
                context.resources().workspace(),
                context.stack(),
                context.definition().program(),
                monitor,
                List.of(analyzer),
                builder -> context.simulator().ifPresent(simulator -> simulator.addTo(builder)));
    }

    StackContext context() {
        return context;
    }

    StackPolicies policies() {
        return policies;
    }

    Progress progress() {
        return context.progress();
    }

    /** Creates the stack in the backend where it does not exist. */
    void ensureStack() {
        engine.ensureStack(context.project().name());
    }

    /** Returns the places where the program creates the resources. */
    SourceLocations locations() {
        return engine.locations(context.project().folder());
    }

    /** Returns the program's resources with stand-ins for the identifiers that the last preview could not know. */
    Optional<StandIns> standIns() {
        return StandInRun.of(
                context.definition().withoutCredentials(context.stackFile()),
                registered,
                context.resources().functions(),
                progress()::warning);
    }

    /** Finds out what an interrupted update left behind. */
    Recovery recovery() {
        return recovery.find();
    }

    /** Repairs the state after an interrupted update. */
    void recover(Recovery found) {
        progress().phase("Recovering the state of " + context.stack());
        recovery.apply(found);
    }

    /** Returns the state as {@code pulumi stack export} prints it; secrets stay encrypted. */
    JsonNode state() {
        return json(List.of("stack", "export"));
    }

    /** Returns the outputs; secrets are masked. */
    JsonNode outputs() {
        return json(List.of("stack", "output", "--json"));
    }

    private JsonNode json(List<String> command) {
        Engine.Outcome outcome = engine.cli(command);
        if (!outcome.succeeded()) {
            throw new EngineException(
                    MissingStack.is(outcome.output())
                            ? MissingStack.message(engine, context.stack())
                            : outcome.output());
        }
        try {
            return JSON.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new EngineException("pulumi " + String.join(" ", command) + " did not print JSON", e);
        }
    }

    /** Replaces the state. */
    void importState(String state, String kind) {
        try (TemporaryDirectory own = TemporaryDirectory.create()) {
            Path file = Files.writeString(own.file("state"), state);
            Engine.Outcome outcome = engine.cli(List.of("stack", "import", "--file", file.toString()));
            if (!outcome.succeeded()) {
                throw new EngineException("the engine rejects the " + kind + " state: " + outcome.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + kind + " state cannot be written", e);
        }
    }

    /** Creates a file that only its owner may read, deleted when the stack is closed. */
    Path temporaryFile(String name) {
        return context.resources().temporary().file(name);
    }

    /**
     * Runs a command.
     *
     * @throws EngineException when the command succeeded but the state was not written completely
     */
    EngineRun run(EngineCommand command) {
        List<PolicyPack> packs = command.request().map(PreviewRequest::packs).orElse(List.of());
        liftsProtection = command.request().map(PreviewRequest::liftsProtection).orElse(false);
        AtomicInteger done = new AtomicInteger();
        EngineEvents events = new EngineEvents(step -> {}, step -> {
            if (command.total() == 0 || step.isChange()) {
                progress().step(done.incrementAndGet(), command.total(), Progress.describe(step));
            }
        });
        registered.clear();
        PackEvents packEvents = new PackEvents();
        StepTimes times = new StepTimes();
        Map<String, String> variables = new HashMap<>();
        List<String> line = line(command, variables);
        if (command.isChanging()) {
            stateFile.ifPresent(StateFile::keep);
        }
        Engine.Outcome outcome = engine.run(
                command.name(), line, variables, packEvents.andThen(events).andThen(times), watcher(packs));
        recovery.note(events.unanswered());
        if (command.isChanging() && outcome.succeeded()) {
            checkState(command);
        }
        return new EngineRun(outcome, events, packEvents, times);
    }

    private List<String> line(EngineCommand command, Map<String, String> variables) {
        List<String> line = new ArrayList<>(command.arguments());
        if (context.simulator().isEmpty()
                && !context.stackFile().equals(context.project().stackFile(context.stack()))) {
            line.addAll(List.of("--config-file", context.stackFile().toString()));
        }
        command.request().ifPresent(request -> {
            line.addAll(policies.arguments(request));
            variables.put("PLINTH_POLICY_PORT", String.valueOf(engine.server().port()));
        });
        context.simulator().ifPresent(simulator -> {
            engine.server().withServer(simulator::serve);
            variables.put("PULUMI_DEBUG_PROVIDERS", simulator.debugProviders());
        });
        return line;
    }

    private Engine.Watcher watcher(List<PolicyPack> packs) {
        return new Engine.Watcher() {
            @Override
            public void silent(Duration time) {
                progress()
                        .warning("Nothing has happened for " + time.toSeconds() + " s; waiting for "
                                + (packs.isEmpty() ? "the engine" : "the policy packs " + PackEvents.folders(packs)));
            }

            @Override
            public void interrupted(String what) {
                progress().warning(what);
            }
        };
    }

    private void checkState(EngineCommand command) {
        if (stateFile.filter(StateFile::isDamaged).isPresent()) {
            throw new EngineException("the " + command.name() + " is done, but the state of " + context.stack()
                    + " was not written to its end\nnext: `plinth recover " + context.stack()
                    + (context.isSimulated() ? " --simulate" : "") + "`");
        }
    }

    /** Returns the result of a command that runs no policies. */
    OperationResult result(String operation, EngineRun run) {
        return result(operation, run, PolicyFindings.none(), List.of());
    }

    /**
     * Returns the result of a command.
     *
     * @param operation the operation's name in messages
     * @param run the command's run
     * @param policy its findings
     * @param packs the policy packs beside Plinth's own
     */
    OperationResult result(String operation, EngineRun run, PolicyFindings policy, List<PolicyPack> packs) {
        // An interrupted command also does less, but not because there was less to do.
        boolean didLess = run.isWhole() && run.events().onlyDidLessThanPlanned();
        // The engine runs the policies after the last step; a violation makes its command fail.
        boolean onlyViolated = run.isWhole()
                && policy.complete()
                && policy.isBlocking()
                && run.packs().areComplete(1 + packs.size());
        boolean succeeded = run.outcome().succeeded() || didLess || onlyViolated;
        return new OperationResult(
                succeeded,
                run.events().summary(),
                run.events().steps(),
                succeeded ? outputs() : JSON.createObjectNode(),
                succeeded ? "" : String.valueOf(failure(operation, run, packs).getMessage()),
                didLess && !policy.complete() ? findingsOfState() : policy,
                Optional.empty(),
                List.of());
    }

    /** Evaluates the rules on the state, where the engine did not run the policies. */
    private PolicyFindings findingsOfState() {
        ResourceGraph graph = ResourceGraph.fromState(state());
        PolicyEvaluator.Subject subject = PolicyCheck.subject(
                        context.project(), graph, context.settings().policy(), LocalDate.now(context.clock()))
                .completed();
        return new PolicyFindings(PolicyCheck.judge(context.project(), subject), true);
    }

    /** Returns the exception for a failed command. */
    RuntimeException failure(String operation, EngineRun run, List<PolicyPack> packs) {
        RuntimeException program = run.outcome().programFailure();
        // Once a resource has failed, a failure of the program is a consequence.
        if (run.outcome().ending() == Engine.Ending.ITS_OWN
                && run.events().failed().isEmpty()
                && program != null) {
            return program;
        }
        if (MissingStack.is(run.outcome().output())) {
            return new EngineException(MissingStack.message(engine, context.stack()));
        }
        String report =
                FailureReport.of(operation, context.stack(), context.isSimulated(), run.outcome(), run.events(), packs);
        return run.outcome().ending() == Engine.Ending.INTERRUPTION
                ? new InterruptionException(report)
                : new EngineException(report);
    }

    /** Returns the time that each part of a command took. */
    Timings timings(EngineRun run) {
        return new Timings(
                jvm,
                run.events().untilFirstEvent(),
                run.outcome().elapsed(),
                engine.server().busy("pulumirpc.LanguageRuntime"),
                engine.server().busy("pulumirpc.ResourceProvider"),
                engine.server().busy("pulumirpc.Analyzer"));
    }

    /** Records the duration of an update or destroy for later forecasts; a failure to do so fails nothing else. */
    void remember(EngineRun run, Instant began, boolean succeeded, Optional<Duration> expected) {
        if (run.times().steps().isEmpty()) {
            return;
        }
        try {
            context.history()
                    .add(new PastUpdate(
                            began,
                            succeeded,
                            run.outcome().elapsed(),
                            expected,
                            run.times().steps()));
        } catch (UncheckedIOException e) {
            progress().warning("The durations cannot be stored, so later forecasts will lack them: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        engine.close();
        context.resources().close();
    }

    /** The engine's commands that a recovery uses. */
    private final class RecoveredStack implements StateRecovery.Stack {
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
            EngineRun run = run(EngineCommand.refresh().with("--target", urns));
            if (!run.outcome().succeeded()) {
                throw failure("refresh", run, List.of());
            }
        }

        @Override
        public ResourceGraph program() {
            return context.definition().record();
        }
    }
}
