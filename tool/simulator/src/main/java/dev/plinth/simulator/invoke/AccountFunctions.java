package dev.plinth.simulator.invoke;

import dev.plinth.simulator.aws.common.Regions;
import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions whose answers follow from the account, the region and AWS itself. */
final class AccountFunctions {

    private static final String ACCOUNT = ProviderConfiguration.ACCOUNT;
    private static final String NAME = "name";
    private static final String REGION = "region";
    private static final String STATE = "state";
    private static final String AVAILABLE = "available";
    private static final String DNS_SUFFIX = "amazonaws.com";
    private static final String REVERSE_DNS_PREFIX = "com.amazonaws";

    private AccountFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("index/getCallerIdentity"),
                call -> Map.of(
                        "accountId",
                        ACCOUNT,
                        "arn",
                        "arn:aws:iam::" + ACCOUNT + ":user/simulator",
                        "id",
                        ACCOUNT,
                        "userId",
                        "AIDASIMULATOREXAMPLE"));
        functions.put(Tokens.aws("index/getRegion"), call -> {
            String name = call.text(NAME, call.region());
            return Map.of(NAME, name, "id", name, "description", name, "endpoint", "ec2." + name + ".amazonaws.com");
        });
        functions.put(Tokens.aws("index/getRegions"), call -> Map.of("names", Regions.names(), "id", "aws"));
        functions.put(
                Tokens.aws("index/getPartition"),
                call -> Map.of(
                        "partition",
                        "aws",
                        "id",
                        "aws",
                        "dnsSuffix",
                        DNS_SUFFIX,
                        "reverseDnsPrefix",
                        REVERSE_DNS_PREFIX));
        functions.put(Tokens.aws("index/getAvailabilityZones"), AccountFunctions::availabilityZones);
        functions.put(Tokens.aws("index/getAvailabilityZone"), AccountFunctions::availabilityZone);
        functions.put(Tokens.aws("index/getArn"), AccountFunctions::arn);
        functions.put(Tokens.aws("index/getService"), AccountFunctions::service);
        functions.put(Tokens.aws("index/getServicePrincipal"), call -> {
            String name = call.text("serviceName", "") + "." + DNS_SUFFIX;
            return Map.of(NAME, name, "id", name, REGION, call.text(REGION, call.region()), "suffix", DNS_SUFFIX);
        });
        functions.put(
                Tokens.aws("index/getDefaultTags"),
                call -> Map.of("tags", call.configuration().defaultTags(), "id", "aws"));
        functions.put(
                Tokens.aws("s3/getCanonicalUserId"),
                call -> Map.of("id", Operation.digest("canonical user"), "displayName", "simulator"));
        functions.put(Tokens.aws("elb/getServiceAccount"), AccountFunctions::loadBalancingAccount);
        functions.put(
                Tokens.aws("elb/getHostedZoneId"),
                call -> Map.of("id", Regions.loadBalancingZone(call.text(REGION, call.region()), false)));
        functions.put(
                Tokens.aws("lb/getHostedZoneId"),
                call -> Map.of(
                        "id",
                        Regions.loadBalancingZone(
                                call.text(REGION, call.region()),
                                "network".equals(call.text("loadBalancerType", "application")))));
        functions.put(Tokens.aws("iam/getPolicyDocument"), call -> PolicyDocuments.render(call.arguments()));
    }

    private static Map<String, Object> availabilityZones(Call call) {
        // Every zone is available, and of the kind "availability-zone", opted in without being asked.
        List<String> names = zones(call).stream()
                .filter(name -> !call.texts("excludeNames").contains(name))
                .filter(name -> !call.texts("excludeZoneIds").contains(Zones.id(name)))
                .filter(name -> AVAILABLE.equals(call.text(STATE, AVAILABLE)))
                .toList();
        Map<String, Object> result = new LinkedHashMap<>(call.arguments());
        result.put("id", call.region());
        result.put("names", names);
        result.put("zoneIds", names.stream().map(Zones::id).toList());
        result.put("groupNames", List.of(call.region()));
        return result;
    }

    private static List<String> zones(Call call) {
        return Zones.names(call.region()).stream()
                .filter(name -> Values.asList(call.arguments().get("filters")).stream()
                        .map(Values::asMap)
                        .allMatch(filter -> Values.strings(filter.get("values")).contains(property(filter, name))))
                .toList();
    }

    private static String property(Map<String, Object> filter, String zone) {
        return switch (String.valueOf(filter.get(NAME))) {
            case "zone-name" -> zone;
            case "zone-id" -> Zones.id(zone);
            case "zone-type" -> "availability-zone";
            case "opt-in-status" -> "opt-in-not-required";
            case STATE -> AVAILABLE;
            case "region-name", "group-name" -> zone.substring(0, zone.length() - 1);
            default ->
                throw new CloudException("InvalidParameterValue", "The filter '" + filter.get(NAME) + "' is invalid");
        };
    }

    private static Map<String, Object> availabilityZone(Call call) {
        List<String> found = zones(call).stream()
                .filter(name -> call.text(NAME, name).equals(name))
                .filter(name -> call.text("zoneId", Zones.id(name)).equals(Zones.id(name)))
                .toList();
        if (found.size() != 1) {
            throw new CloudException(
                    found.isEmpty() ? "NotFound" : "TooManyResults",
                    found.isEmpty()
                            ? "no matching Availability Zone found"
                            : "multiple Availability Zones matched; use additional constraints to reduce matches to a"
                                    + " single Availability Zone");
        }
        String name = found.get(0);
        return Map.of(
                "id",
                name,
                NAME,
                name,
                "nameSuffix",
                name.substring(call.region().length()),
                "zoneId",
                Zones.id(name),
                REGION,
                call.region(),
                "groupName",
                call.region(),
                "networkBorderGroup",
                call.region(),
                "optInStatus",
                "opt-in-not-required",
                STATE,
                AVAILABLE,
                "zoneType",
                "availability-zone");
    }

    private static Map<String, Object> arn(Call call) {
        String arn = call.text("arn", "");
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !"arn".equals(parts[0])) {
            throw new CloudException("InvalidArn", "arn: invalid prefix or not enough sections in '" + arn + "'");
        }
        return Map.of(
                "id",
                arn,
                "arn",
                arn,
                "partition",
                parts[1],
                "service",
                parts[2],
                REGION,
                parts[3],
                "account",
                parts[4],
                "resource",
                parts[5]);
    }

    private static Map<String, Object> service(Call call) {
        String reverse = call.text("reverseDnsName", "");
        String dns = call.text("dnsName", "");
        String id = call.text("serviceId", "");
        String region = call.text(REGION, call.region());
        if (!dns.isEmpty()) {
            List<String> labels = new java.util.ArrayList<>(List.of(dns.split("\\.", -1)));
            java.util.Collections.reverse(labels);
            reverse = String.join(".", labels);
        }
        if (!reverse.isEmpty()) {
            String[] labels = reverse.split("\\.", 4);
            if (labels.length < 4) {
                throw new CloudException(
                        "InvalidServiceName",
                        "service DNS names must have at least four labels, got '" + reverse + "'");
            }
            region = labels[2];
            id = labels[3];
        }
        if (id.isEmpty()) {
            throw new CloudException("InvalidServiceName", "one of dnsName, reverseDnsName and serviceId is needed");
        }
        String name = REVERSE_DNS_PREFIX + "." + region + "." + id;
        return Map.of(
                "id",
                name,
                "reverseDnsName",
                name,
                "dnsName",
                id + "." + region + "." + DNS_SUFFIX,
                "partition",
                "aws",
                REGION,
                region,
                "reverseDnsPrefix",
                REVERSE_DNS_PREFIX,
                "serviceId",
                id,
                "supported",
                true);
    }

    private static Map<String, Object> loadBalancingAccount(Call call) {
        String region = call.text(REGION, call.region());
        String account = Regions.loadBalancingAccount(region);
        if (account.isEmpty()) {
            throw new CloudException(
                    "UnknownRegion",
                    "Elastic Load Balancing has no separate account in " + region
                            + "; use the service principal logdelivery.elasticloadbalancing.amazonaws.com");
        }
        return Map.of("id", account, "arn", "arn:aws:iam::" + account + ":root", REGION, region);
    }
}
