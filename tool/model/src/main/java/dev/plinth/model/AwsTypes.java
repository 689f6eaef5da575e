package dev.plinth.model;

/**
 * Pulumi type tokens of AWS resources. Each constant is the token's module and class, so that {@code aws:ec2/subnet:Subnet} is
 * {@link #EC2_SUBNET}.
 *
 * <p>Long, because it has a constant for each type.
 */
public final class AwsTypes {

    public static final String ACCESSANALYZER_ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

    public static final String ACM_CERTIFICATE = "aws:acm/certificate:Certificate";
    public static final String ACM_CERTIFICATE_VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

    public static final String ALB_LISTENER = "aws:alb/listener:Listener";
    public static final String ALB_LISTENER_RULE = "aws:alb/listenerRule:ListenerRule";
    public static final String ALB_LOAD_BALANCER = "aws:alb/loadBalancer:LoadBalancer";
    public static final String ALB_TARGET_GROUP = "aws:alb/targetGroup:TargetGroup";
    public static final String ALB_TARGET_GROUP_ATTACHMENT = "aws:alb/targetGroupAttachment:TargetGroupAttachment";

    public static final String APIGATEWAY_DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
    public static final String APIGATEWAY_METHOD = "aws:apigateway/method:Method";
    public static final String APIGATEWAY_METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
    public static final String APIGATEWAY_REST_API = "aws:apigateway/restApi:RestApi";
    public static final String APIGATEWAY_STAGE = "aws:apigateway/stage:Stage";

    public static final String APIGATEWAYV2_API = "aws:apigatewayv2/api:Api";
    public static final String APIGATEWAYV2_DOMAIN_NAME = "aws:apigatewayv2/domainName:DomainName";
    public static final String APIGATEWAYV2_INTEGRATION = "aws:apigatewayv2/integration:Integration";
    public static final String APIGATEWAYV2_ROUTE = "aws:apigatewayv2/route:Route";
    public static final String APIGATEWAYV2_STAGE = "aws:apigatewayv2/stage:Stage";

    public static final String APPCONFIG_APPLICATION = "aws:appconfig/application:Application";

    public static final String APPCONFIG_CONFIGURATION_PROFILE =
            "aws:appconfig/configurationProfile:ConfigurationProfile";

    public static final String APPCONFIG_DEPLOYMENT = "aws:appconfig/deployment:Deployment";

    public static final String APPCONFIG_DEPLOYMENT_STRATEGY = "aws:appconfig/deploymentStrategy:DeploymentStrategy";

    public static final String APPCONFIG_ENVIRONMENT = "aws:appconfig/environment:Environment";

    public static final String APPCONFIG_HOSTED_CONFIGURATION_VERSION =
            "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion";

    public static final String APPAUTOSCALING_POLICY = "aws:appautoscaling/policy:Policy";
    public static final String APPAUTOSCALING_SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";
    public static final String APPAUTOSCALING_TARGET = "aws:appautoscaling/target:Target";

    public static final String AUTOSCALING_ATTACHMENT = "aws:autoscaling/attachment:Attachment";
    public static final String AUTOSCALING_GROUP = "aws:autoscaling/group:Group";

    public static final String BACKUP_PLAN = "aws:backup/plan:Plan";
    public static final String BACKUP_RESTORE_TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    public static final String BACKUP_RESTORE_TESTING_SELECTION =
            "aws:backup/restoreTestingSelection:RestoreTestingSelection";
    public static final String BACKUP_SELECTION = "aws:backup/selection:Selection";
    public static final String BACKUP_VAULT = "aws:backup/vault:Vault";
    public static final String BACKUP_VAULT_LOCK_CONFIGURATION =
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    public static final String BACKUP_VAULT_NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
    public static final String BACKUP_VAULT_POLICY = "aws:backup/vaultPolicy:VaultPolicy";

    public static final String CFG_DELIVERY_CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
    public static final String CFG_RECORDER = "aws:cfg/recorder:Recorder";
    public static final String CFG_RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";

