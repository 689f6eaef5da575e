package dev.plinth.providers.vercel;

import com.pulumiverse.vercel.Provider;
import dev.plinth.providers.VendorTypesContract;

/** Comparison of the classes for Vercel with npm's @pulumiverse/vercel. */
class VercelTypesTest extends VendorTypesContract {

    VercelTypesTest() {
        super("vercel", Provider.class);
    }
}
