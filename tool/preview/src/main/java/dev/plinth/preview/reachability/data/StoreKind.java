package dev.plinth.preview.reachability.data;

import dev.plinth.model.AwsTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kinds of data stores whose access IAM decides. */
public enum StoreKind {
    /** S3 bucket. */
    BUCKET(
            AwsTypes.S3_BUCKET_V2,
            "s3",
            Map.of(
                    DataOperation.READ, List.of("s3:GetObject", "s3:GetObjectVersion"),
                    DataOperation.LIST, List.of("s3:ListBucket"),
                    DataOperation.WRITE, List.of("s3:PutObject"),
                    DataOperation.DELETE, List.of("s3:DeleteObject", "s3:DeleteObjectVersion"))),
    /** KMS key. */
    KEY(
            AwsTypes.KMS_KEY,
            "kms",
            Map.of(
                    DataOperation.ENCRYPT, List.of("kms:Encrypt", "kms:GenerateDataKey"),
                    DataOperation.DECRYPT, List.of("kms:Decrypt"))),
    /** Secret of Secrets Manager. */
    SECRET(
            AwsTypes.SECRETSMANAGER_SECRET,
            "secretsmanager",
            Map.of(
                    DataOperation.READ, List.of("secretsmanager:GetSecretValue"),
                    DataOperation.WRITE, List.of("secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"),
                    DataOperation.DELETE, List.of("secretsmanager:DeleteSecret"))),
    /** SQS queue. */
    QUEUE(
            AwsTypes.SQS_QUEUE,
            "sqs",
            Map.of(
                    DataOperation.READ, List.of("sqs:ReceiveMessage"),
                    DataOperation.WRITE, List.of("sqs:SendMessage"),
                    DataOperation.DELETE, List.of("sqs:DeleteMessage", "sqs:PurgeQueue"))),
    /** DynamoDB table. */
    TABLE(
            AwsTypes.DYNAMODB_TABLE,
            "dynamodb",
            Map.of(
                    DataOperation.READ,
                    List.of("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"),
                    DataOperation.WRITE,
                    List.of("dynamodb:BatchWriteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
                    DataOperation.DELETE,
                    List.of("dynamodb:DeleteItem", "dynamodb:DeleteTable"))),
    /** RDS instance with IAM authentication. */
    DATABASE(AwsTypes.RDS_INSTANCE, "rds-db", Map.of(DataOperation.CONNECT, List.of("rds-db:connect"))),
    /** RDS cluster with IAM authentication. */
    DATABASE_CLUSTER(AwsTypes.RDS_CLUSTER, "rds-db", Map.of(DataOperation.CONNECT, List.of("rds-db:connect"))),
    /** ElastiCache replication group. */
    CACHE(
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            "elasticache",
            Map.of(DataOperation.CONNECT, List.of("elasticache:Connect")));

    private final String type;
    private final String service;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of and List.of are immutable.
    private final Map<DataOperation, List<String>> actions;

    StoreKind(String type, String service, Map<DataOperation, List<String>> actions) {
        this.type = type;
        this.service = service;
        this.actions = actions;
    }

    /** Returns the resource type. */
    String type() {
        return type;
    }

    /** Returns whether an action is of the kind's service. */
    boolean isServiceOf(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith(service + ":");
    }

    /** Returns the actions of each operation; one of them is sufficient for the operation. */
    public Map<DataOperation, List<String>> actions() {
        return actions;
    }

    /** Returns whether stores of the kind authenticate with IAM only where it is enabled. */
    boolean needsIamAuthentication() {
        return this == DATABASE || this == DATABASE_CLUSTER;
    }
}
