package com.example.pourtrait;

import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Key;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an environment, from its stack file.
 *
 * @param region the AWS Region of dumps and alarms
 * @param allowedAccountIds the AWS accounts that the stack may change
 * @param frontend the Vercel project
 * @param database the Supabase project
 * @param errors the Sentry project
 * @param alerts the receivers of alarms
 * @param backup the copies of database dumps
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Frontend frontend,
        Database database,
        Errors errors,
        @Default("{}") Alerts alerts,
        @Default("{}") Backup backup) {

    /** Rejects an empty list of accounts: the stack could then change any account. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may change");
        }
    }

    /**
     * The section {@code frontend}.
     *
     * @param domain the address of the application
     * @param redirectedDomain a domain that redirects to the address
     * @param repository the GitHub repository of the application, {@code owner/name}
     * @param branch the branch whose pushes are deployed
     * @param region the Region of functions at Vercel, nearest to the database
     * @param loginRequired whether visitors must log in to Vercel
     * @param promotionRequired whether a verified deployment gets the domain by {@code vercel promote} only
     * @param rollout the percentages of traffic that a deployment gets in turn; empty for all at once
     * @param requestsPerMinute the requests to {@code /api} of one address in a minute
     */
    public record Frontend(
            String domain,
            Optional<String> redirectedDomain,
            Optional<String> repository,
            @Default("\"main\"") String branch,
            @Default("\"fra1\"") String region,
            @Default("false") boolean loginRequired,
            @Default("false") boolean promotionRequired,
            @Default("[]") List<Integer> rollout,
            @Default("120") @Range(min = 1, max = 100000) int requestsPerMinute) {}

    /**
     * The section {@code database}.
     *
     * @param organizationId the slug of the Supabase organization
     * @param region the Region of the database; a project cannot move
     * @param instanceSize the size of the database, such as {@code small}
     * @param allowedRanges the address ranges that may connect to the database
     * @param pointInTimeRecoveryDays the days of point-in-time recovery: 0, 7, 14 or 28
     * @param publishableKey the project's publishable API key, which Supabase makes with the project
     */
    public record Database(
            String organizationId,
            @Default("\"eu-central-1\"") String region,
            @Default("\"micro\"") String instanceSize,
            @Cidr(minPrefix = 8, maxPrefix = 32) List<String> allowedRanges,
            @Default("0") int pointInTimeRecoveryDays,
            Optional<String> publishableKey) {}

    /**
     * The section {@code errors}.
     *
     * @param organization the slug of the Sentry organization
     * @param eventsPerMinute the events that Sentry accepts in a minute
     */
    public record Errors(
            String organization, @Default("600") @Range(min = 1, max = 100000) int eventsPerMinute) {}

    /**
     * The section {@code alerts}.
     *
     * @param emails the addresses that alarms are sent to
     */
    public record Alerts(
            @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                    List<String> emails) {}

    /**
     * The section {@code backup}.
     *
     * @param retentionDays how long a replaced or deleted dump can be restored, in days
     * @param secondRegion the AWS Region that dumps are copied to; without one there are no copies
     */
    public record Backup(
            @Default("30") @Range(min = 7, max = 365) int retentionDays,
            @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-west-1")
                    Optional<String> secondRegion) {}
}
