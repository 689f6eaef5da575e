package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.delivery.Acm;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * ACM renews the certificates that it issued, if something uses them and their validation records are still there; others, and those
 * that were imported, expire.
 *
 * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html">Managed certificate renewal</a>
 */
final class CertificateLifetimes implements TimeRule {

    /** ACM begins to renew so long before a certificate expires, and tries until then. */
    private static final Duration LEAD = Duration.ofDays(45);

    private static final List<String> RECORDS =
            List.of("cloudflare:index/dnsRecord:DnsRecord", AwsTypes.ROUTE53_RECORD);

    @Override
    public void plan(World world) {
        world.all(AwsTypes.ACM_CERTIFICATE).forEach(certificate -> plan(world, certificate));
    }

    private static void plan(World world, StoredResource certificate) {
        Instant expires;
        try {
            expires = Instant.parse(certificate.text("notAfter"));
        } catch (DateTimeParseException e) {
            // It is not issued.
            return;
        }
        if (!"ISSUED".equals(certificate.text("status"))) {
            return;
        }
        boolean managed = "AMAZON_ISSUED".equals(certificate.text("type"));
        if (managed) {
            Instant due = expires.minus(LEAD);
            world.at(due, () -> renew(world, certificate));
            // What failed before the clock was advanced is tried again.
            if (!due.isAfter(world.from())) {
                world.at(world.from().plus(Duration.ofHours(1)), () -> renew(world, certificate));
            }
        }
        world.at(expires, () -> expire(world, certificate, expires, managed));
    }

    private static void renew(World world, StoredResource certificate) {
        StoredResource current = world.current(certificate);
        String why = obstacle(world, current);
        if (!why.isEmpty()) {
            world.failed(
                    current,
                    "certificate-not-renewed",
                    "cannot be renewed: " + why + "; it expires on " + current.text("notAfter"));
            return;
        }
        world.set(current, "notBefore", Acm.notBefore(world.now()).toString());
        world.set(current, "notAfter", Acm.notAfter(world.now()).toString());
        world.happened(
                current,
                "certificate-renewed",
                "was renewed; it expires on " + world.current(current).text("notAfter"));
        plan(world, world.current(current));
    }

    private static String obstacle(World world, StoredResource certificate) {
        if (!"DNS".equals(certificate.text("validationMethod"))) {
            return "only certificates with DNS validation are renewed automatically";
        }
        boolean used = world.all().stream()
                .filter(resource -> !resource.type().startsWith("aws:acm/"))
                .anyMatch(resource -> Values.toJson(resource.state()).contains(certificate.id()));
        if (!used) {
            return "it is not in use";
        }
        Set<String> names = new HashSet<>();
        RECORDS.forEach(type -> world.all(type).forEach(record -> names.add(plain(record.text("name")))));
        return Values.asList(certificate.get("domainValidationOptions")).stream()
                .map(option -> plain(String.valueOf(Values.asMap(option).get("resourceRecordName"))))
                .filter(name -> !names.contains(name))
                .findFirst()
                .map(name -> "its validation record " + name + " is missing")
                .orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    private static void expire(World world, StoredResource certificate, Instant expires, boolean managed) {
        StoredResource current = world.current(certificate);
        if (current.text("notAfter").equals(expires.toString())) {
            world.set(current, "status", "EXPIRED");
            world.failed(
                    current,
                    "certificate-expired",
                    "has expired" + (managed ? "" : ": an imported certificate is not renewed"));
        }
    }
}
