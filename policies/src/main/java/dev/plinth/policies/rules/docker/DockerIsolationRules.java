package dev.plinth.policies.rules.docker;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for the isolation of Docker containers from their host. */
public final class DockerIsolationRules {

    static final String CONTAINER = PlatformTypes.CONTAINER;
    static final String SERVICE = "docker:index/service:Service";

    /** Path of the container specification in a Swarm service. */
    static final String SPEC = "taskSpec.containerSpec.";

    private static final Pattern SOCKET =
            Pattern.compile("/(var/)?run/(docker|containerd/containerd|podman/podman)\\.sock/?");

    /** Directories whose access compromises the host. */
    private static final Pattern HOST_SYSTEM =
            Pattern.compile("/|/(boot|dev|etc|lib|proc|root|run|sys|usr|var|var/lib|var/lib/docker|var/run|home)/*");

    /** Capabilities with which a container gets hold of its host (man capabilities(7)). */
    private static final Set<String> DANGEROUS_CAPABILITIES = Set.of(
            "ALL",
            "BPF",
            "DAC_READ_SEARCH",
            "NET_ADMIN",
            "NET_RAW",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_MODULE",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_TIME");

    private static final Rule NOT_PRIVILEGED = Rule.named("docker-no-privileged")
            .title("Docker containers are not privileged")
            .severity(Severity.CRITICAL)
            .on(CONTAINER, "privileged")
            .risk("Anyone who compromises the container controls the host.")
            .remediation(
                    """
                    Omit the flag, and add only the required capability:
                    ContainerArgs.builder().privileged(false)
                    """)
            .neverWaivable()
            .requires(property("privileged").isNotTrue());

    private static final Rule NO_SOCKET = Rule.named("docker-no-socket-mount")
            .title("Docker containers do not mount the Docker socket")
            .severity(Severity.CRITICAL)
            .on(CONTAINER, "volumes[].hostPath", "mounts[].source")
            .on(SERVICE, "taskSpec.containerSpec.mounts[].source")
            .risk("A process with access to the socket can start a privileged container and control the host.")
            .remediation(
                    """
                    Use a proxy that allows selected API calls, or remove the mount:
                    ContainerVolumeArgs.builder().volumeName("data").containerPath("/data")
                    """)
            .neverWaivable()
            .requires(eachHostPath(SOCKET, "a path other than the socket of a container runtime"));

    private static final Rule NO_HOST_SYSTEM = Rule.named("docker-no-system-mount")
            .title("Docker containers do not mount system directories of the host")
            .severity(Severity.HIGH)
            .on(CONTAINER, "volumes[].hostPath", "mounts[].source")
            .on(SERVICE, "taskSpec.containerSpec.mounts[].source")
            .risk("A process in the container can read the host's secrets or modify its programs.")
            .remediation(
                    """
                    Use a volume:
                    ContainerVolumeArgs.builder().volumeName("data").containerPath("/data")
                    """)
            .requires(eachHostPath(HOST_SYSTEM, "a directory dedicated to the container"));

    private static final Rule OWN_NAMESPACES = Rule.named("docker-own-namespaces")
            .title("Docker containers have their own network, process, IPC and user namespaces")
            .severity(Severity.HIGH)
            .on(CONTAINER, "networkMode", "pidMode", "ipcMode", "usernsMode")
            .risk("The container reaches services on the host's loopback interface, and can see or signal its "
                    + "processes.")
            .remediation(
                    """
                    Use a network of the stack:
                    ContainerArgs.builder().networksAdvanced(List.of(ContainerNetworksAdvancedArgs.builder().name(backend.name()).build()))
                    """)
            .requires(property("networkMode")
                    .isNoneOf("host")
                    .and(property("pidMode").isNoneOf("host"))
                    .and(property("ipcMode").isNoneOf("host"))
                    .and(property("usernsMode").isNoneOf("host")));

