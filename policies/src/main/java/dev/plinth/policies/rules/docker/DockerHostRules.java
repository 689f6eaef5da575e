package dev.plinth.policies.rules.docker;

import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.change.Stateful;
import java.util.List;

/** Rules for Docker daemons, registries, plugins, builds, networks and volumes. */
public final class DockerHostRules {

    private static final String PROVIDER = ProviderTypes.DOCKER_PROVIDER;

    private static final Rule BUILD_ARGS = Rule.named("docker-build-args-no-credentials")
            .title("Docker builds do not receive credentials as build arguments")
            .severity(Severity.CRITICAL)
            .on(DockerContainerRules.IMAGE, "build.args")
            .on(DockerContainerRules.REMOTE_IMAGE, "build.buildArg", "build.buildArgs")
            .risk("The argument remains in the image history, where anyone who pulls the image can read it.")
            .remediation(
                    """
                    Use a secret mount instead of the build argument:
                    DockerBuildArgs.builder().args(Map.of("VERSION", "1.4.2"))
                    """)
            .neverWaivable()
            .requires(onType(DockerContainerRules.IMAGE, DockerContainerRules.namesNoCredential("build.args"))
                    .and(onType(
                            DockerContainerRules.REMOTE_IMAGE,
                            DockerContainerRules.namesNoCredential("build.buildArg")
                                    .and(DockerContainerRules.namesNoCredential("build.buildArgs")))));

    private static final Rule REGISTRY_TLS = Rule.named("docker-registry-verified")
            .title("Docker registry connections verify TLS certificates")
            .severity(Severity.HIGH)
            .on("docker:index/registryImage:RegistryImage", "insecureSkipVerify")
            .risk("An attacker on the network path can replace the image.")
            .remediation(
                    """
                    Install the registry's CA in the daemon, and keep verification enabled:
                    RegistryImageArgs.builder().insecureSkipVerify(false)
                    """)
            .requires(property("insecureSkipVerify").isNotTrue());

    private static final Rule PLUGIN = Rule.named("docker-plugin-permissions")
            .title("Docker plugins are granted specific permissions only")
            .severity(Severity.HIGH)
            .on("docker:index/plugin:Plugin", "grantAllPermissions")
            .risk("The next version of the plugin can request access to the host's network or disks without review.")
            .remediation(
                    """
                    Grant the required permissions:
                    PluginArgs.builder().grantPermissions(List.of(PluginGrantPermissionArgs.builder().name("network").values(List.of("bridge")).build()))
                    """)
            .requires(property("grantAllPermissions").isNotTrue());

    private static final Rule DAEMON_TLS = Rule.named("docker-daemon-over-tls")
            .title("Docker daemons are reached through a local socket, SSH or TLS")
            .severity(Severity.CRITICAL)
            .on(PROVIDER, "host", "certMaterial", "certPath")
            .risk("Anyone who reaches the port controls the host, because the daemon requires no authentication.")
            .remediation(
                    """
                    Use SSH:
                    ProviderArgs.builder().host("ssh://deploy@host.example.com")
                    """)
            .requires(property("certMaterial")
                    .isText()
                    .or(property("certPath").isText())
                    .or(property("host")
                            .is(DockerHostRules::isGuarded, "unix://, npipe:// or ssh://, or have a certificate")));

    private static final Rule ENCRYPTED_OVERLAY = Rule.named("docker-overlay-encrypted")
            .title("Docker overlay networks are encrypted")
            .severity(Severity.MEDIUM)
            .on("docker:index/network:Network", "driver", "options")
            .risk("Anyone on the network between the hosts can read the traffic of the services.")
            .remediation(
                    """
                    Encrypt the network:
                    NetworkArgs.builder().driver("overlay").options(Map.of("encrypted", ""))
                    """)
            .requires(property("options")
                    .is(
                            options -> options.revealed() instanceof PropertyValue.ObjectValue object
                                    && object.properties().containsKey("encrypted"),
                            "an object with the key encrypted")
                    .onlyIf((network, context) ->
                            network.input("driver").asText().orElse("").equals("overlay")));

    private static final Rule PROTECTED = Rule.named("docker-volume-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production Docker volumes with data have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(PlatformTypes.VOLUME, "labels")
            .risk("A change of the name, or a wrong command, deletes the volume and its data.")
            .remediation(
                    """
                    Set the protect option, or add the label dev.plinth.content=recreatable to a volume without data:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires(((Condition) (volume, context) ->
                            Verdict.passIf(volume.protect(), "the option protect is false but must be true"))
                    .onlyIf((volume, context) -> !Stateful.isCopy(volume))
                    .inProduction());

    public static final List<Rule> ALL =
            List.of(BUILD_ARGS, REGISTRY_TLS, PLUGIN, DAEMON_TLS, ENCRYPTED_OVERLAY, PROTECTED);

    private DockerHostRules() {}

    /** Without a host, the provider takes the local socket. */
    private static boolean isGuarded(PropertyValue host) {
        return host.isAbsent() || host.asText().orElse("").matches("(?i)(unix|npipe|ssh|fd)://.*");
    }
}