    public static final String CLOUDFRONT_CACHE_POLICY = "aws:cloudfront/cachePolicy:CachePolicy";
    public static final String CLOUDFRONT_DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
    public static final String CLOUDFRONT_ORIGIN_ACCESS_CONTROL =
            "aws:cloudfront/originAccessControl:OriginAccessControl";
    public static final String CLOUDFRONT_ORIGIN_REQUEST_POLICY =
            "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
    public static final String CLOUDFRONT_RESPONSE_HEADERS_POLICY =
            "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

    public static final String CLOUDTRAIL_EVENT_DATA_STORE = "aws:cloudtrail/eventDataStore:EventDataStore";
    public static final String CLOUDTRAIL_TRAIL = "aws:cloudtrail/trail:Trail";

    public static final String CLOUDWATCH_COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    public static final String CLOUDWATCH_DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
    public static final String CLOUDWATCH_EVENT_API_DESTINATION =
            "aws:cloudwatch/eventApiDestination:EventApiDestination";
    public static final String CLOUDWATCH_EVENT_BUS = "aws:cloudwatch/eventBus:EventBus";
    public static final String CLOUDWATCH_EVENT_BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
    public static final String CLOUDWATCH_EVENT_CONNECTION = "aws:cloudwatch/eventConnection:EventConnection";
    public static final String CLOUDWATCH_EVENT_PERMISSION = "aws:cloudwatch/eventPermission:EventPermission";
    public static final String CLOUDWATCH_EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
    public static final String CLOUDWATCH_EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
    public static final String CLOUDWATCH_LOG_DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
    public static final String CLOUDWATCH_LOG_DELIVERY_DESTINATION =
            "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
    public static final String CLOUDWATCH_LOG_DELIVERY_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
    public static final String CLOUDWATCH_LOG_DESTINATION_POLICY =
            "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy";
    public static final String CLOUDWATCH_LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    public static final String CLOUDWATCH_LOG_METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    public static final String CLOUDWATCH_LOG_RESOURCE_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
    public static final String CLOUDWATCH_LOG_STREAM = "aws:cloudwatch/logStream:LogStream";
    public static final String CLOUDWATCH_METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    public static final String CODEBUILD_PROJECT = "aws:codebuild/project:Project";

    public static final String CHATBOT_SLACK_CHANNEL_CONFIGURATION =
            "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

    public static final String CHATBOT_TEAMS_CHANNEL_CONFIGURATION =
            "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";

    public static final String CODEDEPLOY_APPLICATION = "aws:codedeploy/application:Application";

    public static final String CODEDEPLOY_DEPLOYMENT_CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig";

    public static final String CODEDEPLOY_DEPLOYMENT_GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";

    public static final String COGNITO_USER_POOL = "aws:cognito/userPool:UserPool";

    public static final String DAX_CLUSTER = "aws:dax/cluster:Cluster";

    public static final String DOCDB_CLUSTER = "aws:docdb/cluster:Cluster";
    public static final String DOCDB_SUBNET_GROUP = "aws:docdb/subnetGroup:SubnetGroup";

    public static final String DYNAMODB_RESOURCE_POLICY = "aws:dynamodb/resourcePolicy:ResourcePolicy";
    public static final String DYNAMODB_TABLE = "aws:dynamodb/table:Table";

    public static final String DYNAMODB_TABLE_REPLICA = "aws:dynamodb/tableReplica:TableReplica";
    public static final String EBS_ENCRYPTION_BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";
    public static final String EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS =
            "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
    public static final String EBS_SNAPSHOT_COPY = "aws:ebs/snapshotCopy:SnapshotCopy";
    public static final String EBS_VOLUME = "aws:ebs/volume:Volume";

