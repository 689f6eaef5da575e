package dev.plinth.policies.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ProtobufRewrite;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.policies.Corrections;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.RuleWatch;
import dev.plinth.policies.VerdictCache;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.baseline.Occurrence;
import dev.plinth.policies.configuration.InvalidLibraryException;
import dev.plinth.policies.configuration.PolicyConfiguration;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.InvalidWaiversException;
import dev.plinth.policies.waiver.Waiver;
import dev.plinth.policies.waiver.WaiverFile;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureResponse;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.Plugin.PluginInfo;

/**
 * The rules as the engine's analyzer: resource rules answer {@code Analyze}, which sees a resource's inputs; stack rules
 * and waivers answer {@code AnalyzeStack}. One instance serves one engine at a time, in any number of threads.
 */
public final class AnalyzerService extends AnalyzerGrpc.AnalyzerImplBase {

    /** The key of a stack's configuration that holds the policy section. */
    public static final String CONFIGURATION_KEY = PolicyConfiguration.KEY;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final boolean loadsLibraries;
    private final @Nullable Path waiverFile;
    private final Clock clock;
    private final Runnable onCancel;
    private final VerdictCache verdicts = new VerdictCache();
    private final EngineRun run = new EngineRun();

    private volatile RuleSet rules;
    private volatile Path folder = Path.of("");

    private volatile String project = "";
    private volatile String stack = "";
    private volatile PolicyParameters parameters = PolicyParameters.forStack("");
    private volatile List<Waiver> waivers = List.of();
    private volatile Baseline baseline = Baseline.NONE;
    private volatile @Nullable PolicyReport report;
    private volatile PolicyEvaluator.@Nullable Subject judged;

    /** Serves the catalogue's rules, and stays when the engine cancels. */
    public AnalyzerService() {
        this(RuleCatalogue.set(), Clock.systemUTC(), () -> {});
    }

    /**
     * Serves rules.
     *
     * @param clock the day by which waivers expire
     * @param onCancel what happens when the engine cancels, after it got its answer
     */
    public AnalyzerService(RuleSet rules, Clock clock, Runnable onCancel) {
        this(rules, false, null, clock, onCancel);
    }

    /**
     * Serves rules, with the waivers of a file that lies elsewhere than the pack.
     *
     * @param waivers the file of waivers, which need not exist
     * @param clock the day by which waivers expire
     */
    public AnalyzerService(RuleSet rules, Path waivers, Clock clock) {
        this(rules, false, waivers, clock, () -> {});
    }

    private AnalyzerService(
            RuleSet rules, boolean loadsLibraries, @Nullable Path waiverFile, Clock clock, Runnable onCancel) {
        this.rules = rules;
        this.waiverFile = waiverFile;
        this.loadsLibraries = loadsLibraries;
        this.clock = clock;
        this.onCancel = onCancel;
    }

    /**
     * Serves the catalogue's rules and those of the libraries of the project, the folder that holds the policy pack.
     *
     * @param clock the day by which waivers expire
     * @param onCancel what happens when the engine cancels, after it got its answer
     */
    public static AnalyzerService withLibraries(Clock clock, Runnable onCancel) {
        return new AnalyzerService(RuleCatalogue.set(), true, null, clock, onCancel);
    }

    /**
     * Returns the results for the whole stack of the engine's last request; empty when it never came to that, as
     * when a resource was refused before.
     */
    public Optional<PolicyReport> report() {
        return Optional.ofNullable(report);
    }

    /** Takes what is accepted from now on; accepted violations are told, and stop nothing. */
    public void accept(Baseline accepted) {
        baseline = accepted;
    }

    /**
     * Returns the results for the stack of the engine's last request, with more information than the engine tells:
     * what the change does, or that the update has ended.
     *
     * @param knowing adds what is known
     * @return empty as {@link #report()} is
     */
    public Optional<PolicyReport> report(UnaryOperator<PolicyEvaluator.Subject> knowing) {
        return Optional.ofNullable(judged).map(subject -> evaluate(knowing.apply(subject)));
    }

    /** The stack that the engine last had judged, with what each property depends on; empty when it never came to that. */
    public Optional<ResourceGraph> graph() {
        return Optional.ofNullable(judged).map(PolicyEvaluator.Subject::graph);
    }

    private PolicyReport evaluate(PolicyEvaluator.Subject subject) {
        return PolicyEvaluator.evaluate(rules.all(), subject, verdicts)
                .accepting(baseline)
                .withRemediated(run.remediated());
    }

