package dev.plinth.policies.rules;

import dev.plinth.policies.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All rules. */
public final class RuleCatalogue {

    private static final SortedMap<String, Rule> RULES = index();

    private RuleCatalogue() {}

    private static SortedMap<String, Rule> index() {
        SortedMap<String, Rule> rules = new TreeMap<>();
        Stream.of(
                        NetworkRules.ALL,
                        VpcRules.ALL,
                        RdsRules.ALL,
                        RdsParameterRules.ALL,
                        RdsProxyRules.ALL,
                        RdsSnapshotRules.ALL,
                        ElastiCacheRules.ALL,
                        EfsRules.ALL,
                        Ec2Rules.ALL,
                        S3Rules.ALL,
                        EcsRules.ALL,
                        LoadBalancerRules.ALL,
                        CloudFrontRules.ALL,
                        LambdaRules.ALL,
                        ApiGatewayRules.ALL,
                        DynamoDbRules.ALL,
                        BackupRules.ALL,
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
                        CloudflareAccessRules.ALL,
                        CloudflareWorkersRules.ALL,
                        DockerRules.ALL,
                        SupabaseRules.ALL,
                        VercelRules.ALL,
                        TagRules.ALL)
                .flatMap(Collection::stream)
                .forEach(rule -> {
                    if (rules.put(rule.id(), rule) != null) {
                        throw new IllegalStateException("two rules have the id " + rule.id());
                    }
                });
        return rules;
    }

    /** Returns all rules, sorted by id. */
    public static List<Rule> all() {
        return List.copyOf(RULES.values());
    }

    /** Looks a rule up by its id. */
    public static Optional<Rule> find(String id) {
        return Optional.ofNullable(RULES.get(id));
    }
}
