package dev.plinth.policies.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names that one resource type has across versions of its provider. */
public final class ResourceTypes {

    private static final Map<String, String> FORMER_CLOUDFLARE_NAMES = Map.of(
            "cloudflare:index/dnsRecord:DnsRecord",
            "cloudflare:index/record:Record",
            "cloudflare:index/workersScript:WorkersScript",
            "cloudflare:index/workerScript:WorkerScript",
            "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
            "cloudflare:index/accessApplication:AccessApplication",
            "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
            "cloudflare:index/accessPolicy:AccessPolicy",
            "cloudflare:index/zeroTrustAccessServiceToken:ZeroTrustAccessServiceToken",
            "cloudflare:index/accessServiceToken:AccessServiceToken",
            "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared",
            "cloudflare:index/tunnel:Tunnel",
            "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig",
            "cloudflare:index/tunnelConfig:TunnelConfig");

    private ResourceTypes() {}

    /** Returns the types with their aliases, each once. */
    public static String[] withAliases(String... types) {
        return Arrays.stream(types)
                .flatMap(type -> aliases(type).stream())
                .distinct()
                .toArray(String[]::new);
    }

    /**
     * Returns a type and its aliases: version 7 of the AWS provider drops the {@code V2} of the S3 types, a load
     * balancer is {@code aws:lb} or {@code aws:alb}, and several types of Cloudflare's have been renamed.
     */
    public static List<String> aliases(String type) {
        if (type.startsWith("aws:s3/") && type.endsWith("V2")) {
            return List.of(type, type.replace("V2", ""));
        }
        if (type.startsWith("aws:lb/")) {
            return List.of(type, type.replace("aws:lb/", "aws:alb/"));
        }
        String former = FORMER_CLOUDFLARE_NAMES.get(type);
        if (former != null) {
            return List.of(type, former);
        }
        return Stream.of(type).toList();
    }
}
