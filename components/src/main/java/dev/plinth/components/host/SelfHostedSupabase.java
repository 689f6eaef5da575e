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
import dev.plinth.components.host.HostContainerArgs.Port;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SYSLOG = 5140;
    private static final String LOGS = "udp://" + LOOPBACK + ":" + SYSLOG;
    private static final String DATA = "/var/lib/postgresql/data";
    private static final String STATUS = "/etc/postgresql-custom";
    private static final String BACKUP = "sh " + HostContainer.FILES + "/schedule.sh";
    private static final int BACKUP_MIB = 192;
    private static final int SETUP_MIB = 64;

    private final SelfHostedSupabaseArgs args;
    private final SupabaseSecrets secrets;
    private final Output<String> backendNetwork;
    private final Output<String> edgeNetwork;
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
        this.secrets = Objects.requireNonNull(args.secrets());
        this.backendNetwork = new Network(
                        childName("backend"),
                        NetworkArgs.builder().internal(true).build(),
                        dockerOptions())
                .name();
        this.edgeNetwork = new Network(childName("edge"), null, dockerOptions()).name();
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

    private HostContainerArgs.Builder service(SupabaseService service) {
        return HostContainerArgs.builder(args.image(service), service.memoryMib())
                .network(backendNetwork, service.alias())
                .syslog(LOGS, service.alias());
    }

    private HostContainer start(SupabaseService service, HostContainerArgs.Builder container) {
        HostContainer started = new HostContainer(childName(service.alias()), container.build(), containerOptions());
        services.put(service, started);
        return started;
    }

    private Output<String> databaseUrl(String scheme, String role, String database) {
        return Output.format(
                "%s://%s:%s@db:5432/%s", Output.of(scheme), Output.of(role), secrets.database(), Output.of(database));
    }

    private HostContainer createVector() {
        SupabaseService vector = SupabaseService.VECTOR;
        return start(
                vector,
                HostContainerArgs.builder(args.image(vector), vector.memoryMib())
                        .network(backendNetwork, vector.alias())
                        .network(edgeNetwork, "logs")
                        .port(new Port(SYSLOG, SYSLOG, LOOPBACK, "udp"))
                        .files(Map.of(
                                "vector.yaml",
                                secrets.logs()
                                        .applyValue(token -> HostFiles.fill("vector.yaml", Map.of("token", token)))))
                        .command("--config", HostContainer.FILES + "/vector.yaml")
                        .health("wget", "-q", "-O", "/dev/null", "http://localhost:8686/health"));
    }

    private HostContainer createDatabase(HostContainer logs) {
        return start(
                SupabaseService.DB,
                service(SupabaseService.DB)
                        .user("postgres")
                        .after(logs)
                        .temporary("/tmp", "/var/run/postgresql")
                        .volume(
                                DATA,
                                dataVolume("database", HostContainer.backedUpDaily())
                                        .name())
                        .volume(
                                "/etc/postgresql-custom",
                                dataVolume("database-keys", null).name())
                        .environment(Map.of("POSTGRES_HOST", "/var/run/postgresql", "POSTGRES_DB", "postgres"))
                        .secretEnvironment(
                                Map.of("POSTGRES_PASSWORD", secrets.database(), "PGPASSWORD", secrets.database()))
                        .command(
                                "docker-entrypoint.sh",
                                "postgres",
                                "-c",
                                "config_file=/etc/postgresql/postgresql.conf",
                                "-c",
                                "log_min_messages=fatal")
                        .health("pg_isready", "-U", "postgres", "-h", "localhost"));
    }

    private HostContainer createSetup(HostContainer database) {
        return new HostContainer(
                childName("setup"),
                HostContainerArgs.builder(args.image(SupabaseService.DB), SETUP_MIB)
                        .network(backendNetwork, "setup")
                        .syslog(LOGS, "setup")
                        .user("postgres")
                        .once()
                        .after(database)
                        .files(Map.of(
                                "setup.sql", Output.of(HostFiles.read("setup.sql")),
                                "password", secrets.database(),
                                "jwt", secrets.jwt()))
                        .environment(Map.of(
                                "PGHOST", "db",
                                "PGUSER", "supabase_admin",
                                "PGDATABASE", "postgres",
                                "PASSWORD_FILE", HostContainer.FILES + "/password",
                                "JWT_FILE", HostContainer.FILES + "/jwt"))
                        .secretEnvironment(Map.of("PGPASSWORD", secrets.database()))
                        .command("psql", "-X", "-q", "-f", HostContainer.FILES + "/setup.sql")
                        .build(),
                containerOptions());
    }

    private void createAnalytics(HostContainer setup) {
        start(
                SupabaseService.ANALYTICS,
                service(SupabaseService.ANALYTICS)
                        .after(setup)
                        .environment(Map.of(
                                "LOGFLARE_NODE_HOST", LOOPBACK,
                                "DB_USERNAME", "supabase_admin",
                                "DB_DATABASE", "_supabase",
                                "DB_HOSTNAME", "db",
                                "DB_PORT", "5432",
                                "DB_SCHEMA", "_analytics",
                                "LOGFLARE_SINGLE_TENANT", "true",
                                "LOGFLARE_SUPABASE_MODE", "true",
                                "POSTGRES_BACKEND_SCHEMA", "_analytics",
                                "LOGFLARE_FEATURE_FLAG_OVERRIDE", "multibackend=true"))
                        .secretEnvironment(Map.of(
                                "DB_PASSWORD", secrets.database(),
                                "POSTGRES_BACKEND_URL", databaseUrl("postgresql", "supabase_admin", "_supabase"),
                                "LOGFLARE_PUBLIC_ACCESS_TOKEN", secrets.logs(),
                                "LOGFLARE_PRIVATE_ACCESS_TOKEN", secrets.logs()))
                        .command("sh", "run.sh")
                        .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/health"));
    }

    private void createApis(HostContainer setup) {
        start(
                SupabaseService.AUTH,
                service(SupabaseService.AUTH)
                        .network(edgeNetwork, "auth-out")
                        .after(setup)
                        .environment(Map.of(
                                "GOTRUE_API_HOST", "0.0.0.0",
                                "GOTRUE_API_PORT", "9999",
                                "API_EXTERNAL_URL", "https://api." + args.domain(),
                                "GOTRUE_DB_DRIVER", "postgres",
                                "GOTRUE_SITE_URL", "https://" + args.domain(),
                                "GOTRUE_JWT_ADMIN_ROLES", "service_role",
                                "GOTRUE_JWT_AUD", "authenticated",
                                "GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated",
                                "GOTRUE_JWT_EXP", "3600"))
                        .secretEnvironment(Map.of(
                                "GOTRUE_DB_DATABASE_URL", databaseUrl("postgres", "supabase_auth_admin", "postgres"),
                                "GOTRUE_JWT_SECRET", secrets.jwt()))
                        .command("auth")
                        .health("wget", "-q", "-O", "/dev/null", "http://localhost:9999/health"));
        start(
                SupabaseService.REST,
                service(SupabaseService.REST)
                        .after(setup)
                        .files(Map.of(
                                "postgrest.conf",
                                Output.tuple(secrets.database(), secrets.jwt())
                                        .applyValue(values -> HostFiles.fill(
                                                "postgrest.conf", Map.of("password", values.t1, "jwt", values.t2)))))
                        .command("postgrest", HostContainer.FILES + "/postgrest.conf")
                        .health("postgrest", "--ready", HostContainer.FILES + "/postgrest.conf"));
        start(
                SupabaseService.REALTIME,
                service(SupabaseService.REALTIME)
                        .network(backendNetwork, "realtime", "realtime-dev.supabase-realtime")
                        .user("nobody")
                        .after(setup)
                        .environment(realtimeEnvironment())
                        .secretEnvironment(Map.of(
                                "DB_PASSWORD", secrets.database(),
                                "DB_ENC_KEY", secrets.vault().applyValue(key -> key.substring(0, 16)),
                                "API_JWT_SECRET", secrets.jwt(),
                                "METRICS_JWT_SECRET", secrets.jwt(),
                                "SECRET_KEY_BASE", secrets.keyBase()))
                        .command("/usr/bin/tini", "-s", "-g", "--", "/app/run.sh", "/app/bin/server")
                        .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/healthcheck"));
        start(
                SupabaseService.META,
                service(SupabaseService.META)
                        .after(setup)
                        .environment(Map.of(
                                "PG_META_PORT", "8080",
                                "PG_META_DB_HOST", "db",
                                "PG_META_DB_PORT", "5432",
                                "PG_META_DB_NAME", "postgres",
                                "PG_META_DB_USER", "supabase_admin"))
                        .secretEnvironment(
                                Map.of("PG_META_DB_PASSWORD", secrets.database(), "CRYPTO_KEY", secrets.metadata()))
                        .command("node", "dist/server/server.js")
                        .health("node", "-e", fetch("http://localhost:8080/health")));
        start(
                SupabaseService.FUNCTIONS,
                service(SupabaseService.FUNCTIONS)
                        .network(edgeNetwork, "functions-out")
                        .after(setup)
                        .volume("/home/deno/functions", volume("functions").name())
                        .files(Map.of("main/index.ts", Output.of(HostFiles.read("functions.ts"))))
                        .environment(Map.of(
                                "SUPABASE_URL", "http://gateway:8000", "DENO_DIR", "/tmp/deno", "VERIFY_JWT", "true"))
                        .secretEnvironment(Map.of(
                                "JWT_SECRET", secrets.jwt(),
                                "SUPABASE_ANON_KEY", secrets.anonKey(),
                                "SUPABASE_SERVICE_ROLE_KEY", secrets.serviceRoleKey(),
                                "SUPABASE_DB_URL", databaseUrl("postgresql", "postgres", "postgres")))
                        .command("edge-runtime", "start", "--main-service", HostContainer.FILES + "/main")
                        .health("sh", "-c", "grep -q ':2328 ' /proc/net/tcp /proc/net/tcp6"));
    }

    private static Map<String, String> realtimeEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "PORT", "4000",
                "DB_HOST", "db",
                "DB_PORT", "5432",
                "DB_USER", "supabase_admin",
                "DB_NAME", "postgres",
                "DB_AFTER_CONNECT_QUERY", "SET search_path TO _realtime",
                "ERL_AFLAGS", "-proto_dist inet_tcp",
                "DNS_NODES", "''",
                "APP_NAME", "realtime",
                "SEED_SELF_HOST", "true"));
        environment.put("RLIMIT_NOFILE", "10000");
        environment.put("RUN_JANITOR", "true");
        return environment;
    }

    private static String fetch(String address) {
        return "fetch('" + address + "').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))";
    }

    /** The directory belongs to the image's account, and Docker gives a new volume the owner of the directory that it covers. */
    private void createStorage(Volume files) {
        String directory = "/home/node";
        start(
                SupabaseService.IMGPROXY,
                service(SupabaseService.IMGPROXY)
                        .user("999")
                        .after(Objects.requireNonNull(services.get(SupabaseService.REST)))
                        .readOnlyVolume(directory, files.name())
                        .environment(Map.of(
                                "IMGPROXY_BIND", ":5001",
                                "IMGPROXY_LOCAL_FILESYSTEM_ROOT", "/",
                                "IMGPROXY_USE_ETAG", "true",
                                "IMGPROXY_MAX_SRC_RESOLUTION", "16.8"))
                        .health("imgproxy", "health"));
        start(
                SupabaseService.STORAGE,
                service(SupabaseService.STORAGE)
                        .after(Objects.requireNonNull(services.get(SupabaseService.IMGPROXY)))
                        .volume(directory, files.name())
                        .environment(Map.of(
                                "POSTGREST_URL", "http://rest:3000",
                                "STORAGE_BACKEND", "file",
                                "FILE_STORAGE_BACKEND_PATH", directory,
                                "FILE_SIZE_LIMIT", "52428800",
                                "TENANT_ID", "stub",
                                "REGION", "stub",
                                "GLOBAL_S3_BUCKET", "stub",
                                "ENABLE_IMAGE_TRANSFORMATION", "true",
                                "IMGPROXY_URL", "http://imgproxy:5001",
                                "STORAGE_PUBLIC_URL", "https://api." + args.domain()))
                        .secretEnvironment(Map.of(
                                "ANON_KEY", secrets.anonKey(),
                                "SERVICE_KEY", secrets.serviceRoleKey(),
                                "PGRST_JWT_SECRET", secrets.jwt(),
                                "DATABASE_URL", databaseUrl("postgres", "supabase_storage_admin", "postgres")))
                        .command("node", "dist/start/server.js")
                        .health("wget", "-q", "-O", "/dev/null", "http://localhost:5000/status"));
    }

    private void createPooler(HostContainer setup) {
        start(
                SupabaseService.POOLER,
                service(SupabaseService.POOLER)
                        .after(setup)
                        .environment(Map.of(
                                "PORT", "4000",
                                "CLUSTER_POSTGRES", "true",
                                "REGION", "local",
                                "ERL_AFLAGS", "-proto_dist inet_tcp",
                                "POOLER_POOL_MODE", "transaction",
                                "POOLER_DEFAULT_POOL_SIZE", "20",
                                "POOLER_MAX_CLIENT_CONN", "100"))
                        .secretEnvironment(Map.of(
                                "DATABASE_URL", databaseUrl("ecto", "supabase_admin", "_supabase"),
                                "SECRET_KEY_BASE", secrets.keyBase(),
                                "VAULT_ENC_KEY", secrets.vault(),
                                "API_JWT_SECRET", secrets.jwt(),
                                "METRICS_JWT_SECRET", secrets.jwt()))
                        .command("/bin/sh", "-c", "/app/bin/migrate && exec /app/bin/server")
                        .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/api/health"));
    }

    private void createGateway() {
        start(
                SupabaseService.GATEWAY,
                service(SupabaseService.GATEWAY)
                        .network(edgeNetwork, "gateway-in")
                        .user("kong")
                        .after(
                                Objects.requireNonNull(services.get(SupabaseService.AUTH)),
                                Objects.requireNonNull(services.get(SupabaseService.REST)),
                                Objects.requireNonNull(services.get(SupabaseService.STORAGE)))
                        .files(Map.of(
                                "kong.yml",
                                Output.tuple(secrets.anonKey(), secrets.serviceRoleKey())
                                        .applyValue(keys -> HostFiles.fill(
                                                "kong.yml", Map.of("anon", keys.t1, "service", keys.t2)))))
                        .environment(Map.of(
                                "KONG_DATABASE", "off",
                                "KONG_PREFIX", "/tmp/kong",
                                "KONG_DECLARATIVE_CONFIG", HostContainer.FILES + "/kong.yml",
                                "KONG_DNS_ORDER", "LAST,A,CNAME",
                                "KONG_PLUGINS", "request-transformer,cors,key-auth,acl",
                                "KONG_ADMIN_LISTEN", "off",
                                "KONG_STATUS_LISTEN", "127.0.0.1:8100"))
                        .health("kong", "health"));
    }

    private void createStudio() {
        start(
                SupabaseService.STUDIO,
                service(SupabaseService.STUDIO)
                        .network(edgeNetwork, "studio-out")
                        .after(
                                Objects.requireNonNull(services.get(SupabaseService.META)),
                                Objects.requireNonNull(services.get(SupabaseService.ANALYTICS)))
                        .port(new Port(3000, 3001, LOOPBACK, "tcp"))
                        .environment(Map.of(
                                "HOSTNAME", "0.0.0.0",
                                "STUDIO_PG_META_URL", "http://meta:8080",
                                "SUPABASE_URL", "http://gateway:8000",
                                "SUPABASE_PUBLIC_URL", "https://api." + args.domain(),
                                "LOGFLARE_URL", "http://analytics:4000",
                                "NEXT_PUBLIC_ENABLE_LOGS", "true",
                                "NEXT_ANALYTICS_BACKEND_PROVIDER", "postgres"))
                        .secretEnvironment(Map.of(
                                "POSTGRES_PASSWORD", secrets.database(),
                                "PG_META_CRYPTO_KEY", secrets.metadata(),
                                "SUPABASE_ANON_KEY", secrets.anonKey(),
                                "SUPABASE_SERVICE_KEY", secrets.serviceRoleKey(),
                                "AUTH_JWT_SECRET", secrets.jwt(),
                                "LOGFLARE_PUBLIC_ACCESS_TOKEN", secrets.logs(),
                                "LOGFLARE_PRIVATE_ACCESS_TOKEN", secrets.logs()))
                        .command("node", "apps/studio/server.js")
                        .health("node", "-e", fetch("http://localhost:3000/api/platform/profile")));
    }

    /** The backups of the database and of files run in the database's image, which has its programs. */
    private void createBackups(HostContainer setup, Volume files) {
        Map<String, Output<String>> scripts = new LinkedHashMap<>();
        HostFiles.BACKUP_SCRIPTS.forEach(script -> scripts.put(script, Output.of(HostFiles.read(script))));
        new HostContainer(
                childName("backup"),
                HostContainerArgs.builder(args.image(SupabaseService.DB), BACKUP_MIB)
                        .network(backendNetwork, "backup")
                        .syslog(LOGS, "backup")
                        .user("postgres")
                        .after(setup)
                        .volume(
                                DATA,
                                dataVolume("backups", HostContainer.backups()).name())
                        .volume(STATUS, backupStatus.name())
                        .readOnlyVolume("/files", files.name())
                        .files(scripts)
                        .environment(Map.of(
                                "PGHOST", "db",
                                "PGUSER", "supabase_admin",
                                "PGDATABASE", "postgres",
                                "BACKUP_DIR", DATA,
                                "STATUS_DIR", STATUS,
                                "FILES_DIR", "/files"))
                        .secretEnvironment(Map.of("PGPASSWORD", secrets.database()))
                        .command(
                                "/bin/sh",
                                "-c",
                                "exec " + BACKUP + " database:" + args.databaseRetentionDays() + " files:"
                                        + args.fileRetentionDays())
                        .health("sh", HostContainer.FILES + "/fresh.sh", "database", "files")
                        .build(),
                containerOptions());
    }
}