    /** Learns where the policy pack lies, and reads the waivers and the libraries that lie there. */
    @Override
    public void handshake(AnalyzerHandshakeRequest request, StreamObserver<AnalyzerHandshakeResponse> observer) {
        try {
            if (request.hasRootDirectory()) {
                Path pack = Path.of(request.getRootDirectory()).toAbsolutePath().normalize();
                waivers = WaiverFile.read(waiverFile == null ? pack.resolve(WaiverFile.NAME) : waiverFile, today());
                folder = pack.getParent() == null ? pack : pack.getParent();
                load(List.of());
            }
            answer(observer, AnalyzerHandshakeResponse.getDefaultInstance());
        } catch (InvalidWaiversException | InvalidLibraryException e) {
            refuse(observer, String.valueOf(e.getMessage()), e);
        }
    }

    private void load(List<String> libraries) {
        if (loadsLibraries) {
            rules = RuleLibrary.load(folder, libraries);
        }
    }

    /** Learns the stack, and takes tier, enforcement and thresholds from its name and configuration. */
    @Override
    public void configureStack(
            AnalyzerStackConfigureRequest request, StreamObserver<AnalyzerStackConfigureResponse> observer) {
        verdicts.clear();
        run.clear();
        report = null;
        judged = null;
        project = request.getProject();
        stack = request.getStack();
        String section = request.getConfigMap().get(CONFIGURATION_KEY);
        try {
            JsonNode node = section == null ? MissingNode.getInstance() : MAPPER.readTree(section);
            load(PolicyConfiguration.libraries(node));
            parameters = section == null
                    ? PolicyParameters.forStack(stack)
                    : PolicyConfiguration.read(stack, node, rules.all());
            answer(observer, AnalyzerStackConfigureResponse.getDefaultInstance());
        } catch (JsonProcessingException e) {
            refuse(observer, "stack " + stack + ": " + CONFIGURATION_KEY + " must be an object", e);
        } catch (InvalidParametersException | InvalidLibraryException e) {
            refuse(observer, "stack " + stack + ": " + e.getMessage(), e);
        }
    }

    private static void refuse(StreamObserver<?> observer, String message, Exception cause) {
        observer.onError(Status.INVALID_ARGUMENT
                .withDescription(message)
                .withCause(cause)
                .asRuntimeException());
    }

    /**
     * Takes the enforcement and the thresholds of single rules, as {@code --policy-pack-config} gives them. The engine
     * repeats what {@link #getAnalyzerInfo} told it of all others.
     */
    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        try {
            parameters = PackConfiguration.apply(request, rules.all(), parameters);
            answer(observer, Empty.getDefaultInstance());
        } catch (InvalidParametersException e) {
            refuse(observer, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void getAnalyzerInfo(Empty request, StreamObserver<AnalyzerInfo> observer) {
        PolicyParameters current = parameters;
        AnalyzerInfo.Builder info = AnalyzerInfo.newBuilder()
                .setName(Diagnostics.PACK)
                .setDisplayName("Plinth")
                .setVersion(Diagnostics.VERSION)
                .setSupportsConfig(true);
        rules.all().stream()
                // The engine tells an analyzer nothing of operations and old states.
                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                .forEach(rule -> info.addPolicies(Diagnostics.describe(rule, current.enforcementOf(rule))));
        answer(observer, info.build());
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, PluginInfo.newBuilder().setVersion(Diagnostics.VERSION).build());
    }

    /**
     * Returns the paths of the properties of a violation in the engine's last run, which the engine passes on as text only.
     *
     * @param rule the rule's id
     * @param urn the resource's URN
     * @return empty where the verdict states none
     */
    public List<String> properties(String rule, String urn) {
        return run.properties(rule, urn);
    }

    /** Checks a resource by its inputs. */
    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        GraphResource resource = run.add(EngineResources.resource(request));
        ResourceGraph graph = new ResourceGraph(project, stack, EngineResources.withProvider(resource, request));
        RuleContext context = new RuleContext(graph, parametersFor(resource.urn()), List.of(), today());
        answer(
                observer,
                AnalyzeResponse.newBuilder()
                        .addAllDiagnostics(RuleWatch.watch(() -> rules.all().stream()
                                .filter(rule -> rule.scope() == Rule.Scope.RESOURCE && rule.appliesTo(resource.type()))
                                .flatMap(rule -> judge(rule, resource, context).stream())
                                .toList()))
                        .build());
    }

    /** The engine configures no stack when it analyzes a file: then the URN names it. */
    private PolicyParameters parametersFor(String urn) {
        PolicyParameters configured = parameters;
        return stack.isEmpty()
                ? PolicyParameters.forStack(Urns.stack(urn)).withRuleEnforcement(configured.ruleEnforcement())
                : configured;
    }

