package dev.plinth.stack.config;

import dev.plinth.components.audit.AuditTrailArgs;
import dev.plinth.components.storage.ObjectLock;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code audit}: a CloudTrail trail of all Regions. An account needs one, so one stack of an account has this section.
 *
 * @param retentionDays days for which log files are locked, and after which they expire
 * @param lockMode who may lift the lock; COMPLIANCE can't be undone
 * @param cloudWatchLogs whether events are sent to CloudWatch Logs too
 * @param dataEventBuckets buckets of this stack whose reads and writes of objects are recorded, which is billed
 * @param insights whether unusual rates of calls and errors are recorded, which is billed
 * @param organizationId organization of which all accounts are recorded; this account is its management account
 */
public record AuditConfig(
        @Default("365") @Range(min = 1, max = 3650) int retentionDays,
        @Default("\"GOVERNANCE\"") ObjectLock.Mode lockMode,
        @Default("true") boolean cloudWatchLogs,
        @Default("[]") List<String> dataEventBuckets,
        @Default("false") boolean insights,
        @Matches(regex = "o-[a-z0-9]{10,32}", allowed = "an id of AWS Organizations such as o-a1b2c3d4e5")
                Optional<String> organizationId) {

    /** Sets the component's arguments from the section. */
    public AuditTrailArgs.Builder args() {
        AuditTrailArgs.Builder args = AuditTrailArgs.builder()
                .retentionDays(retentionDays)
                .lockMode(lockMode)
                .cloudWatchLogs(cloudWatchLogs)
                .insights(insights);
        organizationId.ifPresent(args::organizationId);
        return args;
    }
}
