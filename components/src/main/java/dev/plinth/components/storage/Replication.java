package dev.plinth.components.storage;

import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDeleteMarkerReplicationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaArgs;
import com.pulumi.aws.s3.inputs.BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs;
import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;

/** Replication of a bucket's objects to a bucket in another Region: the rule, and the permissions that it needs. */
final class Replication {

    private Replication() {}

    /** Returns the rule for all objects, their deletion and their encryption with the replica's key. */
    static BucketReplicationConfigRuleArgs rule(ProtectedBucket replica, EncryptionKey replicaKey) {
        return BucketReplicationConfigRuleArgs.builder()
                .id("all-objects")
                .status("Enabled")
                .priority(1)
                .filter(BucketReplicationConfigRuleFilterArgs.builder()
                        .prefix("")
                        .build())
                .deleteMarkerReplication(BucketReplicationConfigRuleDeleteMarkerReplicationArgs.builder()
                        .status("Enabled")
                        .build())
                .sourceSelectionCriteria(BucketReplicationConfigRuleSourceSelectionCriteriaArgs.builder()
                        .sseKmsEncryptedObjects(
                                BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs.builder()
                                        .status("Enabled")
                                        .build())
                        .build())
                .destination(BucketReplicationConfigRuleDestinationArgs.builder()
                        .bucket(replica.bucket().arn())
                        .encryptionConfiguration(
                                BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs.builder()
                                        .replicaKmsKeyId(replicaKey.keyArn())
                                        .build())
                        .build())
                .build();
    }

    /**
     * Returns the permissions of the role that S3 copies with.
     *
     * @param source ARN of the bucket that is replicated
     */
    static PolicyDocument permissions(
            Output<String> source, EncryptionKey sourceKey, ProtectedBucket replica, EncryptionKey replicaKey) {
        return PolicyDocument.of(
                Statement.allow("ListSource")
                        .actions("s3:GetReplicationConfiguration", "s3:ListBucket")
                        .resource(source),
                Statement.allow("ReadSource")
                        .actions(
                                "s3:GetObjectVersionAcl",
                                "s3:GetObjectVersionForReplication",
                                "s3:GetObjectVersionTagging",
                                "s3:GetObjectRetention",
                                "s3:GetObjectLegalHold")
                        .resource(Output.format("%s/*", source)),
                Statement.allow("WriteReplica")
                        .actions("s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags")
                        .resource(Output.format("%s/*", replica.bucket().arn())),
                Statement.allow("DecryptSource").actions("kms:Decrypt").resource(sourceKey.keyArn()),
                Statement.allow("EncryptReplica")
                        .actions("kms:Encrypt", "kms:GenerateDataKey")
                        .resource(replicaKey.keyArn()));
    }
}
