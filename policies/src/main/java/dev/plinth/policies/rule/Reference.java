package dev.plinth.policies.rule;

/**
 * A control of a framework, or a check of another tool, that a rule corresponds to.
 *
 * @param framework such as {@code CIS AWS 5.0}
 * @param control the control's id in it
 */
public record Reference(String framework, String control) {

    /** A recommendation of the CIS AWS Foundations Benchmark 5.0. */
    public static Reference cis(String control) {
        return new Reference("CIS AWS 5.0", control);
    }

    /** A control of AWS Foundational Security Best Practices. */
    public static Reference fsbp(String control) {
        return new Reference("AWS FSBP", control);
    }

    /** A Security Hub control outside the Foundational Security Best Practices. */
    public static Reference securityHub(String control) {
        return new Reference("AWS Security Hub", control);
    }

    /** A check of Checkov. */
    public static Reference checkov(String control) {
        return new Reference("Checkov", control);
    }

    /** A rule of cdk-nag's AWS Solutions pack, without its prefix. */
    public static Reference cdkNag(String control) {
        return new Reference("cdk-nag AwsSolutions", control);
    }
}