    private Optional<AnalyzeDiagnostic> judge(Rule rule, GraphResource resource, RuleContext context) {
        if (context.parameters().enforcementOf(rule) == Enforcement.DISABLED) {
            return Optional.empty();
        }
        PolicyEvaluator.Judgement judgement = PolicyEvaluator.judge(rule, resource, context, verdicts);
        if (judgement.verdict() instanceof Verdict.Unknown unknown) {
            return Optional.of(Diagnostics.unknown(rule, resource.urn(), unknown.property()));
        }
        if (judgement.verdict() instanceof Verdict.Fail failure) {
            Occurrence occurrence = new Occurrence(rule.id(), resource.urn(), failure.message(), failure.properties());
            run.addViolation(rule.id(), resource.urn(), failure.properties());
            Optional<Waiver> waiver = knownWaivers().stream()
                    .filter(candidate -> PolicyEvaluator.isWaived(rule, resource.urn(), List.of(candidate), today()))
                    .findFirst();
            if (waiver.isPresent()) {
                return Optional.of(Diagnostics.waived(rule, resource.urn(), failure.message(), waiver.get()));
            }
            return Optional.of(
                    baseline.covers(rules, occurrence)
                            ? Diagnostics.baselined(rule, resource.urn(), failure.message())
                            : Diagnostics.violation(rule, resource.urn(), failure.message(), judgement.enforcement()));
        }
        return Optional.empty();
    }

    /** The file's waivers, and the program's that were registered until now. */
    private List<Waiver> knownWaivers() {
        return Stream.concat(waivers.stream(), run.waivers(today()).stream()).toList();
    }

    /** Judges the stack: the stack rules, and whether each waiver still has its use. */
    @Override
    public void analyzeStack(AnalyzeStackRequest request, StreamObserver<AnalyzeResponse> observer) {
        List<GraphResource> resources = request.getResourcesList().stream()
                .map(resource -> EngineResources.resource(resource, run.inputs(resource.getUrn())))
                .toList();
        PolicyReport found = judge(new ResourceGraph(project, stack, resources));
        answer(
                observer,
                AnalyzeResponse.newBuilder()
                        .addAllDiagnostics(new StackDiagnostics(rules).of(found))
                        .build());
    }

    /**
     * Checks a whole stack, as the engine has it done unless it stops before.
     *
     * @param graph the stack
     * @return what {@link #report()} returns from now on
     */
    public PolicyReport judge(ResourceGraph graph) {
        String anyUrn =
                graph.resources().isEmpty() ? "" : graph.resources().get(0).urn();
        PolicyEvaluator.Subject subject = PolicyEvaluator.Subject.of(graph, parametersFor(anyUrn), waivers, today());
        judged = subject;
        PolicyReport found = evaluate(subject);
        report = found;
        return found;
    }

    /** Corrects a resource by the rules that the stack lets remediate, one after the other. */
    @Override
    public void remediate(AnalyzeRequest request, StreamObserver<RemediateResponse> observer) {
        GraphResource resource = run.add(EngineResources.resource(request));
        Correction correction = RuleWatch.watch(() -> correct(resource, request));
        RemediateResponse.Builder response = RemediateResponse.newBuilder();
        if (!correction.remediated().isEmpty()) {
            run.addRemediated(resource.urn(), correction.remediated());
            Struct properties = ProtobufRewrite.rewrite(
                    request.getProperties(), correction.result().inputs());
            // Each one carries the result of all, so that the engine ends with it whatever it shows.
            for (PolicyReport.Remediated each : correction.remediated()) {
                rules.find(each.rule())
                        .ifPresent(rule -> response.addRemediations(Diagnostics.remediation(rule, properties)));
            }
        }
        answer(observer, response.build());
    }

    /** A resource as the rules want it, and what they corrected. */
    private record Correction(GraphResource result, List<PolicyReport.Remediated> remediated) {}

    private Correction correct(GraphResource resource, AnalyzeRequest request) {
        PolicyParameters current = parametersFor(resource.urn());
        List<Waiver> known = knownWaivers();
        Corrections corrections = new Corrections(
                rules.all(), current, (rule, urn) -> PolicyEvaluator.isWaived(rule, urn, known, today()), verdicts);
        RuleContext context = new RuleContext(
                new ResourceGraph(project, stack, EngineResources.withProvider(resource, request)),
                current,
                List.of(),
                today());
        return new Correction(corrections.correct(resource, context), corrections.remediated());
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty.getDefaultInstance());
        onCancel.run();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
