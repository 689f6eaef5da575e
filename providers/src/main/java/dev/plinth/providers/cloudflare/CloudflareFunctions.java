package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import dev.plinth.providers.cloudflare.inputs.GetIpRangesArgs;
import dev.plinth.providers.cloudflare.inputs.GetZoneArgs;
import dev.plinth.providers.cloudflare.outputs.GetIpRangesResult;
import dev.plinth.providers.cloudflare.outputs.GetZoneResult;

/** The provider's functions: they look something up and change nothing. */
public final class CloudflareFunctions {

    private CloudflareFunctions() {}

    /** The address ranges from which Cloudflare connects to origins (Cloudflare, "IP Ranges"). */
    public static Output<GetIpRangesResult> getIpRanges() {
        return getIpRanges(GetIpRangesArgs.Empty, InvokeOptions.Empty);
    }

    /**
     * The address ranges from which Cloudflare connects to origins (Cloudflare, "IP Ranges").
     *
     * @param args which networks' ranges
     * @param options Pulumi's options for the call, such as the parent whose provider answers
     */
    public static Output<GetIpRangesResult> getIpRanges(GetIpRangesArgs args, InvokeOptions options) {
        return Deployment.getInstance()
                .invoke(
                        "cloudflare:index/getIpRanges:getIpRanges",
                        TypeShape.of(GetIpRangesResult.class),
                        args,
                        Utilities.withVersion(options));
    }

    /**
     * Looks one zone up.
     *
     * @param args which zone: its id, or a filter that one zone meets
     */
    public static Output<GetZoneResult> getZone(GetZoneArgs args) {
        return getZone(args, InvokeOptions.Empty);
    }

    /**
     * Looks one zone up.
     *
     * @param args which zone: its id, or a filter that one zone meets
     * @param options Pulumi's options for the call, such as the parent whose provider answers
     */
    public static Output<GetZoneResult> getZone(GetZoneArgs args, InvokeOptions options) {
        return Deployment.getInstance()
                .invoke(
                        "cloudflare:index/getZone:getZone",
                        TypeShape.of(GetZoneResult.class),
                        args,
                        Utilities.withVersion(options));
    }
}
