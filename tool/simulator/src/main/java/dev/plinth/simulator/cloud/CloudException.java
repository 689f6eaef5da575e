package dev.plinth.simulator.cloud;

/** A rejection by the cloud: a service's error code and message. */
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * An error as the service gives it.
     *
     * @param code the service's error code, such as {@code DependencyViolation}
     * @param message what is wrong; never a secret
     */
    public CloudException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The service's error code. */
    public String code() {
        return code;
    }
}
