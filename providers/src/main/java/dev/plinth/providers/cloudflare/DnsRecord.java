package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.providers.cloudflare.outputs.DnsRecordSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A DNS record (Cloudflare DNS, "Manage DNS records"). */
@ResourceType(type = "cloudflare:index/dnsRecord:DnsRecord")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class DnsRecord extends CustomResource {

    private static final String TYPE = "cloudflare:index/dnsRecord:DnsRecord";

    @Export(name = "comment", refs = String.class, tree = "[0]")
    private Output<String> comment;

    @Export(name = "content", refs = String.class, tree = "[0]")
    private Output<String> content;

    @Export(name = "createdOn", refs = String.class, tree = "[0]")
    private Output<String> createdOn;

    @Export(name = "modifiedOn", refs = String.class, tree = "[0]")
    private Output<String> modifiedOn;

    @Export(name = "name", refs = String.class, tree = "[0]")
    private Output<String> name;

    @Export(name = "priority", refs = Integer.class, tree = "[0]")
    private Output<Integer> priority;

    @Export(name = "privateRouting", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> privateRouting;

    @Export(name = "proxiable", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> proxiable;

    @Export(name = "proxied", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> proxied;

    @Export(name = "settings", refs = DnsRecordSettings.class, tree = "[0]")
    private Output<DnsRecordSettings> settings;

    @Export(
            name = "tags",
            refs = {List.class, String.class},
            tree = "[0,1]")
    private Output<List<String>> tags;

    @Export(name = "ttl", refs = Integer.class, tree = "[0]")
    private Output<Integer> ttl;

    @Export(name = "type", refs = String.class, tree = "[0]")
    private Output<String> type;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** A note that only people see. */
    public Output<Optional<String>> comment() {
        return Codegen.optional(this.comment);
    }

    /** The record's content: an address, a host name, a text. */
    public Output<String> content() {
        return this.content;
    }

    /** When it was made, RFC 3339. */
    public Output<String> createdOn() {
        return this.createdOn;
    }

    /** When it was last changed, RFC 3339. */
    public Output<String> modifiedOn() {
        return this.modifiedOn;
    }

    /** The full name, such as {@code api.example.com}. */
    public Output<String> name() {
        return this.name;
    }

    /** The priority of an MX, SRV or URI record; lower comes first. */
    public Output<Optional<Integer>> priority() {
        return Codegen.optional(this.priority);
    }

    /** Whether traffic is routed privately. */
    public Output<Optional<Boolean>> privateRouting() {
        return Codegen.optional(this.privateRouting);
    }

    /** Whether it could be proxied. */
    public Output<Boolean> proxiable() {
        return this.proxiable;
    }

    /** Whether traffic passes through Cloudflare. */
    public Output<Boolean> proxied() {
        return this.proxied;
    }

    /** How the record is answered. */
    public Output<DnsRecordSettings> settings() {
        return this.settings;
    }

    /** Tags, each {@code name:value}. */
    public Output<List<String>> tags() {
        return this.tags;
    }

    /** The time to live in seconds, 60 to 86400; 1 means automatic, as a proxied record needs it. */
    public Output<Integer> ttl() {
        return this.ttl;
    }

    /** The record's type, such as {@code CNAME}. */
    public Output<String> type() {
        return this.type;
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
    public DnsRecord(String name, DnsRecordArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public DnsRecord(String name, DnsRecordArgs args, @Nullable CustomResourceOptions options) {
        super(
                TYPE,
                name,
                makeArgs(args, options),
                Utilities.makeResourceOptions(options, Codegen.empty(), "cloudflare:index/record:Record"),
                false);
    }

    private DnsRecord(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id, "cloudflare:index/record:Record"), false);
    }

    private static @Nullable DnsRecordArgs makeArgs(DnsRecordArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static DnsRecord get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new DnsRecord(name, id, options);
    }
}
