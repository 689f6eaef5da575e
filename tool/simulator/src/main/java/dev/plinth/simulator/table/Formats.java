package dev.plinth.simulator.table;

import dev.plinth.simulator.value.Values;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of texts for which a pattern is not sufficient. */
final class Formats {

    private static final String ARN = "arn:[\\w-]*:[\\w-]*:[\\w-]*:([0-9]{12}|aws|cloudfront)?:.+";
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";
    private static final String DAY = "(?i:mon|tue|wed|thu|fri|sat|sun)";
    private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /**
     * The predefined security policies of application and network load balancers.
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html">Security
     *     policies for your Application Load Balancer</a>
     */
    private static final Pattern SSL_POLICY = Pattern.compile("ELBSecurityPolicy-("
            + "2016-08|2015-05|TLS-1-0-2015-04|TLS-1-[12]-2017-01|TLS-1-2-Ext-2018-06|FS-2018-06|FS-1-[12]-2019-08|FS-1-2-Res-(2019-08|2020-10)"
            + "|TLS13-1-[0-3]-((Res|Ext[0-2])-)?(2021-06|(PQ-)?(FIPS-)?(PQ-)?(2023-04|2025-09)))");

    /** A format: what the message calls it, and what fits. */
    private record Format(String description, Predicate<String> fits) {}