    public static final String EC2_AMI = "aws:ec2/ami:Ami";
    public static final String EC2_AMI_COPY = "aws:ec2/amiCopy:AmiCopy";
    public static final String EC2_AMI_LAUNCH_PERMISSION = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
    public static final String EC2_DEFAULT_NETWORK_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
    public static final String EC2_DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
    public static final String EC2_DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    public static final String EC2_DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";
    public static final String EC2_DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";
    public static final String EC2_DEFAULT_VPC_DHCP_OPTIONS = "aws:ec2/defaultVpcDhcpOptions:DefaultVpcDhcpOptions";
    public static final String EC2_EGRESS_ONLY_INTERNET_GATEWAY =
            "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";
    public static final String EC2_EIP = "aws:ec2/eip:Eip";
    public static final String EC2_EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
    public static final String EC2_FLOW_LOG = "aws:ec2/flowLog:FlowLog";
    public static final String EC2_IMAGE_BLOCK_PUBLIC_ACCESS = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
    public static final String EC2_INSTANCE = "aws:ec2/instance:Instance";
    public static final String EC2_INSTANCE_METADATA_DEFAULTS =
            "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
    public static final String EC2_INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
    public static final String EC2_KEY_PAIR = "aws:ec2/keyPair:KeyPair";
    public static final String EC2_LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
    public static final String EC2_LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    public static final String EC2_MAIN_ROUTE_TABLE_ASSOCIATION =
            "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
    public static final String EC2_MANAGED_PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
    public static final String EC2_MANAGED_PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
    public static final String EC2_NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
    public static final String EC2_NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
    public static final String EC2_NETWORK_ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
    public static final String EC2_NETWORK_ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
    public static final String EC2_ROUTE = "aws:ec2/route:Route";
    public static final String EC2_ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    public static final String EC2_ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    public static final String EC2_SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
    public static final String EC2_SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    public static final String EC2_SERIAL_CONSOLE_ACCESS = "aws:ec2/serialConsoleAccess:SerialConsoleAccess";
    public static final String EC2_SPOT_FLEET_REQUEST = "aws:ec2/spotFleetRequest:SpotFleetRequest";
    public static final String EC2_SPOT_INSTANCE_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
    public static final String EC2_SUBNET = "aws:ec2/subnet:Subnet";
    public static final String EC2_VPC = "aws:ec2/vpc:Vpc";
    public static final String EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS =
            "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
    public static final String EC2_VPC_DHCP_OPTIONS = "aws:ec2/vpcDhcpOptions:VpcDhcpOptions";
    public static final String EC2_VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    public static final String EC2_VPC_ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";
    public static final String EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION =
            "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
    public static final String EC2_VPC_ENDPOINT_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
    public static final String EC2_VPC_IPV4_CIDR_BLOCK_ASSOCIATION =
            "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
    public static final String EC2_VPC_PEERING_CONNECTION = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
    public static final String EC2_VPN_CONNECTION = "aws:ec2/vpnConnection:VpnConnection";

    public static final String EC2TRANSITGATEWAY_TRANSIT_GATEWAY =
            "aws:ec2transitgateway/transitGateway:TransitGateway";

    public static final String ECR_LIFECYCLE_POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
    public static final String ECR_REPOSITORY = "aws:ecr/repository:Repository";
    public static final String ECR_REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";

    public static final String ECRPUBLIC_REPOSITORY = "aws:ecrpublic/repository:Repository";

    public static final String ECS_CLUSTER = "aws:ecs/cluster:Cluster";
    public static final String ECS_CLUSTER_CAPACITY_PROVIDERS =
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
    public static final String ECS_SERVICE = "aws:ecs/service:Service";
    public static final String ECS_TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
    public static final String ECS_TASK_SET = "aws:ecs/taskSet:TaskSet";

    public static final String EFS_ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";
    public static final String EFS_BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy";
    public static final String EFS_FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    public static final String EFS_FILE_SYSTEM_POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";
    public static final String EFS_MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";
    public static final String EFS_REPLICATION_CONFIGURATION =
            "aws:efs/replicationConfiguration:ReplicationConfiguration";

    public static final String EKS_CLUSTER = "aws:eks/cluster:Cluster";
    public static final String EKS_NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

