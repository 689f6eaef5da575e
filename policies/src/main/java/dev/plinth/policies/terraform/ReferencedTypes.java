package dev.plinth.policies.terraform;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Types of resources that a property refers to, by the property's name. */
final class ReferencedTypes {

    /** The endings of names that hold an identifier. */
    private static final List<String> ENDINGS = List.of("_ids", "_id", "_arns", "_arn", "_names", "_name", "s");

    /** Properties that are not named like the type. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("allocation_id", "aws_eip"),
            Map.entry("bucket", "aws_s3_bucket"),
            Map.entry("cluster", "aws_ecs_cluster"),
            Map.entry("cluster_identifier", "aws_rds_cluster"),
            Map.entry("execution_role_arn", "aws_iam_role"),
            Map.entry("gateway_id", "aws_internet_gateway"),
            Map.entry("kms_key_arn", "aws_kms_key"),
            Map.entry("kms_key_id", "aws_kms_key"),
            Map.entry("kms_master_key_id", "aws_kms_key"),
            Map.entry("load_balancer_arn", "aws_lb"),
            Map.entry("role", "aws_iam_role"),
            Map.entry("role_arn", "aws_iam_role"),
            Map.entry("security_groups", "aws_security_group"),
            Map.entry("source_security_group_id", "aws_security_group"),
            Map.entry("subnet_group_name", "aws_elasticache_subnet_group"),
            Map.entry("subnets", "aws_subnet"),
            Map.entry("target_group_arn", "aws_lb_target_group"),
            Map.entry("target_id", "aws_instance"),
            Map.entry("task_definition", "aws_ecs_task_definition"),
            Map.entry("task_role_arn", "aws_iam_role"),
            Map.entry("vpc_security_group_ids", "aws_security_group"));

    private ReferencedTypes() {}

    /**
     * Returns the type that a property refers to; empty when it is unknown.
     *
     * @param property Terraform's name of the property
     * @param addresses the addresses of the plan's resources, of which one must have the type
     */
    static String of(String property, Collection<String> addresses) {
        String known = OTHERS.get(property);
        if (known != null) {
            return known;
        }
        for (String ending : ENDINGS) {
            String type = property.endsWith(ending)
                    ? "aws_" + property.substring(0, property.length() - ending.length())
                    : "";
            if (!type.isEmpty()
                    && addresses.stream()
                            .anyMatch(
                                    address -> address.startsWith(type + ".") || address.contains("." + type + "."))) {
                return type;
            }
        }
        return "";
    }
}
