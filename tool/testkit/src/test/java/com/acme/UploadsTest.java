package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.testkit.RecordingMocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadsTest {

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void logsAccessAndExpires() {
        Uploads uploads = mocks.run(() -> new Uploads("uploads", 90));

        assertThat(mocks.names("aws:s3/bucketV2:BucketV2"))
                .containsExactly("uploads-files-bucket", "uploads-logs-bucket");
        assertThat(mocks.only("aws:s3/bucketLoggingV2:BucketLoggingV2").text("targetBucket"))
                .isEqualTo("uploads-logs-bucket-1a2b3c4");
        assertThat(RecordingMocks.value(uploads.bucketName())).isEqualTo("uploads-files-bucket-1a2b3c4");
    }

    @Test
    void rejectsARetentionOfZeroDays() {
        assertThatThrownBy(() -> mocks.run(() -> new Uploads("uploads", 0)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("expireAfterDays is 0");
    }
}
