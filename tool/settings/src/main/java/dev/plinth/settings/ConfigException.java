package dev.plinth.settings;

import java.util.List;

/** A stack's configuration has faults; it carries all of them. Commands exit with 2. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * One fault.
     *
     * @param key the key's path in the file, such as {@code plinth:network.cidr}
     * @param problem what is wrong with it, and the value where it is not a secret
     * @param allowed what is allowed
     */
    public record Fault(String key, String problem, String allowed) {
        @Override
        public String toString() {
            return key + " " + problem + "; allowed: " + allowed;
        }
    }

    /**
     * Creates the exception.
     *
     * @param file the file that holds the faults
     * @param faults all of them, at least one
     */
    public ConfigException(String file, List<Fault> faults) {
        super(message(file, faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * Creates the exception.
     *
     * @param file the file that holds the faults
     * @param faults all of them, at least one
     * @param next the next step, a line
     */
    public ConfigException(String file, List<Fault> faults, String next) {
        super(message(file, faults) + "\nnext: " + next);
        this.faults = List.copyOf(faults);
    }

    /**
     * Creates the exception of a program that can't be built from its configuration.
     *
     * @param cause what the program threw; its message is this exception's
     */
    public ConfigException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.faults = List.of();
    }

    /** All faults, in the file's order; empty where a program threw its own exception. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(String file, List<Fault> faults) {
        StringBuilder text = new StringBuilder(file)
                .append(": ")
                .append(faults.size())
                .append(faults.size() == 1 ? " fault" : " faults");
        faults.forEach(fault -> text.append("\n  ").append(fault));
        return text.toString();
    }
}
