package dev.plinth.providers.cloudflare.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input: how a record is answered. */
public final class DnsRecordSettingsArgs extends ResourceArgs {

    /** No argument given. */
    public static final DnsRecordSettingsArgs Empty = new DnsRecordSettingsArgs();

    @Import(name = "flattenCname")
    private @Nullable Output<Boolean> flattenCname;

    @Import(name = "ipv4Only")
    private @Nullable Output<Boolean> ipv4Only;

    @Import(name = "ipv6Only")
    private @Nullable Output<Boolean> ipv6Only;

    /** Whether a CNAME is answered with the addresses it leads to. */
    public Optional<Output<Boolean>> flattenCname() {
        return Optional.ofNullable(this.flattenCname);
    }

    /** Whether only A records are made for a proxied name. */
    public Optional<Output<Boolean>> ipv4Only() {
        return Optional.ofNullable(this.ipv4Only);
    }

    /** Whether only AAAA records are made for a proxied name. */
    public Optional<Output<Boolean>> ipv6Only() {
        return Optional.ofNullable(this.ipv6Only);
    }

    private DnsRecordSettingsArgs() {}

    private DnsRecordSettingsArgs(DnsRecordSettingsArgs other) {
        this.flattenCname = other.flattenCname;
        this.ipv4Only = other.ipv4Only;
        this.ipv6Only = other.ipv6Only;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new DnsRecordSettingsArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(DnsRecordSettingsArgs other) {
        return new Builder(new DnsRecordSettingsArgs(other));
    }

    /** Builds {@link DnsRecordSettingsArgs}. */
    public static final class Builder {

        private final DnsRecordSettingsArgs args;

        private Builder(DnsRecordSettingsArgs args) {
            this.args = args;
        }

        /** Whether a CNAME is answered with the addresses it leads to. */
        public Builder flattenCname(@Nullable Output<Boolean> flattenCname) {
            args.flattenCname = flattenCname;
            return this;
        }

        /** Whether a CNAME is answered with the addresses it leads to. */
        public Builder flattenCname(Boolean flattenCname) {
            return flattenCname(Output.of(flattenCname));
        }

        /** Whether only A records are made for a proxied name. */
        public Builder ipv4Only(@Nullable Output<Boolean> ipv4Only) {
            args.ipv4Only = ipv4Only;
            return this;
        }

        /** Whether only A records are made for a proxied name. */
        public Builder ipv4Only(Boolean ipv4Only) {
            return ipv4Only(Output.of(ipv4Only));
        }

        /** Whether only AAAA records are made for a proxied name. */
        public Builder ipv6Only(@Nullable Output<Boolean> ipv6Only) {
            args.ipv6Only = ipv6Only;
            return this;
        }

        /** Whether only AAAA records are made for a proxied name. */
        public Builder ipv6Only(Boolean ipv6Only) {
            return ipv6Only(Output.of(ipv6Only));
        }

        /**
         * Ends the building.
         */
        public DnsRecordSettingsArgs build() {
            return new DnsRecordSettingsArgs(args);
        }
    }
}
