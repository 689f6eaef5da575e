package dev.plinth.components.host;

import com.pulumi.core.Output;
import com.pulumi.docker.Network;
import com.pulumi.docker.NetworkArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Supabase on a Docker host: database, logins, REST, realtime, storage, image transformation, metadata, edge functions, pooler, gateway,
 * dashboard and logs, started in the order of their dependencies, each after the health checks of those before; with daily, verified backups.
 *
 * <p>Services talk in a network without the internet; only those that need it are in the second one too. Nothing is published but the
 * dashboard and the log receiver, on the host's loopback. Credentials are files, not variables that {@code docker inspect} shows.
 * Containers send their logs by syslog, because a log collector with access to Docker's socket would control the host.
 */
public final class SelfHostedSupabase extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:host:SelfHostedSupabase";

    private final SelfHostedSupabaseArgs args;
    private final Output<String> backendNetwork;
    private final Output<String> edgeNetwork;
    private final SupabaseContainers containers;
    private final Volume backupStatus;
    private final Map<SupabaseService, HostContainer> services = new EnumMap<>(SupabaseService.class);

    /**
     * Creates the containers.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public SelfHostedSupabase(String name, SelfHostedSupabaseArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.backendNetwork = new Network(
                        childName("backend"),
                        NetworkArgs.builder().internal(true).build(),
                        dockerOptions())
                .name();
        this.edgeNetwork = new Network(childName("edge"), null, dockerOptions()).name();
        this.containers = new SupabaseContainers(args, backendNetwork, edgeNetwork);
        Volume files = dataVolume("storage", HostContainer.backedUpDaily());
        this.backupStatus = volume("backup-status");

        HostContainer logs = createVector();
        HostContainer database = createDatabase(logs);
        HostContainer setup = createSetup(database);
        createAnalytics(setup);
        createApis(setup);
        createStorage(files);
        createPooler(setup);
        createGateway();
        createStudio();
        createBackups(setup, files);
        registerOutputs(Map.of("backendNetwork", backendNetwork(), "edgeNetwork", edgeNetwork()));
    }

    /** The network of the services, without the internet. */
    public Output<String> backendNetwork() {
        return backendNetwork;
    }

    /** The network of the proxy, the gateway and the application. */
    public Output<String> edgeNetwork() {
        return edgeNetwork;
    }

    /** The volume with the times of the last verified backups. */
    public Output<String> backupStatusVolume() {
        return backupStatus.name();
    }

    /** The containers after whose start the application starts. */
    public List<Resource> ready() {
        return List.copyOf(services.values());
    }

    private static SelfHostedSupabaseArgs validated(String name, SelfHostedSupabaseArgs args) {
        DockerHost host = args.host();
        Validation validation = Validation.of("SelfHostedSupabase", name)
                .required("host", host == null ? null : host.name())
                .required("secrets", args.secrets() == null ? null : "given")
                .check(
                        args.domain().matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"),
                        "domain",
                        args.domain(),
                        "a domain such as example.com")
                .check(
                        args.databaseRetentionDays() >= 1,
                        "databaseRetentionDays",
                        args.databaseRetentionDays(),
                        "1 or more")
                .check(args.fileRetentionDays() >= 1, "fileRetentionDays", args.fileRetentionDays(), "1 or more");
        args.digests()
                .forEach((service, digest) -> validation.check(
                        digest.matches("sha256:[0-9a-f]{64}"),
                        "digests." + service.alias(),
                        digest,
                        "sha256: and 64 hexadecimal digits"));
        validation.throwIfAny();
        return args;
    }

    private CustomResourceOptions dockerOptions() {
        return childOptions()
                .provider(Objects.requireNonNull(args.host()).provider())
                .build();
    }

    private ComponentResourceOptions containerOptions() {
        return childComponentOptions()
                .providers(List.of(Objects.requireNonNull(args.host()).provider()))
                .build();
    }

    /** A volume whose content is created again. */
    private Volume volume(String part) {
        return new Volume(childName(part), HostContainer.recreatable(), dockerOptions());
    }

    /** A volume that holds data, and is protected where the component is. */
    private Volume dataVolume(String part, @Nullable VolumeArgs arguments) {
        return new Volume(
                childName(part),
                arguments,
                statefulChildOptions()
                        .provider(Objects.requireNonNull(args.host()).provider())
                        .build());
    }

    private HostContainer start(SupabaseService service, HostContainerArgs.Builder container) {
        HostContainer started = new HostContainer(childName(service.alias()), container.build(), containerOptions());
        services.put(service, started);
        return started;
    }

    private HostContainer createVector() {
        return start(SupabaseService.VECTOR, containers.vector());
    }

    private HostContainer createDatabase(HostContainer logs) {
        return start(
                SupabaseService.DB,
                containers
                        .database()
                        .after(logs)
                        .volume(
                                SupabaseContainers.DATA,
                                dataVolume("database", HostContainer.backedUpDaily())
                                        .name())
                        .volume(
                                SupabaseContainers.STATUS,
                                dataVolume("database-keys", null).name()));
    }

    private HostContainer createSetup(HostContainer database) {
        return new HostContainer(
                childName("setup"), containers.setup().after(database).build(), containerOptions());
    }

    private void createAnalytics(HostContainer setup) {
        start(SupabaseService.ANALYTICS, containers.analytics().after(setup));
    }

    private void createApis(HostContainer setup) {
        start(SupabaseService.AUTH, containers.auth().after(setup));
        start(SupabaseService.REST, containers.rest().after(setup));
        start(SupabaseService.REALTIME, containers.realtime().after(setup));
        start(SupabaseService.META, containers.meta().after(setup));
        start(
                SupabaseService.FUNCTIONS,
                containers
                        .functions()
                        .after(setup)
                        .volume("/home/deno/functions", volume("functions").name()));
    }

    private void createStorage(Volume files) {
        start(
                SupabaseService.IMGPROXY,
                containers
                        .imgproxy()
                        .after(Objects.requireNonNull(services.get(SupabaseService.REST)))
                        .readOnlyVolume(SupabaseContainers.STORED_FILES, files.name()));
        start(
                SupabaseService.STORAGE,
                containers
                        .storage()
                        .after(Objects.requireNonNull(services.get(SupabaseService.IMGPROXY)))
                        .volume(SupabaseContainers.STORED_FILES, files.name()));
    }

    private void createPooler(HostContainer setup) {
        start(SupabaseService.POOLER, containers.pooler().after(setup));
    }

    private void createGateway() {
        start(
                SupabaseService.GATEWAY,
                containers
                        .gateway()
                        .after(
                                Objects.requireNonNull(services.get(SupabaseService.AUTH)),
                                Objects.requireNonNull(services.get(SupabaseService.REST)),
                                Objects.requireNonNull(services.get(SupabaseService.STORAGE))));
    }

    private void createStudio() {
        start(
                SupabaseService.STUDIO,
                containers
                        .studio()
                        .after(
                                Objects.requireNonNull(services.get(SupabaseService.META)),
                                Objects.requireNonNull(services.get(SupabaseService.ANALYTICS))));
    }

    private void createBackups(HostContainer setup, Volume files) {
        new HostContainer(
                childName("backup"),
                containers
                        .backup()
                        .after(setup)
                        .volume(
                                SupabaseContainers.DATA,
                                dataVolume("backups", HostContainer.backups()).name())
                        .volume(SupabaseContainers.STATUS, backupStatus.name())
                        .readOnlyVolume("/files", files.name())
                        .build(),
                containerOptions());
    }
}
