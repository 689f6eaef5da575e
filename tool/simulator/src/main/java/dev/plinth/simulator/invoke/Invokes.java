package dev.plinth.simulator.invoke;

import dev.plinth.simulator.aws.PrefixLists;
import dev.plinth.simulator.aws.Regions;
import dev.plinth.simulator.aws.Zones;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.cloudflare.Cloudflare;
import dev.plinth.simulator.shape.Suggestion;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The providers' functions, which need no resource and give the same answer in every run. */
public final class Invokes {

    private static final String ACCOUNT = ProviderConfiguration.ACCOUNT;

    /** Cloudflare's own list, https://www.cloudflare.com/ips/, as last changed there on 28 September 2023. */
    private static final List<String> CLOUDFLARE_IPV4 = List.of(
            "173.245.48.0/20",
            "103.21.244.0/22",
            "103.22.200.0/22",
            "103.31.4.0/22",
            "141.101.64.0/18",
            "108.162.192.0/18",
            "190.93.240.0/20",
            "188.114.96.0/20",
            "197.234.240.0/22",
            "198.41.128.0/17",
            "162.158.0.0/15",
            "104.16.0.0/13",
            "104.24.0.0/14",
            "172.64.0.0/13",
            "131.0.72.0/22");

    private static final List<String> CLOUDFLARE_IPV6 = List.of(
            "2400:cb00::/32",
            "2606:4700::/32",
            "2803:f800::/32",
            "2405:b500::/32",
            "2405:8100::/32",
            "2a06:98c0::/29",
            "2c0f:f248::/32");

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry(
                    "aws:index/getCallerIdentity:getCallerIdentity",
                    (arguments, region) -> Map.of(
                            "accountId",
                            ACCOUNT,
                            "arn",
                            "arn:aws:iam::" + ACCOUNT + ":user/simulator",
                            "id",
                            ACCOUNT,
                            "userId",
                            "AIDASIMULATOREXAMPLE")),
            Map.entry("aws:index/getRegion:getRegion", (arguments, region) -> {
                String name = text(arguments, "name", region);
                return Map.of(
                        "name", name, "id", name, "description", name, "endpoint", "ec2." + name + ".amazonaws.com");
            }),
            Map.entry(
                    "aws:index/getPartition:getPartition",
                    (arguments, region) -> Map.of(
                            "partition",
                            "aws",
                            "id",
                            "aws",
                            "dnsSuffix",
                            "amazonaws.com",
                            "reverseDnsPrefix",
                            "com.amazonaws")),
            Map.entry("aws:index/getAvailabilityZones:getAvailabilityZones", Invokes::availabilityZones),
            Map.entry("aws:ec2/getManagedPrefixList:getManagedPrefixList", Invokes::managedPrefixList),
            Map.entry("aws:elb/getServiceAccount:getServiceAccount", (arguments, region) -> {
                String account = Regions.loadBalancingAccount(text(arguments, "region", region));
                if (account.isEmpty()) {
                    throw new CloudException(
                            "UnknownRegion",
                            "Elastic Load Balancing has no account of its own in " + region
                                    + "; use the service principal logdelivery.elasticloadbalancing.amazonaws.com");
                }
                return Map.of(
                        "id",
                        account,
                        "arn",
                        "arn:aws:iam::" + account + ":root",
                        "region",
                        text(arguments, "region", region));
            }),
            Map.entry(
                    "aws:iam/getPolicyDocument:getPolicyDocument",
                    (arguments, region) -> PolicyDocuments.render(arguments)),
            Map.entry("aws:ecr/getAuthorizationToken:getAuthorizationToken", (arguments, region) -> {
                String password = Operation.digest("ecr " + region);
                String token = Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
                return Map.of(
                        "authorizationToken",
                        token,
                        "expiresAt",
                        "2026-01-01T12:00:00Z",
                        "id",
                        region,
                        "password",
                        password,
                        "proxyEndpoint",
                        "https://" + ACCOUNT + ".dkr.ecr." + region + ".amazonaws.com",
                        "userName",
                        "AWS",
                        "registryId",
                        text(arguments, "registryId", ACCOUNT));
            }),
            Map.entry("aws:secretsmanager/getRandomPassword:getRandomPassword", Invokes::randomPassword),
            Map.entry(
                    "cloudflare:index/getIpRanges:getIpRanges",
                    (arguments, region) -> Map.of(
                            "etag",
                            "2023-09-28",
                            "ipv4Cidrs",
                            CLOUDFLARE_IPV4,
                            "ipv6Cidrs",
                            CLOUDFLARE_IPV6,
                            "jdcloudCidrs",
                            List.of())),
            Map.entry("cloudflare:index/getZone:getZone", (arguments, region) -> zone(arguments)),
            Map.entry("docker:index/getRegistryImage:getRegistryImage", (arguments, region) -> {
                String name = text(arguments, "name", "");
                return Map.of(
                        "id",
                        "sha256:" + Operation.digest(name),
                        "name",
                        name,
                        "sha256Digest",
                        "sha256:" + Operation.digest(name));
            }),
            Map.entry("docker:index/getRemoteImage:getRemoteImage", (arguments, region) -> {
                String name = text(arguments, "name", "");
                String digest = "sha256:" + Operation.digest(name);
                return Map.of(
                        "id", digest, "name", name, "repoDigest", name.replaceFirst(":[^/]*$", "") + "@" + digest);
            }));

    private Invokes() {}

    /**
     * Calls a function.
     *
     * @param token its token, such as {@code aws:index/getRegion:getRegion}
     * @param arguments its arguments by name
     * @param region the region of the provider that is asked
     * @return its results by name
     * @throws CloudException when there is no such function, or it refuses
     */
    public static Map<String, Object> call(String token, Map<String, Object> arguments, String region) {
        Function function = FUNCTIONS.get(token);
        if (function == null) {
            throw new CloudException(
                    "UnknownFunction",
                    "the simulator has no function '" + token + "'" + Suggestion.of(token, FUNCTIONS.keySet()));
        }
        return function.call(arguments, region);
    }

    /** Whether there is a function. */
    public static boolean has(String token) {
        return FUNCTIONS.containsKey(token);
    }

    private static String text(Map<String, Object> arguments, String name, String absent) {
        return arguments.get(name) instanceof String text && !text.isEmpty() ? text : absent;
    }

    private static Map<String, Object> availabilityZones(Map<String, Object> arguments, String region) {
        List<String> excluded = Values.strings(arguments.get("excludeNames"));
        List<String> names = Zones.names(region).stream()
                .filter(name -> !excluded.contains(name))
                .toList();
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put("id", region);
        result.put("names", names);
        result.put("zoneIds", names.stream().map(Zones::id).toList());
        result.put("groupNames", List.of(region));
        return result;
    }

    private static Map<String, Object> managedPrefixList(Map<String, Object> arguments, String region) {
        String name = text(arguments, "name", "");
        if (!name.startsWith("com.amazonaws.")) {
            throw new CloudException(
                    "InvalidPrefixListID.NotFound", "empty result: AWS manages no prefix list named '" + name + "'");
        }
        String id = PrefixLists.id(name);
        return Map.of(
                "id",
                id,
                "name",
                name,
                "arn",
                "arn:aws:ec2:" + region + ":aws:prefix-list/" + id,
                "addressFamily",
                "IPv4",
                "ownerId",
                "AWS",
                "maxEntries",
                0L,
                "version",
                0L,
                "entries",
                List.of(),
                "tags",
                Map.of());
    }

    private static Map<String, Object> randomPassword(Map<String, Object> arguments, String region) {
        int length = arguments.get("passwordLength") instanceof Number number ? number.intValue() : 32;
        StringBuilder password = new StringBuilder();
        for (int part = 0; password.length() < length; part++) {
            password.append(Operation.digest(Values.canonical(arguments) + part));
        }
        // One of each kind, as the service does by default.
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put("id", region);
        result.put("randomPassword", ("Aa1" + password).substring(0, length));
        return result;
    }

    private static Map<String, Object> zone(Map<String, Object> arguments) {
        Object wanted = Values.asMap(arguments.get("filter")).get("name");
        String name = wanted instanceof String text ? text : "example.com";
        String id = text(arguments, "zoneId", Cloudflare.zoneId(name));
        return Map.of(
                "id",
                id,
                "zoneId",
                id,
                "name",
                name,
                "account",
                Map.of("id", Operation.digest("account").substring(0, 32), "name", "Simulated account"),
                "nameServers",
                List.of("ada.ns.cloudflare.com", "bob.ns.cloudflare.com"),
                "paused",
                false,
                "status",
                "active",
                "type",
                "full");
    }
}
