package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link Provider}. */
public final class ProviderArgs extends ResourceArgs {

    /** No argument given. */
    public static final ProviderArgs Empty = new ProviderArgs();

    @Import(name = "apiKey")
    private @Nullable Output<String> apiKey;

    @Import(name = "apiToken")
    private @Nullable Output<String> apiToken;

    @Import(name = "apiUserServiceKey")
    private @Nullable Output<String> apiUserServiceKey;

    @Import(name = "baseUrl")
    private @Nullable Output<String> baseUrl;

    @Import(name = "email")
    private @Nullable Output<String> email;

    @Import(name = "userAgentOperatorSuffix")
    private @Nullable Output<String> userAgentOperatorSuffix;

    /** The global API key of a user, kept secret; prefer {@code apiToken}. */
    public Optional<Output<String>> apiKey() {
        return Optional.ofNullable(this.apiKey);
    }

    /** An API token with the least permissions, kept secret; {@code CLOUDFLARE_API_TOKEN} when not given. */
    public Optional<Output<String>> apiToken() {
        return Optional.ofNullable(this.apiToken);
    }

    /** The key for the Origin CA endpoints, kept secret. */
    public Optional<Output<String>> apiUserServiceKey() {
        return Optional.ofNullable(this.apiUserServiceKey);
    }

    /** The base URL of the API. */
    public Optional<Output<String>> baseUrl() {
        return Optional.ofNullable(this.baseUrl);
    }

    /** The user's e-mail address, needed with {@code apiKey}. */
    public Optional<Output<String>> email() {
        return Optional.ofNullable(this.email);
    }

    /** Text added to the user agent. */
    public Optional<Output<String>> userAgentOperatorSuffix() {
        return Optional.ofNullable(this.userAgentOperatorSuffix);
    }

    private ProviderArgs() {}

    private ProviderArgs(ProviderArgs other) {
        this.apiKey = other.apiKey;
        this.apiToken = other.apiToken;
        this.apiUserServiceKey = other.apiUserServiceKey;
        this.baseUrl = other.baseUrl;
        this.email = other.email;
        this.userAgentOperatorSuffix = other.userAgentOperatorSuffix;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new ProviderArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(ProviderArgs other) {
        return new Builder(new ProviderArgs(other));
    }

    /** Builds {@link ProviderArgs}. */
    public static final class Builder {

        private final ProviderArgs args;

        private Builder(ProviderArgs args) {
            this.args = args;
        }

        /** The global API key of a user, kept secret; prefer {@code apiToken}. */
        public Builder apiKey(@Nullable Output<String> apiKey) {
            args.apiKey = apiKey == null ? null : apiKey.asSecret();
            return this;
        }

        /** The global API key of a user, kept secret; prefer {@code apiToken}. */
        public Builder apiKey(String apiKey) {
            return apiKey(Output.of(apiKey));
        }

        /** An API token with the least permissions, kept secret; {@code CLOUDFLARE_API_TOKEN} when not given. */
        public Builder apiToken(@Nullable Output<String> apiToken) {
            args.apiToken = apiToken == null ? null : apiToken.asSecret();
            return this;
        }

        /** An API token with the least permissions, kept secret; {@code CLOUDFLARE_API_TOKEN} when not given. */
        public Builder apiToken(String apiToken) {
            return apiToken(Output.of(apiToken));
        }

        /** The key for the Origin CA endpoints, kept secret. */
        public Builder apiUserServiceKey(@Nullable Output<String> apiUserServiceKey) {
            args.apiUserServiceKey = apiUserServiceKey == null ? null : apiUserServiceKey.asSecret();
            return this;
        }

        /** The key for the Origin CA endpoints, kept secret. */
        public Builder apiUserServiceKey(String apiUserServiceKey) {
            return apiUserServiceKey(Output.of(apiUserServiceKey));
        }

        /** The base URL of the API. */
        public Builder baseUrl(@Nullable Output<String> baseUrl) {
            args.baseUrl = baseUrl;
            return this;
        }

        /** The base URL of the API. */
        public Builder baseUrl(String baseUrl) {
            return baseUrl(Output.of(baseUrl));
        }

        /** The user's e-mail address, needed with {@code apiKey}. */
        public Builder email(@Nullable Output<String> email) {
            args.email = email;
            return this;
        }

        /** The user's e-mail address, needed with {@code apiKey}. */
        public Builder email(String email) {
            return email(Output.of(email));
        }

        /** Text added to the user agent. */
        public Builder userAgentOperatorSuffix(@Nullable Output<String> userAgentOperatorSuffix) {
            args.userAgentOperatorSuffix = userAgentOperatorSuffix;
            return this;
        }

        /** Text added to the user agent. */
        public Builder userAgentOperatorSuffix(String userAgentOperatorSuffix) {
            return userAgentOperatorSuffix(Output.of(userAgentOperatorSuffix));
        }

        /**
         * Ends the building.
         */
        public ProviderArgs build() {
            return new ProviderArgs(args);
        }
    }
}