    public static final String ELASTICACHE_CLUSTER = "aws:elasticache/cluster:Cluster";
    public static final String ELASTICACHE_PARAMETER_GROUP = "aws:elasticache/parameterGroup:ParameterGroup";
    public static final String ELASTICACHE_REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    public static final String ELASTICACHE_SERVERLESS_CACHE = "aws:elasticache/serverlessCache:ServerlessCache";
    public static final String ELASTICACHE_SNAPSHOT = "aws:elasticache/snapshot:Snapshot";
    public static final String ELASTICACHE_SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
    public static final String ELASTICACHE_USER = "aws:elasticache/user:User";
    public static final String ELASTICACHE_USER_GROUP = "aws:elasticache/userGroup:UserGroup";
    public static final String ELASTICACHE_USER_GROUP_ASSOCIATION =
            "aws:elasticache/userGroupAssociation:UserGroupAssociation";

    public static final String ELASTICSEARCH_DOMAIN = "aws:elasticsearch/domain:Domain";
    public static final String ELASTICSEARCH_DOMAIN_POLICY = "aws:elasticsearch/domainPolicy:DomainPolicy";

    public static final String ELB_LOAD_BALANCER = "aws:elb/loadBalancer:LoadBalancer";
    public static final String ELB_LOAD_BALANCER_POLICY = "aws:elb/loadBalancerPolicy:LoadBalancerPolicy";
    public static final String ELB_SSL_NEGOTIATION_POLICY = "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy";

    public static final String EMR_CLUSTER = "aws:emr/cluster:Cluster";

    public static final String GUARDDUTY_DETECTOR = "aws:guardduty/detector:Detector";
    public static final String GUARDDUTY_DETECTOR_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

    public static final String IAM_ACCESS_KEY = "aws:iam/accessKey:AccessKey";
    public static final String IAM_ACCOUNT_PASSWORD_POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
    public static final String IAM_GROUP = "aws:iam/group:Group";
    public static final String IAM_GROUP_MEMBERSHIP = "aws:iam/groupMembership:GroupMembership";
    public static final String IAM_GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
    public static final String IAM_GROUP_POLICY_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";
    public static final String IAM_GROUP_POLICY_ATTACHMENTS_EXCLUSIVE =
            "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive";
    public static final String IAM_INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
    public static final String IAM_OPEN_ID_CONNECT_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    public static final String IAM_POLICY = "aws:iam/policy:Policy";
    public static final String IAM_POLICY_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";
    public static final String IAM_ROLE = "aws:iam/role:Role";
    public static final String IAM_ROLE_POLICIES_EXCLUSIVE = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
    public static final String IAM_ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    public static final String IAM_ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    public static final String IAM_ROLE_POLICY_ATTACHMENTS_EXCLUSIVE =
            "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
    public static final String IAM_SERVER_CERTIFICATE = "aws:iam/serverCertificate:ServerCertificate";
    public static final String IAM_USER = "aws:iam/user:User";
    public static final String IAM_USER_GROUP_MEMBERSHIP = "aws:iam/userGroupMembership:UserGroupMembership";
    public static final String IAM_USER_LOGIN_PROFILE = "aws:iam/userLoginProfile:UserLoginProfile";
    public static final String IAM_USER_POLICY = "aws:iam/userPolicy:UserPolicy";
    public static final String IAM_USER_POLICY_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment";

    public static final String IAM_USER_POLICY_ATTACHMENTS_EXCLUSIVE =
            "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive";
    public static final String INSPECTOR2_ENABLER = "aws:inspector2/enabler:Enabler";

    public static final String KINESIS_STREAM = "aws:kinesis/stream:Stream";

    public static final String KMS_ALIAS = "aws:kms/alias:Alias";
    public static final String KMS_GRANT = "aws:kms/grant:Grant";
    public static final String KMS_KEY = "aws:kms/key:Key";
    public static final String KMS_KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
    public static final String KMS_REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";

    public static final String LAMBDA_FUNCTION = "aws:lambda/function:Function";
    public static final String LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG =
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    public static final String LAMBDA_FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";
    public static final String LAMBDA_PERMISSION = "aws:lambda/permission:Permission";

