package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DNSSEC of a zone (Cloudflare DNS, "DNSSEC"). The registrar needs the DS record. */
@ResourceType(type = "cloudflare:index/zoneDnssec:ZoneDnssec")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class ZoneDnssec extends CustomResource {

    private static final String TYPE = "cloudflare:index/zoneDnssec:ZoneDnssec";

    @Export(name = "algorithm", refs = String.class, tree = "[0]")
    private Output<String> algorithm;

    @Export(name = "digest", refs = String.class, tree = "[0]")
    private Output<String> digest;

    @Export(name = "digestAlgorithm", refs = String.class, tree = "[0]")
    private Output<String> digestAlgorithm;

    @Export(name = "digestType", refs = String.class, tree = "[0]")
    private Output<String> digestType;

    @Export(name = "dnssecMultiSigner", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> dnssecMultiSigner;

    @Export(name = "dnssecPresigned", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> dnssecPresigned;

    @Export(name = "dnssecUseNsec3", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> dnssecUseNsec3;

    @Export(name = "ds", refs = String.class, tree = "[0]")
    private Output<String> ds;

    @Export(name = "flags", refs = Integer.class, tree = "[0]")
    private Output<Integer> flags;

    @Export(name = "keyTag", refs = Integer.class, tree = "[0]")
    private Output<Integer> keyTag;

    @Export(name = "keyType", refs = String.class, tree = "[0]")
    private Output<String> keyType;

    @Export(name = "modifiedOn", refs = String.class, tree = "[0]")
    private Output<String> modifiedOn;

    @Export(name = "publicKey", refs = String.class, tree = "[0]")
    private Output<String> publicKey;

    @Export(name = "status", refs = String.class, tree = "[0]")
    private Output<String> status;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** The algorithm's number. */
    public Output<String> algorithm() {
        return this.algorithm;
    }

    /** The digest. */
    public Output<String> digest() {
        return this.digest;
    }

    /** The digest's algorithm. */
    public Output<String> digestAlgorithm() {
        return this.digestAlgorithm;
    }

    /** The digest type's number. */
    public Output<String> digestType() {
        return this.digestType;
    }

    /** Whether more than one provider signs the zone. */
    public Output<Optional<Boolean>> dnssecMultiSigner() {
        return Codegen.optional(this.dnssecMultiSigner);
    }

    /** Whether a transferred zone keeps its own signatures. */
    public Output<Optional<Boolean>> dnssecPresigned() {
        return Codegen.optional(this.dnssecPresigned);
    }

    /** Whether NSEC3 is used instead of NSEC. */
    public Output<Optional<Boolean>> dnssecUseNsec3() {
        return Codegen.optional(this.dnssecUseNsec3);
    }

    /** The DS record that the registrar needs. */
    public Output<String> ds() {
        return this.ds;
    }

    /** The key's flags. */
    public Output<Integer> flags() {
        return this.flags;
    }

    /** The key's tag. */
    public Output<Integer> keyTag() {
        return this.keyTag;
    }

    /** The key's type. */
    public Output<String> keyType() {
        return this.keyType;
    }

    /** When it was last changed, RFC 3339. */
    public Output<String> modifiedOn() {
        return this.modifiedOn;
    }

    /** The public key. */
    public Output<String> publicKey() {
        return this.publicKey;
    }

    /** {@code active} or {@code disabled}. */
    public Output<Optional<String>> status() {
        return Codegen.optional(this.status);
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    /**
     * Declares the resource.
     *
     * @param name its logical name
     * @param args its arguments
     */
    public ZoneDnssec(String name, ZoneDnssecArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public ZoneDnssec(String name, ZoneDnssecArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private ZoneDnssec(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable ZoneDnssecArgs makeArgs(ZoneDnssecArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static ZoneDnssec get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new ZoneDnssec(name, id, options);
    }
}
