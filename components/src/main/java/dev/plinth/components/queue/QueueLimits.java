package dev.plinth.components.queue;

import dev.plinth.components.Validation;
import java.util.List;

/**
 * The limits of SQS.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
final class QueueLimits {

    /** The shortest retention of a message, in seconds. */
    static final int LEAST_RETENTION_SECONDS = 60;

    /** The longest retention of a message, in seconds: 14 days. */
    static final int MOST_RETENTION_SECONDS = 1_209_600;

    /** The most characters of a queue's physical name. */
    private static final int LONGEST_NAME = 80;

    /** The characters that Pulumi adds: a hyphen and seven digits. */
    private static final int SUFFIX = 8;

    private QueueLimits() {}

    /** Checks that a component's name leaves room for a queue's longest part, Pulumi's suffix and {@code .fifo}. */
    static void checkName(Validation validation, String name, String longestPart) {
        int longest = LONGEST_NAME - longestPart.length() - SUFFIX - ".fifo".length();
        validation.check(
                name.length() <= longest && name.matches("[A-Za-z0-9_-]+"),
                "name",
                name,
                "1 to " + longest + " letters, digits, hyphens and underscores");
    }

    /** Checks that all services are service principals. */
    static void checkServices(Validation validation, List<String> services) {
        for (String service : services) {
            validation.check(
                    service.matches("([a-z0-9-]+\\.)+amazonaws\\.com(\\.cn)?"),
                    "senderServices",
                    service,
                    "a service principal such as sns.amazonaws.com");
        }
    }
}
