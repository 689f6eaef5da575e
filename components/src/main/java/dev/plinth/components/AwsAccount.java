package dev.plinth.components;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.inputs.GetPartitionArgs;
import com.pulumi.aws.inputs.GetRegionArgs;
import com.pulumi.aws.outputs.GetCallerIdentityResult;
import com.pulumi.aws.outputs.GetPartitionResult;
import com.pulumi.aws.outputs.GetRegionResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.Resource;

/** The account, region and partition that a resource's AWS provider works in. */
public final class AwsAccount {

    private final Output<String> accountId;
    private final Output<String> region;
    private final Output<GetPartitionResult> partition;

    private AwsAccount(InvokeOptions options) {
        this.accountId = AwsFunctions.getCallerIdentity(GetCallerIdentityArgs.Empty, options)
                .applyValue(GetCallerIdentityResult::accountId);
        this.region = AwsFunctions.getRegion(GetRegionArgs.Empty, options).applyValue(GetRegionResult::name);
        this.partition = AwsFunctions.getPartition(GetPartitionArgs.Empty, options);
    }

    /**
     * Queries the provider of a resource.
     *
     * @param resource the resource whose provider is asked, usually the component itself
     */
    public static AwsAccount of(Resource resource) {
        return new AwsAccount(InvokeOptions.builder().parent(resource).build());
    }

    /** The account's id, 12 digits. */
    public Output<String> accountId() {
        return accountId;
    }

    /** The region's code, such as {@code eu-central-1}. */
    public Output<String> region() {
        return region;
    }

    /** The partition, such as {@code aws} or {@code aws-cn}: the second part of every ARN. */
    public Output<String> partition() {
        return partition.applyValue(GetPartitionResult::partition);
    }

    /** The ARN that stands for the whole account in a policy's principals: IAM policies then decide within it. */
    public Output<String> rootArn() {
        return Output.format("arn:%s:iam::%s:root", partition(), accountId);
    }

    /**
     * The ARN of something in this account and region.
     *
     * @param service the service's prefix, such as {@code logs}
     * @param resource the part after the account, such as {@code log-group:/plinth/*}
     */
    public Output<String> arn(String service, Output<String> resource) {
        return Output.format("arn:%s:%s:%s:%s:%s", partition(), Output.of(service), region, accountId, resource);
    }

    /** As {@link #arn(String, Output)}, for a resource part that is known. */
    public Output<String> arn(String service, String resource) {
        return arn(service, Output.of(resource));
    }
}
