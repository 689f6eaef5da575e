package dev.plinth.components.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link SupabaseProject}. Required: {@link Builder#organizationId}, {@link Builder#region}, {@link Builder#databasePassword},
 * {@link Builder#allowedRanges} and {@link Builder#siteUrl}. */
public final class SupabaseProjectArgs extends ResourceArgs {

    /** The default of {@link Builder#instanceSize}. */
    public static final String DEFAULT_INSTANCE_SIZE = "small";

    /** The default of {@link Builder#passwordLength}. */
    public static final int DEFAULT_PASSWORD_LENGTH = 12;

    /** The default of {@link Builder#maximumRows}, as in Supabase. */
    public static final int DEFAULT_MAXIMUM_ROWS = 1000;

    @Import
    private final @Nullable String organizationId;

    @Import
    private final @Nullable String region;

    private final @Nullable Output<String> databasePassword;

    @Import
    private final String instanceSize;

    @Import
    private final List<String> allowedRanges;

    @Import
    private final @Nullable String siteUrl;

    @Import
    private final List<String> redirectUrls;

    @Import
    private final int passwordLength;

    @Import
    private final boolean signUp;

    @Import
    private final List<String> schemas;

    @Import
    private final int maximumRows;

    @Import
    private final int pointInTimeRecoveryDays;

    @Import
    private final List<String> apiKeys;

    private SupabaseProjectArgs(Builder builder) {
        this.organizationId = builder.organizationId;
        this.region = builder.region;
        this.databasePassword = builder.databasePassword;
        this.instanceSize = builder.instanceSize;
        this.allowedRanges = builder.allowedRanges;
        this.siteUrl = builder.siteUrl;
        this.redirectUrls = builder.redirectUrls;
        this.passwordLength = builder.passwordLength;
        this.signUp = builder.signUp;
        this.schemas = builder.schemas;
        this.maximumRows = builder.maximumRows;
        this.pointInTimeRecoveryDays = builder.pointInTimeRecoveryDays;
        this.apiKeys = builder.apiKeys;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The organization, or null when it was not given. */
    public @Nullable String organizationId() {
        return organizationId;
    }

    /** The Region, or null when it was not given. */
    public @Nullable String region() {
        return region;
    }

    /** The password of the database, or null when it was not given. */
    public @Nullable Output<String> databasePassword() {
        return databasePassword;
    }

    /** Returns the size of the database. */
    public String instanceSize() {
        return instanceSize;
    }

    /** Returns the address ranges that may connect to the database. */
    public List<String> allowedRanges() {
        return allowedRanges;
    }

    /** The address of the application, or null when it was not given. */
    public @Nullable String siteUrl() {
        return siteUrl;
    }

    /** Returns the further addresses that Auth may return to. */
    public List<String> redirectUrls() {
        return redirectUrls;
    }

    /** Returns the least length of passwords. */
    public int passwordLength() {
        return passwordLength;
    }

    /** Returns whether anyone can sign up. */
    public boolean signUp() {
        return signUp;
    }

    /** Returns the schemas that the APIs show. */
    public List<String> schemas() {
        return schemas;
    }

    /** Returns the most rows of an answer. */
    public int maximumRows() {
        return maximumRows;
    }

    /** Returns the days of point-in-time recovery. */
    public int pointInTimeRecoveryDays() {
        return pointInTimeRecoveryDays;
    }

    /** Returns the names of secret API keys. */
    public List<String> apiKeys() {
        return apiKeys;
    }

    /** Builds {@link SupabaseProjectArgs}. */
    public static final class Builder {

        private @Nullable String organizationId;
        private @Nullable String region;
        private @Nullable Output<String> databasePassword;
        private String instanceSize = DEFAULT_INSTANCE_SIZE;
        private List<String> allowedRanges = List.of();
        private @Nullable String siteUrl;
        private List<String> redirectUrls = List.of();
        private int passwordLength = DEFAULT_PASSWORD_LENGTH;
        private boolean signUp = true;
        private List<String> schemas = List.of("public", "graphql_public");
        private int maximumRows = DEFAULT_MAXIMUM_ROWS;
        private int pointInTimeRecoveryDays = 0;
        private List<String> apiKeys = List.of();

        private Builder() {}

        /** The organization's slug. Another one fails: a project cannot move. Required. */
        public Builder organizationId(String value) {
            this.organizationId = value;
            return this;
        }

        /** The AWS Region of the database, such as {@code eu-central-1}. Another one fails: a project cannot move. Required. */
        public Builder region(String value) {
            this.region = value;
            return this;
        }

        /** The password of the role {@code postgres}. Required. */
        public Builder databasePassword(Output<String> value) {
            this.databasePassword = value;
            return this;
        }

        /** The size of the database: {@code micro} to {@code 48xlarge}. A change restarts it. Default {@value SupabaseProjectArgs#DEFAULT_INSTANCE_SIZE}. */
        public Builder instanceSize(String value) {
            this.instanceSize = value;
            return this;
        }

        /** The address ranges that may connect to the database directly or through its pooler. HTTPS APIs are not restricted. Required. */
        public Builder allowedRanges(List<String> value) {
            this.allowedRanges = List.copyOf(value);
            return this;
        }

        /** The HTTPS address of the application, to which Auth returns. Required. */
        public Builder siteUrl(String value) {
            this.siteUrl = value;
            return this;
        }

        /** Further HTTPS addresses that Auth may return to, such as those of previews; {@code **} stands for any text. Default: none. */
        public Builder redirectUrls(List<String> value) {
            this.redirectUrls = List.copyOf(value);
            return this;
        }

        /** The least length of passwords of users, 8 to 72. Default {@value SupabaseProjectArgs#DEFAULT_PASSWORD_LENGTH}. */
        public Builder passwordLength(int value) {
            this.passwordLength = value;
            return this;
        }

        /** Lets anyone sign up; an email must be confirmed. Default true. */
        public Builder signUp(boolean value) {
            this.signUp = value;
            return this;
        }

        /** The database schemas that the APIs show; each table in them needs row level security. Default {@code public} and {@code graphql_public}. */
        public Builder schemas(List<String> value) {
            this.schemas = List.copyOf(value);
            return this;
        }

        /** The most rows of an answer, 1 to 1000000. Default {@value SupabaseProjectArgs#DEFAULT_MAXIMUM_ROWS}. */
        public Builder maximumRows(int value) {
            this.maximumRows = value;
            return this;
        }

        /** The days of point-in-time recovery that the project is meant to have: 0, 7, 14 or 28. The provider has no resource for this add-on, so that this value is recorded only: {@link SupabaseProject#pointInTimeRecoveryRequest} enables it. Needs the instance size small or more. Default 0. */
        public Builder pointInTimeRecoveryDays(int value) {
            this.pointInTimeRecoveryDays = value;
            return this;
        }

        /** The names of secret API keys, in lower case. Each can be replaced by itself. Default: none. */
        public Builder apiKeys(List<String> value) {
            this.apiKeys = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public SupabaseProjectArgs build() {
            return new SupabaseProjectArgs(this);
        }
    }
}
