package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Hosted zones, their records, signing and logs of queries; everything is global. */
public final class Route53 {

    private static final String NO_ZONE = "NoSuchHostedZone";
    private static final String INVALID = "InvalidChangeBatch";
    private static final List<String> NAME_SERVER_DOMAINS = List.of("com", "net", "org", "co.uk");

    private Route53() {}

    public static void register(Registry registry) {
        registerZone(registry);
        registerRecord(registry);
        registerKeySigningKey(registry);
        registerHostedZoneDnsSec(registry);
        registerQueryLog(registry);
    }

    private static void registerZone(Registry registry) {
        registry.type(AwsTypes.ROUTE53_ZONE, "Route 53 Hosted Zone")
                .global()
                .id("Z{simulatedId}")
                .arn("arn:aws:route53:::hostedzone/{id}")
                .immutable("name", "delegationSetId")
                .validate(Rules.matches(
                        "name",
                        "([A-Za-z0-9_*-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?",
                        "a domain name such as example.com"))
                .check(operation -> identify(operation, 20))
                .checkDeletion(Route53::checkEmpty)
                .defaults("comment", "Managed by Pulumi")
                .defaults("forceDestroy", false)
                .computed("zoneId", "{id}")
                .computed("nameServers", Route53::nameServers)
                .computed(
                        "primaryNameServer", operation -> nameServers(operation).get(0))
                .inUse("HostedZoneNotEmpty", "The hosted zone is in use: {users}");
    }

    private static void registerRecord(Registry registry) {
        registry.type(AwsTypes.ROUTE53_RECORD, "Route 53 Record")
                .global()
                .id("{zoneId}_{name}_{type}")
                .uses("zoneId", AwsTypes.ROUTE53_ZONE, NO_ZONE)
                .immutable("name", "zoneId")
                .undecided("type", "setIdentifier")
                .validate(Rules.oneOf(
                        "type", "A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF",
                        "SRV", "SSHFP", "SVCB", "TLSA", "TXT"))
                .validate(Rules.exactlyOne("aliases", "records"))
                .validate(operation -> operation.require(
                        operation.state().containsKey("ttl")
                                == operation.state().containsKey("records"),
                        "ttl",
                        "all of `records,ttl` must be specified, and none of them with an alias"))
                .check(Route53::checkRecord)
                .recomputed("fqdn", operation -> plain(operation.text("name")));
    }

    private static void registerKeySigningKey(Registry registry) {
        registry.type(AwsTypes.ROUTE53_KEY_SIGNING_KEY, "Route 53 Key Signing Key")
                .global()
                .id("{hostedZoneId},{name}")
                .uses("hostedZoneId", AwsTypes.ROUTE53_ZONE, NO_ZONE)
                .immutable("hostedZoneId", "name")
                .undecided("keyManagementServiceArn")
                // https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html
                .validate(Rules.matches("name", "\\w{3,128}", "3 to 128 letters, digits and underscores"))
                .validate(Rules.oneOf("status", "ACTIVE", "INACTIVE"))
                .check(Route53::checkKey)
                .quota(2, "hostedZoneId", "LimitsExceeded", "A hosted zone has at most 2 key-signing keys")
                .defaults("status", "ACTIVE")
                .computed("flag", operation -> 257L)
                .computed("keyTag", Route53::keyTag)
                .computed("signingAlgorithmMnemonic", "ECDSAP256SHA256")
                .computed("signingAlgorithmType", operation -> 13L)
                .computed("digestAlgorithmMnemonic", "SHA-256")
                .computed("digestAlgorithmType", operation -> 2L)
                .computed("digestValue", Route53::digestValue)
                .computed("publicKey", operation -> operation.hex(64, "public") + operation.hex(24, "key"))
                .computed("dnskeyRecord", operation -> "257 3 13 " + operation.hex(64, "public"))
                .computed("dsRecord", operation -> keyTag(operation) + " 13 2 " + digestValue(operation));
    }

    private static void registerHostedZoneDnsSec(Registry registry) {
        registry.type(AwsTypes.ROUTE53_HOSTED_ZONE_DNS_SEC, "Route 53 Hosted Zone DNSSEC")
                .global()
                .id("{hostedZoneId}")
                .uses("hostedZoneId", AwsTypes.ROUTE53_ZONE, NO_ZONE)
                .immutable("hostedZoneId")
                .validate(Rules.oneOf("signingStatus", "SIGNING", "NOT_SIGNING"))
                .check(operation -> operation.require(
                        !"SIGNING".equals(operation.text("signingStatus"))
                                || operation.store().listEverywhere(AwsTypes.ROUTE53_KEY_SIGNING_KEY).stream()
                                        .anyMatch(
                                                key -> key.text("hostedZoneId").equals(operation.text("hostedZoneId"))
                                                        && "ACTIVE".equals(key.text("status"))),
                        "KeySigningKeyWithActiveStatusNotFound",
                        operation.render("The hosted zone {hostedZoneId} has no key-signing key with status ACTIVE")))
                .defaults("signingStatus", "SIGNING");
    }

