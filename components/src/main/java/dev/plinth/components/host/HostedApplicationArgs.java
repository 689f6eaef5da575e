package dev.plinth.components.host;

import com.pulumi.core.Output;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link HostedApplication}. */
public final class HostedApplicationArgs extends ResourceArgs {

    /** The default of {@link Builder#port}. */
    public static final int DEFAULT_PORT = 3000;

    /** The default of {@link Builder#memoryMib}. */
    public static final int DEFAULT_MEMORY_MIB = 384;

    /** The default of {@link Builder#contentSecurityPolicy}. */
    public static final String DEFAULT_CONTENT_SECURITY_POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    /** One of two versions of the application that run at the same time. */
    public enum Color {
        /** The first version. */
        BLUE,
        /** The second version. */
        GREEN
    }

    private final @Nullable DockerHost host;
    private final @Nullable SelfHostedSupabase supabase;
    private final @Nullable SupabaseSecrets secrets;
    private final String domain;
    private final String contact;
    private final Map<Color, String> images;
    private final Color active;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Map<String, Output<String>> secretEnvironment;
    private final int port;
    private final int memoryMib;
    private final String contentSecurityPolicy;

    private HostedApplicationArgs(Builder builder) {
        this.host = builder.host;
        this.supabase = builder.supabase;
        this.secrets = builder.secrets;
        this.domain = builder.domain;
        this.contact = builder.contact;
        this.images = Map.copyOf(builder.images);
        this.active = builder.active;
        this.command = List.copyOf(builder.command);
        this.environment = Map.copyOf(builder.environment);
        this.secretEnvironment = Map.copyOf(builder.secretEnvironment);
        this.port = builder.port;
        this.memoryMib = builder.memoryMib;
        this.contentSecurityPolicy = builder.contentSecurityPolicy;
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
    SelfHostedSupabase supabase() {
        return supabase;
    }

    @Nullable
    SupabaseSecrets secrets() {
        return secrets;
    }

    String domain() {
        return domain;
    }

    String contact() {
        return contact;
    }

    Map<Color, String> images() {
        return images;
    }

    Color active() {
        return active;
    }

    List<String> command() {
        return command;
    }

    Map<String, String> environment() {
        return environment;
    }

    Map<String, Output<String>> secretEnvironment() {
        return secretEnvironment;
    }

    int port() {
        return port;
    }

    int memoryMib() {
        return memoryMib;
    }

    String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    /** Builder of the arguments. */
    public static final class Builder {

        private @Nullable DockerHost host;
        private @Nullable SelfHostedSupabase supabase;
        private @Nullable SupabaseSecrets secrets;
        private String domain = "";
        private String contact = "";
        private Map<Color, String> images = Map.of();
        private Color active = Color.BLUE;
        private List<String> command = List.of("node", "server.js");
        private Map<String, String> environment = Map.of();
        private Map<String, Output<String>> secretEnvironment = Map.of();
        private int port = DEFAULT_PORT;
        private int memoryMib = DEFAULT_MEMORY_MIB;
        private String contentSecurityPolicy = DEFAULT_CONTENT_SECURITY_POLICY;

        private Builder() {}

        /** Sets the host. Required. */
        public Builder host(DockerHost value) {
            host = value;
            return this;
        }

        /** Sets the Supabase of the host. Required. */
        public Builder supabase(SelfHostedSupabase value) {
            supabase = value;
            return this;
        }

        /** Sets the secrets of Supabase and Redis. Required. */
        public Builder secrets(SupabaseSecrets value) {
            secrets = value;
            return this;
        }

        /** Sets the domain. Required. */
        public Builder domain(String value) {
            domain = value;
            return this;
        }

        /** Sets the e-mail address that the certificate authority warns. Required. */
        public Builder contact(String value) {
            contact = value;
            return this;
        }

        /** Sets the image of each version; one or both. Required for the active one. */
        public Builder images(Map<Color, String> value) {
            images = value;
            return this;
        }

        /** Sets the version that gets the traffic. Default: blue. */
        public Builder active(Color value) {
            active = value;
            return this;
        }

        /** Sets the command that starts the application. Default: {@code node server.js}. */
        public Builder command(String... value) {
            command = List.of(value);
            return this;
        }

        /** Sets variables, none of them a credential. */
        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        /** Sets variables with credentials, beside those of Supabase and Redis. */
        public Builder secretEnvironment(Map<String, Output<String>> value) {
            secretEnvironment = value;
            return this;
        }

        /** Sets the application's port. Default: {@value HostedApplicationArgs#DEFAULT_PORT}. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Sets the memory limit of each version in MiB. Default: {@value HostedApplicationArgs#DEFAULT_MEMORY_MIB}. */
        public Builder memoryMib(int value) {
            memoryMib = value;
            return this;
        }

        /** Sets the header Content-Security-Policy. */
        public Builder contentSecurityPolicy(String value) {
            contentSecurityPolicy = value;
            return this;
        }

        /** Returns the arguments. */
        public HostedApplicationArgs build() {
            return new HostedApplicationArgs(this);
        }
    }
}
