package dev.plinth.components;

import java.util.List;

/**
 * An Amazon Resource Name in its parts. A component takes region and account from the ARN of a resource that it has, instead of asking
 * the provider for them, so that they are those of that very resource.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param service the service's namespace, such as {@code ecs}
 * @param region the region, empty for a global service
 * @param account the account's 12 digits, empty where the service leaves it out
 * @param resource all that follows, colons included
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    /**
     * Takes an ARN apart.
     *
     * @throws IllegalArgumentException when the text isn't an ARN
     */
    public static Arn parse(String arn) {
        List<String> parts = List.of(arn.split(":", 6));
        if (parts.size() != 6 || !parts.get(0).equals("arn")) {
            throw new IllegalArgumentException("Not an ARN: " + arn);
        }
        return new Arn(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
    }

    /** The ARN as text. */
    @Override
    public String toString() {
        return String.join(":", "arn", partition, service, region, account, resource);
    }
}
