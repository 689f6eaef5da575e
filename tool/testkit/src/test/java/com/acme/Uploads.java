package com.acme;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import java.util.Map;

/** A bucket for uploads, which expire, with its access logs. */
final class Uploads extends PlinthComponent {

    private final ObjectStorage files;

    Uploads(String name, int retentionDays) {
        super("acme:storage:Uploads", name, null, ComponentResourceOptions.Empty);
        ObjectStorage logs = new ObjectStorage(
                childName("logs"),
                ObjectStorageArgs.builder().purpose(BucketPurpose.LOGS).build(),
                childComponentOptions().build());
        files = new ObjectStorage(
                childName("files"),
                ObjectStorageArgs.builder()
                        .logBucket(logs)
                        .expireAfterDays(retentionDays)
                        .build(),
                childComponentOptions().build());
        registerOutputs(Map.of("bucketName", bucketName()));
    }

    /** Returns the name of the bucket. */
    Output<String> bucketName() {
        return files.bucketName();
    }
}
