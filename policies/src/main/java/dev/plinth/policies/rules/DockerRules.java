package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rules.Elements.each;
import static dev.plinth.policies.rules.Elements.onType;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
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
final class DockerRules {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String SERVICE = "docker:index/service:Service";
    private static final String IMAGE = "docker:index/image:Image";
    private static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
    private static final String PROVIDER = ProviderRules.DOCKER;

    /** Where a Swarm service says what its containers are. */
    private static final String SPEC = "taskSpec.containerSpec.";

    private static final Pattern SOCKET =
            Pattern.compile("/(var/)?run/(docker|containerd/containerd|podman/podman)\\.sock/?");

    /** Directories that give the host away to whoever can read or write them. */
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
            .risk("Whoever breaks into the container owns the host.")
            .remediation(
                    """
                    Leave the flag out and add the one capability that is needed:
                    ContainerArgs.builder().privileged(false)
                    """)
            .neverWaivable()
            .requires(property("privileged").isNotTrue());

    private static final Rule NO_SOCKET = Rule.named("docker-no-socket-mount")
            .title("Docker containers don't get the socket of the Docker daemon")
            .severity(Severity.CRITICAL)
            .on(CONTAINER, "volumes[].hostPath", "mounts[].source")
            .on(SERVICE, "taskSpec.containerSpec.mounts[].source")
            .risk("Whoever can write to the socket starts a privileged container, and so owns the host.")
            .remediation(
                    """
                    Put a proxy that lets through a few calls in between, or leave the mount out:
                    ContainerVolumeArgs.builder().volumeName("data").containerPath("/data")
                    """)
            .neverWaivable()
            .requires(eachHostPath(SOCKET, "something other than the socket of a container runtime"));

    private static final Rule NO_HOST_SYSTEM = Rule.named("docker-no-system-mount")
            .title("Docker containers don't mount the host's system directories")
            .severity(Severity.HIGH)
            .on(CONTAINER, "volumes[].hostPath", "mounts[].source")
            .on(SERVICE, "taskSpec.containerSpec.mounts[].source")
            .risk("A process in the container reads the host's secrets or changes what the host runs.")
            .remediation(
                    """
                    Use a volume:
                    ContainerVolumeArgs.builder().volumeName("data").containerPath("/data")
                    """)
            .requires(eachHostPath(HOST_SYSTEM, "a directory made for the container"));

    private static final Rule OWN_NAMESPACES = Rule.named("docker-own-namespaces")
            .title("Docker containers have network, process, IPC and user namespaces of their own")
            .severity(Severity.HIGH)
            .on(CONTAINER, "networkMode", "pidMode", "ipcMode", "usernsMode")
            .risk(
                    "The container reaches what listens on the host's loopback, and sees or signals the host's processes.")
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
            .risk("An intruder replaces programs and leaves tools behind.")
            .remediation(
                    """
                    Make it read-only, and mount a tmpfs where the program writes:
                    ContainerArgs.builder().readOnly(true).tmpfs(Map.of("/tmp", ""))
                    """)
            .requires(onType(CONTAINER, property("readOnly").isTrue())
                    .and(onType(SERVICE, property(SPEC + "readOnly").isTrue())));

    private static final Rule NOT_ROOT = Rule.named("docker-not-root")
            .title("Docker containers run as another user than root")
            .severity(Severity.HIGH)
            .on(CONTAINER, "user")
            .on(SERVICE, "taskSpec.containerSpec.user")
            .risk("A flaw in the kernel or the runtime makes root in the container root on the host.")
            .remediation(
                    """
                    Name a user:
                    ContainerArgs.builder().user("1000:1000")
                    """)
            .requires(onType(CONTAINER, isUser("user")).and(onType(SERVICE, isUser(SPEC + "user"))));

