package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: the account that a zone belongs to. */
public final class GetZoneFilterAccountArgs extends ResourceArgs {

    /** No argument given. */
    public static final GetZoneFilterAccountArgs Empty = new GetZoneFilterAccountArgs();

    @Import(name = "id")
    private @Nullable Output<String> id;

    @Import(name = "name")
    private @Nullable Output<String> name;

    /** The account's id. */
    public Optional<Output<String>> id() {
        return Optional.ofNullable(this.id);
    }

    /** The account's name. */
    public Optional<Output<String>> name() {
        return Optional.ofNullable(this.name);
    }

    private GetZoneFilterAccountArgs() {}

    private GetZoneFilterAccountArgs(GetZoneFilterAccountArgs other) {
        this.id = other.id;
        this.name = other.name;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new GetZoneFilterAccountArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(GetZoneFilterAccountArgs other) {
        return new Builder(new GetZoneFilterAccountArgs(other));
    }

    /** Builds {@link GetZoneFilterAccountArgs}. */
    public static final class Builder {

        private final GetZoneFilterAccountArgs args;

        private Builder(GetZoneFilterAccountArgs args) {
            this.args = args;
        }

        /** The account's id. */
        public Builder id(@Nullable Output<String> id) {
            args.id = id;
            return this;
        }

        /** The account's id. */
        public Builder id(String id) {
            return id(Output.of(id));
        }

        /** The account's name. */
        public Builder name(@Nullable Output<String> name) {
            args.name = name;
            return this;
        }

        /** The account's name. */
        public Builder name(String name) {
            return name(Output.of(name));
        }

        /**
         * Ends the building.
         */
        public GetZoneFilterAccountArgs build() {
            return new GetZoneFilterAccountArgs(args);
        }
    }
}
