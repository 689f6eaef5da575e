package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;

/** Fixtures of the rules for chat channels. */
final class ChatFixtures {

    private static final String SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
    private static final String TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";

    private ChatFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "chatbot-guardrail-policies",
                        SLACK,
                        "guardrailPolicyArns",
                        List.of("arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"),
                        List.of("arn:aws:iam::aws:policy/AdministratorAccess"),
                        FAIL),
                property(
                        "chatbot-guardrail-policies",
                        TEAMS,
                        "guardrailPolicyArns",
                        List.of("arn:aws:iam::123456789012:policy/commands"),
                        List.of(),
                        FAIL),
                property("chatbot-logging", SLACK, "loggingLevel", "ERROR", "NONE", FAIL),
                property("chatbot-logging", TEAMS, "loggingLevel", "INFO", "NONE", FAIL));
    }
}
