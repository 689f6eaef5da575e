package dev.plinth.components.storage;

import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument.Statement;

/** Makes a statement of a bucket's policy once the bucket's ARN is known. */
@FunctionalInterface
public interface BucketStatement {

    /**
     * Returns the statement, the same for the same ARN.
     *
     * @param bucketArn the bucket's ARN; its objects are {@code <ARN>/*}
     */
    Statement on(Output<String> bucketArn);
}
