package dev.plinth.components.host;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a {@link HostContainer}. */
public final class HostContainerArgs extends ResourceArgs {

    /** The default of {@link Builder#user}: an account without rights. */
    public static final String DEFAULT_USER = "1000:1000";

    private final String image;
    private final String user;
    private final int memoryMib;
    private final int cpuShares;
    private final boolean once;
    private final boolean awaited;
    private final List<String> command;
    private final List<String> entrypoint;
    private final List<String> health;
    private final List<String> temporary;
    private final Map<String, String> environment;
    private final Map<String, Output<String>> secretEnvironment;
    private final Map<String, Output<String>> files;
    private final Map<String, Output<String>> volumes;
    private final Map<String, Output<String>> readOnlyVolumes;
    private final Map<Output<String>, List<String>> networks;
    private final List<Port> ports;
    private final List<String> capabilities;
    private final Map<String, String> logging;
    private final List<Resource> dependencies;

    /**
     * A published port.
     *
     * @param internal the port in the container
     * @param external the port of the host
     * @param address the host's address
     * @param protocol {@code tcp} or {@code udp}
     */
    public record Port(int internal, int external, String address, String protocol) {}

    private HostContainerArgs(Builder builder) {
        this.image = builder.image;
        this.user = builder.user;
        this.memoryMib = builder.memoryMib;
        this.cpuShares = builder.cpuShares;
        this.once = builder.once;
        this.awaited = builder.awaited;
        this.command = List.copyOf(builder.command);
        this.entrypoint = List.copyOf(builder.entrypoint);
        this.health = List.copyOf(builder.health);
        this.temporary = List.copyOf(builder.temporary);
        this.environment = Map.copyOf(builder.environment);
        this.secretEnvironment = Map.copyOf(builder.secretEnvironment);
        this.files = Map.copyOf(builder.files);
        this.volumes = Map.copyOf(builder.volumes);
        this.readOnlyVolumes = Map.copyOf(builder.readOnlyVolumes);
        this.networks = new LinkedHashMap<>(builder.networks);
        this.ports = List.copyOf(builder.ports);
        this.capabilities = List.copyOf(builder.capabilities);
        this.logging = Map.copyOf(builder.logging);
        this.dependencies = List.copyOf(builder.dependencies);
    }

    /**
     * Starts the arguments.
     *
     * @param image the image, with a digest or a tag other than latest
     * @param memoryMib the memory limit in MiB
     */
    public static Builder builder(String image, int memoryMib) {
        return new Builder(image, memoryMib);
    }

    String image() {
        return image;
    }

    String user() {
        return user;
    }

    int memoryMib() {
        return memoryMib;
    }

    int cpuShares() {
        return cpuShares;
    }

    boolean once() {
        return once;
    }

    boolean awaited() {
        return awaited;
    }

    List<String> command() {
        return command;
    }

    List<String> entrypoint() {
        return entrypoint;
    }

    List<String> health() {
        return health;
    }

    List<String> temporary() {
        return temporary;
    }

    Map<String, String> environment() {
        return environment;
    }

    Map<String, Output<String>> secretEnvironment() {
        return secretEnvironment;
    }

    Map<String, Output<String>> files() {
        return files;
    }

    Map<String, Output<String>> volumes() {
        return volumes;
    }

    Map<String, Output<String>> readOnlyVolumes() {
        return readOnlyVolumes;
    }

    Map<Output<String>, List<String>> networks() {
        return networks;
    }

    List<Port> ports() {
        return ports;
    }

    List<String> capabilities() {
        return capabilities;
    }

    Map<String, String> logging() {
        return logging;
    }

    List<Resource> dependencies() {
        return dependencies;
    }

    /** Builder of the arguments. */
    public static final class Builder {

        private final String image;
        private final int memoryMib;
        private String user = DEFAULT_USER;
        private int cpuShares = 1024;
        private boolean once;
        private boolean awaited = true;
        private List<String> command = List.of();
        private List<String> entrypoint = List.of();
        private List<String> health = List.of();
        private List<String> temporary = List.of("/tmp");
        private Map<String, String> environment = Map.of();
        private Map<String, Output<String>> secretEnvironment = Map.of();
        private Map<String, Output<String>> files = Map.of();
        private final Map<String, Output<String>> volumes = new LinkedHashMap<>();
        private final Map<String, Output<String>> readOnlyVolumes = new LinkedHashMap<>();
        private final Map<Output<String>, List<String>> networks = new LinkedHashMap<>();
        private final List<Port> ports = new ArrayList<>();
        private List<String> capabilities = List.of();
        private Map<String, String> logging = Map.of();
        private final List<Resource> dependencies = new ArrayList<>();

        private Builder(String image, int memoryMib) {
            this.image = image;
            this.memoryMib = memoryMib;
        }

        /** Sets the account, not root. Default: {@value HostContainerArgs#DEFAULT_USER}. */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /** Sets the relative weight of CPU time. Default: 1024. */
        public Builder cpuShares(int value) {
            cpuShares = value;
            return this;
        }

        /** Runs the container to its end, and waits for it; an exit code other than 0 fails the update. */
        public Builder once() {
            once = true;
            return this;
        }

        /** Lets the update end before the health check succeeds. */
        public Builder notAwaited() {
            awaited = false;
            return this;
        }

        /** Sets the command. Default: that of the image. */
        public Builder command(String... value) {
            command = List.of(value);
            return this;
        }

        /** Sets the entrypoint. Default: that of the image. */
        public Builder entrypoint(String... value) {
            entrypoint = List.of(value);
            return this;
        }

        /** Sets the command of the health check; the update waits until it succeeds. */
        public Builder health(String... value) {
            health = List.of(value);
            return this;
        }

        /** Sets the directories in memory. Default: {@code /tmp}. */
        public Builder temporary(String... value) {
            temporary = List.of(value);
            return this;
        }

        /** Sets the environment variables, none of them a credential. */
        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        /**
         * Sets variables with credentials. A shell of the image reads them from a file and starts the command, which is required;
         * {@code docker inspect} does not show them.
         */
        public Builder secretEnvironment(Map<String, Output<String>> value) {
            secretEnvironment = value;
            return this;
        }

        /** Sets files by their names in {@link HostContainer#FILES}. A change replaces the container. */
        public Builder files(Map<String, Output<String>> value) {
            files = value;
            return this;
        }

        /** Mounts a volume. */
        public Builder volume(String path, Output<String> name) {
            volumes.put(path, name);
            return this;
        }

        /** Mounts a volume for reading. */
        public Builder readOnlyVolume(String path, Output<String> name) {
            readOnlyVolumes.put(path, name);
            return this;
        }

        /** Attaches the container to a network, once, under aliases. */
        public Builder network(Output<String> name, String... aliases) {
            networks.put(name, List.of(aliases));
            return this;
        }

        /** Publishes a port. */
        public Builder port(Port value) {
            ports.add(value);
            return this;
        }

        /** Adds capabilities to none. */
        public Builder capabilities(String... value) {
            capabilities = List.of(value);
            return this;
        }

        /** Sends the logs to a syslog server at an address such as {@code udp://127.0.0.1:5140}. */
        public Builder syslog(String address, String tag) {
            logging = Map.of("syslog-address", address, "syslog-format", "rfc5424", "tag", tag);
            return this;
        }

        /** Starts after these resources. */
        public Builder after(Resource... value) {
            dependencies.addAll(List.of(value));
            return this;
        }

        /** Returns the arguments. */
        public HostContainerArgs build() {
            return new HostContainerArgs(this);
        }
    }
}
