package dev.plinth.components.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements of a bucket's policy beyond the component's own. */
class BucketPolicyTest {

    private static final String POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final Output<String> DISTRIBUTION =
            Output.of("arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE");

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private ObjectStorage run(UnaryOperator<ObjectStorageArgs.Builder> more) {
        return mocks.run(() -> new ObjectStorage(
                "uploads", more.apply(ObjectStorageArgs.builder()).build()));
    }

    private static Statement readByPartner(Output<String> bucketArn) {
        return Statement.allow("ReadByPartner")
                .awsPrincipal(Output.of("arn:aws:iam::210987654321:role/import"))
                .actions("s3:GetObject")
                .resource(Output.format("%s/*", bucketArn));
    }

    private static Statement readByAnyone(Output<String> bucketArn) {
        return Statement.allow("ReadByAnyone")
                .anyPrincipal()
                .actions("s3:GetObject")
                .resource(Output.format("%s/*", bucketArn));
    }

    private static Statement readByOrganization(Output<String> bucketArn) {
        return readByAnyone(bucketArn).condition("StringEquals", "aws:PrincipalOrgID", "o-1234567890");
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ObjectStorageArgs args = ObjectStorageArgs.builder().build();

        assertThat(args.policyStatements()).isEmpty();
        assertThat(args.allowAnyPrincipal()).isFalse();
        assertThat(args.contentDistributionOrigin()).isFalse();
        assertThat(args.contentDistributionLogs()).isFalse();
    }

    @Test
    void statementsJoinTheComponentsOwn() {
        ObjectStorage storage = run(args -> args.policyStatements(List.of(BucketPolicyTest::readByPartner)));

        assertThat(mocks.only(POLICY).text("policy"))
                .contains("DenyPlainHttp", "DenyOldTls")
                .contains("{\"Action\":\"s3:GetObject\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                        + "\"arn:aws:iam::210987654321:role/import\"},"
                        + "\"Resource\":\"arn:aws:s3:::uploads-bucket-1a2b3c4/*\",\"Sid\":\"ReadByPartner\"}");
        assertThat(mocks.only(ObjectStorage.TYPE).inputs())
                .containsOnlyKeys("purpose", "abortIncompleteUploadDays", "noncurrentVersionDays", "forceDestroy");
        assertThat(storage.isContentDistributionOrigin()).isFalse();
    }

    @Test
    void everyoneUnderAConditionIsExplicit() {
        assertThatThrownBy(() -> run(args -> args.policyStatements(List.of(BucketPolicyTest::readByOrganization))))
                .hasMessage("ObjectStorage 'uploads': policyStatements is ReadByAnyone;"
                        + " it must be for a principal; with allowAnyPrincipal, for everyone under a condition");

        run(args -> args.allowAnyPrincipal(true).policyStatements(List.of(BucketPolicyTest::readByOrganization)));

        assertThat(mocks.only(POLICY).text("policy")).contains("o-1234567890");
    }

    @Test
    void everyoneWithoutAConditionIsRejected() {
        assertThatThrownBy(() -> run(
                        args -> args.allowAnyPrincipal(true).policyStatements(List.of(BucketPolicyTest::readByAnyone))))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("policyStatements is ReadByAnyone");
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> run(args -> args.contentDistributionLogs(true)
                        .policyStatements(List.of(
                                bucketArn -> Statement.allow("with space").actions("s3:GetObject"),
                                bucketArn -> readByPartner(bucketArn),
                                bucketArn -> readByPartner(bucketArn),
                                bucketArn -> Statement.deny("DenyPlainHttp").anyPrincipal()))))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(
                                failure.faults().stream().map(fault -> fault.argument() + "=" + fault.value()))
                        .containsExactly(
                                "contentDistributionLogs=true",
                                "policyStatements=with space",
                                "policyStatements=with space",
                                "policyStatements=ReadByPartner",
                                "policyStatements=DenyPlainHttp",
                                "policyStatements=DenyPlainHttp"));
        assertThatThrownBy(() -> run(args -> args.purpose(BucketPurpose.LOGS).contentDistributionOrigin(true)))
                .hasMessageContaining("contentDistributionOrigin is true; it must be false where the purpose is LOGS");
    }

    @Test
    void oneDistributionReads() {
        ObjectStorage storage = mocks.run(() -> {
            ObjectStorage site = new ObjectStorage(
                    "site",
                    ObjectStorageArgs.builder()
                            .contentDistributionOrigin(true)
                            .policyStatements(List.of(BucketPolicyTest::readByPartner))
                            .build());
            site.allowDistribution(DISTRIBUTION);
            return site;
        });

        assertThat(mocks.only(POLICY).name()).isEqualTo("site-policy");
        assertThat(mocks.only(POLICY).text("policy"))
                .contains("DenyPlainHttp", "DenyOldTls", "ReadByPartner")
                .contains("{\"Action\":\"s3:GetObject\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                        + "\"arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE\"}},\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
                        + "\"Resource\":\"arn:aws:s3:::site-bucket-1a2b3c4/*\",\"Sid\":\"ReadByDistribution\"}");
        assertThat(mocks.only("aws:kms/key:Key").text("policy"))
                .contains("{\"Action\":\"kms:Decrypt\",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":"
                        + "\"arn:aws:cloudfront::123456789012:distribution/*\"}},\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},\"Resource\":\"*\"");
        assertThat(storage.isContentDistributionOrigin()).isTrue();
        assertThatThrownBy(() -> storage.allowDistribution(DISTRIBUTION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ObjectStorage 'site' is the origin of a distribution already.");
    }

    @Test
    void noDistributionReadsUnasked() {
        ObjectStorage storage = run(args -> args);

        assertThat(mocks.only("aws:kms/key:Key").text("policy")).doesNotContain("cloudfront");
        assertThatThrownBy(() -> storage.allowDistribution(DISTRIBUTION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ObjectStorage 'uploads' is not an origin: contentDistributionOrigin is false.");
    }

    @Test
    void bucketOfLogsTakesThoseOfDistributions() {
        ObjectStorage storage = run(args -> args.purpose(BucketPurpose.LOGS).contentDistributionLogs(true));

        assertThat(storage.takesContentDistributionLogs()).isTrue();
        assertThat(mocks.only(POLICY).text("policy"))
                .contains("BucketAccessLogs", "LoadBalancerAccessLogs")
                .contains("\"aws:SourceArn\":\"arn:aws:logs:us-east-1:123456789012:delivery-source:*\"")
                .contains("\"s3:x-amz-acl\":\"bucket-owner-full-control\"")
                .contains("\"Service\":\"delivery.logs.amazonaws.com\"},"
                        + "\"Resource\":\"arn:aws:s3:::uploads-bucket-1a2b3c4/AWSLogs/123456789012/*\"");
    }
}