    public static final String LB_LISTENER = "aws:lb/listener:Listener";
    public static final String LB_LISTENER_CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate";
    public static final String LB_LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
    public static final String LB_LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    public static final String LB_TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
    public static final String LB_TARGET_GROUP_ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

    public static final String MACIE2_ACCOUNT = "aws:macie2/account:Account";

    public static final String MEMORYDB_CLUSTER = "aws:memorydb/cluster:Cluster";
    public static final String MEMORYDB_SUBNET_GROUP = "aws:memorydb/subnetGroup:SubnetGroup";

    public static final String MQ_BROKER = "aws:mq/broker:Broker";

    public static final String MSK_CLUSTER = "aws:msk/cluster:Cluster";

    public static final String NEPTUNE_CLUSTER = "aws:neptune/cluster:Cluster";
    public static final String NEPTUNE_SUBNET_GROUP = "aws:neptune/subnetGroup:SubnetGroup";

    public static final String NEPTUNEGRAPH_GRAPH = "aws:neptunegraph/graph:Graph";

    public static final String NETWORKFIREWALL_FIREWALL = "aws:networkfirewall/firewall:Firewall";

    public static final String OPENSEARCH_DOMAIN = "aws:opensearch/domain:Domain";
    public static final String OPENSEARCH_DOMAIN_POLICY = "aws:opensearch/domainPolicy:DomainPolicy";

    public static final String PIPES_PIPE = "aws:pipes/pipe:Pipe";

    public static final String QLDB_LEDGER = "aws:qldb/ledger:Ledger";

    public static final String RDS_CLUSTER = "aws:rds/cluster:Cluster";
    public static final String RDS_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
    public static final String RDS_CLUSTER_PARAMETER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
    public static final String RDS_CLUSTER_SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";
    public static final String RDS_CLUSTER_SNAPSHOT_COPY = "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy";
    public static final String RDS_EVENT_SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";
    public static final String RDS_GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
    public static final String RDS_INSTANCE = "aws:rds/instance:Instance";
    public static final String RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    public static final String RDS_OPTION_GROUP = "aws:rds/optionGroup:OptionGroup";
    public static final String RDS_PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
    public static final String RDS_PROXY = "aws:rds/proxy:Proxy";
    public static final String RDS_PROXY_DEFAULT_TARGET_GROUP =
            "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
    public static final String RDS_PROXY_TARGET = "aws:rds/proxyTarget:ProxyTarget";
    public static final String RDS_SNAPSHOT = "aws:rds/snapshot:Snapshot";
    public static final String RDS_SNAPSHOT_COPY = "aws:rds/snapshotCopy:SnapshotCopy";
    public static final String RDS_SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

    public static final String REDSHIFT_CLUSTER = "aws:redshift/cluster:Cluster";
    public static final String REDSHIFT_SUBNET_GROUP = "aws:redshift/subnetGroup:SubnetGroup";

    public static final String ROUTE53_HOSTED_ZONE_DNS_SEC = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
    public static final String ROUTE53_KEY_SIGNING_KEY = "aws:route53/keySigningKey:KeySigningKey";
    public static final String ROUTE53_QUERY_LOG = "aws:route53/queryLog:QueryLog";
    public static final String ROUTE53_RECORD = "aws:route53/record:Record";
    public static final String ROUTE53_RESOLVER_FIREWALL_RULE_GROUP_ASSOCIATION =
            "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
    public static final String ROUTE53_ZONE = "aws:route53/zone:Zone";

