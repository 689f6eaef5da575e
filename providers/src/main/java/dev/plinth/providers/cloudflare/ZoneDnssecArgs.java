package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link ZoneDnssec}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class ZoneDnssecArgs extends ResourceArgs {

    @Import(name = "dnssecMultiSigner")
    private @Nullable Output<Boolean> dnssecMultiSigner;

    @Import(name = "dnssecPresigned")
    private @Nullable Output<Boolean> dnssecPresigned;

    @Import(name = "dnssecUseNsec3")
    private @Nullable Output<Boolean> dnssecUseNsec3;

    @Import(name = "status")
    private @Nullable Output<String> status;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** Whether more than one provider signs the zone. */
    public Optional<Output<Boolean>> dnssecMultiSigner() {
        return Optional.ofNullable(this.dnssecMultiSigner);
    }

    /** Whether a transferred zone keeps its own signatures. */
    public Optional<Output<Boolean>> dnssecPresigned() {
        return Optional.ofNullable(this.dnssecPresigned);
    }

    /** Whether NSEC3 is used instead of NSEC. */
    public Optional<Output<Boolean>> dnssecUseNsec3() {
        return Optional.ofNullable(this.dnssecUseNsec3);
    }

    /** {@code active} or {@code disabled}. */
    public Optional<Output<String>> status() {
        return Optional.ofNullable(this.status);
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private ZoneDnssecArgs() {}

    private ZoneDnssecArgs(ZoneDnssecArgs other) {
        this.dnssecMultiSigner = other.dnssecMultiSigner;
        this.dnssecPresigned = other.dnssecPresigned;
        this.dnssecUseNsec3 = other.dnssecUseNsec3;
        this.status = other.status;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new ZoneDnssecArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(ZoneDnssecArgs other) {
        return new Builder(new ZoneDnssecArgs(other));
    }

    /** Builds {@link ZoneDnssecArgs}. */
    public static final class Builder {

        private final ZoneDnssecArgs args;

        private Builder(ZoneDnssecArgs args) {
            this.args = args;
        }

        /** Whether more than one provider signs the zone. */
        public Builder dnssecMultiSigner(@Nullable Output<Boolean> dnssecMultiSigner) {
            args.dnssecMultiSigner = dnssecMultiSigner;
            return this;
        }

        /** Whether more than one provider signs the zone. */
        public Builder dnssecMultiSigner(Boolean dnssecMultiSigner) {
            return dnssecMultiSigner(Output.of(dnssecMultiSigner));
        }

        /** Whether a transferred zone keeps its own signatures. */
        public Builder dnssecPresigned(@Nullable Output<Boolean> dnssecPresigned) {
            args.dnssecPresigned = dnssecPresigned;
            return this;
        }

        /** Whether a transferred zone keeps its own signatures. */
        public Builder dnssecPresigned(Boolean dnssecPresigned) {
            return dnssecPresigned(Output.of(dnssecPresigned));
        }

        /** Whether NSEC3 is used instead of NSEC. */
        public Builder dnssecUseNsec3(@Nullable Output<Boolean> dnssecUseNsec3) {
            args.dnssecUseNsec3 = dnssecUseNsec3;
            return this;
        }

        /** Whether NSEC3 is used instead of NSEC. */
        public Builder dnssecUseNsec3(Boolean dnssecUseNsec3) {
            return dnssecUseNsec3(Output.of(dnssecUseNsec3));
        }

        /** {@code active} or {@code disabled}. */
        public Builder status(@Nullable Output<String> status) {
            args.status = status;
            return this;
        }

        /** {@code active} or {@code disabled}. */
        public Builder status(String status) {
            return status(Output.of(status));
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(Output<String> zoneId) {
            args.zoneId = zoneId;
            return this;
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(String zoneId) {
            return zoneId(Output.of(zoneId));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public ZoneDnssecArgs build() {
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("ZoneDnssecArgs", "zoneId");
            }
            return new ZoneDnssecArgs(args);
        }
    }
}
