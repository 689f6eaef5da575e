package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * RDS renews the server certificates of its instances half-way through their year, in the maintenance window; when the certificate
 * authority ends, TLS connections fail.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">Using SSL/TLS to encrypt a connection</a>
 */
final class ServerCertificates implements TimeRule {

    private static final Duration HALF_LIFE = Duration.ofDays(183);

    private static final Map<String, Instant> AUTHORITIES = Map.of(
            "rds-ca-2019", Instant.parse("2024-08-22T17:08:50Z"),
            "rds-ca-rsa2048-g1", Instant.parse("2061-05-20T00:00:00Z"),
            "rds-ca-rsa4096-g1", Instant.parse("2121-05-20T00:00:00Z"),
            "rds-ca-ecc384-g1", Instant.parse("2121-05-20T00:00:00Z"));

    @Override
    public void plan(World world) {
        for (StoredResource instance : world.all(AwsTypes.RDS_INSTANCE)) {
            String authority = instance.text("caCertIdentifier");
            Instant end = AUTHORITIES.getOrDefault(authority, Instant.MAX);
            world.at(
                    end,
                    () -> world.failed(
                            instance,
                            "ca-expired",
                            "its certificate authority " + authority + " has expired: TLS connections fail"));
            Optional<WeeklyWindow> window = WeeklyWindow.parse(instance.text("maintenanceWindow"));
            // The window may open up to a week after the half-life.
            for (Instant half : Schedule.every(
                    HALF_LIFE, world.created(instance), world.from().minus(Duration.ofDays(7)), world.until())) {
                world.at(
                        window.map(weekly -> weekly.next(half)).orElse(half),
                        () -> world.happened(
                                instance,
                                "server-certificate-renewed",
                                "its server certificate was renewed by " + authority));
            }
        }
    }
}
