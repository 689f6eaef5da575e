package com.example.lasercutting;

import com.pulumi.core.Output;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.security.Secret;
import dev.plinth.components.storage.ObjectStorage;
import java.util.Map;

/**
 * The data that the services of a Region use, all of it in the same Region.
 *
 * @param database the database, or its replica
 * @param buckets the buckets by their names
 * @param secrets the secrets by the variables that containers get them in
 */
record RegionData(PostgresDatabase database, Map<String, Bucket> buckets, Map<String, Value> secrets) {

    /**
     * A bucket, or its copy.
     *
     * @param name the bucket's name in S3
     * @param arn the bucket's ARN
     * @param keyArn the key that encrypts the objects
     */
    record Bucket(Output<String> name, Output<String> arn, Output<String> keyArn) {

        static Bucket of(ObjectStorage storage) {
            return new Bucket(storage.bucketName(), storage.bucketArn(), storage.kmsKeyArn());
        }

        static Bucket replicaOf(ObjectStorage storage) {
            return new Bucket(storage.replicaBucketName(), storage.replicaBucketArn(), storage.replicaKmsKeyArn());
        }
    }

    /**
     * A secret, or its replica.
     *
     * @param arn the secret's ARN
     * @param keyArn the key that encrypts it
     */
    record Value(Output<String> arn, Output<String> keyArn) {

        static Value of(Secret secret) {
            return new Value(secret.secretArn(), secret.kmsKeyArn());
        }

        static Value replicaOf(Secret secret) {
            return new Value(secret.replicaArn(), secret.replicaKmsKeyArn());
        }
    }
}
