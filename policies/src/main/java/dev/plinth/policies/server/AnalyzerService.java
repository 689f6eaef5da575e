package dev.plinth.policies.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Empty;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue.ObjectValue;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.graph.Urns;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.Plugin.PluginInfo;

/**
 * The rules as the engine's analyzer: resource rules answer {@code Analyze}, which sees a resource's inputs; stack rules
 * and waivers answer {@code AnalyzeStack}. One instance serves one engine at a time, in any number of threads.
 */
public final class AnalyzerService extends AnalyzerGrpc.AnalyzerImplBase {

    /** The key of a stack's configuration that holds the policy section. */
    public static final String CONFIGURATION_KEY = "plinth:policy";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Collection<Rule> rules;
    private final Clock clock;
    private final Runnable onCancel;
    private final Map<String, ObjectValue> inputs = new ConcurrentHashMap<>();

    private volatile String project = "";
    private volatile String stack = "";
    private volatile PolicyParameters parameters = PolicyParameters.forStack("");
    private volatile List<Waiver> waivers = List.of();
    private volatile Baseline baseline = Baseline.NONE;
    private volatile @Nullable PolicyReport report;

    /** Serves all rules, and stays when the engine cancels. */
    public AnalyzerService() {
        this(RuleCatalogue.all(), Clock.systemUTC(), () -> {});
    }

