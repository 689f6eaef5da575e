package dev.plinth.operation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import dev.plinth.operation.recovery.CloudLookup.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwsLookupTest {

    private static final String ARN = "arn:aws:ec2:eu-central-1:123456789012:subnet/";

    private final AwsCommand aws = mock();

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Answer find(String type, String inputs) {
        return new AwsLookup(aws)
                .find(
                        json("{'type': '" + type + "', 'inputs': " + inputs + "}"),
                        json("{'region': 'eu-central-1', 'defaultTags': '{\\'tags\\':{\\'stack\\':\\'test\\'}}'}"
                                .replace("\\'", "\\\"")),
                        Set.of("subnet-known"));
    }

    @Test
    void theNameOfMostIsTheirId() {
        assertThat(find("aws:rds/instance:Instance", "{'identifier': 'shop-1'}"))
                .isEqualTo(new Answer(Kind.LIKELY, List.of("shop-1"), ""));
        assertThat(find("aws:iam/rolePolicy:RolePolicy", "{'role': 'task', 'name': 'read'}")
                        .ids())
                .containsExactly("task:read");
        verifyNoInteractions(aws);
    }

    @Test
    void othersAreFoundByTheirTags() {
        when(aws.apply(any()))
                .thenReturn(Optional.of(json("{'ResourceTagMappingList': [{'ResourceARN': '" + ARN
                        + "subnet-known'}, {'ResourceARN': '" + ARN + "subnet-1'}]}")));

        assertThat(find("aws:ec2/subnet:Subnet", "{'tags': {'Name': 'first'}}"))
                .isEqualTo(new Answer(Kind.LIKELY, List.of("subnet-1"), ""));
        verify(aws)
                .apply(List.of(
                        "resourcegroupstaggingapi",
                        "get-resources",
                        "--resource-type-filters",
                        "ec2:subnet",
                        "--tag-filters",
                        "Key=Name,Values=first",
                        "Key=stack,Values=test",
                        "--region",
                        "eu-central-1"));
    }

    @Test
    void makesIdsThatAreNoPartOfTheArn() {
        when(aws.apply(any()))
                .thenReturn(
                        Optional.of(
                                json(
                                        "{'ResourceTagMappingList': [{'ResourceARN': 'arn:aws:sqs:eu-central-1:123456789012:mail'}]}")));
        assertThat(find("aws:sqs/queue:Queue", "{'tags': {'Name': 'mail'}}").ids())
                .containsExactly("https://sqs.eu-central-1.amazonaws.com/123456789012/mail");

        when(aws.apply(any()))
                .thenReturn(Optional.of(json("{'ResourceTagMappingList': [{'ResourceARN': "
                        + "'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/edge/1234'}]}")));
        assertThat(find("aws:wafv2/webAcl:WebAcl", "{'tags': {'Name': 'edge'}}").ids())
                .containsExactly("1234/edge/REGIONAL");
    }

    @Test
    void looksForResourcesOfIamWhereAwsListsThem() {
        find("aws:iam/policy:Policy", "{'tags': {'Name': 'read'}}");

        verify(aws).apply(argThat(line -> line.indexOf("us-east-1") == line.indexOf("--region") + 1));
    }

    @Test
    void forgetsACreationThatAdoptsWhatExists() {
        assertThat(find("aws:sns/topicSubscription:TopicSubscription", "{}").kind())
                .isEqualTo(Kind.NOT_MADE);
        verifyNoInteractions(aws);
    }

    @Test
    void anUnknownResultIsUndecided() {
        assertThat(find("aws:ec2/subnet:Subnet", "{'tags': {'Name': 'first'}}").kind())
                .as("the command failed")
                .isEqualTo(Kind.UNDECIDED);
        assertThat(find("aws:ec2/subnet:Subnet", "{}").kind()).as("no tags").isEqualTo(Kind.UNDECIDED);
        assertThat(find("aws:iam/rolePolicy:RolePolicy", "{'name': 'read'}").kind())
                .as("half a name")
                .isEqualTo(Kind.UNDECIDED);

        when(aws.apply(any()))
                .thenReturn(Optional.of(json("{'ResourceTagMappingList': [{'ResourceARN': '" + ARN
                        + "subnet-1'}, {'ResourceARN': '" + ARN + "subnet-2'}]}")));
        assertThat(find("aws:ec2/subnet:Subnet", "{'tags': {'Name': 'first'}}").ids())
                .as("several")
                .containsExactly("subnet-1", "subnet-2");

        when(aws.apply(any())).thenReturn(Optional.of(json("{'ResourceTagMappingList': []}")));
        assertThat(find("aws:ec2/subnet:Subnet", "{'tags': {'Name': 'first'}}").kind())
                .as("tags show late")
                .isEqualTo(Kind.UNDECIDED);
    }
}
