package dev.plinth.components.dns;

import dev.plinth.components.DomainNames;
import dev.plinth.components.LogRetention;
import dev.plinth.components.Validation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validation of the arguments of {@link DnsZone}. */
final class DnsZoneValidation {

    /** One week, to which Route 53 limits the times to live in a signed zone. */
    private static final int MAX_TTL_SECONDS = 604_800;

    /** The longest text of a TXT record without being split (Amazon Route 53, "TXT record type"). */
    private static final int MAX_TEXT_LENGTH = 255;

    private DnsZoneValidation() {}

    static DnsZoneArgs validated(String name, DnsZoneArgs args) {
        String zoneName = args.zoneName();
        Integer retention = args.queryLogRetentionDays();
        Validation validation = Validation.of("DnsZone", name)
                .required("zoneName", zoneName)
                .check(
                        zoneName == null || DomainNames.isDomain(zoneName),
                        "zoneName",
                        zoneName,
                        "a domain name in lower case, such as example.com")
                .check(
                        args.plainHostedZoneId().isEmpty() || DomainNames.isHostedZoneId(args.plainHostedZoneId()),
                        "hostedZoneId",
                        args.plainHostedZoneId(),
                        "an id such as Z1D633PJN98FT9")
                .check(
                        args.usEast1Provider() != null || (!args.dnssec() && retention == null),
                        "usEast1Provider",
                        null,
                        args.dnssec() ? "given, or dnssec must be false" : "given with queryLogRetentionDays")
                .check(
                        retention == null || LogRetention.isOffered(retention),
                        "queryLogRetentionDays",
                        retention,
                        LogRetention.ALLOWED);
        args.certificateAuthorities()
                .forEach(authority -> validation.check(
                        DomainNames.isDomain(authority),
                        "certificateAuthorities",
                        authority,
                        "a domain that an authority recognizes, such as amazon.com"));
        checkRecords(validation, args.records(), args.certificateAuthorities());
        validation.throwIfAny();
        return args;
    }

    /** Throws when records are invalid, together with those that a zone has. */
    static void checkRecords(String name, List<ZoneRecord> records, List<String> certificateAuthorities) {
        Validation validation = Validation.of("DnsZone", name);
        checkRecords(validation, records, certificateAuthorities);
        validation.throwIfAny();
    }

    private static void checkRecords(
            Validation validation, List<ZoneRecord> records, List<String> certificateAuthorities) {
        Set<String> parts = new HashSet<>();
        for (ZoneRecord added : records) {
            boolean apex = added.isApex();
            String label = added.label();
            validation
                    .check(
                            apex || label.equals("*") || DomainNames.isRelative(DomainNames.base(label)),
                            "records",
                            added,
                            "labelled @, * or by labels in lower case, such as www")
                    .check(parts.add(added.part()), "records", added, "given once")
                    .check(
                            !apex || (added.type() != RecordType.CNAME && added.type() != RecordType.NS),
                            "records",
                            added,
                            "of another type at the zone's own name; an alias serves instead of a CNAME")
                    .check(
                            !apex || added.type() != RecordType.CAA || certificateAuthorities.isEmpty(),
                            "records",
                            added,
                            "absent where certificateAuthorities make the CAA record")
                    .check(
                            added.type() != RecordType.CNAME || isAlone(added, records),
                            "records",
                            added,
                            "the only record at its name")
                    .check(
                            added.ttlSeconds() >= 0 && added.ttlSeconds() <= MAX_TTL_SECONDS,
                            "records",
                            added + " with a time to live of " + added.ttlSeconds() + " s",
                            "kept 0 to " + MAX_TTL_SECONDS + " seconds");
            checkValues(validation, added);
        }
    }

    private static boolean isAlone(ZoneRecord added, List<ZoneRecord> records) {
        return records.stream()
                .noneMatch(other -> !other.equals(added) && other.label().equals(added.label()));
    }

    private static void checkValues(Validation validation, ZoneRecord added) {
        if (added.alias() != null) {
            validation.check(
                    added.type() == RecordType.A || added.type() == RecordType.AAAA,
                    "records",
                    added,
                    "of type A or AAAA, because it is an alias");
        }
        List<String> values = added.plainValues();
        if (values != null) {
            validation
                    .check(
                            !values.isEmpty() && values.stream().noneMatch(String::isBlank),
                            "records",
                            added + " with " + values.size() + " values",
                            "given at least one value, and none that is blank")
                    .check(
                            added.type() != RecordType.TXT
                                    || values.stream()
                                            .allMatch(
                                                    text -> text.length() <= MAX_TEXT_LENGTH || text.contains("\"\"")),
                            "records",
                            added + " with a longer text",
                            "of texts of at most " + MAX_TEXT_LENGTH + " characters, or split by \"\"");
        }
    }
}
