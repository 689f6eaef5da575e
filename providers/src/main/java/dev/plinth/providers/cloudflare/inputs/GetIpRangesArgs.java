package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.InvokeArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code getIpRanges}. */
public final class GetIpRangesArgs extends InvokeArgs {

    /** No argument given. */
    public static final GetIpRangesArgs Empty = new GetIpRangesArgs();

    @Import(name = "networks")
    private @Nullable Output<String> networks;

    /** {@code jdcloud} for the ranges of the China network too; nothing otherwise. */
    public Optional<Output<String>> networks() {
        return Optional.ofNullable(this.networks);
    }

    private GetIpRangesArgs() {}

    private GetIpRangesArgs(GetIpRangesArgs other) {
        this.networks = other.networks;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new GetIpRangesArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(GetIpRangesArgs other) {
        return new Builder(new GetIpRangesArgs(other));
    }

    /** Builds {@link GetIpRangesArgs}. */
    public static final class Builder {

        private final GetIpRangesArgs args;

        private Builder(GetIpRangesArgs args) {
            this.args = args;
        }

        /** {@code jdcloud} for the ranges of the China network too; nothing otherwise. */
        public Builder networks(@Nullable Output<String> networks) {
            args.networks = networks;
            return this;
        }

        /** {@code jdcloud} for the ranges of the China network too; nothing otherwise. */
        public Builder networks(String networks) {
            return networks(Output.of(networks));
        }

        /**
         * Ends the building.
         */
        public GetIpRangesArgs build() {
            return new GetIpRangesArgs(args);
        }
    }
}
