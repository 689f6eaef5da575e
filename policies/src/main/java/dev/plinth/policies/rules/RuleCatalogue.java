package dev.plinth.policies.rules;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rules.aws.compute.AutoScalingRules;
import dev.plinth.policies.rules.aws.compute.Ec2Rules;
import dev.plinth.policies.rules.aws.compute.EcrRules;
import dev.plinth.policies.rules.aws.compute.EcsServiceRules;
import dev.plinth.policies.rules.aws.compute.EcsTaskRules;
import dev.plinth.policies.rules.aws.compute.EksRules;
import dev.plinth.policies.rules.aws.compute.LambdaRules;
import dev.plinth.policies.rules.aws.database.DynamoDbRules;
import dev.plinth.policies.rules.aws.database.ElastiCacheRules;
import dev.plinth.policies.rules.aws.database.OpenSearchRules;
import dev.plinth.policies.rules.aws.database.RdsAvailabilityRules;
import dev.plinth.policies.rules.aws.database.RdsBackupRules;
import dev.plinth.policies.rules.aws.database.RdsMonitoringRules;
import dev.plinth.policies.rules.aws.database.RdsOptionRules;
import dev.plinth.policies.rules.aws.database.RdsParameterRules;
import dev.plinth.policies.rules.aws.database.RdsProxyRules;
import dev.plinth.policies.rules.aws.database.RdsRules;
import dev.plinth.policies.rules.aws.database.RdsSnapshotRules;
import dev.plinth.policies.rules.aws.database.ReleaseRules;
import dev.plinth.policies.rules.aws.delivery.ApiGatewayRules;
import dev.plinth.policies.rules.aws.delivery.AppConfigRules;
import dev.plinth.policies.rules.aws.delivery.CertificateRules;
import dev.plinth.policies.rules.aws.delivery.ClassicLoadBalancerRules;
import dev.plinth.policies.rules.aws.delivery.CloudFrontRules;
import dev.plinth.policies.rules.aws.delivery.CodeDeployRules;
import dev.plinth.policies.rules.aws.delivery.LoadBalancerRules;
import dev.plinth.policies.rules.aws.delivery.Route53Rules;
import dev.plinth.policies.rules.aws.delivery.WebAclRules;
import dev.plinth.policies.rules.aws.identity.IamRules;
import dev.plinth.policies.rules.aws.identity.KmsRules;
import dev.plinth.policies.rules.aws.identity.OidcRules;
import dev.plinth.policies.rules.aws.identity.SecretRules;
import dev.plinth.policies.rules.aws.messaging.ChatRules;
import dev.plinth.policies.rules.aws.messaging.EventBridgeRules;
import dev.plinth.policies.rules.aws.messaging.SqsRules;
import dev.plinth.policies.rules.aws.monitoring.AccountRules;
import dev.plinth.policies.rules.aws.monitoring.AlertRules;
import dev.plinth.policies.rules.aws.monitoring.DetectionRules;
import dev.plinth.policies.rules.aws.monitoring.LogRules;
import dev.plinth.policies.rules.aws.monitoring.SyntheticsRules;
import dev.plinth.policies.rules.aws.monitoring.TrailRules;
import dev.plinth.policies.rules.aws.network.EndpointRules;
import dev.plinth.policies.rules.aws.network.NetworkRules;
import dev.plinth.policies.rules.aws.network.RoutingRules;
import dev.plinth.policies.rules.aws.network.VpcRules;
import dev.plinth.policies.rules.aws.storage.BackupCoverageRules;
import dev.plinth.policies.rules.aws.storage.BackupPlanRules;
import dev.plinth.policies.rules.aws.storage.BackupVaultRules;
import dev.plinth.policies.rules.aws.storage.BackupWindowRules;
import dev.plinth.policies.rules.aws.storage.EfsRules;
import dev.plinth.policies.rules.aws.storage.RetentionRules;
import dev.plinth.policies.rules.aws.storage.S3AccessRules;
import dev.plinth.policies.rules.aws.storage.S3EncryptionRules;
import dev.plinth.policies.rules.aws.storage.S3Rules;
import dev.plinth.policies.rules.change.ChangeRules;
import dev.plinth.policies.rules.cloudflare.CloudflareAccessRules;
import dev.plinth.policies.rules.cloudflare.CloudflareDnsRules;
import dev.plinth.policies.rules.cloudflare.CloudflareFirewallRules;
import dev.plinth.policies.rules.cloudflare.CloudflareOriginRules;
import dev.plinth.policies.rules.cloudflare.CloudflareWorkersRules;
import dev.plinth.policies.rules.cloudflare.CloudflareZoneRules;
import dev.plinth.policies.rules.cloudflare.OriginVerificationRules;
import dev.plinth.policies.rules.docker.DockerContainerRules;
import dev.plinth.policies.rules.docker.DockerHostRules;
import dev.plinth.policies.rules.docker.DockerIsolationRules;
import dev.plinth.policies.rules.provider.ProviderRules;
import dev.plinth.policies.rules.provider.TagRules;
import dev.plinth.policies.rules.provider.ValueRules;
import dev.plinth.policies.rules.sentry.SentryRules;
import dev.plinth.policies.rules.supabase.SupabaseRules;
import dev.plinth.policies.rules.vercel.VercelFirewallRules;
import dev.plinth.policies.rules.vercel.VercelProjectRules;
import dev.plinth.policies.rules.vercel.VercelVariableRules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of Plinth. */
public final class RuleCatalogue {