    private static final Rule NO_NEW_PRIVILEGES = Rule.named("docker-no-new-privileges")
            .title("Processes in Docker containers can't gain privileges")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "securityOpts")
            .risk("A program with the setuid bit makes an ordinary user root.")
            .remediation(
                    """
                    Forbid it:
                    ContainerArgs.builder().securityOpts("no-new-privileges:true")
                    """)
            .requires(property("securityOpts")
                    .is(DockerRules::forbidsNewPrivileges, "a list with no-new-privileges:true"));

    private static final Rule CONFINED = Rule.named("docker-confined")
            .title("Docker containers keep the profiles of seccomp, AppArmor and SELinux")
            .severity(Severity.HIGH)
            .on(CONTAINER, "securityOpts[]")
            .risk("System calls and files that no program needs are open to an intruder.")
            .remediation(
                    """
                    Leave the default profiles, or write one:
                    ContainerArgs.builder().securityOpts("seccomp=profile.json")
                    """)
            .requires(each("securityOpts", option -> property(option)
                    .is(
                            value -> value.asText()
                                    .filter(text -> !text.matches("(?i).*(unconfined|label[=:]disable).*"))
                                    .isPresent(),
                            "a profile")));

    private static final Rule CAPABILITIES = Rule.named("docker-no-dangerous-capabilities")
            .title("Docker containers get no capability that reaches the host")
            .severity(Severity.HIGH)
            .on(CONTAINER, "capabilities.adds")
            .risk("The container changes the host's network, loads kernel modules or reads its memory.")
            .remediation(
                    """
                    Drop all and add what is needed:
                    ContainerCapabilitiesArgs.builder().drops("ALL").adds("NET_BIND_SERVICE")
                    """)
            .requires(each("capabilities.adds", capability -> property(capability)
                    .is(DockerRules::isHarmless, "a capability inside the container, such as NET_BIND_SERVICE")));

    private static final Rule MEMORY = Rule.named("docker-memory-limit")
            .title("Docker containers have a memory limit")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "memory")
            .on(SERVICE, "taskSpec.resources.limits.memoryBytes")
            .risk("One leak takes the host's memory, and the kernel kills whatever else runs there.")
            .remediation(
                    """
                    Limit it, in MiB:
                    ContainerArgs.builder().memory(512)
                    """)
            .requires(onType(CONTAINER, property("memory").isAtLeast(parameters -> 1))
                    .and(onType(
                            SERVICE,
                            property("taskSpec.resources.limits.memoryBytes").isAtLeast(parameters -> 1))));

    private static final Rule RESTART = Rule.named("docker-restart-policy")
            .title("Docker containers come back after a crash and after the host restarts")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "restart", "mustRun")
            .risk("After a crash or a reboot the service stays away until somebody notices.")
            .remediation(
                    """
                    Restart it:
                    ContainerArgs.builder().restart("unless-stopped")
                    """)
            .requires(property("restart")
                    .isOneOf("always", "unless-stopped", "on-failure")
                    .onlyIf((container, context) ->
                            container.input("mustRun").asBoolean().orElse(true)));

    private static final Rule NO_SECRET_ENVIRONMENT = Rule.named("docker-no-secret-env")
            .title("Docker containers don't get credentials in their environment")
            .severity(Severity.CRITICAL)
            .on(CONTAINER, "envs[]")
            .on(SERVICE, "taskSpec.containerSpec.env")
            .risk("docker inspect, crash reports and child processes show the credential.")
            .remediation(
                    """
                    Mount it as a file:
                    ServiceTaskSpecContainerSpecSecretArgs.builder().secretId(secret.id()).fileName("/run/secrets/db")
                    """)
            .neverWaivable()
            .requires(onType(CONTAINER, each("envs", DockerRules::holdsNoCredential))
                    .and(onType(SERVICE, namesNoCredential(SPEC + "env"))));

    private static final Rule IMAGE_PINNED = Rule.named("docker-image-pinned")
            .title("Docker images are named by digest, or by a tag other than latest")
            .severity(Severity.HIGH)
            .on(CONTAINER, "image")
            .on(SERVICE, "taskSpec.containerSpec.image")
            .on(REMOTE_IMAGE, "name")
            .lookingAt(IMAGE)
            .risk("What runs changes without a change of the stack, and a rollback brings something else back.")
            .remediation(
                    """
                    Name the version, or better the digest:
                    RemoteImageArgs.builder().name("postgres:16.4@sha256:…")
                    """)
            .requiresInStack((resource, context) -> isPinned(imageProperty(resource), resource, context));

    private static final Rule PORTS = Rule.named("docker-ports-local")
            .title("Docker containers publish ports on loopback, and only a proxy's 80 and 443 to the world")
            .severity(Severity.HIGH)
            .on(CONTAINER, "ports[].ip", "ports[].external", "ports[].internal", "publishAllPorts")
            .risk(
                    "Docker writes its own firewall rules: the port is open to the internet although the host's firewall says no.")
            .remediation(
                    """
                    Publish it on loopback, behind a proxy:
                    ContainerPortArgs.builder().internal(5432).external(5432).ip("127.0.0.1")
                    """)
            .requires(property("publishAllPorts").isNotTrue().and(each("ports", DockerRules::isLocal)));

    private static final Rule LOG_ROTATION = Rule.named("docker-log-rotation")
            .title("Docker containers rotate their logs")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "logDriver", "logOpts")
            .on(SERVICE, "taskSpec.logDriver.name", "taskSpec.logDriver.options")
            .risk("The log fills the host's disk, and everything on it stops.")
            .remediation(
                    """
                    Limit it, or use the driver local, which rotates by itself:
                    ContainerArgs.builder().logDriver("json-file").logOpts(Map.of("max-size", "10m", "max-file", "3"))
                    """)
            .requires(onType(CONTAINER, rotates("logDriver", "logOpts"))
                    .and(onType(SERVICE, rotates("taskSpec.logDriver.name", "taskSpec.logDriver.options"))));

    private static final Rule HEALTH = Rule.named("docker-healthcheck")
            .title("Docker containers say whether they are healthy")
            .severity(Severity.MEDIUM)
            .on(CONTAINER, "healthcheck.tests", "mustRun")
            .on(SERVICE, "taskSpec.containerSpec.healthcheck.tests")
            .risk("A program that hangs counts as running, and nothing replaces it.")
            .remediation(
                    """
                    Test it:
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
            .title("Docker builds get no credentials as arguments")
            .severity(Severity.CRITICAL)
            .on(IMAGE, "build.args")
            .on(REMOTE_IMAGE, "build.buildArg", "build.buildArgs")
            .risk("The argument stays in the image's history for whoever pulls it.")
            .remediation(
                    """
                    Mount a secret while building, and leave the argument out:
                    DockerBuildArgs.builder().args(Map.of("VERSION", "1.4.2"))
                    """)
            .neverWaivable()
            .requires(onType(IMAGE, namesNoCredential("build.args"))
                    .and(onType(
                            REMOTE_IMAGE,
                            namesNoCredential("build.buildArg").and(namesNoCredential("build.buildArgs")))));

    private static final Rule REGISTRY_TLS = Rule.named("docker-registry-verified")
            .title("Docker registries are reached with their certificate checked")
            .severity(Severity.HIGH)
            .on("docker:index/registryImage:RegistryImage", "insecureSkipVerify")
            .risk("Somebody on the way swaps the image.")
            .remediation(
                    """
                    Give the daemon the registry's CA and leave the check on:
                    RegistryImageArgs.builder().insecureSkipVerify(false)
                    """)
            .requires(property("insecureSkipVerify").isNotTrue());

    private static final Rule PLUGIN = Rule.named("docker-plugin-permissions")
            .title("Docker plugins get named permissions, not all that they ask for")
            .severity(Severity.HIGH)
            .on("docker:index/plugin:Plugin", "grantAllPermissions")
            .risk("The next version of the plugin asks for the host's network or disks, and gets them.")
            .remediation(
                    """
                    Grant what it needs:
                    PluginArgs.builder().grantPermissions(PluginGrantPermissionArgs.builder().name("network").values("bridge").build())
                    """)
            .requires(property("grantAllPermissions").isNotTrue());

    private static final Rule DAEMON_TLS = Rule.named("docker-daemon-over-tls")
            .title("Docker daemons are reached by a local socket, SSH or TLS")
            .severity(Severity.CRITICAL)
            .on(PROVIDER, "host", "certMaterial", "certPath")
            .risk("Whoever reaches the port owns the host: the daemon asks nobody who they are.")
            .remediation(
                    """
                    Go through SSH:
                    ProviderArgs.builder().host("ssh://deploy@host.example.com")
                    """)
            .requires(property("certMaterial")
                    .isText()
                    .or(property("certPath").isText())
                    .or(property("host")
                            .is(DockerRules::isGuarded, "unix://, npipe:// or ssh://, or have a certificate")));

    private static final Rule ENCRYPTED_OVERLAY = Rule.named("docker-overlay-encrypted")
            .title("Docker overlay networks between hosts are encrypted")
            .severity(Severity.MEDIUM)
            .on("docker:index/network:Network", "driver", "options")
            .risk("Whoever is in the network between the hosts reads what the services tell each other.")
            .remediation(
                    """
                    Encrypt it:
                    NetworkArgs.builder().driver("overlay").options(Map.of("encrypted", ""))
                    """)
            .requires(property("options")
                    .is(
                            options -> options.revealed() instanceof PropertyValue.ObjectValue object
                                    && object.properties().containsKey("encrypted"),
                            "an object with the key encrypted")
                    .onlyIf((network, context) ->
                            network.input("driver").asText().orElse("").equals("overlay")));

    static final List<Rule> ALL = List.of(
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

    /** Judges each path of the host that is mounted, however it is written; a volume's name is no path. */
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

    /** Judges a variable written NAME=value; names it and never tells its value. */
    private static Condition holdsNoCredential(String path) {
        return (container, context) -> {
            PropertyValue variable = container.input(path);
            if (variable.isUnknown()) {
                return Verdict.unknown(path);
            }
            if (variable.asText().isEmpty() && !variable.isAbsent()) {
                return Verdict.fail(path + " must be a text");
            }
            String[] parts = variable.asText().orElse("").split("=", 2);
            return Verdict.passIf(
                    parts.length < 2 || !Credentials.isHeldBy(parts[0], parts[1]),
                    path + " holds a credential in the variable " + parts[0]);
        };
    }

    /** Judges a map of variables; names them and never tells their values. */
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
                    ? Verdict.fail(path + " holds a credential in " + name)
                    : Verdict.unknown(path);
        }
        boolean plain = value.isAbsent()
                || value.asText().isPresent()
                || value.asNumber().isPresent()
                || value.asBoolean().isPresent();
        if (!plain) {
            return Verdict.fail(path + "." + name + " must be a text");
        }
        return Verdict.passIf(
                !Credentials.isHeldBy(name, value.asText().orElse("")), path + " holds a credential in " + name);
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
                return Verdict.fail(driver + " is " + name.describe() + ", it must be a text");
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
