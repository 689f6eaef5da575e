package dev.plinth.components.host;

import com.pulumi.core.Output;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import dev.plinth.components.host.HostContainerArgs.Port;
import dev.plinth.components.host.HostedApplicationArgs.Color;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An application on a Docker host, in two versions behind a reverse proxy with certificates that renew, and Redis.
 *
 * <p>To release: set the image of the inactive version, deploy, then make it active. The switch happens after its health checks
 * succeed, without closing connections; if they fail, the update fails and traffic stays. The previous version keeps running, so that
 * making it active again is the rollback.
 */
public final class HostedApplication extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:host:HostedApplication";

    private static final String PROXY_IMAGE = "nginxinc/nginx-unprivileged:1.27.4-bookworm";
    private static final String CERTBOT_IMAGE = "certbot/certbot:v3.2.0";
    private static final String REDIS_IMAGE = "redis:7.4.2-bookworm";
    private static final String EVERY_ADDRESS = "0.0.0.0";

    /** The account of the proxy's image, which owns the directory of its state. */
    private static final String PROXY_USER = "101";

    private static final int HTTP = 8080;
    private static final int HTTPS = 8443;

    private final HostedApplicationArgs args;
    private final ProviderResource provider;
    private final SelfHostedSupabase supabase;
    private final SupabaseSecrets secrets;

    /**
     * Creates the application.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public HostedApplication(String name, HostedApplicationArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.provider = Objects.requireNonNull(args.host()).provider();
        this.supabase = Objects.requireNonNull(args.supabase());
        this.secrets = Objects.requireNonNull(args.secrets());
        HostContainer redis = createRedis();
        createRedisBackup(redis);
        Map<Color, HostContainer> versions = createVersions(redis);
        HostContainer active = Objects.requireNonNull(versions.get(args.active()));
        Output<String> state = volume("proxy-state", HostContainer.recreatable(), childOptions());
        HostContainer proxy = createProxy(state, active);
        createCertificates(state, proxy);
        createSwitch(state, proxy, active);
        registerOutputs(Map.of("url", url()));
    }

    /** The application's address. */
    public Output<String> url() {
        return Output.of("https://" + args.domain());
    }

    private static HostedApplicationArgs validated(String name, HostedApplicationArgs args) {
        Validation.of("HostedApplication", name)
                .required("host", args.host() == null ? null : "given")
                .required("supabase", args.supabase() == null ? null : "given")
                .required("secrets", args.secrets() == null ? null : "given")
                .check(
                        args.domain().matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"),
                        "domain",
                        args.domain(),
                        "a domain such as example.com")
                .check(args.contact().matches("[^@\\s]+@[^@\\s]+"), "contact", args.contact(), "an e-mail address")
                .check(
                        args.images().containsKey(args.active()),
                        "images",
                        args.images().keySet(),
                        "given for the active version, " + lower(args.active()))
                .check(!args.command().isEmpty(), "command", args.command(), "given")
                .check(
                        !args.contentSecurityPolicy().matches("(?s).*[\"\\n;]{2}.*|.*[\"\\n].*"),
                        "contentSecurityPolicy",
                        args.contentSecurityPolicy(),
                        "a policy in one line without double quotation marks")
                .throwIfAny();
        return args;
    }

    private static String lower(Color color) {
        return color.name().toLowerCase(Locale.ROOT);
    }

    private ComponentResourceOptions containerOptions() {
        return childComponentOptions().providers(List.of(provider)).build();
    }

    private Output<String> dataVolume(String part, VolumeArgs arguments) {
        return volume(part, arguments, statefulChildOptions());
    }

    private Output<String> volume(String part, VolumeArgs arguments, CustomResourceOptions.Builder options) {
        return new Volume(childName(part), arguments, options.provider(provider).build()).name();
    }

    private HostContainer createRedis() {
        String password = HostContainer.FILES + "/password";
        return new HostContainer(
                childName("redis"),
                HostContainerArgs.builder(REDIS_IMAGE, 128)
                        .network(supabase.backendNetwork(), "redis")
                        .user("redis")
                        .volume("/data", dataVolume("redis-data", HostContainer.backedUpDaily()))
                        .files(
                                Map.of(
                                        "password",
                                        secrets.redis(),
                                        "redis.conf",
                                        secrets.redis()
                                                .applyValue(
                                                        value -> "requirepass " + value
                                                                + "\nmaxmemory 96mb\nmaxmemory-policy allkeys-lru\nappendonly no\nsave 300 1\ndir /data\n")))
                        .command("redis-server", HostContainer.FILES + "/redis.conf")
                        .health("sh", "-c", "REDISCLI_AUTH=$(cat " + password + ") redis-cli ping | grep -q PONG")
                        .build(),
                containerOptions());
    }

    private void createRedisBackup(HostContainer redis) {
        Map<String, Output<String>> files = scripts(HostFiles.BACKUP_SCRIPTS);
        files.put("password", secrets.redis());
        new HostContainer(
                childName("redis-backup"),
                HostContainerArgs.builder(REDIS_IMAGE, 48)
                        .network(supabase.backendNetwork(), "redis-backup")
                        .user("redis")
                        .after(redis)
                        .volume("/data", dataVolume("redis-backups", HostContainer.backups()))
                        .files(files)
                        .environment(Map.of(
                                "REDIS_HOST", "redis",
                                "REDIS_PASSWORD_FILE", HostContainer.FILES + "/password",
                                "BACKUP_DIR", "/data",
                                "STATUS_DIR", "/data/status"))
                        .command("sh", HostContainer.FILES + "/schedule.sh", "redis:7")
                        .health("sh", HostContainer.FILES + "/fresh.sh", "redis")
                        .build(),
                containerOptions());
    }

    private static Map<String, Output<String>> scripts(List<String> names) {
        Map<String, Output<String>> files = new LinkedHashMap<>();
        names.forEach(script -> files.put(script, Output.of(HostFiles.read(script))));
        return files;
    }

    private Map<Color, HostContainer> createVersions(HostContainer redis) {
        Map<String, Output<String>> credentials = new LinkedHashMap<>(args.secretEnvironment());
        credentials.put("DATABASE_URL", Output.format("postgresql://postgres:%s@db:5432/postgres", secrets.database()));
        credentials.put("REDIS_URL", Output.format("redis://:%s@redis:6379", secrets.redis()));
        credentials.put("SUPABASE_ANON_KEY", secrets.anonKey());
        credentials.put("SUPABASE_SERVICE_ROLE_KEY", secrets.serviceRoleKey());
        Map<String, String> environment = new TreeMap<>(args.environment());
        environment.put("SUPABASE_URL", "https://api." + args.domain());
        environment.put("PORT", Integer.toString(args.port()));
        Map<Color, HostContainer> versions = new EnumMap<>(Color.class);
        args.images()
                .forEach((color, image) -> versions.put(
                        color,
                        new HostContainer(
                                childName(lower(color)),
                                HostContainerArgs.builder(image, args.memoryMib())
                                        .network(supabase.backendNetwork(), "app-" + lower(color) + "-data")
                                        .network(supabase.edgeNetwork(), "app-" + lower(color))
                                        .after(redis)
                                        .after(supabase.ready().toArray(Resource[]::new))
                                        .environment(environment)
                                        .secretEnvironment(credentials)
                                        .command(args.command().toArray(String[]::new))
                                        .health(
                                                "node",
                                                "-e",
                                                "fetch('http://localhost:" + args.port()
                                                        + "/api/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))")
                                        .build(),
                                containerOptions())));
        return versions;
    }

    private String address(Color color) {
        return "app-" + lower(color) + ":" + args.port();
    }

    private HostContainer createProxy(Output<String> state, HostContainer active) {
        String configuration = new ProxyConfiguration(
                        args.domain(),
                        "gateway-in:8000",
                        HTTP,
                        HTTPS,
                        20,
                        100,
                        args.contentSecurityPolicy(),
                        ProxyConfiguration.Paths.CONTAINER)
                .text();
        Map<String, Output<String>> files = scripts(List.of("proxy.sh"));
        files.put("nginx.conf", Output.of(configuration));
        return new HostContainer(
                childName("proxy"),
                HostContainerArgs.builder(PROXY_IMAGE, 96)
                        .network(supabase.edgeNetwork(), "proxy")
                        .user(PROXY_USER)
                        .after(active)
                        .port(new Port(HTTP, 80, EVERY_ADDRESS, "tcp"))
                        .port(new Port(HTTPS, 443, EVERY_ADDRESS, "tcp"))
                        .volume("/etc/nginx/conf.d", state)
                        .readOnlyVolume("/backups/status", supabase.backupStatusVolume())
                        .files(files)
                        .environment(Map.of(
                                "NGINX_CONF", HostContainer.FILES + "/nginx.conf",
                                "DOMAIN", args.domain(),
                                // The first version only: later switches keep the proxy.
                                "ACTIVE", address(Color.BLUE)))
                        .entrypoint("/bin/sh")
                        .command(HostContainer.FILES + "/proxy.sh")
                        .health("curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:" + HTTP + "/proxy-health")
                        .build(),
                containerOptions());
    }

    private void createCertificates(Output<String> state, HostContainer proxy) {
        new HostContainer(
                childName("certificates"),
                HostContainerArgs.builder(CERTBOT_IMAGE, 96)
                        .network(supabase.edgeNetwork(), "certificates")
                        .user(PROXY_USER)
                        .after(proxy)
                        .volume("/state", state)
                        .files(scripts(List.of("certificates.sh")))
                        .environment(Map.of("CONTACT", args.contact()))
                        .entrypoint("/bin/sh")
                        .command(HostContainer.FILES + "/certificates.sh", args.domain(), "api." + args.domain())
                        // The certificate needs DNS records that may follow.
                        .health("sh", "-c", "test $(($(date +%s) - $(cat /state/live/checked))) -lt 90000")
                        .notAwaited()
                        .build(),
                containerOptions());
    }

    private void createSwitch(Output<String> state, HostContainer proxy, HostContainer active) {
        new HostContainer(
                childName("switch"),
                HostContainerArgs.builder(PROXY_IMAGE, 32)
                        .network(supabase.edgeNetwork(), "switch")
                        .user(PROXY_USER)
                        .once()
                        .after(proxy, active)
                        .volume("/state", state)
                        .files(scripts(List.of("switch.sh")))
                        .entrypoint("/bin/sh")
                        .command(
                                HostContainer.FILES + "/switch.sh",
                                address(args.active()),
                                Objects.requireNonNull(args.images().get(args.active())))
                        .build(),
                containerOptions());
    }
}