    private static final Map<String, Format> ALL = Map.ofEntries(
            format("arn", "an ARN", text -> text.matches(ARN)),
            format("arn-or-star", "an ARN or *", text -> text.equals("*") || text.matches("arn:.+")),
            format("account", "an account id of 12 digits", text -> text.matches("\\d{12}")),
            format("region", "a region", text -> text.matches("[a-z]{2,4}(-[a-z]+){1,2}-\\d")),
            format("uuid", "a UUID", text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
            format("ip4", "an IPv4 address", text -> isAddress(text, true)),
            format("ip6", "an IPv6 address", text -> isAddress(text, false)),
            format("cidr", "a CIDR block", text -> isBlock(text, true) || isBlock(text, false)),
            format("cidr4", "an IPv4 CIDR block without host bits", text -> isBlock(text, true)),
            format("cidr6", "an IPv6 CIDR block without host bits", text -> isBlock(text, false)),
            format("ipv4-network", "an IPv4 CIDR block without host bits", text -> isBlock(text, true)),
            format("ipv6-network", "an IPv6 CIDR block without host bits", text -> isBlock(text, false)),
            format("ip-protocol", "tcp, udp, icmp, icmpv6, -1 or a protocol number of 0 to 255", Formats::isProtocol),
            format(
                    "domain",
                    "a domain name",
                    text -> text.length() <= 253 && text.matches("(\\*\\.)?(" + LABEL + "\\.)+" + LABEL + "\\.?")),
            format(
                    "zone-name",
                    "a domain name",
                    text -> text.length() <= 255 && text.matches("(" + LABEL + "\\.)*" + LABEL + "\\.?")),
            format(
                    "email",
                    "an e-mail address",
                    text -> text.matches(
                            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}")),
            format("json", "JSON", text -> isJson(text, Object.class)),
            format("filter-policy", "a JSON object whose values are lists or objects", Formats::isFilter),
            format("event-pattern", "a JSON object whose values are lists or objects", Formats::isFilter),
            format("timezone", "a time zone such as Europe/Berlin", Formats::isZone),
            format("timestamp", "a time such as 2026-01-01T00:00:00Z", Formats::isTime),
            format(
                    "midnight",
                    "a date at midnight UTC",
                    text -> text.matches("\\d{4}-\\d\\d-\\d\\d(T00:00:00(\\.0+)?Z)?")
                            && isTime(text.substring(0, 10) + "T00:00:00Z")),
            format(
                    "cron",
                    "cron(minutes hours day month weekday year)",
                    text -> text.startsWith("cron(") && Schedules.isExpression(text, false)),
            format(
                    "schedule",
                    "cron(minutes hours day month weekday year) or rate(value unit)",
                    text -> Schedules.isExpression(text, false)),
            format(
                    "schedule-or-at",
                    "cron(minutes hours day month weekday year), rate(value unit) or at(yyyy-mm-ddThh:mm:ss)",
                    text -> Schedules.isExpression(text, true)),
            format("window", "hh24:mi-hh24:mi in UTC, 30 minutes or more", text -> isWindow(text, 30)),
            format("window-hour", "hh24:mi-hh24:mi in UTC, 60 minutes or more", text -> isWindow(text, 60)),
            format(
                    "maintenance-window",
                    "ddd:hh24:mi-ddd:hh24:mi in UTC, 30 minutes to 24 hours",
                    text -> isWeekWindow(text, 30)),
            format(
                    "maintenance-window-hour",
                    "ddd:hh24:mi-ddd:hh24:mi in UTC, 60 minutes to 24 hours",
                    text -> isWeekWindow(text, 60)),
            format("alarm-period", "10, 20, 30 or a multiple of 60 seconds", Formats::isPeriod),
            format("slow-start", "0 or 30 to 900 seconds", text -> text.matches("0|[3-9]\\d|[1-8]\\d\\d|900")),
            format("recovery-window", "0 or 7 to 30 days", text -> text.matches("0|[7-9]|[12]\\d|30")),
            format("not-negative", "0 or more", text -> text.matches("\\d+")),
            format(
                    "ssl-policy",
                    "a predefined security policy such as ELBSecurityPolicy-TLS13-1-2-2021-06",
                    text -> SSL_POLICY.matcher(text).matches()),
            format(
                    "database-password",
                    "8 to 128 printable ASCII characters without /, \", @ and spaces",
                    text -> text.matches("[!-~&&[^/\"@]]{8,128}")));

    private Formats() {}

    private static Map.Entry<String, Format> format(String name, String description, Predicate<String> fits) {
        return Map.entry(name, new Format(description, fits));
    }

    /**
     * Returns whether a text has a format.
     *
     * @throws IllegalArgumentException when there is no such format
     */
    static boolean fits(String name, String text) {
        return find(name).fits().test(text);
    }

    /** Returns the description of a format, as the end of "expected … to be …". */
    static String description(String name) {
        return find(name).description();
    }

    private static Format find(String name) {
        Format format = ALL.get(name);
        if (format == null) {
            throw new IllegalArgumentException("unknown format '" + name + "'");
        }
        return format;
    }

    private static boolean isAddress(String text, boolean four) {
        IPAddress address = text.contains("/") ? null : new IPAddressString(text).getAddress();
        return address != null
                && address.isIPv4() == four
                && !address.isMultiple()
                && (!four || text.matches("(\\d{1,3}\\.){3}\\d{1,3}"));
    }

    private static boolean isBlock(String text, boolean four) {
        if (!text.matches(four ? "(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}" : "[0-9A-Fa-f:.]+/\\d{1,3}")) {
            return false;
        }
        IPAddress address = new IPAddressString(text).getAddress();
        return address != null && address.isIPv4() == four && address.isPrefixBlock();
    }

    /** As EC2 names them: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html. */
    private static boolean isProtocol(String text) {
        return text.matches("(?i)tcp|udp|icmp|icmpv6|all|-1")
                || (text.matches("\\d{1,3}") && Integer.parseInt(text) <= 255);
    }

    private static boolean isJson(String text, Class<?> type) {
        try {
            return type.isInstance(Values.fromJson(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isFilter(String text) {
        return isJson(text, Map.class) && !Values.mapFromJson(text).isEmpty() && isFilter(Values.mapFromJson(text));
    }

    private static boolean isFilter(Map<String, Object> fields) {
        return fields.entrySet().stream().allMatch(field -> {
            if (field.getKey().startsWith("$")) {
                return "$or".equals(field.getKey()) && field.getValue() instanceof List;
            }
            return field.getValue() instanceof List<?> values
                    ? !values.isEmpty()
                    : field.getValue() instanceof Map && isFilter(Values.asMap(field.getValue()));
        });
    }

    private static boolean isZone(String text) {
        try {
            return text.matches("UTC|GMT|[A-Z]\\w+(/[\\w+-]+){1,2}|[A-Z]\\w+")
                    && !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isWindow(String text, int least) {
        if (!text.matches(TIME + "-" + TIME)) {
            return false;
        }
        int length = Math.floorMod(minutes(text.substring(6)) - minutes(text.substring(0, 5)), 24 * 60);
        return length >= least;
    }

    private static boolean isWeekWindow(String text, int least) {
        if (!text.matches(DAY + ":" + TIME + "-" + DAY + ":" + TIME)) {
            return false;
        }
        String[] ends = Constraints.lower(text).split("-", -1);
        int length = Math.floorMod(ofWeek(ends[1]) - ofWeek(ends[0]), 7 * 24 * 60);
        return length >= least && length <= 24 * 60;
    }

    private static int ofWeek(String text) {
        return WEEK.indexOf(text.substring(0, 3)) * 24 * 60 + minutes(text.substring(4));
    }

    private static int minutes(String text) {
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static boolean isPeriod(String text) {
        return text.matches("10|20|30") || (text.matches("[1-9]\\d{0,5}") && Integer.parseInt(text) % 60 == 0);
    }
}
