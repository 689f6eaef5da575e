package dev.plinth.engine.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;

/**
 * Results of the providers' functions, such as the caller's identity and the Availability Zones: each result is
 * remembered, and answers that were remembered earlier can be given again where nobody can be asked.
 */
public final class FunctionAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The engine's notation of a text that is known only after the update. */
    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private final Map<Call, JsonNode> heard = new ConcurrentHashMap<>();
    private final Map<Call, JsonNode> given = new ConcurrentHashMap<>();
    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final SortedSet<String> assumed = new ConcurrentSkipListSet<>();
    private final SortedSet<String> unknown = new ConcurrentSkipListSet<>();

    /** Selects the functions that can be called where no result is remembered; null for all. */
    private final @Nullable Predicate<String> answerable;

    /**
     * A call of a function.
     *
     * @param token the function, such as {@code aws:index/getRegion:getRegion}
     * @param provider the logical name of the provider that was asked; empty for the default one
     * @param region that provider's region; empty when it is none or not known yet
     * @param arguments its arguments by name
     */
    private record Call(String token, String provider, String region, JsonNode arguments) {}

    /**
     * An answer.
     *
     * @param token the function, such as {@code aws:index/getRegion:getRegion}
     * @param provider the logical name of the provider that was asked; empty for the default one
     * @param region that provider's region; empty when it is none or not known yet
     * @param arguments the call's arguments by name
     * @param result the results by name, secrets marked as the engine marks them
     */
    public record Answer(String token, String provider, String region, JsonNode arguments, JsonNode result) {}

    private FunctionAnswers(@Nullable Predicate<String> answerable) {
        this.answerable = answerable;
    }

    /** Remembers what is answered. */
    public static FunctionAnswers remembering() {
        return new FunctionAnswers(null);
    }

    /**
     * Gives remembered answers again. What none of them fits is asked as always where somebody can answer, and noted; the
     * results of any other function are unknown. No credentials of providers pass.
     *
     * @param answers what was remembered
     * @param answerable which functions can be asked, by token
     */
    public static FunctionAnswers giving(List<Answer> answers, Predicate<String> answerable) {
        FunctionAnswers result = new FunctionAnswers(answerable);
        answers.forEach(answer -> result.given.put(
                new Call(answer.token(), answer.provider(), answer.region(), answer.arguments()), answer.result()));
        return result;
    }

    /** Returns the results so far, sorted by function, provider, region and arguments. */
    public List<Answer> heard() {
        return heard.entrySet().stream()
                .map(entry -> new Answer(
                        entry.getKey().token(),
                        entry.getKey().provider(),
                        entry.getKey().region(),
                        entry.getKey().arguments(),
                        entry.getValue()))
                .sorted(Comparator.comparing(Answer::token)
                        .thenComparing(Answer::provider)
                        .thenComparing(Answer::region)
                        .thenComparing(answer -> answer.arguments().toString()))
                .toList();
    }

    /**
     * Returns the results of a function so far, from a provider in the same Region where there is one.
     *
     * @param token the function
     * @param arguments its arguments
     * @param region the provider's Region; null for any
     */
    public Optional<Struct> answer(String token, Struct arguments, @Nullable String region) {
        JsonNode asked = json(arguments);
        return Stream.concat(heard.entrySet().stream(), given.entrySet().stream())
                .filter(entry -> entry.getKey().token().equals(token)
                        && entry.getKey().arguments().equals(asked))
                .min(Comparator.comparing((Map.Entry<Call, JsonNode> entry) ->
                                !entry.getKey().region().equals(region))
                        .thenComparing(entry -> entry.getKey().provider()))
                .map(entry -> struct(entry.getValue()));
    }

    /** The functions that were asked although nothing was remembered of such a call, by token. */
    public SortedSet<String> assumed() {
        return new TreeSet<>(assumed);
    }

    /** The functions whose results are unknown, by token. */
    public SortedSet<String> unknown() {
        return new TreeSet<>(unknown);
    }

    /**
     * Returns a monitor that remembers or gives answers.
     *
     * @param delegate the monitor that is asked
     */
    public Monitor monitor(Monitor delegate) {
        return new ForwardingMonitor(delegate) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    @Nullable Resource resource, RegisterResourceRequest request) {
                if (!ProviderCredentials.isProvider(request.getType())) {
                    return super.registerResourceAsync(resource, request);
                }
                regions.put(
                        request.getName(),
                        request.getObject()
                                .getFieldsOrDefault("region", Value.getDefaultInstance())
                                .getStringValue());
                return super.registerResourceAsync(
                        resource, answerable == null ? request : withoutCredentials(request));
            }

            @Override
            public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
                Call call = call(request);
                Predicate<String> others = answerable;
                if (others != null) {
                    JsonNode known = given.get(call);
                    if (known != null) {
                        return CompletableFuture.completedFuture(response(struct(known)));
                    }
                    if (!others.test(call.token())) {
                        unknown.add(call.token());
                        return CompletableFuture.completedFuture(response(Struct.newBuilder()
                                .putFields(
                                        "id",
                                        Value.newBuilder()
                                                .setStringValue(UNKNOWN)
                                                .build())
                                .build()));
                    }
                    assumed.add(call.token());
                }
                return super.invokeAsync(request).thenApply(response -> {
                    if (response.getFailuresCount() == 0) {
                        heard.put(call, json(response.getReturn()));
                    }
                    return response;
                });
            }
        };
    }

    private static RegisterResourceRequest withoutCredentials(RegisterResourceRequest request) {
        Struct.Builder arguments = request.getObject().toBuilder();
        request.getObject().getFieldsMap().keySet().stream()
                .filter(ProviderCredentials::include)
                .forEach(arguments::removeFields);
        return request.toBuilder().setObject(arguments).build();
    }

    private Call call(ResourceInvokeRequest request) {
        // A provider is referred to by its URN and its id.
        String[] reference = request.getProvider().split("::", -1);
        String provider = reference.length > 3 ? reference[3] : "";
        return new Call(request.getTok(), provider, regions.getOrDefault(provider, ""), json(request.getArgs()));
    }

    private static ResourceInvokeResponse response(Struct results) {
        return ResourceInvokeResponse.newBuilder().setReturn(results).build();
    }

    private static JsonNode json(Struct struct) {
        try {
            return JSON.readTree(JsonFormat.printer()
                    .sortingMapKeys()
                    .omittingInsignificantWhitespace()
                    .print(struct));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a struct can always be written as JSON", e);
        }
    }

    private static Struct struct(JsonNode json) {
        Struct.Builder result = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json.toString(), result);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a function's results are not a JSON object", e);
        }
        return result.build();
    }
}