    private static void registerQueryLog(Registry registry) {
        registry.type(AwsTypes.ROUTE53_QUERY_LOG, "Route 53 Query Logging")
                .global()
                .id("{uuid}")
                .arn("arn:aws:route53:::queryloggingconfig/{id}")
                .uses("zoneId", AwsTypes.ROUTE53_ZONE, NO_ZONE)
                .mentionsAnywhere(
                        "cloudwatchLogGroupArn", AwsTypes.CLOUDWATCH_LOG_GROUP, "NoSuchCloudWatchLogsLogGroup")
                .immutable("cloudwatchLogGroupArn", "zoneId")
                .unique("zoneId", "QueryLoggingConfigAlreadyExists", "The zone {zoneId} has a log of queries already")
                .check(Route53::checkQueryLog);
    }

    /** Upper-case letters and digits, as in the ids of zones and distributions. */
    static void identify(Operation operation, int length) {
        operation.state().put("simulatedId", operation.hex(length, "id").toUpperCase(Locale.ROOT));
    }

    /** A name without its last dot, in lower case. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    private static List<String> nameServers(Operation operation) {
        return IntStream.range(0, NAME_SERVER_DOMAINS.size())
                .mapToObj(i -> {
                    int number = Integer.parseInt(operation.hex(3, "name server " + i), 16) % 512 + i * 512;
                    int group = number / 32 % 64;
                    return String.format(
                            Locale.ROOT, "ns-%d.awsdns-%02d.%s", number, group, NAME_SERVER_DOMAINS.get(i));
                })
                .toList();
    }

    private static Object keyTag(Operation operation) {
        return Long.parseLong(operation.hex(4, "key tag"), 16);
    }

    private static String digestValue(Operation operation) {
        return operation.hex(64, "digest").toUpperCase(Locale.ROOT);
    }

    private static void checkEmpty(Operation operation) {
        operation.require(
                operation.flag("forceDestroy")
                        || operation.store().listEverywhere(AwsTypes.ROUTE53_RECORD).stream()
                                .noneMatch(record -> record.text("zoneId").equals(operation.text("zoneId"))),
                "HostedZoneNotEmpty",
                "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
    }

    private static void checkRecord(Operation operation) {
        String name = plain(operation.text("name"));
        String type = operation.text("type");
        String zone = operation
                .find(AwsTypes.ROUTE53_ZONE, operation.text("zoneId"))
                .map(found -> plain(found.text("name")))
                .orElse(name);
        operation.require(
                name.equals(zone) || name.endsWith("." + zone),
                INVALID,
                "RRSet with DNS name " + name + ". is not permitted in zone " + zone + ".");
        operation.require(
                !type.equals("CNAME") || !name.equals(zone),
                INVALID,
                "RRSet of type CNAME with DNS name " + name + ". is not permitted at apex in zone " + zone + ".");
        for (String text : type.equals("TXT") ? operation.texts("records") : List.<String>of()) {
            operation.require(
                    text.length() <= 255 || text.contains("\"\""),
                    INVALID,
                    "CharacterStringTooLong (Value is too long) encountered with a text of " + text.length()
                            + " characters");
        }
        for (StoredResource other : operation.siblings()) {
            boolean sameName = other.text("zoneId").equals(operation.text("zoneId"))
                    && plain(other.text("name")).equals(name)
                    && other.text("setIdentifier").equals(operation.text("setIdentifier"));
            boolean sameType = other.text("type").equals(type);
            operation.require(
                    !sameName || !sameType || operation.flag("allowOverwrite"),
                    INVALID,
                    "Tried to create resource record set [name='" + name + ".', type='" + type
                            + "'] but it already exists");
            operation.require(
                    !sameName || sameType || !Set.of(type, other.text("type")).contains("CNAME"),
                    INVALID,
                    "RRSet of type " + type + " with DNS name " + name
                            + ". is not permitted as it conflicts with other records with the same DNS name in zone "
                            + zone + ".");
        }
    }

    /** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html. */
    private static void checkKey(Operation operation) {
        String arn = operation.text("keyManagementServiceArn");
        StoredResource key = operation.store().byArn(AwsTypes.KMS_KEY, arn).orElse(null);
        operation.require(
                key != null
                        && arn.contains(":us-east-1:")
                        && "ECC_NIST_P256".equals(key.text("customerMasterKeySpec"))
                        && "SIGN_VERIFY".equals(key.text("keyUsage")),
                "InvalidKMSArn",
                "The customer managed key " + arn
                        + " must be in us-east-1, with the key spec ECC_NIST_P256 and the usage SIGN_VERIFY");
        operation.require(
                key == null || key.text("policy").contains("dnssec-route53.amazonaws.com"),
                "InvalidKMSArn",
                "The policy of the customer managed key " + arn + " does not let dnssec-route53.amazonaws.com use it");
    }

    private static void checkQueryLog(Operation operation) {
        operation.require(
                operation.text("cloudwatchLogGroupArn").contains(":us-east-1:"),
                "NoSuchCloudWatchLogsLogGroup",
                "The log group must be in us-east-1: " + operation.text("cloudwatchLogGroupArn"));
        operation.require(
                operation.store().list(AwsTypes.CLOUDWATCH_LOG_RESOURCE_POLICY, "us-east-1").stream()
                        .anyMatch(policy -> policy.text("policyDocument").contains("\"route53.amazonaws.com\"")),
                "InsufficientCloudWatchLogsResourcePolicy",
                "Amazon Route 53 has no permission to write to the log group");
    }
}
