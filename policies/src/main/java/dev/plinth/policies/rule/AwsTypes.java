package dev.plinth.policies.rule;

/** Type tokens of AWS resources that several rules use. */
public final class AwsTypes {

    public static final String ACM_CERTIFICATE = "aws:acm/certificate:Certificate";
    public static final String AMI_COPY = "aws:ec2/amiCopy:AmiCopy";
    public static final String APIGATEWAYV2_API = "aws:apigatewayv2/api:Api";
    public static final String APIGATEWAYV2_DOMAIN_NAME = "aws:apigatewayv2/domainName:DomainName";
    public static final String APIGATEWAYV2_STAGE = "aws:apigatewayv2/stage:Stage";
    public static final String APIGATEWAY_DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
    public static final String APIGATEWAY_STAGE = "aws:apigateway/stage:Stage";
    public static final String APPAUTOSCALING_POLICY = "aws:appautoscaling/policy:Policy";
    public static final String APPAUTOSCALING_TARGET = "aws:appautoscaling/target:Target";
    public static final String BACKUP_PLAN = "aws:backup/plan:Plan";
    public static final String BACKUP_RESTORE_TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    public static final String BACKUP_SELECTION = "aws:backup/selection:Selection";
    public static final String BACKUP_VAULT = "aws:backup/vault:Vault";
    public static final String BACKUP_VAULT_LOCK_CONFIGURATION =
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    public static final String CACHE_CLUSTER = "aws:elasticache/cluster:Cluster";
    public static final String CACHE_REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    public static final String CFG_RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
    public static final String CLOUDFRONT_DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
    public static final String CLOUDTRAIL_TRAIL = "aws:cloudtrail/trail:Trail";
    public static final String CODEDEPLOY_DEPLOYMENT_GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
    public static final String COGNITO_USER_POOL = "aws:cognito/userPool:UserPool";
    public static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    public static final String DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
    public static final String DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    public static final String DOCDB_CLUSTER = "aws:docdb/cluster:Cluster";
    public static final String DYNAMODB_TABLE = "aws:dynamodb/table:Table";
    public static final String EBS_SNAPSHOT_COPY = "aws:ebs/snapshotCopy:SnapshotCopy";
    public static final String EBS_VOLUME = "aws:ebs/volume:Volume";
    public static final String ECR_REPOSITORY = "aws:ecr/repository:Repository";
    public static final String ECS_CLUSTER = "aws:ecs/cluster:Cluster";
    public static final String ECS_SERVICE = "aws:ecs/service:Service";
    public static final String ECS_TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
    public static final String ECS_TASK_SET = "aws:ecs/taskSet:TaskSet";
    public static final String EFS_ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";
    public static final String EFS_FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    public static final String EKS_CLUSTER = "aws:eks/cluster:Cluster";
    public static final String ELASTICACHE_SERVERLESS_CACHE = "aws:elasticache/serverlessCache:ServerlessCache";
    public static final String ELASTICACHE_SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
    public static final String ELASTICACHE_USER = "aws:elasticache/user:User";
    public static final String EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
    public static final String FLOW_LOG = "aws:ec2/flowLog:FlowLog";
    public static final String GUARDDUTY_DETECTOR = "aws:guardduty/detector:Detector";
    public static final String HOSTED_ZONE = "aws:route53/zone:Zone";
    public static final String IAM_ACCOUNT_PASSWORD_POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
    public static final String IAM_GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
    public static final String IAM_OPEN_ID_CONNECT_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    public static final String IAM_POLICY = "aws:iam/policy:Policy";
    public static final String IAM_ROLE = "aws:iam/role:Role";
    public static final String IAM_ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    public static final String IAM_SERVER_CERTIFICATE = "aws:iam/serverCertificate:ServerCertificate";
    public static final String IAM_USER_POLICY = "aws:iam/userPolicy:UserPolicy";
    public static final String INSTANCE = "aws:ec2/instance:Instance";
    public static final String INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
    public static final String KINESIS_STREAM = "aws:kinesis/stream:Stream";
    public static final String KMS_KEY = "aws:kms/key:Key";
    public static final String LAMBDA_FUNCTION = "aws:lambda/function:Function";
    public static final String LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    public static final String LISTENER = "aws:lb/listener:Listener";
    public static final String LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    public static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    public static final String MAIN_ROUTE_TABLE_ASSOCIATION =
            "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
    public static final String MEMORYDB_CLUSTER = "aws:memorydb/cluster:Cluster";
    public static final String METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    public static final String MQ_BROKER = "aws:mq/broker:Broker";
    public static final String MSK_CLUSTER = "aws:msk/cluster:Cluster";
    public static final String NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
    public static final String NEPTUNE_CLUSTER = "aws:neptune/cluster:Cluster";
    public static final String NETWORKFIREWALL_FIREWALL = "aws:networkfirewall/firewall:Firewall";
    public static final String NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
    public static final String OPENSEARCH_DOMAIN = "aws:opensearch/domain:Domain";
    public static final String RDS_BACKUP_REPLICATION =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    public static final String RDS_CLUSTER = "aws:rds/cluster:Cluster";
    public static final String RDS_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
    public static final String RDS_CLUSTER_PARAMETER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
    public static final String RDS_CLUSTER_SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";
    public static final String RDS_CLUSTER_SNAPSHOT_COPY = "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy";
    public static final String RDS_EVENT_SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";
    public static final String RDS_GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
    public static final String RDS_INSTANCE = "aws:rds/instance:Instance";
    public static final String RDS_PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
    public static final String RDS_PROXY = "aws:rds/proxy:Proxy";
    public static final String RDS_SNAPSHOT = "aws:rds/snapshot:Snapshot";
    public static final String RDS_SNAPSHOT_COPY = "aws:rds/snapshotCopy:SnapshotCopy";
    public static final String RDS_SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
    public static final String REDSHIFT_CLUSTER = "aws:redshift/cluster:Cluster";
    public static final String ROUTE = "aws:ec2/route:Route";
    public static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    public static final String ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    public static final String S3_BUCKET = "aws:s3/bucketV2:BucketV2";
    public static final String S3_BUCKET_LIFECYCLE_CONFIGURATION =
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    public static final String S3_BUCKET_LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    public static final String S3_BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    public static final String S3_BUCKET_PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    public static final String S3_BUCKET_REPLICATION_CONFIG = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    public static final String S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    public static final String S3_BUCKET_VERSIONING = "aws:s3/bucketVersioningV2:BucketVersioningV2";
    public static final String SECRET = "aws:secretsmanager/secret:Secret";
    public static final String SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
    public static final String SECURITY_GROUP_EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    public static final String SECURITY_GROUP_INGRESS_RULE =
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    public static final String SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    public static final String SNS_TOPIC = "aws:sns/topic:Topic";
    public static final String SNS_TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
    public static final String SPOT_INSTANCE_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
    public static final String SQS_QUEUE = "aws:sqs/queue:Queue";
    public static final String SQS_QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
    public static final String SUBNET = "aws:ec2/subnet:Subnet";
    public static final String TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
    public static final String VPC = "aws:ec2/vpc:Vpc";
    public static final String VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    public static final String VPN_CONNECTION = "aws:ec2/vpnConnection:VpnConnection";
    public static final String WAFV2_WEB_ACL = "aws:wafv2/webAcl:WebAcl";
    public static final String WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

    private AwsTypes() {}
}