    /**
     * Serves rules.
     *
     * @param clock the day by which waivers expire
     * @param onCancel what happens when the engine cancels, after it got its answer
     */
    public AnalyzerService(Collection<Rule> rules, Clock clock, Runnable onCancel) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
        this.onCancel = onCancel;
    }

    /**
     * What the rules found in the whole stack, when the engine last had it judged; empty when it never came to that, as
     * when a resource was refused before.
     */
    public Optional<PolicyReport> report() {
        return Optional.ofNullable(report);
    }

    /** Takes what is accepted from now on; accepted violations are told, and stop nothing. */
    public void accept(Baseline accepted) {
        baseline = accepted;
    }

    /** Learns where the policy pack lies, and reads the waivers that lie there. */
    @Override
    public void handshake(AnalyzerHandshakeRequest request, StreamObserver<AnalyzerHandshakeResponse> observer) {
        try {
            if (request.hasRootDirectory()) {
                waivers = WaiverFile.read(Path.of(request.getRootDirectory(), WaiverFile.NAME), today());
            }
            answer(observer, AnalyzerHandshakeResponse.getDefaultInstance());
        } catch (InvalidWaiversException e) {
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription(e.getMessage())
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    /** Learns the stack, and takes tier, enforcement and thresholds from its name and configuration. */
    @Override
    public void configureStack(
            AnalyzerStackConfigureRequest request, StreamObserver<AnalyzerStackConfigureResponse> observer) {
        inputs.clear();
        report = null;
        project = request.getProject();
        stack = request.getStack();
        String section = request.getConfigMap().get(CONFIGURATION_KEY);
        try {
            parameters = section == null
                    ? PolicyParameters.forStack(stack)
                    : PolicyParameters.forStack(stack, MAPPER.readTree(section), rules);
            answer(observer, AnalyzerStackConfigureResponse.getDefaultInstance());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String fault = e instanceof JsonProcessingException
                    ? CONFIGURATION_KEY + " must be an object"
                    : String.valueOf(e.getMessage());
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription("stack " + stack + ": " + fault)
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    /**
     * Takes the enforcement of single rules, as {@code --policy-pack-config} gives it. The engine repeats what {@link
     * #getAnalyzerInfo} told it of all others.
     */
    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        PolicyParameters before = parameters;
        Map<String, Enforcement> enforcement = new TreeMap<>(before.ruleEnforcement());
        for (Rule rule : rules) {
            PolicyConfig config = request.getPolicyConfigMap().get(rule.id());
            if (config == null) {
                continue;
            }
            Enforcement wanted = Diagnostics.enforcement(config.getEnforcementLevel());
            if (wanted != before.enforcementOf(rule)) {
                enforcement.put(rule.id(), wanted);
            }
        }
        parameters = before.withRuleEnforcement(enforcement);
        answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void getAnalyzerInfo(Empty request, StreamObserver<AnalyzerInfo> observer) {
        PolicyParameters current = parameters;
        AnalyzerInfo.Builder info = AnalyzerInfo.newBuilder()
                .setName(Diagnostics.PACK)
                .setDisplayName("Plinth")
                .setVersion(Diagnostics.VERSION)
                .setSupportsConfig(true);
        rules.stream()
                // The engine tells an analyzer nothing of operations and old states.
                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                .forEach(rule -> info.addPolicies(Diagnostics.describe(rule, current.enforcementOf(rule))));
        answer(observer, info.build());
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, PluginInfo.newBuilder().setVersion(Diagnostics.VERSION).build());
    }

    /** Judges a resource by its inputs. */
    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        GraphResource resource = EngineResources.resource(request);
        inputs.put(resource.urn(), resource.inputs());
        ResourceGraph graph = new ResourceGraph(project, stack, EngineResources.withProvider(resource, request));
        RuleContext context = new RuleContext(graph, parametersFor(resource.urn()));
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder();
        for (Rule rule : rules) {
            if (rule.scope() == Rule.Scope.RESOURCE && rule.appliesTo(resource.type())) {
                judge(rule, resource, context).ifPresent(response::addDiagnostics);
            }
        }
        answer(observer, response.build());
    }

    /** Where the engine analyzes a file it configures no stack: then the URN names it. */
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
        PolicyEvaluator.Judgement judgement = PolicyEvaluator.judge(rule, resource, context);
        if (judgement.verdict() instanceof Verdict.Unknown unknown) {
            return Optional.of(Diagnostics.unknown(rule, resource.urn(), unknown.property()));
        }
        if (judgement.verdict() instanceof Verdict.Fail failure) {
            Optional<Waiver> waiver = waivers.stream()
                    .filter(candidate -> candidate.covers(rule.id(), resource.urn()) && !candidate.isExpired(today()))
                    .findFirst();
            if (waiver.isEmpty() && baseline.covers(rule.id(), resource.urn(), failure.message())) {
                return Optional.of(Diagnostics.baselined(rule, resource.urn(), failure.message()));
            }
            return Optional.of(
                    waiver.isPresent()
                            ? Diagnostics.waived(rule, resource.urn(), failure.message(), waiver.get())
                            : Diagnostics.violation(rule, resource.urn(), failure.message(), judgement.enforcement()));
        }
        return Optional.empty();
    }

    /** Judges the stack: the stack rules, and whether each waiver still has its use. */
    @Override
    public void analyzeStack(AnalyzeStackRequest request, StreamObserver<AnalyzeResponse> observer) {
        List<GraphResource> resources = request.getResourcesList().stream()
                .map(resource -> EngineResources.resource(resource, Optional.ofNullable(inputs.get(resource.getUrn()))))
                .toList();
        ResourceGraph graph = new ResourceGraph(project, stack, resources);
        String anyUrn = resources.isEmpty() ? "" : resources.get(0).urn();
        PolicyReport found = PolicyEvaluator.evaluate(
                        rules, PolicyEvaluator.Subject.of(graph, parametersFor(anyUrn), waivers, today()))
                .accepting(baseline);
        report = found;
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder();
        // What resource rules found was told by analyze.
        for (PolicyReport.Violation violation : found.violations()) {
            if (isStackRule(violation.rule()).orElse(true)) {
                response.addDiagnostics(Diagnostics.violation(violation, rule(violation.rule())));
            }
        }
        for (PolicyReport.Violation violation : found.baselined()) {
            rule(violation.rule())
                    .filter(rule -> rule.scope() == Rule.Scope.STACK)
                    .ifPresent(rule ->
                            response.addDiagnostics(Diagnostics.baselined(rule, violation.urn(), violation.message())));
        }
        for (PolicyReport.Undecided undecided : found.unknown()) {
            rule(undecided.rule())
                    .filter(rule -> rule.scope() == Rule.Scope.STACK)
                    .ifPresent(rule ->
                            response.addDiagnostics(Diagnostics.unknown(rule, undecided.urn(), undecided.property())));
        }
        for (PolicyReport.Waived waived : found.waived()) {
            PolicyReport.Violation violation = waived.violation();
            rule(violation.rule())
                    .filter(rule -> rule.scope() == Rule.Scope.STACK)
                    .ifPresent(rule -> response.addDiagnostics(
                            Diagnostics.waived(rule, violation.urn(), violation.message(), waived.waiver())));
        }
        answer(observer, response.build());
    }

    private Optional<Boolean> isStackRule(String id) {
        return rule(id).map(rule -> rule.scope() == Rule.Scope.STACK);
    }

    private Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Changes nothing: no rule remediates. */
    @Override
    public void remediate(AnalyzeRequest request, StreamObserver<RemediateResponse> observer) {
        answer(observer, RemediateResponse.getDefaultInstance());
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
