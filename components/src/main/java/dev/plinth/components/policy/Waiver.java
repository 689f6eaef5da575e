package dev.plinth.components.policy;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception from a policy rule in the program, for facts of the program; {@code policies/waivers.yaml} is the
 * main place. It makes nothing in any cloud: the policies find it among the stack's resources.
 *
 * <p>The engine judges a resource as soon as it is registered, so the waiver must be registered before: give it to the
 * resource as {@code CustomResourceOptions.builder().dependsOn(waiver)}. Rules on the whole stack need no such order.
 */
public final class Waiver extends PlinthComponent {

    /** The type token, by which the policies identify it. */
    public static final String TYPE = "plinth:policy:Waiver";

    private static final String EXPIRES = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * Registers a waiver.
     *
     * @param name its logical name
     * @param args what it accepts, why, and until when
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException with every fault
     */
    public Waiver(String name, WaiverArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        registerOutputs(Map.of());
    }

    /** Registers a waiver without further options. */
    public Waiver(String name, WaiverArgs args) {
        this(name, args, null);
    }

    /** Checks the format only; the policies check the date against the current day. */
    private static WaiverArgs validated(String name, WaiverArgs args) {
        Validation validation = Validation.of("Waiver", name)
                .required("rule", args.rule())
                .required("urn", args.urn())
                .required("owner", args.owner());
        String reason = args.reason();
        validation.check(
                reason != null && reason.strip().length() >= WaiverArgs.SHORTEST_REASON,
                "reason",
                reason,
                "a text of at least " + WaiverArgs.SHORTEST_REASON + " characters");
        String expires = args.expires();
        validation.check(expires != null && expires.matches(EXPIRES), "expires", expires, "a date such as 2026-03-31");
        validation.throwIfAny();
        return args;
    }
}
