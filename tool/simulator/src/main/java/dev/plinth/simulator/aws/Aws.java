package dev.plinth.simulator.aws;

import dev.plinth.simulator.aws.compute.CodeDeploy;
import dev.plinth.simulator.aws.compute.Ecr;
import dev.plinth.simulator.aws.compute.Ecs;
import dev.plinth.simulator.aws.database.ElastiCache;
import dev.plinth.simulator.aws.database.Rds;
import dev.plinth.simulator.aws.delivery.Acm;
import dev.plinth.simulator.aws.delivery.CloudFront;
import dev.plinth.simulator.aws.delivery.LoadBalancing;
import dev.plinth.simulator.aws.delivery.Route53;
import dev.plinth.simulator.aws.delivery.Waf;
import dev.plinth.simulator.aws.integration.AppConfig;
import dev.plinth.simulator.aws.integration.Scheduler;
import dev.plinth.simulator.aws.integration.Sns;
import dev.plinth.simulator.aws.integration.Sqs;
import dev.plinth.simulator.aws.monitoring.CloudTrail;
import dev.plinth.simulator.aws.monitoring.CloudWatch;
import dev.plinth.simulator.aws.monitoring.LogDelivery;
import dev.plinth.simulator.aws.network.Network;
import dev.plinth.simulator.aws.network.SecurityGroups;
import dev.plinth.simulator.aws.security.Iam;
import dev.plinth.simulator.aws.security.Kms;
import dev.plinth.simulator.aws.security.Secrets;
import dev.plinth.simulator.aws.storage.Backup;
import dev.plinth.simulator.aws.storage.S3;
import dev.plinth.simulator.cloud.Registry;

/** All of AWS. */
public final class Aws {

    private Aws() {}

    /** Registers every AWS type that has its own behaviour. */
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
        CodeDeploy.register(registry);
        AppConfig.register(registry);
        LoadBalancing.register(registry);
        Acm.register(registry);
        Waf.register(registry);
        Backup.register(registry);
        Route53.register(registry);
        CloudFront.register(registry);
        CloudTrail.register(registry);
        LogDelivery.register(registry);
        registry.outputs(new AwsOutputs());
    }
}
