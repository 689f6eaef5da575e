package dev.plinth.engine.monitor;

import java.util.Set;

/**
 * The arguments of providers that carry credentials or say where they lie. The SDKs fill some of them from the environment,
 * such as Cloudflare's {@code apiToken} from CLOUDFLARE_API_TOKEN.
 */
public final class ProviderCredentials {

    private static final Set<String> NAMES = Set.of(
            "accessKey",
            "secretKey",
            "token",
            "profile",
            "sharedConfigFiles",
            "sharedCredentialsFiles",
            "assumeRole",
            "assumeRoles",
            "assumeRoleWithWebIdentity",
            "apiKey",
            "apiToken",
            "apiUserServiceKey",
            "email",
            "registryAuth",
            "certMaterial",
            "keyMaterial",
            "caMaterial",
            "certPath");

    private ProviderCredentials() {}

    /** Returns whether an argument of a provider resource is one of them. */
    public static boolean include(String argument) {
        return NAMES.contains(argument);
    }

    /** Returns whether resources of a type are providers. */
    public static boolean isProvider(String type) {
        return type.startsWith("pulumi:providers:");
    }
}
