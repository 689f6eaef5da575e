package dev.plinth.components.host;

import com.pulumi.resources.ResourceArgs;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link SelfHostedSupabase}. */
public final class SelfHostedSupabaseArgs extends ResourceArgs {

    /** The default of {@link Builder#fileRetentionDays}. */
    public static final int DEFAULT_FILE_RETENTION_DAYS = 7;

    /** The default of {@link Builder#databaseRetentionDays}. */
    public static final int DEFAULT_DATABASE_RETENTION_DAYS = 30;

    private final @Nullable DockerHost host;
    private final @Nullable SupabaseSecrets secrets;
    private final String domain;
    private final Map<SupabaseService, String> digests;
    private final int databaseRetentionDays;
    private final int fileRetentionDays;

    private SelfHostedSupabaseArgs(Builder builder) {
        this.host = builder.host;
        this.secrets = builder.secrets;
        this.domain = builder.domain;
        this.digests = new EnumMap<>(builder.digests);
        this.databaseRetentionDays = builder.databaseRetentionDays;
        this.fileRetentionDays = builder.fileRetentionDays;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Nullable
    DockerHost host() {
        return host;
    }

    @Nullable
    SupabaseSecrets secrets() {
        return secrets;
    }

    String domain() {
        return domain;
    }

    Map<SupabaseService, String> digests() {
        return digests;
    }

    int databaseRetentionDays() {
        return databaseRetentionDays;
    }

    int fileRetentionDays() {
        return fileRetentionDays;
    }

    /** The image of a service, with its digest where one is given. */
    String image(SupabaseService service) {
        String digest = digests.get(service);
        return digest == null ? service.image() : service.image() + "@" + digest;
    }

    /** Builder of the arguments. */
    public static final class Builder {

        private @Nullable DockerHost host;
        private @Nullable SupabaseSecrets secrets;
        private String domain = "";
        private Map<SupabaseService, String> digests = new EnumMap<>(SupabaseService.class);
        private int databaseRetentionDays = DEFAULT_DATABASE_RETENTION_DAYS;
        private int fileRetentionDays = DEFAULT_FILE_RETENTION_DAYS;

        private Builder() {}

        /** Sets the host. Required. */
        public Builder host(DockerHost value) {
            host = value;
            return this;
        }

        /** Sets the secrets. Required. */
        public Builder secrets(SupabaseSecrets value) {
            secrets = value;
            return this;
        }

        /** Sets the application's domain; the API's is {@code api.} before it. Required. */
        public Builder domain(String value) {
            domain = value;
            return this;
        }

        /** Sets the digests of images, {@code sha256:…}, which are appended to their tags. */
        public Builder digests(Map<SupabaseService, String> value) {
            digests = new EnumMap<>(SupabaseService.class);
            digests.putAll(value);
            return this;
        }

        /** Sets the days that database backups are kept. Default: {@value SelfHostedSupabaseArgs#DEFAULT_DATABASE_RETENTION_DAYS}. */
        public Builder databaseRetentionDays(int value) {
            databaseRetentionDays = value;
            return this;
        }

        /** Sets the days that file backups are kept. Default: {@value SelfHostedSupabaseArgs#DEFAULT_FILE_RETENTION_DAYS}. */
        public Builder fileRetentionDays(int value) {
            fileRetentionDays = value;
            return this;
        }

        /** Returns the arguments. */
        public SelfHostedSupabaseArgs build() {
            return new SelfHostedSupabaseArgs(this);
        }
    }
}
