package dev.plinth.operation;

import dev.plinth.config.ConfigException;
import dev.plinth.config.StackConfig;
import java.util.ArrayList;
import java.util.List;

/** Finds the values in a stack's file that only stand for real ones: documentation accounts, domains and addresses. */
public final class Placeholders {

    /** The account that AWS's documentation uses, and the simulated cloud has. */
    private static final String DOCUMENTATION_ACCOUNT = "123456789012";

    private Placeholders() {}

    /**
     * The placeholders in a stack's configuration; none of them may reach a real cloud.
     *
     * @param config the configuration
     * @return a fault for each, empty when all values are real
     */
    public static List<ConfigException.Fault> in(StackConfig config) {
        List<ConfigException.Fault> faults = new ArrayList<>();
        if (config.allowedAccountIds().contains(DOCUMENTATION_ACCOUNT)) {
            faults.add(placeholder(
                    "aws:allowedAccountIds", DOCUMENTATION_ACCOUNT, "the ids of the AWS accounts that you deploy to"));
        }
        // RFC 2606 reserves these domains for documentation.
        if (config.edge().zone().matches("(.*\\.)?example\\.(com|net|org)")) {
            faults.add(placeholder("plinth:edge.zone", config.edge().zone(), "a domain that you own"));
        }
        if (config.edge().zoneId().matches("0{31}[0-9]")) {
            faults.add(placeholder("plinth:edge.zoneId", config.edge().zoneId(), "the id of your zone at Cloudflare"));
        }
        if (config.edge().accountId().matches("0{32}")) {
            faults.add(placeholder(
                    "plinth:edge.accountId", config.edge().accountId(), "the id of your account at Cloudflare"));
        }
        for (String email : config.observability().emails()) {
            if (email.matches(".*@(.*\\.)?example\\.(com|net|org)")) {
                faults.add(placeholder("plinth:observability.emails", email, "an address that is read"));
            }
        }
        return faults;
    }

    /**
     * Refuses to go on to a real cloud with placeholders.
     *
     * @param stack the stack's name
     * @param config its configuration
     * @throws ConfigException with all placeholders
     */
    static void refuse(String stack, StackConfig config) {
        List<ConfigException.Fault> faults = in(config);
        if (!faults.isEmpty()) {
            throw new ConfigException("Pulumi." + stack + ".yaml", faults);
        }
    }

    private static ConfigException.Fault placeholder(String key, String value, String allowed) {
        return new ConfigException.Fault(key, "is the placeholder " + value, allowed);
    }
}
