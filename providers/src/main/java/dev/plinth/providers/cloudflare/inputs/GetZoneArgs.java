package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.InvokeArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code getZone}. */
public final class GetZoneArgs extends InvokeArgs {

    /** No argument given. */
    public static final GetZoneArgs Empty = new GetZoneArgs();

    @Import(name = "filter")
    private @Nullable Output<GetZoneFilterArgs> filter;

    @Import(name = "zoneId")
    private @Nullable Output<String> zoneId;

    /** Which zone, when its id is not known. */
    public Optional<Output<GetZoneFilterArgs>> filter() {
        return Optional.ofNullable(this.filter);
    }

    /** The zone's id. */
    public Optional<Output<String>> zoneId() {
        return Optional.ofNullable(this.zoneId);
    }

    private GetZoneArgs() {}

    private GetZoneArgs(GetZoneArgs other) {
        this.filter = other.filter;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new GetZoneArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(GetZoneArgs other) {
        return new Builder(new GetZoneArgs(other));
    }

    /** Builds {@link GetZoneArgs}. */
    public static final class Builder {

        private final GetZoneArgs args;

        private Builder(GetZoneArgs args) {
            this.args = args;
        }

        /** Which zone, when its id is not known. */
        public Builder filter(@Nullable Output<GetZoneFilterArgs> filter) {
            args.filter = filter;
            return this;
        }

        /** Which zone, when its id is not known. */
        public Builder filter(GetZoneFilterArgs filter) {
            return filter(Output.of(filter));
        }

        /** The zone's id. */
        public Builder zoneId(@Nullable Output<String> zoneId) {
            args.zoneId = zoneId;
            return this;
        }

        /** The zone's id. */
        public Builder zoneId(String zoneId) {
            return zoneId(Output.of(zoneId));
        }

        /**
         * Ends the building.
         */
        public GetZoneArgs build() {
            return new GetZoneArgs(args);
        }
    }
}
