package dev.plinth.stack.config;

import dev.plinth.components.storage.CorsRule;
import dev.plinth.components.storage.ObjectLock;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.components.storage.Transition;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the section {@code buckets}: an S3 bucket.
 *
 * @param noncurrentVersionRetentionDays how long overwritten and deleted objects can be brought back, in days
 * @param replicate whether it is copied to the second Region, {@code backup.secondRegion}
 * @param continuousBackup whether any second of the last 35 days can be restored
 * @param expireAfterDays age at which objects are deleted, those that are there already included
 * @param abortIncompleteUploadDays age at which unfinished uploads are deleted, in days
 * @param transitions moves to cheaper storage classes, in the order of their ages
 * @param corsRules pages of other origins that may use the bucket from a browser
 * @param objectLock time in which no version can be deleted; adding it replaces the bucket, and it can't be taken away
 * @param forceDestroy whether the bucket may be deleted with everything in it
 */
public record BucketConfig(
        @Default("90") @Range(min = 1, max = 3650) int noncurrentVersionRetentionDays,
        @Default("false") boolean replicate,
        @Default("false") boolean continuousBackup,
        @Range(min = 1, max = 3650) Optional<Integer> expireAfterDays,
        @Default("7") @Range(min = 1, max = 365) int abortIncompleteUploadDays,
        @Default("[]") List<Move> transitions,
        @Default("[]") List<Cors> corsRules,
        Optional<Lock> objectLock,
        @Default("false") boolean forceDestroy) {

    /** Sets the component's arguments from the entry. */
    public ObjectStorageArgs.Builder args() {
        ObjectStorageArgs.Builder args = ObjectStorageArgs.builder()
                .noncurrentVersionDays(noncurrentVersionRetentionDays)
                .abortIncompleteUploadDays(abortIncompleteUploadDays)
                .transitions(transitions.stream()
                        .map(move -> new Transition(move.afterDays(), move.storageClass()))
                        .toList())
                .corsRules(corsRules.stream()
                        .map(rule -> new CorsRule(
                                rule.origins(),
                                rule.methods(),
                                rule.headers(),
                                rule.exposeHeaders(),
                                rule.maxAgeSeconds()))
                        .toList())
                .forceDestroy(forceDestroy);
        expireAfterDays.ifPresent(args::expireAfterDays);
        objectLock.ifPresent(lock -> args.objectLock(new ObjectLock(lock.mode(), lock.days())));
        return args;
    }

    /**
     * A move of objects to a cheaper storage class.
     *
     * @param afterDays age at which objects move, in days; STANDARD_IA from 30
     * @param storageClass where they move
     */
    public record Move(@Range(min = 0, max = 3650) int afterDays, Transition.StorageClass storageClass) {}

    /**
     * Pages of other origins that may use the bucket from a browser, with a signed URL.
     *
     * @param origins the origins, such as {@code https://app.example.com}
     * @param methods HTTP methods that they may use
     * @param headers request headers that they may send
     * @param exposeHeaders response headers that they may read
     * @param maxAgeSeconds how long a browser may remember the answer, in seconds
     */
    public record Cors(
            @Matches(
                            regex = "https://[a-z0-9*.-]+(:\\d+)?|http://localhost(:\\d+)?",
                            allowed = "origins such as https://app.example.com")
                    List<String> origins,
            @Matches(regex = "GET|HEAD|PUT|POST|DELETE", allowed = "GET, HEAD, PUT, POST, DELETE") List<String> methods,
            @Default("[]") List<String> headers,
            @Default("[]") List<String> exposeHeaders,
            @Default("3600") @Range(min = 0, max = 86400) int maxAgeSeconds) {}

    /**
     * A time in which no version of an object can be deleted or overwritten.
     *
     * @param mode who may lift it; COMPLIANCE can't be undone
     * @param days how long, from an object's creation, in days
     */
    public record Lock(ObjectLock.Mode mode, @Range(min = 1, max = 36500) int days) {}
}
