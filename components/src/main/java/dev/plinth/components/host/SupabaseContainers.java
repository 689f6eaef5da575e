package dev.plinth.components.host;

import com.pulumi.core.Output;
import dev.plinth.components.host.HostContainerArgs.Port;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Arguments of the containers of a {@link SelfHostedSupabase}: images, networks, variables, commands and health checks. The order of the
 * starts and the volumes are added there.
 */
final class SupabaseContainers {

    /** The directory of the database's data, and of the backups in their own container. */
    static final String DATA = "/var/lib/postgresql/data";

    /** The directory of the times of the last verified backups, and of the database's keys. */
    static final String STATUS = "/etc/postgresql-custom";

    /**
     * The directory of the stored files. It belongs to the image's account, and Docker gives a new volume the owner of the directory
     * that it covers.
     */
    static final String STORED_FILES = "/home/node";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SYSLOG = 5140;
    private static final String LOGS = "udp://" + LOOPBACK + ":" + SYSLOG;
    private static final String BACKUP = "sh " + HostContainer.FILES + "/schedule.sh";
    private static final int BACKUP_MIB = 192;
    private static final int SETUP_MIB = 64;

    private final SelfHostedSupabaseArgs args;
    private final SupabaseSecrets secrets;
    private final Output<String> backendNetwork;
    private final Output<String> edgeNetwork;

    /** Arguments of the containers in the given networks. */
    SupabaseContainers(SelfHostedSupabaseArgs args, Output<String> backendNetwork, Output<String> edgeNetwork) {
        this.args = args;
        this.secrets = Objects.requireNonNull(args.secrets());
        this.backendNetwork = backendNetwork;
        this.edgeNetwork = edgeNetwork;
    }

    HostContainerArgs.Builder vector() {
        return HostContainerArgs.builder(args.image(SupabaseService.VECTOR), SupabaseService.VECTOR.memoryMib())
                .network(backendNetwork, SupabaseService.VECTOR.alias())
                .network(edgeNetwork, "logs")
                .port(new Port(SYSLOG, SYSLOG, LOOPBACK, "udp"))
                .files(Map.of(
                        "vector.yaml",
                        secrets.logs().applyValue(token -> HostFiles.fill("vector.yaml", Map.of("token", token)))))
                .command("--config", HostContainer.FILES + "/vector.yaml")
                .health("wget", "-q", "-O", "/dev/null", "http://localhost:8686/health");
    }

    HostContainerArgs.Builder database() {
        return service(SupabaseService.DB)
                .user("postgres")
                .temporary("/tmp", "/var/run/postgresql")
                .environment(Map.of("POSTGRES_HOST", "/var/run/postgresql", "POSTGRES_DB", "postgres"))
                .secretEnvironment(Map.of("POSTGRES_PASSWORD", secrets.database(), "PGPASSWORD", secrets.database()))
                .command(
                        "docker-entrypoint.sh",
                        "postgres",
                        "-c",
                        "config_file=/etc/postgresql/postgresql.conf",
                        "-c",
                        "log_min_messages=fatal")
                .health("pg_isready", "-U", "postgres", "-h", "localhost");
    }

    HostContainerArgs.Builder analytics() {
        return service(SupabaseService.ANALYTICS)
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
                .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/health");
    }

    HostContainerArgs.Builder auth() {
        return service(SupabaseService.AUTH)
                .network(edgeNetwork, "auth-out")
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
                .health("wget", "-q", "-O", "/dev/null", "http://localhost:9999/health");
    }

    HostContainerArgs.Builder rest() {
        return service(SupabaseService.REST)
                .files(Map.of(
                        "postgrest.conf",
                        Output.tuple(secrets.database(), secrets.jwt())
                                .applyValue(values -> HostFiles.fill(
                                        "postgrest.conf", Map.of("password", values.t1, "jwt", values.t2)))))
                .command("postgrest", HostContainer.FILES + "/postgrest.conf")
                .health("postgrest", "--ready", HostContainer.FILES + "/postgrest.conf");
    }

    HostContainerArgs.Builder realtime() {
        return service(SupabaseService.REALTIME)
                .network(backendNetwork, "realtime", "realtime-dev.supabase-realtime")
                .user("nobody")
                .environment(realtimeEnvironment())
                .secretEnvironment(Map.of(
                        "DB_PASSWORD", secrets.database(),
                        "DB_ENC_KEY", secrets.vault().applyValue(key -> key.substring(0, 16)),
                        "API_JWT_SECRET", secrets.jwt(),
                        "METRICS_JWT_SECRET", secrets.jwt(),
                        "SECRET_KEY_BASE", secrets.keyBase()))
                .command("/usr/bin/tini", "-s", "-g", "--", "/app/run.sh", "/app/bin/server")
                .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/healthcheck");
    }

    HostContainerArgs.Builder meta() {
        return service(SupabaseService.META)
                .environment(Map.of(
                        "PG_META_PORT", "8080",
                        "PG_META_DB_HOST", "db",
                        "PG_META_DB_PORT", "5432",
                        "PG_META_DB_NAME", "postgres",
                        "PG_META_DB_USER", "supabase_admin"))
                .secretEnvironment(Map.of("PG_META_DB_PASSWORD", secrets.database(), "CRYPTO_KEY", secrets.metadata()))
                .command("node", "dist/server/server.js")
                .health("node", "-e", fetch("http://localhost:8080/health"));
    }

