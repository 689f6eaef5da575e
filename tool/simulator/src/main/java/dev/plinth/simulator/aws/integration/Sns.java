package dev.plinth.simulator.aws.integration;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Registry;

/** Notifications. */
public final class Sns {

    private Sns() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.SNS_TOPIC, "SNS Topic")
                .named("name", 256)
                .id("arn:aws:sns:{region}:{account}:{name}")
                .arn("{id}")
                .mentions("kmsMasterKeyId", AwsTypes.KMS_KEY, "KMSNotFound")
                .immutable("namePrefix", "fifoTopic")
                .validate(Rules.matches("name", "[\\w-]{1,256}(\\.fifo)?", "1 to 256 letters, digits, - and _"))
                .defaults("fifoTopic", false)
                .computed("owner", "{account}")
                .computed("signatureVersion", operation -> 1L)
                .computed(
                        "policy",
                        "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"SNS:Publish\",\"SNS:Subscribe\"],\"Resource\":\"{id}\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\"{account}\"}}}]}");

        registry.type(AwsTypes.SNS_TOPIC_POLICY, "SNS Topic Policy")
                .id("{arn}")
                .mentions("arn", AwsTypes.SNS_TOPIC, "NotFound")
                .immutable("arn")
                .validate(Rules.json("policy"))
                .check(PolicyDocument.in("policy", "InvalidParameter", PolicyDocument.Kind.RESOURCE))
                .computed("owner", "{account}");

        registry.type(AwsTypes.SNS_TOPIC_SUBSCRIPTION, "SNS Topic Subscription")
                .id("{topic}:{uuid}")
                .arn("{id}")
                .mentionsAnywhere("topic", AwsTypes.SNS_TOPIC, "NotFound")
                .immutable("topic", "protocol", "endpoint")
                .validate(Rules.oneOf(
                        "protocol",
                        "sqs",
                        "sms",
                        "lambda",
                        "firehose",
                        "application",
                        "email",
                        "email-json",
                        "http",
                        "https"))
                .defaults("rawMessageDelivery", false)
                .defaults("endpointAutoConfirms", false)
                .defaults("confirmationTimeoutInMinutes", 1L)
                .computed("ownerId", "{account}")
                .computed(
                        "confirmationWasAuthenticated",
                        operation -> !operation.text("protocol").startsWith("email"))
                .computed(
                        "pendingConfirmation",
                        operation -> operation.text("protocol").startsWith("email"));
    }
}