    private static final RuleSet RULES = index();

    private RuleCatalogue() {}

    private static RuleSet index() {
        return RuleSet.of(Stream.of(
                        NetworkRules.ALL,
                        VpcRules.ALL,
                        RoutingRules.ALL,
                        EndpointRules.ALL,
                        RdsRules.ALL,
                        RdsBackupRules.ALL,
                        RdsAvailabilityRules.ALL,
                        RdsMonitoringRules.ALL,
                        RdsParameterRules.ALL,
                        RdsProxyRules.ALL,
                        RdsSnapshotRules.ALL,
                        RdsOptionRules.ALL,
                        ReleaseRules.ALL,
                        ElastiCacheRules.ALL,
                        EfsRules.ALL,
                        Ec2Rules.ALL,
                        AutoScalingRules.ALL,
                        EksRules.ALL,
                        OpenSearchRules.ALL,
                        Route53Rules.ALL,
                        S3Rules.ALL,
                        S3EncryptionRules.ALL,
                        S3AccessRules.ALL,
                        EcsServiceRules.ALL,
                        EcsTaskRules.ALL,
                        EcrRules.ALL,
                        LoadBalancerRules.ALL,
                        AppConfigRules.ALL,
                        CodeDeployRules.ALL,
                        WebAclRules.ALL,
                        CertificateRules.ALL,
                        ClassicLoadBalancerRules.ALL,
                        CloudFrontRules.ALL,
                        LambdaRules.ALL,
                        ApiGatewayRules.ALL,
                        DynamoDbRules.ALL,
                        BackupVaultRules.ALL,
                        BackupPlanRules.ALL,
                        BackupCoverageRules.ALL,
                        BackupWindowRules.ALL,
                        RetentionRules.ALL,
                        KmsRules.ALL,
                        SecretRules.ALL,
                        AlertRules.ALL,
                        LogRules.ALL,
                        SyntheticsRules.ALL,
                        SqsRules.ALL,
                        EventBridgeRules.ALL,
                        ChatRules.ALL,
                        IamRules.ALL,
                        OidcRules.ALL,
                        TrailRules.ALL,
                        DetectionRules.ALL,
                        AccountRules.ALL,
                        ProviderRules.ALL,
                        ValueRules.ALL,
                        CloudflareZoneRules.ALL,
                        CloudflareDnsRules.ALL,
                        ChangeRules.ALL,
                        CloudflareFirewallRules.ALL,
                        CloudflareOriginRules.ALL,
                        OriginVerificationRules.ALL,
                        CloudflareAccessRules.ALL,
                        CloudflareWorkersRules.ALL,
                        DockerIsolationRules.ALL,
                        DockerContainerRules.ALL,
                        DockerHostRules.ALL,
                        SentryRules.ALL,
                        SupabaseRules.ALL,
                        VercelProjectRules.ALL,
                        VercelVariableRules.ALL,
                        VercelFirewallRules.ALL,
                        TagRules.ALL)
                .flatMap(Collection::stream)
                .toList());
    }

    /** Returns the rules as a set. */
    public static RuleSet set() {
        return RULES;
    }

    /** Returns all rules, sorted by id. */
    public static List<Rule> all() {
        return RULES.all();
    }

    /** Looks a rule up by its id. */
    public static Optional<Rule> find(String id) {
        return RULES.find(id);
    }
}
