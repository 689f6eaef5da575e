package dev.plinth.policies.rules.aws.messaging;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules for Amazon Q Developer in chat applications, formerly AWS Chatbot.
 *
 * @see <a href="https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html">CreateSlackChannelConfiguration:
 *     AdministratorAccess is the guardrail policy by default</a>
 */
public final class ChatRules {

    private static final Pattern BROAD =
            Pattern.compile("arn:[^:]*:iam::aws:policy/(AdministratorAccess|PowerUserAccess)");

    private static final Rule GUARDRAIL = Rule.named("chatbot-guardrail-policies")
            .title("Chat channels have guardrail policies without administrator access")
            .severity(Severity.HIGH)
            .on(AwsTypes.CHATBOT_SLACK_CHANNEL_CONFIGURATION, "guardrailPolicyArns")
            .on(AwsTypes.CHATBOT_TEAMS_CHANNEL_CONFIGURATION, "guardrailPolicyArns")
            .risk("Members of the channel can run every command that the channel's role allows. "
                    + "Without guardrail policies, AWS applies AdministratorAccess.")
            .remediation(
                    """
                    Allow only the commands that the channel needs:
                    SlackChannelConfigurationArgs.builder().guardrailPolicyArns(List.of("arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"))
                    """)
            .requires(property("guardrailPolicyArns").isFilled().and(each("guardrailPolicyArns", arn -> property(arn)
                    .isSetTo(ChatRules::isNarrow, "other than AdministratorAccess and PowerUserAccess"))));

    private static final Rule LOGGING = Rule.named("chatbot-logging")
            .title("Chat channels have logging enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.CHATBOT_SLACK_CHANNEL_CONFIGURATION, "loggingLevel")
            .on(AwsTypes.CHATBOT_TEAMS_CHANNEL_CONFIGURATION, "loggingLevel")
            .risk("Notifications that fail leave no record.")
            .remediation(
                    """
                    Log errors:
                    SlackChannelConfigurationArgs.builder().loggingLevel("ERROR")
                    """)
            .requires(property("loggingLevel").isOneOf("ERROR", "INFO"));

    public static final List<Rule> ALL = List.of(GUARDRAIL, LOGGING);

    private ChatRules() {}

    private static boolean isNarrow(PropertyValue arn) {
        return arn.asText().filter(text -> !BROAD.matcher(text).matches()).isPresent();
    }
}
