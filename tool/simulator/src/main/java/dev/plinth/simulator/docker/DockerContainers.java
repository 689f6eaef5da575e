package dev.plinth.simulator.docker;

import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Containers, networks and volumes of Docker hosts; nothing runs. Each host is a place of its own.
 *
 * <p>Properties whose change replaces are those with ForceNew in terraform-provider-docker 3.0, which pulumi-docker 4.5 bridges;
 * errors are those of the Docker Engine.
 */
final class DockerContainers {

    static final String CONTAINER = "docker:index/container:Container";
    static final String NETWORK = "docker:index/network:Network";
    static final String VOLUME = "docker:index/volume:Volume";

    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";
    private static final String DURATION = "(\\d+(\\.\\d+)?(ns|us|ms|s|m|h))+";
    private static final String INVALID = "Error response from daemon";
    private static final String EVERY_ADDRESS = "0.0.0.0";

    /** The smallest memory limit that the engine accepts, in MiB. */
    private static final long MINIMUM_MEMORY = 6;

    private static final Set<String> PREDEFINED_NETWORKS = Set.of("bridge", "host", "none");

    private DockerContainers() {}

    static void register(Registry registry) {
        registerContainer(registry);
        registerNetwork(registry);
        registerVolume(registry);
    }

    private static void registerContainer(Registry registry) {
        registry.type(CONTAINER, "Docker container")
                .named("name", 255)
                .deletedFirst()
                .id("{hex64}")
                .immutable(
                        "attach capabilities cgroupnsMode command devices dns dnsOpts dnsSearches domainname entrypoints envs gpus groupAdds"
                                .split(" "))
                .immutable(
                        "hostname hosts image ipcMode labels logDriver logOpts mounts networkMode networksAdvanced pidMode ports"
                                .split(" "))
                .immutable(
                        "privileged publishAllPorts readOnly runtime securityOpts shmSize stdinOpen stopSignal stopTimeout storageOpts"
                                .split(" "))
                .immutable("sysctls tty ulimits uploads user usernsMode volumes workingDir".split(" "))
                .uses("volumes.volumeName", VOLUME, INVALID)
                .uses("networksAdvanced.name", NETWORK, INVALID)
                .validate(Rules.matches("name", NAME, "a container name such as web-1 (" + NAME + ")"))
                .validate(Rules.oneOf("restart", "no", "on-failure", "always", "unless-stopped"))
                .validate(Rules.matches("cpuSet", "\\d+([,-]\\d+)*", "CPU numbers such as 0-1"))
                .validate(Rules.matches("healthcheck.interval", DURATION, "a duration such as 10s"))
                .validate(Rules.matches("healthcheck.timeout", DURATION, "a duration such as 10s"))
                .validate(Rules.matches("healthcheck.startPeriod", DURATION, "a duration such as 10s"))
                .validate(Rules.oneOf("mounts.type", "bind", "volume", "tmpfs"))
                .validate(Rules.within("ports.internal", 1, 65535))
                .validate(Rules.within("ports.external", 0, 65535))
                .validate(Rules.oneOf("ports.protocol", "tcp", "udp", "sctp"))
                .validate(absolute("volumes.hostPath"))
                .validate(DockerContainers::checkUploads)
                .validate(DockerContainers::checkHealthWait)
                .unique("name", INVALID, "Conflict. The container name \"/{name}\" is already in use")
                .check(absolute("volumes.containerPath"))
                .check(DockerContainers::checkMemory)
                .check(DockerContainers::checkPorts)
                .check(DockerContainers::checkMountPoints)
                .check(DockerContainers::checkReadOnlyUploads)
                .check(DockerContainers::checkNetworks)
                .defaults("restart", "no")
                .defaults("mustRun", true)
                .computed("hostname", operation -> operation.hex(64, "id").substring(0, 12))
                .computed("bridge", "")
                .computed("networkDatas", DockerContainers::networkData)
                .computed("containerLogs", "")
                .computed("exitCode", operation -> operation.flag("attach") ? Integer.valueOf(0) : null);
    }

    private static void registerNetwork(Registry registry) {
        registry.type(NETWORK, "Docker network")
                .named("name", 255)
                .id("{hex64}")
                .immutable("attachable", "checkDuplicate", "driver", "ingress", "internal", "ipamConfigs", "ipamDriver")
                .immutable("ipamOptions", "ipv6", "labels", "options")
                .validate(Rules.matches("name", NAME, "a network name such as backend (" + NAME + ")"))
                .validate(Rules.oneOf("driver", "bridge", "overlay", "macvlan", "ipvlan", "host", "none"))
                .unique("name", INVALID, "network with name {name} already exists")
                .check(operation -> operation.require(
                        !PREDEFINED_NETWORKS.contains(operation.text("name")),
                        INVALID,
                        "operation is not permitted on predefined " + operation.text("name") + " network"))
                .inUse(INVALID, "network has active endpoints: {users}")
                .defaults("driver", "bridge")
                .defaults("internal", false)
                .computed("scope", operation -> "overlay".equals(operation.text("driver")) ? "swarm" : "local");
    }

