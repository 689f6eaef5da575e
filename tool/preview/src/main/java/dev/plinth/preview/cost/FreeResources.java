package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types that are free, such as settings of other resources. */
final class FreeResources {

    private static final List<String> NETWORK = List.of(
            AwsTypes.EC2_DEFAULT_NETWORK_ACL,
            AwsTypes.EC2_DEFAULT_ROUTE_TABLE,
            AwsTypes.EC2_DEFAULT_SECURITY_GROUP,
            AwsTypes.EC2_DEFAULT_SUBNET,
            AwsTypes.EC2_DEFAULT_VPC,
            AwsTypes.EC2_DEFAULT_VPC_DHCP_OPTIONS,
            AwsTypes.EC2_INTERNET_GATEWAY,
            AwsTypes.EC2_MANAGED_PREFIX_LIST,
            AwsTypes.EC2_NETWORK_ACL,
            AwsTypes.EC2_ROUTE,
            AwsTypes.EC2_ROUTE_TABLE,
            AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION,
            AwsTypes.EC2_SECURITY_GROUP,
            AwsTypes.EC2_SUBNET,
            AwsTypes.EC2_VPC,
            AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE,
            AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE);

    private static final List<String> SETTINGS = List.of(
            AwsTypes.ACM_CERTIFICATE_VALIDATION,
            AwsTypes.APPAUTOSCALING_POLICY,
            AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION,
            AwsTypes.APPAUTOSCALING_TARGET,
            AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
            AwsTypes.BACKUP_SELECTION,
            AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION,
            AwsTypes.BACKUP_VAULT_NOTIFICATIONS,
            AwsTypes.BACKUP_VAULT_POLICY,
            AwsTypes.ECR_LIFECYCLE_POLICY,
            AwsTypes.ECS_CLUSTER_CAPACITY_PROVIDERS,
            AwsTypes.ELASTICACHE_PARAMETER_GROUP,
            AwsTypes.ELASTICACHE_SUBNET_GROUP,
            AwsTypes.ELASTICACHE_USER,
            AwsTypes.ELASTICACHE_USER_GROUP,
            AwsTypes.KMS_ALIAS,
            AwsTypes.LB_LISTENER,
            AwsTypes.LB_LISTENER_RULE,
            AwsTypes.LB_TARGET_GROUP,
            AwsTypes.LB_TARGET_GROUP_ATTACHMENT,
            AwsTypes.ALB_TARGET_GROUP,
            AwsTypes.ALB_TARGET_GROUP_ATTACHMENT,
            AwsTypes.LAMBDA_PERMISSION,
            AwsTypes.RDS_PROXY_DEFAULT_TARGET_GROUP,
            AwsTypes.RDS_PROXY_TARGET,
            AwsTypes.ROUTE53_RECORD,
            AwsTypes.RDS_EVENT_SUBSCRIPTION,
            AwsTypes.RDS_PARAMETER_GROUP,
            AwsTypes.RDS_SUBNET_GROUP,
            AwsTypes.S3_BUCKET_CORS_CONFIGURATION_V2,
            AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
            AwsTypes.S3_BUCKET_LOGGING_V2,
            AwsTypes.S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2,
            AwsTypes.S3_BUCKET_OWNERSHIP_CONTROLS,
            AwsTypes.S3_BUCKET_POLICY,
            AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
            AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
            AwsTypes.S3_BUCKET_VERSIONING_V2,
            AwsTypes.SECRETSMANAGER_SECRET_ROTATION,
            AwsTypes.SECRETSMANAGER_SECRET_VERSION,
            AwsTypes.SNS_TOPIC_POLICY,
            AwsTypes.SQS_QUEUE_POLICY,
            AwsTypes.SQS_REDRIVE_ALLOW_POLICY,
            AwsTypes.SQS_REDRIVE_POLICY,
            AwsTypes.WAFV2_WEB_ACL_ASSOCIATION,
            AwsTypes.WAFV2_WEB_ACL_LOGGING_CONFIGURATION);

