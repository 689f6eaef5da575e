package dev.plinth.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecordingMocksTest {

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static final class Sample extends PlinthComponent {
        private final BucketV2 bucket;

        Sample(String name, ComponentResourceOptions options) {
            super("plinth:test:Sample", name, null, options);
            this.bucket = new BucketV2(
                    childName("bucket"),
                    BucketV2Args.builder().forceDestroy(false).build(),
                    statefulChildOptions().build());
        }
    }

    @Test
    void recordsComponentsAndTheirChildrenWithInputsAndOptions() {
        Sample sample = mocks.run(() -> new Sample(
                "sample", ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.names("plinth:test:Sample")).containsExactly("sample");
        RecordingMocks.Recorded bucket = mocks.only("aws:s3/bucketV2:BucketV2");
        assertThat(bucket.name()).isEqualTo("sample-bucket");
        assertThat(bucket.inputs()).containsEntry("forceDestroy", false);
        assertThat(mocks.options(bucket).isProtect()).isTrue();
        assertThat(mocks.options(bucket).getParent()).containsSame(sample);
        assertThat(RecordingMocks.value(sample.bucket.arn())).isEqualTo("arn:aws:s3:::sample-bucket-1a2b3c4");
    }

    @Test
    void rejectsTwoResourcesOfOneTypeAndName() {
        assertThatThrownBy(() -> mocks.run(() -> List.of(new BucketV2("same"), new BucketV2("same"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("same");
    }

    @Test
    void passesAComponentsRejectionOn() {
        assertThatThrownBy(() -> mocks.run(() -> {
                    Validation.of("Sample", "sample").required("cidr", null).throwIfAny();
                    return new BucketV2("never", null, CustomResourceOptions.Empty);
                }))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("Sample 'sample': cidr is missing; it must be given");
    }
}
