package dev.plinth.components.dns;

import com.pulumi.core.Output;
import dev.plinth.components.cdn.ContentDistribution;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record of a {@link DnsZone}: values with a time to live, or an alias of a load balancer or a content distribution. */
public final class ZoneRecord {

    /** The time to live of the factories that take none, in seconds. */
    public static final int DEFAULT_TTL_SECONDS = 300;

    private final String label;
    private final RecordType type;
    private final int ttlSeconds;
    private final Output<List<String>> values;
    private final @Nullable List<String> plainValues;
    private final @Nullable Alias alias;

    /** Target of an alias. */
    record Alias(Output<String> dnsName, Output<String> hostedZoneId, boolean evaluateTargetHealth) {}

    private ZoneRecord(
            String label,
            RecordType type,
            int ttlSeconds,
            Output<List<String>> values,
            @Nullable List<String> plainValues,
            @Nullable Alias alias) {
        this.label = label;
        this.type = type;
        this.ttlSeconds = ttlSeconds;
        this.values = values;
        this.plainValues = plainValues;
        this.alias = alias;
    }

    /**
     * A record with values that are known and the default time to live, {@value #DEFAULT_TTL_SECONDS} seconds.
     *
     * @param label what stands before the zone's name, such as {@code www}, or {@code @} for the zone's name itself
     * @param type the record's type
     * @param values the values, at least one; the quotation marks around texts are added
     */
    public static ZoneRecord of(String label, RecordType type, String... values) {
        return of(label, type, DEFAULT_TTL_SECONDS, List.of(values));
    }

    /**
     * A record with values that are known.
     *
     * @param label what stands before the zone's name, such as {@code www}, or {@code @} for the zone's name itself
     * @param type the record's type
     * @param ttlSeconds how long resolvers may keep it, 0 to 604800 seconds; signed zones have no longer times
     * @param values the values, at least one; the quotation marks around texts are added
     */
    public static ZoneRecord of(String label, RecordType type, int ttlSeconds, List<String> values) {
        List<String> copy = List.copyOf(values);
        return new ZoneRecord(label, type, ttlSeconds, Output.of(copy), copy, null);
    }

    /**
     * A record with values that are known later.
     *
     * @param label what stands before the zone's name, such as {@code www}, or {@code @} for the zone's name itself
     * @param type the record's type
     * @param ttlSeconds how long resolvers may keep it, 0 to 604800 seconds; signed zones have no longer times
     * @param values the values
     */
    public static ZoneRecord of(String label, RecordType type, int ttlSeconds, Output<List<String>> values) {
        return new ZoneRecord(label, type, ttlSeconds, values, null, null);
    }

    /**
     * An alias of a load balancer for IPv4, answered only while a target of it is healthy where there is a choice.
     *
     * @param label what stands before the zone's name, or {@code @} for the zone's name itself
     * @param loadBalancer the load balancer
     */
    public static ZoneRecord alias(String label, ApplicationLoadBalancer loadBalancer) {
        return alias(label, RecordType.A, loadBalancer.dnsName(), loadBalancer.hostedZoneId(), true);
    }

    /**
     * The aliases of a content distribution, for IPv4 and IPv6; the name must be one of the distribution's.
     *
     * @param label what stands before the zone's name, or {@code @} for the zone's name itself
     * @param distribution the content distribution
     */
    public static List<ZoneRecord> aliases(String label, ContentDistribution distribution) {
        return Stream.of(RecordType.A, RecordType.AAAA)
                .map(type -> alias(label, type, distribution.domainName(), distribution.hostedZoneId(), false))
                .toList();
    }

    /**
     * An alias of any resource of AWS that Route 53 has aliases for.
     *
     * @param label what stands before the zone's name, or {@code @} for the zone's name itself
     * @param type {@link RecordType#A} or {@link RecordType#AAAA}
     * @param dnsName the resource's DNS name
     * @param hostedZoneId the hosted zone of that name, which is AWS's
     * @param evaluateTargetHealth whether the answer depends on the resource's health; false for CloudFront
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html">
     *     Choosing between alias and non-alias records</a>
     */
    public static ZoneRecord alias(
            String label,
            RecordType type,
            Output<String> dnsName,
            Output<String> hostedZoneId,
            boolean evaluateTargetHealth) {
        return new ZoneRecord(
                label,
                type,
                DEFAULT_TTL_SECONDS,
                Output.of(List.of()),
                null,
                new Alias(dnsName, hostedZoneId, evaluateTargetHealth));
    }

    /** Returns what stands before the zone's name, or {@code @}. */
    public String label() {
        return label;
    }

    /** The record's type. */
    public RecordType type() {
        return type;
    }

    /** Returns how long resolvers may keep it, in seconds; an alias has the time to live of its target. */
    public int ttlSeconds() {
        return ttlSeconds;
    }

    Output<List<String>> values() {
        return values;
    }

    /** The values when they are known, else null. */
    @Nullable
    List<String> plainValues() {
        return plainValues;
    }

    @Nullable
    Alias alias() {
        return alias;
    }

    boolean isApex() {
        return label.equals("@");
    }

    /** The full name within a zone. */
    String in(String zoneName) {
        return isApex() ? zoneName : label + "." + zoneName;
    }

    /** The part of logical names that stands for this record. */
    String part() {
        String name = isApex() ? "apex" : label.replace('.', '-').replace("*", "wildcard");
        return "record-" + name + "-" + type.name().toLowerCase(Locale.ROOT);
    }

    /** The label and the type, such as {@code www CNAME}. */
    @Override
    public String toString() {
        return label + " " + type;
    }
}
