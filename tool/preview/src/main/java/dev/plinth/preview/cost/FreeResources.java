package dev.plinth.preview.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What AWS doesn't bill: settings of other resources, and what only organizes them. */
final class FreeResources {

    /** Why a type costs nothing, by its token. */
    static final Map<String, String> REASONS = reasons();

    private FreeResources() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        put(
                reasons,
                "VPCs, subnets, routes and firewalls cost nothing by themselves",
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
        put(reasons, "a flow log is billed as what its log group takes in", "aws:ec2/flowLog:FlowLog");
        put(reasons, "a public certificate of ACM is free", "aws:acm/certificate:Certificate");
        put(
                reasons,
                "a setting of another resource",
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
                "events of AWS services are free, and so are the rules that match them",
                "aws:cloudwatch/eventRule:EventRule",
                "aws:cloudwatch/eventTarget:EventTarget");
        put(
                reasons,
                "billed by state transitions, of which 4,000 a month are free",
                "aws:sfn/stateMachine:StateMachine");
        put(
                reasons,
                "its function runs for seconds a month, within Lambda's free allowance",
                "aws:serverlessrepository/cloudFormationStack:CloudFormationStack");
        put(reasons, "built where the update runs; its repository is billed", "docker:index/image:Image");
        return Map.copyOf(reasons);
    }

    private static void put(Map<String, String> reasons, String reason, String... types) {
        List.of(types).forEach(type -> reasons.put(type, reason));
    }
}
