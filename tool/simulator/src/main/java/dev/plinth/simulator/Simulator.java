package dev.plinth.simulator;

import dev.plinth.model.loopback.LoopbackServer;
import dev.plinth.simulator.aws.Aws;
import dev.plinth.simulator.backup.Backups;
import dev.plinth.simulator.cloud.Cloud;
import dev.plinth.simulator.cloud.Deletion;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.cloud.StandIn;
import dev.plinth.simulator.cloudflare.Cloudflare;
import dev.plinth.simulator.docker.Docker;
import dev.plinth.simulator.fault.Fault;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.sentry.Sentry;
import dev.plinth.simulator.shape.FunctionShape;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.Suggestion;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.store.Answer;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.supabase.Supabase;
import dev.plinth.simulator.time.Passage;
import dev.plinth.simulator.time.TimeEvent;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import dev.plinth.simulator.vercel.Vercel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The simulator: a Pulumi provider for the packages {@code aws}, {@code cloudflare}, {@code docker}, {@code sentry}, {@code
 * supabase} and {@code vercel} that needs no account and no network.
 *
 * <p>It is long because it is the module's whole API: a method per operation of a user or a test.
 */
public final class Simulator implements AutoCloseable {

    /** The simulated time of a simulator that was never advanced. */
    public static final Instant START = Store.START;

    private final Store store;
    private final Cloud cloud;
    private final Faults faults;
    private final Shapes shapes = new Shapes();
    private final ProviderService service;
    private @Nullable Server server;
    private String attached = "";

    private Simulator(Store store, String seed, Function<Cloud, Optional<StandIn>> standIn) {
        this.store = store;
        this.faults = new Faults(store);
        this.cloud = new Cloud(store, shapes, registry(), seed);
        StandIn instead = standIn.apply(cloud).orElse(null);
        // Where it stands in for another cloud, its own resources answer no function.
        Invokes invokes =
                instead == null ? new Invokes(shapes, store, cloud.predefined()) : new Invokes(shapes, null, null);
        this.service = new ProviderService(cloud, shapes, invokes, faults, instead);
    }

    /** Returns the behaviour of every resource type. */
    public static Registry registry() {
        Registry registry = new Registry();
        Aws.register(registry);
        Cloudflare.register(registry);
        Docker.register(registry);
        Sentry.register(registry);
        Supabase.register(registry);
        Vercel.register(registry);
        return registry;
    }

    /**
     * Opens a cloud; its file is made when it doesn't exist.
     *
     * @throws IllegalStateException when the file can't be opened
     */
    public static Simulator open(Path databaseFile) {
        return open(databaseFile, "plinth");
    }

    /**
     * Opens a cloud whose ids differ from those of a cloud with another seed.
     *
     * @throws IllegalStateException when the file can't be opened
     */
    public static Simulator open(Path databaseFile, String seed) {
        return new Simulator(Store.open(databaseFile), seed, cloud -> Optional.empty());
    }

    /**
     * Opens a cloud that serves previews of another one without access to it: the engine's state is taken as the actual state,
     * every account is allowed, and other values are unknown. It creates no resources.
     *
     * @param databaseFile a file that is made
     * @param recorded the properties of a resource that the program reads and does not manage, by type and id
     * @throws IllegalStateException when the file can't be opened
     */
    public static Simulator standingIn(
            Path databaseFile, BiFunction<String, String, Optional<Map<String, Object>>> recorded) {
        return new Simulator(Store.open(databaseFile), "plinth", cloud -> Optional.of(new StandIn(cloud, recorded)));
    }

    /**
     * Adds the provider to a server that is being built, with a port for each package, see {@link #serve}.
     */
    public void addTo(NettyServerBuilder builder) {
        ConnectionConfiguration connections = new ConnectionConfiguration();
        builder.addTransportFilter(connections).addService(ServerInterceptors.intercept(service, connections));
        Shapes.providers().stream().skip(1).forEach(provider -> builder.addListenAddress(LoopbackServer.freePort()));
    }

    /**
     * Starts a separate server, which only processes of the same user on this machine reach. It has a port for each package, see {@link #debugProviders()}.
     *
     * @return one of its ports
     * @throws IllegalStateException when it runs already or can't be started
     */
    public synchronized int start() {
        if (server != null) {
            throw new IllegalStateException("the simulator is already running");
        }
        NettyServerBuilder builder = LoopbackServer.builder();
        addTo(builder);
        try {
            Server started = builder.build().start();
            server = started;
            serve(started);
            return started.getPort();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the simulator: " + e.getMessage(), e);
        }
    }

