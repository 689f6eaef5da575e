package dev.plinth.components.observability;

import java.util.List;
import java.util.Optional;

/**
 * Level of an {@link Escalation}.
 *
 * @param afterMinutes the time after the alarm, in minutes
 * @param emails the addresses that are notified
 * @param slackChannelId the id of the Slack channel that is notified, such as {@code C07EZ1ABC23}
 */
public record EscalationLevel(int afterMinutes, List<String> emails, Optional<String> slackChannelId) {

    /** Copies the addresses. */
    public EscalationLevel {
        emails = List.copyOf(emails);
    }

    /** A level by e-mail. */
    public static EscalationLevel email(int afterMinutes, String... emails) {
        return new EscalationLevel(afterMinutes, List.of(emails), Optional.empty());
    }

    /** A level by Slack and e-mail. */
    public static EscalationLevel slack(int afterMinutes, String channelId, String... emails) {
        return new EscalationLevel(afterMinutes, List.of(emails), Optional.of(channelId));
    }
}
