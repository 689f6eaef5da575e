package dev.plinth.providers.cloudflare;

import com.pulumi.cloudflare.Provider;
import dev.plinth.providers.VendorTypesContract;

/** Comparison of the classes for Cloudflare with npm's @pulumi/cloudflare. */
class CloudflareTypesTest extends VendorTypesContract {

    CloudflareTypesTest() {
        super("cloudflare", Provider.class);
    }
}