    HostContainerArgs.Builder functions() {
        return service(SupabaseService.FUNCTIONS)
                .network(edgeNetwork, "functions-out")
                .files(Map.of("main/index.ts", Output.of(HostFiles.read("functions.ts"))))
                .environment(
                        Map.of("SUPABASE_URL", "http://gateway:8000", "DENO_DIR", "/tmp/deno", "VERIFY_JWT", "true"))
                .secretEnvironment(Map.of(
                        "JWT_SECRET", secrets.jwt(),
                        "SUPABASE_ANON_KEY", secrets.anonKey(),
                        "SUPABASE_SERVICE_ROLE_KEY", secrets.serviceRoleKey(),
                        "SUPABASE_DB_URL", databaseUrl("postgresql", "postgres", "postgres")))
                .command("edge-runtime", "start", "--main-service", HostContainer.FILES + "/main")
                .health("sh", "-c", "grep -q ':2328 ' /proc/net/tcp /proc/net/tcp6");
    }

    HostContainerArgs.Builder imgproxy() {
        return service(SupabaseService.IMGPROXY)
                .user("999")
                .environment(Map.of(
                        "IMGPROXY_BIND", ":5001",
                        "IMGPROXY_LOCAL_FILESYSTEM_ROOT", "/",
                        "IMGPROXY_USE_ETAG", "true",
                        "IMGPROXY_MAX_SRC_RESOLUTION", "16.8"))
                .health("imgproxy", "health");
    }

    HostContainerArgs.Builder storage() {
        return service(SupabaseService.STORAGE)
                .environment(Map.of(
                        "POSTGREST_URL", "http://rest:3000",
                        "STORAGE_BACKEND", "file",
                        "FILE_STORAGE_BACKEND_PATH", STORED_FILES,
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
                .health("wget", "-q", "-O", "/dev/null", "http://localhost:5000/status");
    }

    HostContainerArgs.Builder pooler() {
        return service(SupabaseService.POOLER)
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
                .health("curl", "-fsS", "-o", "/dev/null", "http://localhost:4000/api/health");
    }

    HostContainerArgs.Builder gateway() {
        return service(SupabaseService.GATEWAY)
                .network(edgeNetwork, "gateway-in")
                .user("kong")
                .files(Map.of(
                        "kong.yml",
                        Output.tuple(secrets.anonKey(), secrets.serviceRoleKey())
                                .applyValue(keys ->
                                        HostFiles.fill("kong.yml", Map.of("anon", keys.t1, "service", keys.t2)))))
                .environment(Map.of(
                        "KONG_DATABASE", "off",
                        "KONG_PREFIX", "/tmp/kong",
                        "KONG_DECLARATIVE_CONFIG", HostContainer.FILES + "/kong.yml",
                        "KONG_DNS_ORDER", "LAST,A,CNAME",
                        "KONG_PLUGINS", "request-transformer,cors,key-auth,acl",
                        "KONG_ADMIN_LISTEN", "off",
                        "KONG_STATUS_LISTEN", "127.0.0.1:8100"))
                .health("kong", "health");
    }

    HostContainerArgs.Builder studio() {
        return service(SupabaseService.STUDIO)
                .network(edgeNetwork, "studio-out")
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
                .health("node", "-e", fetch("http://localhost:3000/api/platform/profile"));
    }

    /** Arguments of the container that sets passwords and creates databases once. */
    HostContainerArgs.Builder setup() {
        return HostContainerArgs.builder(args.image(SupabaseService.DB), SETUP_MIB)
                .network(backendNetwork, "setup")
                .syslog(LOGS, "setup")
                .user("postgres")
                .once()
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
                .command("psql", "-X", "-q", "-f", HostContainer.FILES + "/setup.sql");
    }

    /** Arguments of the container of the backups; it uses the database's image, which has the programs for them. */
    HostContainerArgs.Builder backup() {
        return HostContainerArgs.builder(args.image(SupabaseService.DB), BACKUP_MIB)
                .network(backendNetwork, "backup")
                .syslog(LOGS, "backup")
                .user("postgres")
                .files(backupScripts())
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
                .health("sh", HostContainer.FILES + "/fresh.sh", "database", "files");
    }

    private HostContainerArgs.Builder service(SupabaseService service) {
        return HostContainerArgs.builder(args.image(service), service.memoryMib())
                .network(backendNetwork, service.alias())
                .syslog(LOGS, service.alias());
    }

    private Output<String> databaseUrl(String scheme, String role, String database) {
        return Output.format(
                "%s://%s:%s@db:5432/%s", Output.of(scheme), Output.of(role), secrets.database(), Output.of(database));
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

    private static Map<String, Output<String>> backupScripts() {
        Map<String, Output<String>> scripts = new LinkedHashMap<>();
        HostFiles.BACKUP_SCRIPTS.forEach(script -> scripts.put(script, Output.of(HostFiles.read(script))));
        return scripts;
    }
}