    private static final List<String> IAM = List.of(
            AwsTypes.IAM_ACCESS_KEY,
            AwsTypes.IAM_GROUP,
            AwsTypes.IAM_GROUP_MEMBERSHIP,
            AwsTypes.IAM_GROUP_POLICY,
            AwsTypes.IAM_GROUP_POLICY_ATTACHMENT,
            AwsTypes.IAM_INSTANCE_PROFILE,
            AwsTypes.IAM_OPEN_ID_CONNECT_PROVIDER,
            AwsTypes.IAM_POLICY,
            AwsTypes.IAM_POLICY_ATTACHMENT,
            AwsTypes.IAM_ROLE,
            AwsTypes.IAM_ROLE_POLICY,
            AwsTypes.IAM_ROLE_POLICY_ATTACHMENT,
            AwsTypes.IAM_USER,
            AwsTypes.IAM_USER_GROUP_MEMBERSHIP,
            AwsTypes.IAM_USER_POLICY,
            AwsTypes.IAM_USER_POLICY_ATTACHMENT);

    private static final List<String> VERCEL = List.of(
            "vercel:index/customEnvironment:CustomEnvironment",
            "vercel:index/firewallConfig:FirewallConfig",
            "vercel:index/projectCrons:ProjectCrons",
            "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention",
            "vercel:index/projectDomain:ProjectDomain",
            "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
            "vercel:index/projectRollingRelease:ProjectRollingRelease",
            "vercel:index/webhook:Webhook");

    /** Reasons by type token. */
    static final Map<String, String> REASONS = reasons();

    private FreeResources() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        put(reasons, "VPCs, subnets, routes and security groups are free", NETWORK);
        put(reasons, "flow logs are billed by their log group", List.of(AwsTypes.EC2_FLOW_LOG));
        put(reasons, "the first copy of management events is free", List.of(AwsTypes.CLOUDTRAIL_TRAIL));
        put(reasons, "public ACM certificates are free", List.of(AwsTypes.ACM_CERTIFICATE));
        put(reasons, "setting of another resource", SETTINGS);
        put(reasons, "IAM is free", IAM);
        put(
                reasons,
                "deployments to ECS are free",
                List.of(
                        AwsTypes.CODEDEPLOY_APPLICATION,
                        AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG,
                        AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP));
        put(
                reasons,
                "AppConfig is billed per configuration request and per configuration received",
                List.of(
                        AwsTypes.APPCONFIG_APPLICATION,
                        AwsTypes.APPCONFIG_CONFIGURATION_PROFILE,
                        AwsTypes.APPCONFIG_DEPLOYMENT,
                        AwsTypes.APPCONFIG_DEPLOYMENT_STRATEGY,
                        AwsTypes.APPCONFIG_ENVIRONMENT,
                        AwsTypes.APPCONFIG_HOSTED_CONFIGURATION_VERSION));
        put(
                reasons,
                "events of AWS services and their rules are free",
                List.of(AwsTypes.CLOUDWATCH_EVENT_RULE, AwsTypes.CLOUDWATCH_EVENT_TARGET));
        put(reasons, "billed per state transition; 4,000 per month are free", List.of(AwsTypes.SFN_STATE_MACHINE));
        put(
                reasons,
                "its function runs for seconds per month, within Lambda's free tier",
                List.of(AwsTypes.SERVERLESSREPOSITORY_CLOUD_FORMATION_STACK));
        put(reasons, "built locally; its repository is billed", List.of("docker:index/image:Image"));
        put(reasons, "included in the plan of its Vercel team", VERCEL);
        put(
                reasons,
                "included in the plan of its Supabase organization",
                List.of("supabase:index/apikey:Apikey", "supabase:index/settings:Settings"));
        put(
                reasons,
                "included in the plan of its Sentry organization, which is billed by seats and events",
                List.of(
                        "sentry:index/sentryIssueAlert:SentryIssueAlert",
                        "sentry:index/sentryKey:SentryKey",
                        "sentry:index/sentryMetricAlert:SentryMetricAlert",
                        "sentry:index/sentryProject:SentryProject",
                        "sentry:index/sentryTeam:SentryTeam"));
        return Map.copyOf(reasons);
    }

    private static void put(Map<String, String> reasons, String reason, List<String> types) {
        types.forEach(type -> reasons.put(type, reason));
    }
}
