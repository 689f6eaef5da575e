package dev.plinth.simulator.aws;

import dev.plinth.simulator.cloud.Registry;

/** All of AWS. */
public final class Aws {

    private Aws() {}

    /** Registers every AWS type that has a behaviour of its own. */
    public static void register(Registry registry) {
        Network.register(registry);
        SecurityGroups.register(registry);
        Iam.register(registry);
        Kms.register(registry);
        CloudWatch.register(registry);
        Sns.register(registry);
        Sqs.register(registry);
        Scheduler.register(registry);
        Rds.register(registry);
        ElastiCache.register(registry);
        S3.register(registry);
        Secrets.register(registry);
        Ecr.register(registry);
        Ecs.register(registry);
        LoadBalancing.register(registry);
        Acm.register(registry);
        Waf.register(registry);
        Backup.register(registry);
        Route53.register(registry);
        CloudFront.register(registry);
        LogDelivery.register(registry);
        registry.outputs(new AwsOutputs());
    }
}