    public static final String S3_ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";
    public static final String S3_ACCOUNT_PUBLIC_ACCESS_BLOCK =
            "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
    public static final String S3_BUCKET = "aws:s3/bucket:Bucket";
    public static final String S3_BUCKET_ACCELERATE_CONFIGURATION_V2 =
            "aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2";
    public static final String S3_BUCKET_ACL_V2 = "aws:s3/bucketAclV2:BucketAclV2";
    public static final String S3_BUCKET_CORS_CONFIGURATION_V2 =
            "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2";
    public static final String S3_BUCKET_LIFECYCLE_CONFIGURATION_V2 =
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    public static final String S3_BUCKET_LOGGING = "aws:s3/bucketLogging:BucketLogging";
    public static final String S3_BUCKET_LOGGING_V2 = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    public static final String S3_BUCKET_NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
    public static final String S3_BUCKET_OBJECT = "aws:s3/bucketObject:BucketObject";
    public static final String S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2 =
            "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2";
    public static final String S3_BUCKET_OBJECTV2 = "aws:s3/bucketObjectv2:BucketObjectv2";
    public static final String S3_BUCKET_OWNERSHIP_CONTROLS = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
    public static final String S3_BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    public static final String S3_BUCKET_PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    public static final String S3_BUCKET_REPLICATION_CONFIG = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    public static final String S3_BUCKET_REQUEST_PAYMENT_CONFIGURATION_V2 =
            "aws:s3/bucketRequestPaymentConfigurationV2:BucketRequestPaymentConfigurationV2";
    public static final String S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2 =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    public static final String S3_BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
    public static final String S3_BUCKET_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
    public static final String S3_BUCKET_VERSIONING_V2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";
    public static final String S3_BUCKET_WEBSITE_CONFIGURATION_V2 =
            "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2";
    public static final String S3CONTROL_ACCESS_POINT_POLICY = "aws:s3control/accessPointPolicy:AccessPointPolicy";

    public static final String SCHEDULER_SCHEDULE = "aws:scheduler/schedule:Schedule";
    public static final String SCHEDULER_SCHEDULE_GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";

    public static final String SECRETSMANAGER_SECRET = "aws:secretsmanager/secret:Secret";
    public static final String SECRETSMANAGER_SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
    public static final String SECRETSMANAGER_SECRET_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
    public static final String SECRETSMANAGER_SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

    public static final String SECURITYHUB_ACCOUNT = "aws:securityhub/account:Account";
    public static final String SECURITYHUB_STANDARDS_SUBSCRIPTION =
            "aws:securityhub/standardsSubscription:StandardsSubscription";

    public static final String SERVERLESSREPOSITORY_CLOUD_FORMATION_STACK =
            "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";

    public static final String SERVICEDISCOVERY_PRIVATE_DNS_NAMESPACE =
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";

    public static final String SFN_STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";

    public static final String SNS_PLATFORM_APPLICATION = "aws:sns/platformApplication:PlatformApplication";
    public static final String SNS_TOPIC = "aws:sns/topic:Topic";
    public static final String SNS_TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
    public static final String SNS_TOPIC_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

    public static final String SQS_QUEUE = "aws:sqs/queue:Queue";
    public static final String SQS_QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
    public static final String SQS_REDRIVE_ALLOW_POLICY = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";
    public static final String SQS_REDRIVE_POLICY = "aws:sqs/redrivePolicy:RedrivePolicy";

    public static final String SSM_PARAMETER = "aws:ssm/parameter:Parameter";

    public static final String SYNTHETICS_CANARY = "aws:synthetics/canary:Canary";

    public static final String VERIFIEDPERMISSIONS_POLICY_STORE = "aws:verifiedpermissions/policyStore:PolicyStore";

    public static final String VPC_SECURITY_GROUP_EGRESS_RULE =
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    public static final String VPC_SECURITY_GROUP_INGRESS_RULE =
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    public static final String WAFV2_IP_SET = "aws:wafv2/ipSet:IpSet";
    public static final String WAFV2_REGEX_PATTERN_SET = "aws:wafv2/regexPatternSet:RegexPatternSet";
    public static final String WAFV2_RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";
    public static final String WAFV2_WEB_ACL = "aws:wafv2/webAcl:WebAcl";
    public static final String WAFV2_WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
    public static final String WAFV2_WEB_ACL_LOGGING_CONFIGURATION =
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

    private AwsTypes() {}
}
