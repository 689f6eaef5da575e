package dev.plinth.policies.access;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.access.AccessEntry.Layer;
import dev.plinth.policies.rule.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Property of a resource type that has a policy document.
 *
 * @param type the resource type
 * @param property the property
 * @param layer the kind of policy
 * @param holderProperty the property that names the principal or the resource of the policy; empty for the resource itself
 * @param holderTypes the types that it can name
 */
public record PolicyPlace(String type, String property, Layer layer, String holderProperty, List<String> holderTypes) {

    private static final String POLICY = "policy";

    /** All places with one document; inline and attached policies are read separately. */
    static final List<PolicyPlace> ALL = List.of(
            identity(AwsTypes.IAM_ROLE_POLICY, "role", AwsTypes.IAM_ROLE),
            identity(AwsTypes.IAM_USER_POLICY, "user", AwsTypes.IAM_USER),
            identity(AwsTypes.IAM_GROUP_POLICY, "group", AwsTypes.IAM_GROUP),
            own(AwsTypes.IAM_ROLE, "assumeRolePolicy", Layer.TRUST),
            of(AwsTypes.S3_BUCKET_POLICY, "bucket", AwsTypes.S3_BUCKET_V2),
            own(AwsTypes.S3_BUCKET_V2, POLICY, Layer.RESOURCE),
            own(AwsTypes.KMS_KEY, POLICY, Layer.RESOURCE),
            own(AwsTypes.KMS_REPLICA_KEY, POLICY, Layer.RESOURCE),
            own(AwsTypes.S3_ACCESS_POINT, POLICY, Layer.RESOURCE),
            of(AwsTypes.S3CONTROL_ACCESS_POINT_POLICY, "accessPointArn", AwsTypes.S3_ACCESS_POINT),
            of(AwsTypes.KMS_KEY_POLICY, "keyId", AwsTypes.KMS_KEY),
            own(AwsTypes.SNS_TOPIC, POLICY, Layer.RESOURCE),
            of(AwsTypes.SNS_TOPIC_POLICY, "arn", AwsTypes.SNS_TOPIC),
            own(AwsTypes.SQS_QUEUE, POLICY, Layer.RESOURCE),
            of(AwsTypes.SQS_QUEUE_POLICY, "queueUrl", AwsTypes.SQS_QUEUE),
            of(AwsTypes.ECR_REPOSITORY_POLICY, "repository", AwsTypes.ECR_REPOSITORY),
            own(AwsTypes.SECRETSMANAGER_SECRET, POLICY, Layer.RESOURCE),
            of(AwsTypes.SECRETSMANAGER_SECRET_POLICY, "secretArn", AwsTypes.SECRETSMANAGER_SECRET),
            of(AwsTypes.BACKUP_VAULT_POLICY, "backupVaultName", AwsTypes.BACKUP_VAULT),
            of(AwsTypes.EFS_FILE_SYSTEM_POLICY, "fileSystemId", AwsTypes.EFS_FILE_SYSTEM),
            of(AwsTypes.DYNAMODB_RESOURCE_POLICY, "resourceArn", AwsTypes.DYNAMODB_TABLE),
            of(AwsTypes.CLOUDWATCH_EVENT_BUS_POLICY, "eventBusName", AwsTypes.CLOUDWATCH_EVENT_BUS),
            new PolicyPlace(
                    AwsTypes.OPENSEARCH_DOMAIN_POLICY,
                    "accessPolicies",
                    Layer.RESOURCE,
                    "domainName",
                    List.of(AwsTypes.OPENSEARCH_DOMAIN)),
            own(AwsTypes.OPENSEARCH_DOMAIN, "accessPolicies", Layer.RESOURCE),
            own(AwsTypes.EC2_VPC_ENDPOINT, POLICY, Layer.RESOURCE));

    /** Returns the properties that decide who has access, by resource type. */
    public static SortedMap<String, List<String>> inputs() {
        SortedMap<String, List<String>> inputs = new TreeMap<>();
        for (PolicyPlace place : ALL) {
            inputs.put(
                    place.type(),
                    place.holderProperty().isEmpty()
                            ? List.of(place.property())
                            : List.of(place.property(), place.holderProperty()));
        }
        inputs.put(
                AwsTypes.IAM_ROLE,
                List.of("assumeRolePolicy", "inlinePolicies[].policy", "managedPolicyArns", "permissionsBoundary"));
        inputs.put(AwsTypes.IAM_USER, List.of("permissionsBoundary"));
        inputs.put(AwsTypes.IAM_POLICY, List.of(POLICY));
        inputs.put(AwsTypes.IAM_ROLE_POLICY_ATTACHMENT, List.of("policyArn", "role"));
        inputs.put(AwsTypes.IAM_USER_POLICY_ATTACHMENT, List.of("policyArn", "user"));
        inputs.put(AwsTypes.IAM_GROUP_POLICY_ATTACHMENT, List.of("policyArn", "group"));
        inputs.put(AwsTypes.IAM_POLICY_ATTACHMENT, List.of("policyArn", "roles", "users", "groups"));
        inputs.put(AwsTypes.IAM_USER_GROUP_MEMBERSHIP, List.of("groups", "user"));
        inputs.put(AwsTypes.IAM_GROUP_MEMBERSHIP, List.of("group", "users"));
        inputs.put(
                AwsTypes.LAMBDA_PERMISSION,
                List.of("action", "function", "principal", "principalOrgId", "sourceAccount", "sourceArn"));
        inputs.put(AwsTypes.KMS_GRANT, List.of("constraints", "granteePrincipal", "keyId", "operations"));
        return inputs;
    }

    /** Returns whether a property has a policy document. */
    public static boolean isDocument(String type, String property) {
        return type.equals(AwsTypes.IAM_POLICY)
                ? property.equals(POLICY)
                : ALL.stream()
                        .anyMatch(place -> ResourceTypes.aliases(place.type()).contains(type)
                                && place.property().equals(property));
    }

    private static PolicyPlace identity(String type, String holderProperty, String holderType) {
        return new PolicyPlace(type, POLICY, Layer.IDENTITY, holderProperty, List.of(holderType));
    }

    private static PolicyPlace of(String type, String holderProperty, String... holderTypes) {
        return new PolicyPlace(
                type,
                POLICY,
                Layer.RESOURCE,
                holderProperty,
                Arrays.stream(holderTypes)
                        .flatMap(holder -> Arrays.stream(ResourceTypes.withAliases(holder)))
                        .distinct()
                        .toList());
    }

    private static PolicyPlace own(String type, String property, Layer layer) {
        return new PolicyPlace(type, property, layer, "", List.of());
    }
}
