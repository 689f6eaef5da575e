package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.providers.cloudflare.outputs.RulesetRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ruleset: the rules of one phase of the handling of a request (Cloudflare Ruleset Engine). A zone has at
 * most one entry-point ruleset, of kind {@code zone}, in each phase.
 */
@ResourceType(type = "cloudflare:index/ruleset:Ruleset")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class Ruleset extends CustomResource {

    private static final String TYPE = "cloudflare:index/ruleset:Ruleset";

    @Export(name = "accountId", refs = String.class, tree = "[0]")
    private Output<String> accountId;

    @Export(name = "description", refs = String.class, tree = "[0]")
    private Output<String> description;

    @Export(name = "kind", refs = String.class, tree = "[0]")
    private Output<String> kind;

    @Export(name = "lastUpdated", refs = String.class, tree = "[0]")
    private Output<String> lastUpdated;

    @Export(name = "name", refs = String.class, tree = "[0]")
    private Output<String> name;

    @Export(name = "phase", refs = String.class, tree = "[0]")
    private Output<String> phase;

    @Export(
            name = "rules",
            refs = {List.class, RulesetRule.class},
            tree = "[0,1]")
    private Output<List<RulesetRule>> rules;

    @Export(name = "version", refs = String.class, tree = "[0]")
    private Output<String> version;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** The account's id, for a ruleset of an account; another value replaces the resource. */
    public Output<Optional<String>> accountId() {
        return Codegen.optional(this.accountId);
    }

    /** What the ruleset is for. */
    public Output<String> description() {
        return this.description;
    }

    /** {@code zone}, {@code root}, {@code custom} or {@code managed}; another value replaces the resource. */
    public Output<String> kind() {
        return this.kind;
    }

    /** When it was last changed, RFC 3339. */
    public Output<String> lastUpdated() {
        return this.lastUpdated;
    }

    /** The name that people see. */
    public Output<String> name() {
        return this.name;
    }

    /** The phase, such as {@code http_request_firewall_custom}; another value replaces the resource. */
    public Output<String> phase() {
        return this.phase;
    }

    /** The rules, in the order in which they are tried. */
    public Output<List<RulesetRule>> rules() {
        return this.rules;
    }

    /** Its version, counted by Cloudflare. */
    public Output<String> version() {
        return this.version;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<Optional<String>> zoneId() {
        return Codegen.optional(this.zoneId);
    }

    /**
     * Declares the resource.
     *
     * @param name its logical name
     * @param args its arguments
     */
    public Ruleset(String name, RulesetArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public Ruleset(String name, RulesetArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private Ruleset(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable RulesetArgs makeArgs(RulesetArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static Ruleset get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new Ruleset(name, id, options);
    }
}
