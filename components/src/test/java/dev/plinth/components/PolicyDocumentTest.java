package dev.plinth.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyDocumentTest {

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void writesAllElementsAlwaysInTheSameOrder() {
        Output<String> json = mocks.run(() -> PolicyDocument.of(
                        Statement.deny("Plain")
                                .anyPrincipal()
                                .actions("s3:*")
                                .resource(Output.of("arn:aws:s3:::a"))
                                .resources("arn:aws:s3:::a/*")
                                .condition("Bool", "aws:SecureTransport", "false"),
                        Statement.allow("Logs")
                                .servicePrincipal("logging.s3.amazonaws.com")
                                .servicePrincipal(Output.of("delivery.logs.amazonaws.com"))
                                .actions("s3:PutObject", "s3:GetBucketAcl")
                                .resources(List.of(Output.of("*")))
                                .condition("StringEquals", "aws:SourceAccount", Output.of("1"))
                                .condition("StringEquals", "s3:x", "2", "3")
                                .condition("ArnLike", "aws:SourceArn", "4"))
                .toJson());

        assertThat(RecordingMocks.value(json))
                .isEqualTo(
                        """
                {"Statement":[\
                {"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny",\
                "Principal":{"AWS":"*"},"Resource":["arn:aws:s3:::a","arn:aws:s3:::a/*"],"Sid":"Plain"},\
                {"Action":["s3:PutObject","s3:GetBucketAcl"],\
                "Condition":{"ArnLike":{"aws:SourceArn":"4"},"StringEquals":{"aws:SourceAccount":"1","s3:x":["2","3"]}},\
                "Effect":"Allow","Principal":{"Service":["logging.s3.amazonaws.com","delivery.logs.amazonaws.com"]},\
                "Resource":"*","Sid":"Logs"}],"Version":"2012-10-17"}""");
    }

    @Test
    void leavesOutWhatAStatementDoesNotHave() {
        Output<String> json = mocks.run(
                () -> PolicyDocument.assumeRole("ecs-tasks.amazonaws.com").toJson());

        assertThat(RecordingMocks.value(json))
                .isEqualTo(
                        """
                {"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",\
                "Principal":{"Service":"ecs-tasks.amazonaws.com"},"Sid":"AssumeRole"}],"Version":"2012-10-17"}""");
    }

    @Test
    void rejectsToBeEmpty() {
        assertThatThrownBy(PolicyDocument::of).isInstanceOf(IllegalArgumentException.class);
    }
}