    /**
     * Assigns a port to each package: a request for a schema names no package, so its port identifies the package. Other
     * requests are answered on every port.
     *
     * @param running the server that this simulator was added to
     * @throws IllegalArgumentException when the server has fewer ports than there are packages
     */
    public synchronized void serve(Server running) {
        List<String> providers = Shapes.providers();
        List<Integer> ports = running.getListenSockets().stream()
                .map(address -> ((InetSocketAddress) address).getPort())
                .toList();
        if (ports.size() < providers.size()) {
            throw new IllegalArgumentException(ports.size() + " ports for " + providers.size() + " packages");
        }
        Map<Integer, String> packages = new LinkedHashMap<>();
        for (int i = 0; i < providers.size(); i++) {
            packages.put(ports.get(i), providers.get(i));
        }
        service.serve(packages);
        attached = packages.entrySet().stream()
                .map(entry -> Shapes.plugin(entry.getValue()) + ":" + entry.getKey())
                .collect(Collectors.joining(","));
    }

    /**
     * Returns the value of {@code PULUMI_DEBUG_PROVIDERS} that sends the engine to this simulator.
     *
     * @throws IllegalStateException when it does not run
     */
    public synchronized String debugProviders() {
        if (attached.isEmpty()) {
            throw new IllegalStateException("the simulator is not running");
        }
        return attached;
    }

    /** All resources, sorted by type, region and id. */
    public List<SimulatedResource> list() {
        return store.list().stream().map(Simulator::describe).toList();
    }

    /** Returns the ids of the resources that a URN has made and that are there, sorted. */
    public List<String> ids(String urn) {
        return store.byIdOrUrn(urn).stream()
                .filter(resource -> resource.urn().equals(urn))
                .map(StoredResource::id)
                .sorted()
                .toList();
    }

    private static SimulatedResource describe(StoredResource resource) {
        return new SimulatedResource(
                resource.urn(),
                resource.type(),
                Cloud.logicalName(resource.urn()),
                resource.id(),
                resource.region(),
                SecretNames.masked(resource.state()));
    }

    /**
     * Changes a resource outside Pulumi.
     *
     * @param idOrUrn the resource
     * @param propertyPath where, such as {@code tags.Name} or {@code ingress[0].fromPort}
     * @param jsonOrText the value: JSON, or else a text as it stands
     * @throws IllegalArgumentException when there is no such resource, or no such place in it
     */
    public void set(String idOrUrn, String propertyPath, String jsonOrText) {
        store.transact(() -> {
            StoredResource resource = one(idOrUrn);
            Map<String, Object> state = Values.copy(resource.state());
            Map<String, Object> inputs = Values.copy(resource.inputs());
            String top = Paths.top(propertyPath);
            boolean hidden = top.startsWith("simulated");
            if (!hidden && !state.containsKey(top) && !known(resource.type()).contains(top)) {
                throw new IllegalArgumentException(
                        "no property '" + top + "' in " + resource.type() + Suggestion.of(top, known(resource.type())));
            }
            Object value = value(jsonOrText);
            if (!(value instanceof String) && isText(resource.type(), propertyPath)) {
                value = jsonOrText;
            }
            Paths.set(state, propertyPath, value);
            if (!hidden && inputNames(resource.type()).contains(top)) {
                inputs.put(top, Values.asMap(state).getOrDefault(top, value));
            }
            store.put(new StoredResource(
                    resource.type(), resource.id(), resource.region(), resource.urn(), Values.copy(inputs), state));
            return null;
        });
    }

    /** Returns whether a property is a text, so that {@code 16.10} is no number; a text in quotes is JSON all the same. */
    private boolean isText(String type, String propertyPath) {
        PropertyShape shape = shapes.find(type)
                .map(found -> found.outputs().get(propertyPath))
                .orElse(null);
        return shape != null && shape.type() == TypeShape.Scalar.STRING;
    }

    private static Object value(String jsonOrText) {
        try {
            Object json = Values.fromJson(jsonOrText);
            return json == null ? jsonOrText : json;
        } catch (IllegalArgumentException e) {
            return jsonOrText;
        }
    }

