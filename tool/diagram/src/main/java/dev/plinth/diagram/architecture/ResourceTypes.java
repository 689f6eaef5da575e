package dev.plinth.diagram.architecture;

/** Type tokens of the resources in a diagram. */
final class ResourceTypes {

    static final String VPC = "aws:ec2/vpc:Vpc";
    static final String SUBNET = "aws:ec2/subnet:Subnet";
    static final String ROUTE = "aws:ec2/route:Route";
    static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    static final String ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    static final String INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
    static final String NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
    static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    static final String SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
    static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    static final String[] LOAD_BALANCER = {"aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"};
    static final String[] LISTENER = {"aws:lb/listener:Listener", "aws:alb/listener:Listener"};
    static final String[] LISTENER_RULE = {"aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"};
    static final String[] TARGET_GROUP = {"aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"};
    static final String WEB_ACL = "aws:wafv2/webAcl:WebAcl";
    static final String WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
    static final String CERTIFICATE = "aws:acm/certificate:Certificate";
    static final String CERTIFICATE_VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
    static final String CLUSTER = "aws:ecs/cluster:Cluster";
    static final String SERVICE = "aws:ecs/service:Service";
    static final String TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
    static final String SCALING_TARGET = "aws:appautoscaling/target:Target";
    static final String ROLE = "aws:iam/role:Role";
    static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    static final String DATABASE = "aws:rds/instance:Instance";
    static final String DATABASE_SUBNETS = "aws:rds/subnetGroup:SubnetGroup";
    static final String DATABASE_BACKUP_COPY =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    static final String CACHE_SUBNETS = "aws:elasticache/subnetGroup:SubnetGroup";
    static final String[] BUCKET = {"aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"};
    static final String[] BUCKET_REPLICATION = {"aws:s3/bucketReplicationConfig:BucketReplicationConfig"};
    static final String[] BUCKET_LOGGING = {
        "aws:s3/bucketLoggingV2:BucketLoggingV2", "aws:s3/bucketLogging:BucketLogging"
    };
    static final String VAULT = "aws:backup/vault:Vault";
    static final String VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    static final String BACKUP_PLAN = "aws:backup/plan:Plan";
    static final String BACKUP_SELECTION = "aws:backup/selection:Selection";
    static final String RESTORE_TEST = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    static final String RULESET = "cloudflare:index/ruleset:Ruleset";
    static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
    static final String TOPIC = "aws:sns/topic:Topic";
    static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
    static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    static final String KEY = "aws:kms/key:Key";
    static final String SECRET = "aws:secretsmanager/secret:Secret";
    static final String REPOSITORY = "aws:ecr/repository:Repository";

    private ResourceTypes() {}
}
