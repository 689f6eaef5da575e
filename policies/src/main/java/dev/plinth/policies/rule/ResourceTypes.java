package dev.plinth.policies.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The names that one resource type has across versions of its provider. */
public final class ResourceTypes {

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
     * balancer is {@code aws:lb} or {@code aws:alb}, and Cloudflare's DNS record was once called {@code Record}.
     */
    public static List<String> aliases(String type) {
        if (type.startsWith("aws:s3/") && type.endsWith("V2")) {
            return List.of(type, type.replace("V2", ""));
        }
        if (type.startsWith("aws:lb/")) {
            return List.of(type, type.replace("aws:lb/", "aws:alb/"));
        }
        if (type.equals("cloudflare:index/dnsRecord:DnsRecord")) {
            return List.of(type, "cloudflare:index/record:Record");
        }
        return Stream.of(type).toList();
    }
}