    private List<String> known(String type) {
        return shapes.find(type)
                .map(shape -> Stream.concat(shape.outputs().keySet().stream(), shape.inputs().keySet().stream())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private List<String> inputNames(String type) {
        return shapes.find(type)
                .map(shape -> List.copyOf(shape.inputs().keySet()))
                .orElse(List.of());
    }

    /**
     * Deletes a resource outside Pulumi, even when others depend on it.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public void delete(String idOrUrn) {
        store.transact(() -> {
            store.remove(one(idOrUrn));
            return null;
        });
    }

    private StoredResource one(String idOrUrn) {
        List<StoredResource> found = store.byIdOrUrn(idOrUrn);
        if (found.isEmpty()) {
            List<String> known = store.list().stream()
                    .flatMap(resource -> Stream.of(resource.id(), resource.urn()))
                    .toList();
            throw new IllegalArgumentException(
                    "no resource '" + idOrUrn + "' in the simulator" + Suggestion.of(idOrUrn, known));
        }
        // A bucket and its configurations share an id; the one that carries an ARN of its own is meant.
        List<StoredResource> principal =
                found.stream().filter(resource -> !resource.arn().isEmpty()).toList();
        if (found.size() > 1 && principal.size() == 1) {
            return principal.get(0);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + idOrUrn + "' names " + found.size() + " resources; name one by its URN: "
                            + found.stream().map(StoredResource::urn).collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    /**
     * Seeds an answer for a function; one for the same function and arguments is replaced.
     *
     * @throws IllegalArgumentException when there is no such function, or a result is none of its results
     */
    public void answer(Answer answer) {
        Optional<FunctionShape> shape = shapes.function(answer.token());
        if (shape.isEmpty() && !Invokes.tokens().contains(answer.token())) {
            List<String> known = shapes.functions(answer.token().split(":", 2)[0]);
            throw new IllegalArgumentException(
                    "unknown function '" + answer.token() + "'" + Suggestion.of(answer.token(), known));
        }
        List<String> faults = shape.stream()
                .flatMap(found -> Stream.concat(
                        faults("argument ", found.inputs(), answer.arguments()),
                        faults("result ", found.outputs(), answer.result())))
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(answer.token() + ": " + String.join("; ", faults));
        }
        store.put(answer);
    }

    /** A missing one is none: an answer may match any value of it, or leave it empty. */
    private static Stream<String> faults(
            String kind, Map<String, PropertyShape> properties, Map<String, Object> values) {
        return properties.isEmpty()
                ? Stream.empty()
                : PropertyShape.check(properties, "", values).stream()
                        .filter(fault -> !fault.reason().startsWith("missing"))
                        .map(fault -> kind + fault.path() + ": " + fault.reason());
    }

    /**
     * Reads the seeded answers of a database without opening it for writing.
     *
     * @param databaseFile the database; one that does not exist has no answers
     * @throws IllegalStateException when it can't be read
     */
    public static List<Answer> answersIn(Path databaseFile) {
        return Store.answersIn(databaseFile);
    }

    /** The seeded answers, the latest last; a secret result reads {@code {"secret": true}}. */
    public List<Answer> answers() {
        return store.answers().stream()
                .map(answer -> new Answer(answer.token(), answer.arguments(), masked(answer.token(), answer.result())))
                .toList();
    }

    private static Map<String, Object> masked(String token, Map<String, Object> result) {
        Map<String, Object> masked = SecretNames.masked(result);
        masked.replaceAll((name, value) -> Invokes.isSecret(token, name) ? Map.of("secret", true) : value);
        return masked;
    }

    /**
     * Removes a seeded answer.
     *
     * @return whether there was one
     */
    public boolean removeAnswer(String token, Map<String, Object> arguments) {
        return store.removeAnswer(token, arguments);
    }

    /**
     * Empties a database, also one that is damaged, whose file is kept under {@code .damaged}.
     *
     * @throws UncheckedIOException when it is in use by another process or can't be written
     */
    public static void reset(Path databaseFile) {
        try (Simulator simulator = open(databaseFile)) {
            simulator.reset();
        } catch (UncheckedIOException e) {
            if (!Store.setAside(databaseFile)) {
                throw e;
            }
            open(databaseFile).close();
        }
    }

    /** Forgets every resource, every fault and every answer. */
    public void reset() {
        store.transact(() -> {
            store.clear();
            return null;
        });
        service.restart();
    }

    /** The simulated time: 1 January 2026, and later only by what it was advanced. */
    public Instant now() {
        return store.now();
    }

    /** Returns the creation times of the resources, in simulated time, by URN. */
    public Map<String, Instant> created() {
        return store.created();
    }

    /**
     * Lets simulated time pass: secrets are rotated, backups are taken and expire, certificates are renewed, and so on.
     *
     * @param duration how long, more than nothing
     * @return what happened, in order
     * @throws IllegalArgumentException when the duration is not positive
     */
    public List<TimeEvent> advance(Duration duration) {
        return Passage.advance(store, duration);
    }

    /**
     * Returns which of some deletions would be refused, and deletes nothing.
     *
     * @param deletions in the order in which they would be asked for
     */
    public List<Deletion.Refusal> refusals(List<Deletion> deletions) {
        return cloud.refusals(deletions);
    }

    /** The recovery points and restore tests of the resources. */
    public Backups backups() {
        return new Backups(store);
    }

    /** Injects a fault and answers it with its number. */
    public Fault inject(Fault fault) {
        return faults.inject(fault);
    }

    /** The faults that still hit something. */
    public List<Fault> faults() {
        return faults.list();
    }

    /** Removes all faults; a provider that crashed answers again. */
    public void clearFaults() {
        faults.clear();
        service.restart();
    }

    @Override
    public synchronized void close() {
        Server running = server;
        if (running != null) {
            running.shutdownNow();
            try {
                running.awaitTermination(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            server = null;
        }
        store.close();
    }
}
