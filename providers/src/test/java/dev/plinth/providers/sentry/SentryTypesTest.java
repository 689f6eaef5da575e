package dev.plinth.providers.sentry;

import com.pulumi.sentry.Provider;
import dev.plinth.providers.VendorTypesContract;

/** Comparison of the classes for Sentry with npm's @pulumiverse/sentry. */
class SentryTypesTest extends VendorTypesContract {

    SentryTypesTest() {
        super("sentry", Provider.class);
    }
}
