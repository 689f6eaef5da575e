package dev.plinth.policies.rules;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
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
                        RdsRules.ALL,
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
                        EcsRules.ALL,
                        LoadBalancerRules.ALL,
                        ClassicLoadBalancerRules.ALL,
                        CloudFrontRules.ALL,
                        LambdaRules.ALL,
                        ApiGatewayRules.ALL,
                        DynamoDbRules.ALL,
                        BackupRules.ALL,
                        BackupWindowRules.ALL,
                        KmsRules.ALL,
                        SecretRules.ALL,
                        AlertRules.ALL,
                        LogRules.ALL,
                        SyntheticsRules.ALL,
                        SqsRules.ALL,
                        EventBridgeRules.ALL,
                        IamRules.ALL,
                        OidcRules.ALL,
                        AuditRules.ALL,
                        ProviderRules.ALL,
                        CloudflareRules.ALL,
                        ChangeRules.ALL,
                        CloudflareFirewallRules.ALL,
                        OriginVerificationRules.ALL,
                        CloudflareAccessRules.ALL,
                        CloudflareWorkersRules.ALL,
                        DockerRules.ALL,
                        SupabaseRules.ALL,
                        VercelRules.ALL,
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
