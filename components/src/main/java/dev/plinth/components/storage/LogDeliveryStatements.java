package dev.plinth.components.storage;

import com.pulumi.core.Output;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PolicyDocument.Statement;

/**
 * Policy statements that let AWS services deliver their logs to a bucket.
 *
 * @param account the account that the logs come from
 */
record LogDeliveryStatements(AwsAccount account) {

    static final String BUCKET_LOGS = "BucketAccessLogs";
    static final String LOAD_BALANCER_LOGS = "LoadBalancerAccessLogs";
    static final String DISTRIBUTION_LOGS = "DistributionAccessLogs";

    Statement allowBucketLogs(Output<String> bucketArn) {
        return Statement.allow(BUCKET_LOGS)
                .servicePrincipal("logging.s3.amazonaws.com")
                .actions("s3:PutObject")
                .resource(Output.format("%s/*", bucketArn))
                .condition("StringEquals", "aws:SourceAccount", account.accountId());
    }

    Statement allowLoadBalancerLogs(Output<String> bucketArn) {
        return Statement.allow(LOAD_BALANCER_LOGS)
                .servicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")
                .actions("s3:PutObject")
                .resource(Output.format("%s/*AWSLogs/%s/*", bucketArn, account.accountId()))
                .condition("ArnLike", "aws:SourceArn", account.arn("elasticloadbalancing", "loadbalancer/*"));
    }

    /** CloudWatch Logs delivers them, in the region in which CloudFront's control plane is. */
    Statement allowDistributionLogs(Output<String> bucketArn) {
        return Statement.allow(DISTRIBUTION_LOGS)
                .servicePrincipal("delivery.logs.amazonaws.com")
                .actions("s3:PutObject")
                .resource(Output.format("%s/AWSLogs/%s/*", bucketArn, account.accountId()))
                .condition("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control")
                .condition("StringEquals", "aws:SourceAccount", account.accountId())
                .condition(
                        "ArnLike",
                        "aws:SourceArn",
                        Output.format(
                                "arn:%s:logs:us-east-1:%s:delivery-source:*",
                                account.partition(), account.accountId()));
    }
}