    private static final Rule READ_ONLY = Rule.named("docker-readonly-root")
            .title("Docker containers have a read-only root file system")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "readOnly")
            .on(SERVICE, "taskSpec.containerSpec.readOnly")
            .risk("An intruder can replace programs and install tools.")
            .remediation(
                    """
                    Make the root file system read-only, and mount a tmpfs for writes:
                    ContainerArgs.builder().readOnly(true).tmpfs(Map.of("/tmp", ""))
                    """)
            .requires(onType(CONTAINER, property("readOnly").isTrue())
                    .and(onType(SERVICE, property(SPEC + "readOnly").isTrue())));

    private static final Rule NOT_ROOT = Rule.named("docker-not-root")
            .title("Docker containers run as a non-root user")
            .severity(Severity.HIGH)
            .on(CONTAINER, "user")
            .on(SERVICE, "taskSpec.containerSpec.user")
            .risk("A vulnerability in the kernel or the runtime gives root in the container root on the host.")
            .remediation(
                    """
                    Set a user:
                    ContainerArgs.builder().user("1000:1000")
                    """)
            .requires(onType(CONTAINER, isUser("user")).and(onType(SERVICE, isUser(SPEC + "user"))));

    private static final Rule NO_NEW_PRIVILEGES = Rule.named("docker-no-new-privileges")
            .title("Docker containers prevent privilege escalation")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "securityOpts")
            .risk("A setuid program gives an ordinary user root privileges.")
            .remediation(
                    """
                    Set no-new-privileges:
                    ContainerArgs.builder().securityOpts(List.of("no-new-privileges:true"))
                    """)
            .requires(property("securityOpts")
                    .is(DockerIsolationRules::forbidsNewPrivileges, "a list with no-new-privileges:true"));

    private static final Rule CONFINED = Rule.named("docker-confined")
            .title("Docker containers keep their seccomp, AppArmor and SELinux profiles")
            .severity(Severity.HIGH)
            .on(CONTAINER, "securityOpts[]")
            .risk("System calls and files that no program needs are available to an intruder.")
            .remediation(
                    """
                    Keep the default profiles, or set a custom one:
                    ContainerArgs.builder().securityOpts(List.of("seccomp=profile.json"))
                    """)
            .requires(each("securityOpts", option -> property(option)
                    .is(
                            value -> value.asText()
                                    .filter(text -> !text.matches("(?i).*(unconfined|label[=:]disable).*"))
                                    .isPresent(),
                            "a profile")));

    private static final Rule CAPABILITIES = Rule.named("docker-no-dangerous-capabilities")
            .title("Docker containers have no capability that affects the host")
            .severity(Severity.HIGH)
            .on(CONTAINER, "capabilities.adds")
            .risk("The container can change the host's network, load kernel modules or read its memory.")
            .remediation(
                    """
                    Drop all capabilities, and add only the required ones:
                    ContainerCapabilitiesArgs.builder().drops(List.of("ALL")).adds(List.of("NET_BIND_SERVICE"))
                    """)
            .requires(each("capabilities.adds", capability -> property(capability)
                    .is(
                            DockerIsolationRules::isHarmless,
                            "a capability limited to the container, such as NET_BIND_SERVICE")));

    public static final List<Rule> ALL = List.of(
            NOT_PRIVILEGED,
            NO_SOCKET,
            NO_HOST_SYSTEM,
            OWN_NAMESPACES,
            READ_ONLY,
            NOT_ROOT,
            NO_NEW_PRIVILEGES,
            CONFINED,
            CAPABILITIES);

    private DockerIsolationRules() {}

    /** Checks each mounted path of the host, in any notation; a volume name is not a path. */
    private static Condition eachHostPath(Pattern forbidden, String allowed) {
        return onType(
                        CONTAINER,
                        each("volumes", volume -> isNot(volume + ".hostPath", forbidden, allowed))
                                .and(each("mounts", mount -> isNot(mount + ".source", forbidden, allowed))))
                .and(onType(SERVICE, each(SPEC + "mounts", mount -> isNot(mount + ".source", forbidden, allowed))));
    }

    private static Condition isNot(String path, Pattern forbidden, String allowed) {
        return property(path)
                .is(
                        value -> value.isAbsent()
                                || value.asText()
                                        .map(text -> text.replaceAll("/+", "/").replace("/./", "/"))
                                        .filter(text -> !forbidden.matcher(text).matches())
                                        .isPresent(),
                        allowed);
    }

    private static Condition isUser(String path) {
        return property(path)
                .is(
                        user -> user.asText()
                                .map(text -> text.split(":", 2)[0].strip())
                                .filter(name -> !name.isEmpty() && !name.equals("root") && !name.matches("0+"))
                                .isPresent(),
                        "a user other than root");
    }

    private static boolean forbidsNewPrivileges(PropertyValue options) {
        return options.elements().stream()
                .anyMatch(option -> Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true")
                        .contains(option.asText().orElse("")));
    }

    private static boolean isHarmless(PropertyValue capability) {
        return capability
                .asText()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .filter(name -> !DANGEROUS_CAPABILITIES.contains(name))
                .isPresent();
    }
}
