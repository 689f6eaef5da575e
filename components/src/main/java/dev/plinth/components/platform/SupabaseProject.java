package dev.plinth.components.platform;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.supabase.Apikey;
import com.pulumi.supabase.ApikeyArgs;
import com.pulumi.supabase.Project;
import com.pulumi.supabase.ProjectArgs;
import com.pulumi.supabase.Settings;
import com.pulumi.supabase.SettingsArgs;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project of hosted Supabase: PostgreSQL with TLS and named address ranges, Auth with confirmed emails, APIs with named
 * schemas, and secret API keys that can be replaced one by one.
 *
 * <p>Supabase makes a daily backup of every project on a paid plan. Point-in-time recovery is an add-on that the provider
 * cannot enable; {@link #pointInTimeRecoveryRequest} is the request to the Management API that does.
 *
 * @see <a href="https://supabase.com/docs/guides/deployment/going-into-prod">Production checklist</a>
 */
public final class SupabaseProject extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:platform:SupabaseProject";

    /** The days that the add-on is sold for. */
    private static final Set<Integer> RECOVERY_DAYS = Set.of(0, 7, 14, 28);

    private static final Set<String> TOO_SMALL_FOR_RECOVERY = Set.of("nano", "micro");

    /** An hour, as Supabase has it by default. */
    private static final int EXPIRY_SECONDS = 3600;

    /** bcrypt reads no more. */
    private static final int LONGEST_PASSWORD = 72;

    private static final int SHORTEST_PASSWORD = 8;
    private static final int MOST_ROWS = 1_000_000;

    private final Project project;
    private final int pointInTimeRecoveryDays;
    private final Map<String, Apikey> keys = new TreeMap<>();

    /**
     * Creates the project.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public SupabaseProject(String name, SupabaseProjectArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the project with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public SupabaseProject(String name, SupabaseProjectArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.pointInTimeRecoveryDays = args.pointInTimeRecoveryDays();
        this.project = createProject(args);
        Settings settings = createSettings(args);
        args.apiKeys().forEach(key -> keys.put(key, createKey(key, settings)));
        registerOutputs(Map.of("reference", reference(), "url", url()));
    }

    /** The project's reference, 20 letters. */
    public Output<String> reference() {
        return project.id();
    }

    /** The address of the APIs. */
    public Output<String> url() {
        return project.id().applyValue(id -> "https://" + id + ".supabase.co");
    }

    /**
     * A secret API key.
     *
     * @param name one of {@link SupabaseProjectArgs.Builder#apiKeys}
     * @throws IllegalArgumentException when there is no such key
     */
    public Output<String> apiKey(String name) {
        Apikey key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("no API key " + name + "; expected one of " + keys.keySet());
        }
        return key.apiKey().asSecret();
    }

    /**
     * The body of the request that enables point-in-time recovery: {@code PATCH /v1/projects/REFERENCE/billing/addons}; empty
     * for none.
     *
     * @see <a href="https://supabase.com/docs/reference/api/v1-apply-project-addon">Management API</a>
     */
    public String pointInTimeRecoveryRequest() {
        return pointInTimeRecoveryDays == 0
                ? ""
                : Json.write(Map.of("addon_type", "pitr", "addon_variant", "pitr_" + pointInTimeRecoveryDays));
    }

    /** Legacy keys are on unless the deprecated property says otherwise. */
    @SuppressWarnings("deprecation")
    private Project createProject(SupabaseProjectArgs args) {
        return new Project(
                childName("project"),
                ProjectArgs.builder()
                        .name(name())
                        .organizationId(Objects.requireNonNull(args.organizationId()))
                        .region(Objects.requireNonNull(args.region()))
                        .databasePassword(
                                Objects.requireNonNull(args.databasePassword()).asSecret())
                        .instanceSize(args.instanceSize())
                        .legacyApiKeysEnabled(false)
                        .build(),
                statefulChildOptions().build());
    }

    private Settings createSettings(SupabaseProjectArgs args) {
        return new Settings(
                childName("settings"),
                SettingsArgs.builder()
                        .projectRef(project.id())
                        .network(Json.write(Map.of("restrictions", args.allowedRanges())))
                        .sslEnforcement(true)
                        .auth(Json.write(Map.of(
                                "site_url",
                                Objects.requireNonNull(args.siteUrl()),
                                "uri_allow_list",
                                String.join(",", args.redirectUrls()),
                                "disable_signup",
                                !args.signUp(),
                                "mailer_autoconfirm",
                                false,
                                "mailer_otp_exp",
                                EXPIRY_SECONDS,
                                "jwt_exp",
                                EXPIRY_SECONDS,
                                "password_min_length",
                                args.passwordLength(),
                                "refresh_token_rotation_enabled",
                                true)))
                        .api(Json.write(
                                Map.of("db_schema", String.join(",", args.schemas()), "max_rows", args.maximumRows())))
                        .build(),
                childOptions().build());
    }

    /** Keys follow the settings, so that no key exists while the project is open. */
    private Apikey createKey(String key, Settings settings) {
        return new Apikey(
                childName("key-" + key.replace('_', '-')),
                ApikeyArgs.builder().projectRef(project.id()).name(key).build(),
                childOptions().dependsOn(settings).build());
    }

    private static SupabaseProjectArgs validated(String name, SupabaseProjectArgs args) {
        Validation validation = Validation.of("SupabaseProject", name)
                .required("organizationId", args.organizationId())
                .required("region", args.region())
                .required("databasePassword", args.databasePassword())
                .check(!args.allowedRanges().isEmpty(), "allowedRanges", "empty", "at least one range")
                .check(
                        args.siteUrl() != null && args.siteUrl().startsWith("https://"),
                        "siteUrl",
                        args.siteUrl(),
                        "an HTTPS address")
                .check(
                        args.passwordLength() >= SHORTEST_PASSWORD && args.passwordLength() <= LONGEST_PASSWORD,
                        "passwordLength",
                        args.passwordLength(),
                        "8 to 72")
                .check(
                        args.maximumRows() >= 1 && args.maximumRows() <= MOST_ROWS,
                        "maximumRows",
                        args.maximumRows(),
                        "1 to 1000000")
                .check(
                        RECOVERY_DAYS.contains(args.pointInTimeRecoveryDays()),
                        "pointInTimeRecoveryDays",
                        args.pointInTimeRecoveryDays(),
                        "0, 7, 14 or 28")
                .check(
                        args.pointInTimeRecoveryDays() == 0 || !TOO_SMALL_FOR_RECOVERY.contains(args.instanceSize()),
                        "instanceSize",
                        args.instanceSize(),
                        "small or more, which point-in-time recovery needs");
        args.allowedRanges()
                .forEach(range ->
                        validation.check(isRange(range), "allowedRanges", range, "a range such as 203.0.113.0/24"));
        args.redirectUrls()
                .forEach(url -> validation.check(
                        url.startsWith("https://") && !url.contains(","), "redirectUrls", url, "an HTTPS address"));
        args.apiKeys()
                .forEach(key -> validation.check(
                        key.matches("[a-z_][a-z0-9_]*"), "apiKeys", key, "lower case letters, digits and underscores"));
        validation.throwIfAny();
        return args;
    }

    private static boolean isRange(String range) {
        IPAddress address = new IPAddressString(range).getAddress();
        return !range.isBlank() && address != null && address.isPrefixed() && address.getNetworkPrefixLength() > 0;
    }
}
