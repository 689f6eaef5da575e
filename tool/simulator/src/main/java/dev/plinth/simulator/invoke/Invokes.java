package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Predefined;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.shape.FunctionShape;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.Suggestion;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.store.Answer;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers' functions. A call is answered, in this order, by an answer that the user has seeded, by a constant of the cloud's
 * own, or by the resources of the simulator. The SDK's class of each result gives its shape.
 */
public final class Invokes {

    /** Functions whose answers depend on no resource of an account. */
    private static final Set<String> CONSTANT = constant();

    private static final Map<String, Function> FUNCTIONS = functions();

    /** Results that the providers' schemas mark as secret. */
    private static final Map<String, Set<String>> SECRETS = Map.of(
            "aws:ssm/getParameter:getParameter", Set.of("value"),
            "aws:ssm/getParametersByPath:getParametersByPath", Set.of("values"),
            "aws:secretsmanager/getSecretVersion:getSecretVersion", Set.of("secretString", "secretBinary"),
            "aws:secretsmanager/getRandomPassword:getRandomPassword", Set.of("randomPassword"),
            "aws:kms/getSecrets:getSecrets", Set.of("plaintext"),
            "aws:ecr/getAuthorizationToken:getAuthorizationToken", Set.of("authorizationToken", "password"),
            "aws:eks/getClusterAuth:getClusterAuth", Set.of("token"));

    private static final Shapes SHAPES = new Shapes();

    private final Shapes shapes;
    private final @Nullable Store store;
    private final @Nullable Predefined predefined;
    private final List<Answer> seeds;

    /**
     * Creates functions that look at resources, and at the answers seeded beside them.
     *
     * @param shapes the shapes of the functions
     * @param store the resources and answers; null where there are none, so that a function that needs them is refused
     * @param predefined the resources that exist in every account; null where there are none
     */
    public Invokes(Shapes shapes, @Nullable Store store, @Nullable Predefined predefined) {
        this(shapes, store, predefined, List.of());
    }

    private Invokes(Shapes shapes, @Nullable Store store, @Nullable Predefined predefined, List<Answer> seeds) {
        this.shapes = shapes;
        this.store = store;
        this.predefined = predefined;
        this.seeds = List.copyOf(seeds);
    }

    private static Set<String> constant() {
        Map<String, Function> result = new TreeMap<>();
        AccountFunctions.register(result);
        CloudflareFunctions.register(result);
        DockerFunctions.register(result);
        Set<String> tokens = new TreeSet<>(result.keySet());
        tokens.add(Tokens.aws("ec2/getManagedPrefixList"));
        tokens.add(Tokens.aws("ecr/getAuthorizationToken"));
        tokens.add(Tokens.aws("secretsmanager/getRandomPassword"));
        return Set.copyOf(tokens);
    }

    private static Map<String, Function> functions() {
        Map<String, Function> result = new TreeMap<>();
        AccountFunctions.register(result);
        NetworkFunctions.register(result);
        ServiceFunctions.register(result);
        Images.register(result);
        Parameters.register(result);
        ManagedCloudFrontPolicies.register(result);
        CloudflareFunctions.register(result);
        DockerFunctions.register(result);
        return Map.copyOf(result);
    }

    /**
     * Calls a function where there is no simulator: what depends on resources is unknown.
     *
     * @param token the function token, such as {@code aws:index/getRegion:getRegion}
     * @param arguments the arguments by name
     * @param region the region of the provider that is asked
     * @return the results by name
     * @throws CloudException when there is no such function, or it refuses
     */
    public static Map<String, Object> call(String token, Map<String, Object> arguments, String region) {
        return call(token, arguments, region, List.of());
    }

    /**
     * Calls a function where there is no simulator but answers that the user has seeded: what depends on resources is unknown.
     *
     * @param token the function token, such as {@code aws:index/getRegion:getRegion}
     * @param arguments the arguments by name
     * @param region the region of the provider that is asked
     * @param seeds the seeded answers, the latest last
     * @return the results by name
     * @throws CloudException when there is no such function, or it refuses
     */
    public static Map<String, Object> call(
            String token, Map<String, Object> arguments, String region, List<Answer> seeds) {
        Invokes invokes = new Invokes(SHAPES, null, null, seeds);
        FunctionShape shape = invokes.shape(token);
        try {
            return invokes.answer(shape, arguments, new ProviderConfiguration(region, Map.of()))
                    .orElseGet(() -> unknown(shape));
        } catch (Call.NoResourcesException e) {
            return unknown(shape);
        }
    }

    private static Map<String, Object> unknown(FunctionShape shape) {
        return shape.outputs().keySet().stream().collect(Collectors.toMap(name -> name, name -> Unknown.VALUE));
    }

