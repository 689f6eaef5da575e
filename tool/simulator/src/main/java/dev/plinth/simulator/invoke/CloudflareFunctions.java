package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloudflare.Cloudflare;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;

/** Functions of Cloudflare. Every zone exists, in one account. */
final class CloudflareFunctions {

    private static final String NAME = "name";
    private static final String ACCOUNT_ID = Operation.digest("account").substring(0, 32);
    private static final String ACCOUNT_NAME = "Simulated account";

    /** Cloudflare's own list, https://www.cloudflare.com/ips/, as last changed there on 28 September 2023. */
    private static final List<String> IPV4 = List.of(
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

    private static final List<String> IPV6 = List.of(
            "2400:cb00::/32",
            "2606:4700::/32",
            "2803:f800::/32",
            "2405:b500::/32",
            "2405:8100::/32",
            "2a06:98c0::/29",
            "2c0f:f248::/32");

    private CloudflareFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put(
                "cloudflare:index/getIpRanges:getIpRanges",
                call -> Map.of("etag", "2023-09-28", "ipv4Cidrs", IPV4, "ipv6Cidrs", IPV6, "jdcloudCidrs", List.of()));
        functions.put("cloudflare:index/getZone:getZone", call -> {
            Object wanted = Values.asMap(call.arguments().get("filter")).get(NAME);
            String name = wanted instanceof String text ? text : "example.com";
            return zone(call.text("zoneId", Cloudflare.zoneId(name)), name);
        });
        functions.put("cloudflare:index/getZones:getZones", call -> {
            String name = call.text(NAME, "example.com");
            return Map.of("results", List.of(zone(Cloudflare.zoneId(name), name)));
        });
        functions.put("cloudflare:index/getAccount:getAccount", call -> account(call.text("accountId", ACCOUNT_ID)));
        functions.put(
                "cloudflare:index/getAccounts:getAccounts",
                call -> Map.of(
                        "results",
                        List.of(ACCOUNT_NAME).contains(call.text(NAME, ACCOUNT_NAME))
                                ? List.of(account(ACCOUNT_ID))
                                : List.of()));
    }

    private static Map<String, Object> account(String id) {
        return Map.of(
                "id",
                id,
                "accountId",
                id,
                NAME,
                ACCOUNT_NAME,
                "type",
                "standard",
                "createdOn",
                Store.START.toString(),
                "settings",
                Map.of("enforceTwofactor", false));
    }

    private static Map<String, Object> zone(String id, String name) {
        return Map.of(
                "id",
                id,
                "zoneId",
                id,
                NAME,
                name,
                "account",
                Map.of("id", ACCOUNT_ID, NAME, ACCOUNT_NAME),
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
