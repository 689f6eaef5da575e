package dev.plinth.simulator.cloud;

import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;

/**
 * Configuration of one provider instance.
 *
 * @param region the region of its resources; of the Docker provider, the address of its host
 * @param defaultTags tags that each taggable resource gets
 */
public record ProviderConfiguration(String region, Map<String, Object> defaultTags) {

    /** The only account of the simulator: the example account of AWS's own documentation. */
    public static final String ACCOUNT = "123456789012";

    /** The region of a provider without one. */
    public static final String DEFAULT_REGION = "us-east-1";

    /** A provider without configuration. */
    public static final ProviderConfiguration DEFAULT = new ProviderConfiguration(DEFAULT_REGION, Map.of());

    /**
     * Reads the arguments of a provider resource.
     *
     * @throws CloudException when the account is none of the allowed ones, or is a forbidden one
     */
    public static ProviderConfiguration of(Map<String, Object> arguments) {
        List<String> allowed = Values.strings(arguments.get("allowedAccountIds"));
        List<String> forbidden = Values.strings(arguments.get("forbiddenAccountIds"));
        if ((!allowed.isEmpty() && !allowed.contains(ACCOUNT)) || forbidden.contains(ACCOUNT)) {
            throw new CloudException("InvalidAccountID", "AWS account ID not allowed: " + ACCOUNT);
        }
        return inAnyAccount(arguments);
    }

    /** Reads the arguments of a provider resource whose account cannot be checked. */
    public static ProviderConfiguration inAnyAccount(Map<String, Object> arguments) {
        String region = text(arguments, "region", text(arguments, "host", DEFAULT_REGION));
        Map<String, Object> tags =
                Values.asMap(Values.asMap(arguments.get("defaultTags")).get("tags"));
        return new ProviderConfiguration(region, tags);
    }

    private static String text(Map<String, Object> arguments, String property, String absent) {
        return arguments.get(property) instanceof String text && !text.isEmpty() ? text : absent;
    }
}