    /**
     * Calls a function.
     *
     * @param token the function token, such as {@code aws:index/getRegion:getRegion}
     * @param arguments the arguments by name
     * @param configuration the configuration of the provider that is asked
     * @return the results by name
     * @throws CloudException when there is no such function, nothing answers it, or it refuses
     */
    public Map<String, Object> call(String token, Map<String, Object> arguments, ProviderConfiguration configuration) {
        FunctionShape shape = shape(token);
        try {
            return answer(shape, arguments, configuration)
                    .orElseThrow(() -> new CloudException(
                            "UnansweredFunction",
                            "the simulator has no answer for " + token + "; " + howToSeed(token, arguments)));
        } catch (Call.NoResourcesException e) {
            throw new CloudException(
                    "UnansweredFunction",
                    token + " depends on resources of an account that this preview cannot read; "
                            + "run a preview with the account's credentials");
        } catch (CloudException e) {
            if ("NotFound".equals(e.code())) {
                throw new CloudException(
                        e.code(), e.getMessage() + "; create it in the simulator, or " + howToSeed(token, arguments));
            }
            throw e;
        }
    }

    private static String howToSeed(String token, Map<String, Object> arguments) {
        return "seed an answer: plinth simulator answer " + token
                + (arguments.isEmpty() ? "" : " --arguments '" + Values.toJson(arguments) + "'") + " --result '{…}'";
    }

    private FunctionShape shape(String token) {
        return shapes.function(token)
                .or(() -> FUNCTIONS.containsKey(token)
                        ? Optional.of(new FunctionShape(token, Map.of(), Map.of()))
                        : Optional.empty())
                .orElseThrow(() -> {
                    Set<String> known = new TreeSet<>(FUNCTIONS.keySet());
                    known.addAll(shapes.functions(token.split(":", 2)[0]));
                    return new CloudException(
                            "UnknownFunction",
                            "the simulator has no function '" + token + "'" + Suggestion.of(token, known));
                });
    }

    private Optional<Map<String, Object>> answer(
            FunctionShape shape, Map<String, Object> arguments, ProviderConfiguration configuration) {
        List<String> faults = shape.inputs().isEmpty()
                ? List.of()
                : PropertyShape.check(shape.inputs(), "", arguments).stream()
                        .map(fault -> fault.path() + ": " + fault.reason())
                        .toList();
        if (!faults.isEmpty()) {
            throw new CloudException("InvalidArguments", shape.token() + ": " + String.join("; ", faults));
        }
        List<Answer> answers = store == null ? seeds : store.answers(shape.token());
        return Answer.best(answers, shape.token(), arguments)
                .map(Answer::result)
                .or(() -> Optional.ofNullable(FUNCTIONS.get(shape.token()))
                        .map(function -> transact(() ->
                                function.call(new Call(shape.token(), arguments, configuration, store, predefined)))))
                .map(result -> secret(shape.token(), shaped(shape, arguments, result, configuration.region())));
    }

    private Map<String, Object> transact(Supplier<Map<String, Object>> work) {
        return store == null ? work.get() : store.transact(work);
    }

    /** The results that the SDK expects, from those of a function, else the arguments, else empty. */
    private static Map<String, Object> shaped(
            FunctionShape shape, Map<String, Object> arguments, Map<String, Object> result, String region) {
        if (shape.outputs().isEmpty()) {
            return result;
        }
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.putAll(result);
        all.putIfAbsent("id", region);
        return PropertyShape.complete(shape.outputs(), conform(shape.outputs(), all));
    }

    private static Map<String, Object> conform(Map<String, PropertyShape> shapes, Map<String, Object> values) {
        Map<String, Object> result = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            Object value = values.get(name);
            Object fitting = value == null ? null : conform(shape.type(), value);
            if (fitting != null) {
                result.put(name, fitting);
            }
        });
        return result;
    }

    /**
     * The value as the type has it, null when it can't be: where a resource has one object, a function may answer a list, or the other
     * way round, and with fewer properties.
     */
    private static @Nullable Object conform(TypeShape type, Object value) {
        if (value instanceof Unknown) {
            return value;
        }
        if (type instanceof TypeShape.ListOf list) {
            List<Object> result = new ArrayList<>();
            for (Object element : value instanceof List<?> many ? many : List.of(value)) {
                Object fitting = conform(list.element(), element);
                if (fitting != null) {
                    result.add(fitting);
                }
            }
            return result;
        }
        if (type instanceof TypeShape.ObjectOf object) {
            Object single = value instanceof List<?> many && many.size() == 1 ? many.get(0) : value;
            return single instanceof Map<?, ?> ? conform(object.properties().get(), Values.asMap(single)) : null;
        }
        if (type == TypeShape.Scalar.STRING && (value instanceof Number || value instanceof Boolean)) {
            return value.toString();
        }
        return type.check("", value).isEmpty() ? value : null;
    }

    private static Map<String, Object> secret(String token, Map<String, Object> result) {
        SECRETS.getOrDefault(token, Set.of())
                .forEach(name -> result.computeIfPresent(name, (key, value) -> Values.secret(value)));
        return result;
    }

    /** Returns whether a result of a function is secret. */
    public static boolean isSecret(String token, String result) {
        return SECRETS.getOrDefault(token, Set.of()).contains(result);
    }

    /** A function by its token, null when there is none. */
    static @Nullable Function function(String token) {
        return FUNCTIONS.get(token);
    }

    /** Returns whether a function is answered the same in every account, so that it can be asked where there are no resources. */
    public static boolean isConstant(String token) {
        return CONSTANT.contains(token);
    }

    /** The tokens of the functions that are answered without a seeded answer. */
    public static Set<String> tokens() {
        return FUNCTIONS.keySet();
    }
}
