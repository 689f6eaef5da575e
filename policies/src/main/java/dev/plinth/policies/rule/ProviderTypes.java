package dev.plinth.policies.rule;

/** Type tokens of providers. */
public final class ProviderTypes {

    public static final String AWS_PROVIDER = "pulumi:providers:aws";
    public static final String DOCKER_PROVIDER = "pulumi:providers:docker";

    private ProviderTypes() {}
}
