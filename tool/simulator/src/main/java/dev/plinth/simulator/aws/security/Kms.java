package dev.plinth.simulator.aws.security;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Registry;

/** Encryption keys. */
public final class Kms {

    /** The default: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html. */
    private static final long DELETION_WINDOW_DAYS = 30;

    private Kms() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.KMS_KEY, "KMS Key")
                .id("{uuid}")
                .arn("arn:aws:kms:{region}:{account}:key/{id}")
                // AWS's own keys are named by their aliases.
                .predefined("(arn:aws:kms:[a-z0-9-]+:{account}:)?alias/aws/[a-z0-9/_-]+")
                .immutable("keyUsage", "customerMasterKeySpec", "customKeyStoreId", "multiRegion", "xksKeyId")
                .validate(Rules.within("deletionWindowInDays", 7, 30))
                .validate(Rules.within("rotationPeriodInDays", 90, 2560))
                .validate(Rules.json("policy"))
                .check(PolicyDocument.in("policy", "MalformedPolicyDocumentException", PolicyDocument.Kind.RESOURCE))
                .check(operation -> operation.require(
                        operation.flag("bypassPolicyLockoutSafetyCheck")
                                || !operation.has("policy")
                                || operation.text("policy").contains("kms:*")
                                || operation.text("policy").contains("kms:PutKeyPolicy"),
                        "MalformedPolicyDocumentException",
                        "The new key policy will not allow you to update the key policy in the future."))
                // The key is unusable at once, and gone for good when its window ends.
                .afterDeletion(operation ->
                        operation.keepDeleted("keyId", operation.number("deletionWindowInDays", DELETION_WINDOW_DAYS)))
                .defaults("keyUsage", "ENCRYPT_DECRYPT")
                .defaults("customerMasterKeySpec", "SYMMETRIC_DEFAULT")
                .defaults("isEnabled", true)
                .defaults("enableKeyRotation", false)
                .defaults("multiRegion", false)
                .defaults("bypassPolicyLockoutSafetyCheck", false)
                .computed("keyId", "{id}")
                .computed("description", "")
                .computed("rotationPeriodInDays", operation -> operation.flag("enableKeyRotation") ? 365L : null)
                .computed(
                        "policy",
                        "{\"Version\":\"2012-10-17\",\"Id\":\"key-default-1\",\"Statement\":[{\"Sid\":\"Enable IAM User Permissions\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::{account}:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}");

        registry.type(AwsTypes.KMS_REPLICA_KEY, "KMS Replica Key")
                .id("{uuid}")
                .arn("arn:aws:kms:{region}:{account}:key/{id}")
                .mentionsAnywhere("primaryKeyArn", AwsTypes.KMS_KEY, "NotFoundException")
                .immutable("primaryKeyArn")
                .provides(AwsTypes.KMS_KEY, "arn")
                .computed("keyId", "{id}");

        registry.type(AwsTypes.KMS_ALIAS, "KMS Alias")
                .id("{name}")
                .arn("arn:aws:kms:{region}:{account}:{name}")
                .namedAfter("alias/", "name", 250)
                .predefined("alias/aws/[a-z0-9/_-]+")
                .mentions("targetKeyId", AwsTypes.KMS_KEY, "NotFoundException")
                .validate(Rules.matches(
                        "name",
                        "alias/(?!aws/)[A-Za-z0-9/_-]{1,250}",
                        "'alias/' followed by letters, digits and /_-, and not 'alias/aws/'"))
                .unique("name", "AlreadyExistsException", "An alias with the name {arn} already exists")
                .provides(AwsTypes.KMS_KEY, "arn")
                .provides(AwsTypes.KMS_KEY, "name")
                .recomputed("targetKeyArn", operation -> operation
                        .find(AwsTypes.KMS_KEY, operation.text("targetKeyId"))
                        .map(key -> key.arn())
                        .orElse(operation.text("targetKeyId")));
    }
}
