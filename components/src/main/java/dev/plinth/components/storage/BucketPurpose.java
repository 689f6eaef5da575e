package dev.plinth.components.storage;

import com.pulumi.core.annotations.EnumType;

/** Purpose of a bucket, which determines its encryption and its writers. */
@EnumType
public enum BucketPurpose {
    /** An application's objects, encrypted with a key of the bucket's own. */
    DATA,
    /**
     * The access logs of other buckets and of load balancers. They are encrypted with S3's key, the only one that load balancers can
     * write with.
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html">Access logs
     *     of load balancers</a>
     */
    LOGS;

    /** The form in which Pulumi records it. */
    @EnumType.Converter
    public String value() {
        return name();
    }
}
