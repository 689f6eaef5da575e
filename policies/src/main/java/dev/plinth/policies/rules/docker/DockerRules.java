package dev.plinth.policies.rules.docker;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for containers, Swarm services and images that a stack runs on Docker hosts. */
public final class DockerRules {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String SERVICE = "docker:index/service:Service";
    private static final String IMAGE = "docker:index/image:Image";
    private static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
    private static final String PROVIDER = ProviderTypes.DOCKER_PROVIDER;

    /** Path of the container specification in a Swarm service. */
    private static final String SPEC = "taskSpec.containerSpec.";

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

    /** Drivers that write files on the host without an end, unless they are told one. */
    private static final Set<String> UNROTATED = Set.of("", "json-file");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** The ports of a reverse proxy: what the world may reach. */
    private static final Set<Integer> PROXY_PORTS = Set.of(80, 443);

    private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}|sha256:[0-9a-f]{64}");

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
                    ContainerArgs.builder().networksAdvanced(ContainerNetworksAdvancedArgs.builder().name(network.name()).build())
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
                    ContainerArgs.builder().securityOpts("no-new-privileges:true")
                    """)
            .requires(property("securityOpts")
                    .is(DockerRules::forbidsNewPrivileges, "a list with no-new-privileges:true"));

    private static final Rule CONFINED = Rule.named("docker-confined")
            .title("Docker containers keep their seccomp, AppArmor and SELinux profiles")
            .severity(Severity.HIGH)
            .on(CONTAINER, "securityOpts[]")
            .risk("System calls and files that no program needs are available to an intruder.")
            .remediation(
                    """
                    Keep the default profiles, or set a custom one:
                    ContainerArgs.builder().securityOpts("seccomp=profile.json")
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
                    ContainerCapabilitiesArgs.builder().drops("ALL").adds("NET_BIND_SERVICE")
                    """)
            .requires(each("capabilities.adds", capability -> property(capability)
                    .is(DockerRules::isHarmless, "a capability limited to the container, such as NET_BIND_SERVICE")));

    private static final Rule MEMORY = Rule.named("docker-memory-limit")
            .title("Docker containers have a memory limit")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "memory")
            .on(SERVICE, "taskSpec.resources.limits.memoryBytes")
            .risk("A memory leak uses up the host's memory, and the kernel kills other processes.")
            .remediation(
                    """
                    Set a limit in MiB:
                    ContainerArgs.builder().memory(512)
                    """)
            .requires(onType(CONTAINER, property("memory").isAtLeast(parameters -> 1))
                    .and(onType(
                            SERVICE,
                            property("taskSpec.resources.limits.memoryBytes").isAtLeast(parameters -> 1))));

    private static final Rule RESTART = Rule.named("docker-restart-policy")
            .title("Docker containers restart after a crash and after a reboot of the host")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "restart", "mustRun")
            .risk("After a crash or a reboot, the service stays down until somebody notices.")
            .remediation(
                    """
                    Set a restart policy:
                    ContainerArgs.builder().restart("unless-stopped")
                    """)
            .requires(property("restart")
                    .isOneOf("always", "unless-stopped", "on-failure")
                    .onlyIf((container, context) ->
                            container.input("mustRun").asBoolean().orElse(true)));

    private static final Rule NO_SECRET_ENVIRONMENT = Rule.named("docker-no-secret-env")
            .title("Docker containers do not receive credentials in environment variables")
            .severity(Severity.CRITICAL)
            .on(CONTAINER, "envs[]")
            .on(SERVICE, "taskSpec.containerSpec.env")
            .risk("The credential is exposed by docker inspect, crash reports and child processes.")
            .remediation(
                    """
                    Mount the secret as a file:
                    ServiceTaskSpecContainerSpecSecretArgs.builder().secretId(secret.id()).fileName("/run/secrets/db")
                    """)
            .neverWaivable()
            .requires(onType(CONTAINER, each("envs", DockerRules::holdsNoCredential))
                    .and(onType(SERVICE, namesNoCredential(SPEC + "env"))));

    private static final Rule IMAGE_PINNED = Rule.named("docker-image-pinned")
            .title("Docker images have a digest, or a tag other than latest")
            .severity(Severity.HIGH)
            .on(CONTAINER, "image")
            .on(SERVICE, "taskSpec.containerSpec.image")
            .on(REMOTE_IMAGE, "name")
            .lookingAt(IMAGE)
            .risk("The running code can change without a change of the stack, and a rollback may not restore it.")
            .remediation(
                    """
                    Set a version tag, or preferably a digest:
                    RemoteImageArgs.builder().name("postgres:16.4@sha256:…")
                    """)
            .requiresInStack((resource, context) -> isPinned(imageProperty(resource), resource, context));

    private static final Rule PORTS = Rule.named("docker-ports-local")
            .title("Docker containers publish ports on loopback only, except ports 80 and 443 of a proxy")
            .severity(Severity.HIGH)
            .on(CONTAINER, "ports[].ip", "ports[].external", "ports[].internal", "publishAllPorts")
            .risk("Docker adds its own firewall rules: the port is open to the internet even if the host's "
                    + "firewall blocks it.")
            .remediation(
                    """
                    Publish the port on loopback, behind a proxy:
                    ContainerPortArgs.builder().internal(5432).external(5432).ip("127.0.0.1")
                    """)
            .requires(property("publishAllPorts").isNotTrue().and(each("ports", DockerRules::isLocal)));

    private static final Rule LOG_ROTATION = Rule.named("docker-log-rotation")
            .title("Docker containers rotate their logs")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "logDriver", "logOpts")
            .on(SERVICE, "taskSpec.logDriver.name", "taskSpec.logDriver.options")
            .risk("Logs fill the host's disk, and everything on the host fails.")
            .remediation(
                    """
                    Limit the log size, or use the local driver, which rotates automatically:
                    ContainerArgs.builder().logDriver("json-file").logOpts(Map.of("max-size", "10m", "max-file", "3"))
                    """)
            .requires(onType(CONTAINER, rotates("logDriver", "logOpts"))
                    .and(onType(SERVICE, rotates("taskSpec.logDriver.name", "taskSpec.logDriver.options"))));

    private static final Rule HEALTH = Rule.named("docker-healthcheck")
            .title("Docker containers have a health check")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "healthcheck.tests", "mustRun")
            .on(SERVICE, "taskSpec.containerSpec.healthcheck.tests")
            .risk("A hanging program is considered healthy and is not replaced.")
            .remediation(
                    """
                    Add a health check:
                    ContainerHealthcheckArgs.builder().tests("CMD", "wget", "-q", "-O-", "http://localhost:3000/health")
                    """)
            .requires(onType(
                            CONTAINER,
                            property("healthcheck.tests")
                                    .is(DockerRules::isTest, "a command")
                                    .onlyIf((container, context) -> container
                                            .input("mustRun")
                                            .asBoolean()
                                            .orElse(true)))
                    .and(onType(SERVICE, property(SPEC + "healthcheck.tests").is(DockerRules::isTest, "a command"))));

    private static final Rule BUILD_ARGS = Rule.named("docker-build-args-no-credentials")
            .title("Docker builds do not receive credentials as build arguments")
            .severity(Severity.CRITICAL)
            .on(IMAGE, "build.args")
            .on(REMOTE_IMAGE, "build.buildArg", "build.buildArgs")
            .risk("The argument remains in the image history, where anyone who pulls the image can read it.")
            .remediation(
                    """
                    Use a secret mount instead of the build argument:
                    DockerBuildArgs.builder().args(Map.of("VERSION", "1.4.2"))
                    """)
            .neverWaivable()
            .requires(onType(IMAGE, namesNoCredential("build.args"))
                    .and(onType(
                            REMOTE_IMAGE,
                            namesNoCredential("build.buildArg").and(namesNoCredential("build.buildArgs")))));

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
                    PluginArgs.builder().grantPermissions(PluginGrantPermissionArgs.builder().name("network").values("bridge").build())
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
                            .is(DockerRules::isGuarded, "unix://, npipe:// or ssh://, or have a certificate")));

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

    public static final List<Rule> ALL = List.of(
            NOT_PRIVILEGED,
            NO_SOCKET,
            NO_HOST_SYSTEM,
            OWN_NAMESPACES,
            READ_ONLY,
            NOT_ROOT,
            NO_NEW_PRIVILEGES,
            CONFINED,
            CAPABILITIES,
            MEMORY,
            RESTART,
            NO_SECRET_ENVIRONMENT,
            IMAGE_PINNED,
            PORTS,
            LOG_ROTATION,
            HEALTH,
            BUILD_ARGS,
            REGISTRY_TLS,
            PLUGIN,
            DAEMON_TLS,
            ENCRYPTED_OVERLAY);

    private DockerRules() {}

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

    /** Checks a variable written NAME=value; the message names it without its value. */
    private static Condition holdsNoCredential(String path) {
        return (container, context) -> {
            PropertyValue variable = container.input(path);
            if (variable.isUnknown()) {
                return Verdict.unknown(path);
            }
            if (variable.asText().isEmpty() && !variable.isAbsent()) {
                return Verdict.fail(path + " must be a string");
            }
            String[] parts = variable.asText().orElse("").split("=", 2);
            return Verdict.passIf(
                    parts.length < 2 || !Credentials.isHeldBy(parts[0], parts[1]),
                    path + " contains a credential in the variable " + parts[0]);
        };
    }

    /** Checks a map of variables; the message names them without their values. */
    private static Condition namesNoCredential(String path) {
        return (resource, context) -> {
            PropertyValue variables = resource.input(path);
            if (variables.isUnknown()) {
                return Verdict.unknown(path);
            }
            if (variables.isAbsent()) {
                return Verdict.PASS;
            }
            if (!(variables.revealed() instanceof PropertyValue.ObjectValue object)) {
                return Verdict.fail(path + " must be an object");
            }
            List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
            for (Map.Entry<String, PropertyValue> variable : object.properties().entrySet()) {
                verdicts.add(holdsNoCredential(path, variable.getKey(), variable.getValue()));
            }
            return Verdict.all(verdicts);
        };
    }

    private static Verdict holdsNoCredential(String path, String name, PropertyValue value) {
        if (value.isUnknown()) {
            return Credentials.isNamed(name)
                    ? Verdict.fail(path + " contains a credential in " + name)
                    : Verdict.unknown(path);
        }
        boolean plain = value.isAbsent()
                || value.asText().isPresent()
                || value.asNumber().isPresent()
                || value.asBoolean().isPresent();
        if (!plain) {
            return Verdict.fail(path + "." + name + " must be a string");
        }
        return Verdict.passIf(
                !Credentials.isHeldBy(name, value.asText().orElse("")), path + " contains a credential in " + name);
    }

    private static String imageProperty(GraphResource resource) {
        if (resource.type().equals(REMOTE_IMAGE)) {
            return "name";
        }
        return resource.type().equals(SERVICE) ? SPEC + "image" : "image";
    }

    /** An image that the stack builds or pulls is judged itself, where it is named. */
    private static Verdict isPinned(String path, GraphResource resource, RuleContext context) {
        boolean built =
                resource.type().equals(REMOTE_IMAGE) && !resource.input("build").isEmpty();
        if (built) {
            return Verdict.NOT_APPLICABLE;
        }
        boolean named = resource.input(path).isUnknown()
                && !context.references(resource, path, IMAGE, REMOTE_IMAGE).isEmpty();
        return named
                ? Verdict.PASS
                : property(path)
                        .is(DockerRules::isPinned, "a name with a digest, or with a tag other than latest")
                        .test(resource, context);
    }

    private static boolean isPinned(PropertyValue image) {
        String name = image.asText().orElse("");
        String last = name.substring(name.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        String tag = colon < 0 ? "" : last.substring(colon + 1);
        return DIGEST.matcher(name).matches() || (!name.contains("@") && !tag.isBlank() && !tag.equals("latest"));
    }

    /** A port without an external one is published on any free port of the host. */
    private static Condition isLocal(String port) {
        return (container, context) -> {
            PropertyValue external = container.input(port + ".external");
            boolean proxy =
                    PROXY_PORTS.stream().anyMatch(open -> external.asNumber().orElse(0) == open);
            return proxy
                    ? Verdict.PASS
                    : property(port + ".ip")
                            .is(ip -> LOOPBACK.contains(ip.asText().orElse("")), "127.0.0.1 or ::1")
                            .test(container, context);
        };
    }

    private static Condition rotates(String driver, String options) {
        return (resource, context) -> {
            PropertyValue name = resource.input(driver);
            if (name.isUnknown()) {
                return Verdict.unknown(driver);
            }
            if (!name.isAbsent() && name.asText().isEmpty()) {
                return Verdict.fail(driver + " is " + name.describe() + " but must be a string");
            }
            return UNROTATED.contains(name.asText().orElse(""))
                    ? property(options)
                            .is(value -> value.at("max-size").asText().isPresent(), "an object with the key max-size")
                            .test(resource, context)
                    : Verdict.PASS;
        };
    }

    private static boolean isTest(PropertyValue tests) {
        List<PropertyValue> words = tests.elements();
        return !words.isEmpty() && !words.get(0).asText().orElse("NONE").equals("NONE");
    }

    /** Without a host, the provider takes the local socket. */
    private static boolean isGuarded(PropertyValue host) {
        return host.isAbsent() || host.asText().orElse("").matches("(?i)(unix|npipe|ssh|fd)://.*");
    }
}
