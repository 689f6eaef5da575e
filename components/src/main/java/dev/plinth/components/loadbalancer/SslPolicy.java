package dev.plinth.components.loadbalancer;

/** TLS versions and ciphers that a client may use (Elastic Load Balancing, "Security policies for your Application Load Balancer"). */
public enum SslPolicy {
    /** TLS 1.3 and 1.2, with ciphers that are forward secret and authenticated only. */
    TLS13_1_2_RES_2021_06("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
    /** TLS 1.3 and 1.2, with CBC ciphers too. */
    TLS13_1_2_2021_06("ELBSecurityPolicy-TLS13-1-2-2021-06"),
    /** TLS 1.3 only. */
    TLS13_1_3_2021_06("ELBSecurityPolicy-TLS13-1-3-2021-06");

    private final String value;

    SslPolicy(String value) {
        this.value = value;
    }

    /** The policy's name. */
    public String value() {
        return value;
    }
}
