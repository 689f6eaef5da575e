package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: which zone is looked up. */
public final class GetZoneFilterArgs extends ResourceArgs {

    /** No argument given. */
    public static final GetZoneFilterArgs Empty = new GetZoneFilterArgs();

    @Import(name = "account")
    private @Nullable Output<GetZoneFilterAccountArgs> account;

    @Import(name = "match")
    private @Nullable Output<String> match;

    @Import(name = "name")
    private @Nullable Output<String> name;

    @Import(name = "status")
    private @Nullable Output<String> status;

    /** The account it belongs to. */
    public Optional<Output<GetZoneFilterAccountArgs>> account() {
        return Optional.ofNullable(this.account);
    }

    /** Whether {@code any} or {@code all} conditions must hold. */
    public Optional<Output<String>> match() {
        return Optional.ofNullable(this.match);
    }

    /** Its name, such as {@code example.com}. */
    public Optional<Output<String>> name() {
        return Optional.ofNullable(this.name);
    }

    /** Its status, such as {@code active}. */
    public Optional<Output<String>> status() {
        return Optional.ofNullable(this.status);
    }

    private GetZoneFilterArgs() {}

    private GetZoneFilterArgs(GetZoneFilterArgs other) {
        this.account = other.account;
        this.match = other.match;
        this.name = other.name;
        this.status = other.status;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new GetZoneFilterArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(GetZoneFilterArgs other) {
        return new Builder(new GetZoneFilterArgs(other));
    }

    /** Builds {@link GetZoneFilterArgs}. */
    public static final class Builder {

        private final GetZoneFilterArgs args;

        private Builder(GetZoneFilterArgs args) {
            this.args = args;
        }

        /** The account it belongs to. */
        public Builder account(@Nullable Output<GetZoneFilterAccountArgs> account) {
            args.account = account;
            return this;
        }

        /** The account it belongs to. */
        public Builder account(GetZoneFilterAccountArgs account) {
            return account(Output.of(account));
        }

        /** Whether {@code any} or {@code all} conditions must hold. */
        public Builder match(@Nullable Output<String> match) {
            args.match = match;
            return this;
        }

        /** Whether {@code any} or {@code all} conditions must hold. */
        public Builder match(String match) {
            return match(Output.of(match));
        }

        /** Its name, such as {@code example.com}. */
        public Builder name(@Nullable Output<String> name) {
            args.name = name;
            return this;
        }

        /** Its name, such as {@code example.com}. */
        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** Its status, such as {@code active}. */
        public Builder status(@Nullable Output<String> status) {
            args.status = status;
            return this;
        }

        /** Its status, such as {@code active}. */
        public Builder status(String status) {
            return status(Output.of(status));
        }

        /**
         * Ends the building.
         */
        public GetZoneFilterArgs build() {
            return new GetZoneFilterArgs(args);
        }
    }
}
