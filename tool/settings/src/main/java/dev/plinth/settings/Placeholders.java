package dev.plinth.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects the values in a stack file that only stand for real ones; none of them may reach a real cloud. */
public final class Placeholders {

    /** The account that AWS's documentation uses, and that the simulator has. */
    private static final String DOCUMENTATION_ACCOUNT = "123456789012";

    /** RFC 2606 reserves these domains for documentation. */
    private static final String DOCUMENTATION_DOMAIN = "(.*\\.)?example\\.(com|net|org)";

    private final List<ConfigException.Fault> faults = new ArrayList<>();

    /** Returns a fault for each placeholder; empty when all values are real. */
    public List<ConfigException.Fault> faults() {
        return List.copyOf(faults);
    }

    /**
     * Adds any value that is a placeholder.
     *
     * @param key the key's path in the file
     * @param value the value
     * @param expected what a real value is
     */
    public void add(String key, String value, String expected) {
        faults.add(new ConfigException.Fault(key, "is the placeholder " + value, expected));
    }

    /** Adds an AWS account id where it is the one that AWS's documentation uses. */
    public void account(String key, String id) {
        if (id.equals(DOCUMENTATION_ACCOUNT)) {
            add(key, id, "the ids of the AWS accounts that you deploy to");
        }
    }

    /** Adds a domain where it is reserved for documentation. */
    public void domain(String key, String domain) {
        if (domain.matches(DOCUMENTATION_DOMAIN)) {
            add(key, domain, "a domain that you own");
        }
    }

    /** Adds an e-mail address where its domain is reserved for documentation. */
    public void email(String key, String address) {
        if (address.matches("[^@]*@" + DOCUMENTATION_DOMAIN)) {
            add(key, address, "an address whose mail is read");
        }
    }

    /**
     * Adds an identifier of zeros.
     *
     * @param key the key's path in the file
     * @param id the identifier
     * @param expected what a real value is, such as {@code the id of your Cloudflare zone}
     */
    public void zeros(String key, String id, String expected) {
        if (id.matches("0{8,}[0-9]")) {
            add(key, id, expected);
        }
    }
}