    private static void registerVolume(Registry registry) {
        registry.type(VOLUME, "Docker volume")
                .named("name", 255)
                .id("{name}")
                .immutable("driver", "driverOpts", "labels")
                .validate(Rules.matches("name", NAME, "a volume name such as data (" + NAME + ")"))
                .unique("name", INVALID, "a volume named {name} already exists")
                .inUse(INVALID, "volume is in use - [{users}]")
                .defaults("driver", "local")
                .computed("mountpoint", "/var/lib/docker/volumes/{name}/_data");
    }

    private static Consumer<Operation> absolute(String property) {
        return operation -> operation
                .texts(property)
                .forEach(path ->
                        operation.require(path.startsWith("/"), property, "'" + path + "' must be an absolute path"));
    }

    /** The provider demands one source of a file's content. */
    private static void checkUploads(Operation operation) {
        for (Map<String, Object> upload : elements(operation, "uploads")) {
            long sources = Stream.of("content", "contentBase64", "source")
                    .filter(upload::containsKey)
                    .count();
            operation.require(
                    sources == 1,
                    "uploads",
                    "only one of 'content', 'content_base64' or 'source' can be specified for file '"
                            + upload.get("file") + "', and one must be");
        }
    }

    private static void checkHealthWait(Operation operation) {
        operation.require(
                !operation.flag("wait") || operation.has("healthcheck"),
                "wait",
                "wait requires a health check of the container");
    }

    private static void checkMemory(Operation operation) {
        long memory = operation.number("memory", 0);
        operation.require(memory == 0 || memory >= MINIMUM_MEMORY, INVALID, "Minimum memory limit allowed is 6MB");
        long swap = operation.number("memorySwap", -1);
        operation.require(
                swap <= 0 || swap >= memory,
                INVALID,
                "Minimum memoryswap limit should be larger than memory limit, see usage");
    }

    /** A port of the host is taken by one container; an address of all interfaces takes it on each of them. */
    private static void checkPorts(Operation operation) {
        for (Map<String, Object> port : elements(operation, "ports")) {
            for (StoredResource other : operation.siblings()) {
                for (Object taken : Values.asList(other.get("ports"))) {
                    operation.require(
                            !collides(port, Values.asMap(taken)),
                            INVALID,
                            "driver failed programming external connectivity on endpoint " + operation.text("name")
                                    + ": Bind for " + address(port) + ":" + port.get("external")
                                    + " failed: port is already allocated");
                }
            }
        }
    }

    private static boolean collides(Map<String, Object> one, Map<String, Object> other) {
        boolean samePort = one.get("external") instanceof Number port
                && other.get("external") instanceof Number taken
                && port.longValue() == taken.longValue()
                && port.longValue() != 0;
        boolean sameProtocol = protocol(one).equals(protocol(other));
        boolean sameAddress = Stream.of(address(one), address(other)).anyMatch(EVERY_ADDRESS::equals)
                || address(one).equals(address(other));
        return samePort && sameProtocol && sameAddress;
    }

    private static String address(Map<String, Object> port) {
        return port.get("ip") instanceof String ip && !ip.isEmpty() ? ip : EVERY_ADDRESS;
    }

    private static Object protocol(Map<String, Object> port) {
        return Objects.requireNonNullElse(port.get("protocol"), "tcp");
    }

    private static void checkMountPoints(Operation operation) {
        List<String> targets = mountPoints(operation);
        operation.require(
                Set.copyOf(targets).size() == targets.size(),
                INVALID,
                "Duplicate mount point: "
                        + targets.stream()
                                .filter(target -> targets.indexOf(target) != targets.lastIndexOf(target))
                                .findFirst()
                                .orElse(""));
    }

    /** The engine copies files into a container with a read-only root only where a volume is mounted. */
    private static void checkReadOnlyUploads(Operation operation) {
        if (!operation.flag("readOnly")) {
            return;
        }
        Set<String> writable = elements(operation, "volumes").stream()
                .filter(volume -> !Boolean.TRUE.equals(volume.get("readOnly")))
                .map(volume -> String.valueOf(volume.get("containerPath")))
                .collect(Collectors.toSet());
        for (String file : operation.texts("uploads.file")) {
            operation.require(
                    writable.stream().anyMatch(path -> file.startsWith(path + "/")),
                    INVALID,
                    "container rootfs is marked read-only: " + file + " cannot be uploaded");
        }
    }

    private static void checkNetworks(Operation operation) {
        List<String> networks = operation.texts("networksAdvanced.name");
        operation.require(
                Set.copyOf(networks).size() == networks.size(),
                INVALID,
                "endpoint with name " + operation.text("name") + " already exists in network " + networks);
    }

    private static List<String> mountPoints(Operation operation) {
        List<String> targets = new ArrayList<>(operation.texts("volumes.containerPath"));
        targets.addAll(operation.texts("mounts.target"));
        targets.addAll(Values.asMap(operation.get("tmpfs")).keySet());
        return targets;
    }

    private static Object networkData(Operation operation) {
        return elements(operation, "networksAdvanced").stream()
                .map(network -> Map.<String, Object>of(
                        "networkName",
                        network.get("name"),
                        "ipAddress",
                        "172.18.0." + (2 + Integer.parseInt(operation.hex(2, "address"), 16) % 250),
                        "ipPrefixLength",
                        16,
                        "gateway",
                        "172.18.0.1"))
                .toList();
    }

    private static List<Map<String, Object>> elements(Operation operation, String property) {
        return Values.asList(operation.state().get(property)).stream()
                .map(Values::asMap)
                .toList();
    }
}
