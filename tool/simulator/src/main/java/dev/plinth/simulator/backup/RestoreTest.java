package dev.plinth.simulator.backup;

import java.time.Instant;

/**
 * A restore that was tried.
 *
 * @param ended when
 * @param status {@code COMPLETED} or {@code FAILED}
 * @param validationStatus {@code SUCCESSFUL}, {@code FAILED} or {@code TIMED_OUT}; empty when nothing validated the restored data
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRestoreJob.html">DescribeRestoreJob</a>
 */
public record RestoreTest(Instant ended, String status, String validationStatus) {}
