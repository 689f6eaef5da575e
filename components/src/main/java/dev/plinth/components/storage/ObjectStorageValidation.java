package dev.plinth.components.storage;

import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import java.util.HashSet;
import java.util.Set;

/** Validation of the arguments of {@link ObjectStorage}. */
final class ObjectStorageValidation {

    private ObjectStorageValidation() {}

    static ObjectStorageArgs validated(String name, ObjectStorageArgs args) {
        Validation validation = Validation.of("ObjectStorage", name);
        checkLogBuckets(validation, args);
        checkDays(validation, args);
        checkPurpose(validation, args);
        checkPolicyStatements(validation, args);
        checkTransitions(validation, args);
        args.corsRules()
                .forEach(rule -> validation.check(
                        rule.isValid(),
                        "corsRules",
                        rule,
                        "https origins (or http://localhost), methods of GET, HEAD, PUT, POST and DELETE,"
                                + " and at most 86400 seconds"));
        validation.throwIfAny();
        return args;
    }

    private static void checkLogBuckets(Validation validation, ObjectStorageArgs args) {
        boolean data = args.purpose() == BucketPurpose.DATA;
        ObjectStorage logBucket = args.logBucket();
        ObjectStorage replicaLogBucket = args.replicaLogBucket();
        validation
                .check(
                        logBucket == null || (data && logBucket.purpose() == BucketPurpose.LOGS),
                        "logBucket",
                        logBucket == null ? null : logBucket.name(),
                        "a storage whose purpose is LOGS, and absent where the purpose is LOGS itself")
                .check(
                        replicaLogBucket == null
                                || (args.replicationProvider() != null
                                        && replicaLogBucket.purpose() == BucketPurpose.LOGS),
                        "replicaLogBucket",
                        replicaLogBucket == null ? null : replicaLogBucket.name(),
                        "a storage whose purpose is LOGS, and absent without a replicationProvider");
    }

    private static void checkDays(Validation validation, ObjectStorageArgs args) {
        Integer expireAfterDays = args.expireAfterDays();
        validation
                .check(
                        within(args.abortIncompleteUploadDays(), 365),
                        "abortIncompleteUploadDays",
                        args.abortIncompleteUploadDays(),
                        "1 to 365")
                .check(
                        within(args.noncurrentVersionDays(), 3650),
                        "noncurrentVersionDays",
                        args.noncurrentVersionDays(),
                        "1 to 3650")
                .check(
                        expireAfterDays == null || within(expireAfterDays, 3650),
                        "expireAfterDays",
                        expireAfterDays,
                        "1 to 3650");
    }

    private static void checkPurpose(Validation validation, ObjectStorageArgs args) {
        boolean data = args.purpose() == BucketPurpose.DATA;
        ObjectLock objectLock = args.objectLock();
        validation
                .check(
                        objectLock == null || (data && objectLock.isValid()),
                        "objectLock",
                        objectLock,
                        "1 to 36500 days, and absent where the purpose is LOGS")
                .check(
                        args.replicationProvider() == null || data,
                        "replicationProvider",
                        "given",
                        "absent where the purpose is LOGS")
                .check(
                        !args.contentDistributionOrigin() || data,
                        "contentDistributionOrigin",
                        true,
                        "false where the purpose is LOGS")
                .check(
                        !args.contentDistributionLogs() || !data,
                        "contentDistributionLogs",
                        true,
                        "false where the purpose is not LOGS");
    }

    private static void checkPolicyStatements(Validation validation, ObjectStorageArgs args) {
        Set<String> sids = new HashSet<>(ObjectStorage.OWN_STATEMENTS);
        // The statements are the same for every bucket; this one is never written.
        Output<String> anyBucket = Output.of("arn:aws:s3:::any-bucket");
        for (BucketStatement written : args.policyStatements()) {
            Statement statement = written.on(anyBucket);
            validation
                    .check(
                            statement.sid().matches("[A-Za-z0-9]+") && sids.add(statement.sid()),
                            "policyStatements",
                            statement.sid(),
                            "named by letters and digits, each once, and none of " + ObjectStorage.OWN_STATEMENTS)
                    .check(
                            statement.isComplete(),
                            "policyStatements",
                            statement.sid(),
                            "given an action and a principal")
                    .check(
                            !statement.allowsAnyPrincipal() || (args.allowAnyPrincipal() && statement.isConditional()),
                            "policyStatements",
                            statement.sid(),
                            "for a principal; with allowAnyPrincipal, for everyone under a condition");
        }
    }

    private static void checkTransitions(Validation validation, ObjectStorageArgs args) {
        Integer expireAfterDays = args.expireAfterDays();
        int previous = -1;
        for (Transition transition : args.transitions()) {
            validation.check(
                    transition.isValid()
                            && transition.afterDays() > previous
                            && (expireAfterDays == null || transition.afterDays() < expireAfterDays),
                    "transitions",
                    transition,
                    "after the one before it and before expireAfterDays; STANDARD_IA from 30 days on");
            previous = transition.afterDays();
        }
    }

    private static boolean within(int days, int most) {
        return days >= 1 && days <= most;
    }
}
