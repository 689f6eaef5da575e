package dev.plinth.preview.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types that are free, such as settings of other resources. A table of types, hence the length of its one method. */
final class FreeResources {

    /** Reasons by type token. */
    static final Map<String, String> REASONS = reasons();

    private FreeResources() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        put(
                reasons,
                "VPCs, subnets, routes and security groups are free",
                "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                "aws:ec2/internetGateway:InternetGateway",
                "aws:ec2/managedPrefixList:ManagedPrefixList",
                "aws:ec2/networkAcl:NetworkAcl",
                "aws:ec2/route:Route",
                "aws:ec2/routeTable:RouteTable",
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                "aws:ec2/securityGroup:SecurityGroup",
                "aws:ec2/subnet:Subnet",
                "aws:ec2/vpc:Vpc",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        put(reasons, "flow logs are billed by their log group", "aws:ec2/flowLog:FlowLog");
        put(reasons, "public ACM certificates are free", "aws:acm/certificate:Certificate");
        put(
                reasons,
                "setting of another resource",
                "aws:acm/certificateValidation:CertificateValidation",
                "aws:appautoscaling/policy:Policy",
                "aws:appautoscaling/target:Target",
                "aws:backup/restoreTestingPlan:RestoreTestingPlan",
                "aws:backup/selection:Selection",
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                "aws:backup/vaultNotifications:VaultNotifications",
                "aws:backup/vaultPolicy:VaultPolicy",
                "aws:ecr/lifecyclePolicy:LifecyclePolicy",
                "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
                "aws:elasticache/parameterGroup:ParameterGroup",
                "aws:elasticache/subnetGroup:SubnetGroup",
                "aws:elasticache/user:User",
                "aws:elasticache/userGroup:UserGroup",
                "aws:kms/alias:Alias",
                "aws:lb/listener:Listener",
                "aws:lb/listenerRule:ListenerRule",
                "aws:lb/targetGroup:TargetGroup",
                "aws:route53/record:Record",
                "aws:rds/eventSubscription:EventSubscription",
                "aws:rds/parameterGroup:ParameterGroup",
                "aws:rds/subnetGroup:SubnetGroup",
                "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
                "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                "aws:s3/bucketLoggingV2:BucketLoggingV2",
                "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                "aws:s3/bucketPolicy:BucketPolicy",
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                "aws:secretsmanager/secretRotation:SecretRotation",
                "aws:secretsmanager/secretVersion:SecretVersion",
                "aws:sns/topicPolicy:TopicPolicy",
                "aws:sqs/queuePolicy:QueuePolicy",
                "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
                "aws:sqs/redrivePolicy:RedrivePolicy",
                "aws:wafv2/webAclAssociation:WebAclAssociation",
                "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
        put(
                reasons,
                "IAM is free",
                "aws:iam/policy:Policy",
                "aws:iam/role:Role",
                "aws:iam/rolePolicy:RolePolicy",
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        put(
                reasons,
                "events of AWS services and their rules are free",
                "aws:cloudwatch/eventRule:EventRule",
                "aws:cloudwatch/eventTarget:EventTarget");
        put(reasons, "billed per state transition; 4,000 per month are free", "aws:sfn/stateMachine:StateMachine");
        put(
                reasons,
                "its function runs for seconds per month, within Lambda's free tier",
                "aws:serverlessrepository/cloudFormationStack:CloudFormationStack");
        put(reasons, "built locally; its repository is billed", "docker:index/image:Image");
        return Map.copyOf(reasons);
    }

    private static void put(Map<String, String> reasons, String reason, String... types) {
        List.of(types).forEach(type -> reasons.put(type, reason));
    }
}
