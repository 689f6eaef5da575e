package com.example.printvision;

import dev.plinth.components.host.HostedApplicationArgs.Color;
import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Key;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an environment, from its stack file.
 *
 * @param region the AWS Region
 * @param allowedAccountIds the AWS accounts that the stack may change
 * @param secondRegion the AWS Region of the copies of backups
 * @param host the machine
 * @param application the application and its domain
 * @param supabase the digests of images and the retention of backups
 * @param alerts the recipients of alarms
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        @Default("\"eu-west-1\"")
                @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-west-1")
                String secondRegion,
        Host host,
        Application application,
        @Default("{}") Supabase supabase,
        Alerts alerts) {

    /** Rejects an empty list of accounts: the stack could then change any account. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may change");
        }
    }

    /**
     * The section {@code host}: a machine that exists, or the properties of a new one.
     *
     * @param address the Docker daemon of a machine that exists, such as {@code ssh://deploy@host.example.com}
     * @param sshPublicKey the public key of the account that deploys
     * @param cidr the addresses of the network
     * @param instanceType the instance type
     * @param volumeGib the size of the volume in GiB
     */
    public record Host(
            Optional<String> address,
            Optional<String> sshPublicKey,
            @Default("\"10.10.0.0/16\"") @Cidr(minPrefix = 16, maxPrefix = 22) String cidr,
            @Default("\"c7i.xlarge\"")
                    @Matches(regex = "[a-z][a-z0-9-]*\\.[a-z0-9-]+", allowed = "an instance type such as c7i.xlarge")
                    String instanceType,
            @Default("50") @Range(min = 50, max = 16384) int volumeGib) {

        /** Rejects a host with both forms or neither. */
        public Host {
            if (address.isPresent() == sshPublicKey.isPresent()) {
                throw new IllegalArgumentException("has " + (address.isPresent() ? "both" : "neither")
                        + " address and sshPublicKey; expected exactly one of them");
            }
        }
    }

    /**
     * The section {@code application}.
     *
     * @param domain the application's domain; the API's is {@code api.} before it
     * @param contact the e-mail address that the certificate authority warns
     * @param blue the image of the first version
     * @param green the image of the second version
     * @param active the version that gets the traffic
     * @param environment variables of the application, none of them a credential
     */
    public record Application(
            @Matches(regex = "[a-z0-9-]+(\\.[a-z0-9-]+)+", allowed = "a domain such as example.com") String domain,
            @Matches(regex = "[^@\\s]+@[^@\\s]+", allowed = "an e-mail address") String contact,
            Optional<String> blue,
            Optional<String> green,
            @Default("\"BLUE\"") Color active,
            @Default("{}") Map<String, String> environment) {

        /** Returns the image of each version. */
        public Map<Color, String> images() {
            Map<Color, String> images = new EnumMap<>(Color.class);
            blue.ifPresent(image -> images.put(Color.BLUE, image));
            green.ifPresent(image -> images.put(Color.GREEN, image));
            return images;
        }
    }

    /**
     * The section {@code supabase}.
     *
     * @param digests the digests of images by service, such as {@code db: sha256:…}
     * @param databaseRetentionDays how long database backups are kept, in days
     * @param fileRetentionDays how long file backups are kept, in days
     */
    public record Supabase(
            @Default("{}") Map<String, String> digests,
            @Default("30") @Range(min = 1, max = 3650) int databaseRetentionDays,
            @Default("7") @Range(min = 1, max = 3650) int fileRetentionDays) {}

    /**
     * The section {@code alerts}.
     *
     * @param emails the recipients, who confirm their subscription
     */
    public record Alerts(
            @Matches(regex = "[^@\\s]+@[^@\\s]+", allowed = "e-mail addresses") List<String> emails) {}
}
