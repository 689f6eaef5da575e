package dev.plinth.components.host;

import com.pulumi.core.Output;
import com.pulumi.docker.Container;
import com.pulumi.docker.ContainerArgs;
import com.pulumi.docker.RemoteImage;
import com.pulumi.docker.RemoteImageArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.pulumi.docker.inputs.ContainerNetworksAdvancedArgs;
import com.pulumi.docker.inputs.ContainerPortArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.docker.inputs.VolumeLabelArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container that keeps to itself: a read-only root, no capabilities, no new privileges, an account other than root, limits of memory,
 * and files in a volume that only it mounts. Docker copies files into a read-only container only where a volume is mounted.
 */
public final class HostContainer extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:host:HostContainer";

    /** The directory of the container's files. */
    public static final String FILES = "/run/plinth";

    /** The file of variables with credentials. */
    private static final String ENVIRONMENT = "environment";

    private static final String IMAGE = "[^\\s:@]+(:\\d+/[^\\s:@]+)?(:[\\w][\\w.-]*)?(@sha256:[0-9a-f]{64})?";

    private final Container container;

    /**
     * Creates the container.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options with the host's provider
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public HostContainer(String name, HostContainerArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        RemoteImage image = new RemoteImage(
                childName("image"),
                RemoteImageArgs.builder().name(args.image()).keepLocally(true).build(),
                childOptions().build());
        this.container = createContainer(args, image);
        registerOutputs(Map.of("containerName", containerName()));
    }

    /** The container's name. */
    public Output<String> containerName() {
        return container.name();
    }

    private static HostContainerArgs validated(String name, HostContainerArgs args) {
        String image = args.image();
        Validation.of("HostContainer", name)
                .check(
                        image.matches(IMAGE)
                                && (image.contains("@") || image.matches(".+:[^/]+"))
                                && !image.endsWith(":latest"),
                        "image",
                        image,
                        "an image with a digest, or a tag other than latest")
                .check(args.memoryMib() >= 16, "memoryMib", args.memoryMib(), "16 or more")
                .check(!args.user().matches("(root|0+)(:.*)?"), "user", args.user(), "an account other than root")
                .check(
                        args.secretEnvironment().isEmpty() || !args.command().isEmpty(),
                        "command",
                        args.command(),
                        "given with secretEnvironment")
                .throwIfAny();
        return args;
    }

    private Container createContainer(HostContainerArgs args, RemoteImage image) {
        ContainerArgs.Builder builder = ContainerArgs.builder()
                .image(image.imageId())
                .user(args.user())
                .readOnly(true)
                .securityOpts("no-new-privileges:true")
                .capabilities(capabilities(args))
                .memory(args.memoryMib())
                .memorySwap(args.memoryMib())
                .cpuShares(args.cpuShares())
                .tmpfs(args.temporary().stream()
                        .collect(Collectors.toMap(path -> path, path -> "rw,noexec,nosuid,size=64m")))
                .envs(new TreeMap<>(args.environment())
                        .entrySet().stream()
                                .map(variable -> variable.getKey() + "=" + variable.getValue())
                                .toList())
                .logDriver(args.logging().isEmpty() ? "local" : "syslog")
                .logOpts(Map.copyOf(
                        args.logging().isEmpty() ? Map.of("max-size", "10m", "max-file", "5") : args.logging()))
                .networksAdvanced(args.networks().entrySet().stream()
                        .map(network -> ContainerNetworksAdvancedArgs.builder()
                                .name(network.getKey())
                                .aliases(network.getValue())
                                .build())
                        .toList())
                .ports(args.ports().stream().map(HostContainer::port).toList())
                .volumes(volumes(args))
                .uploads(uploads(args));
        start(args, builder);
        return new Container(
                childName("container"),
                builder.build(),
                childOptions()
                        .dependsOn(args.dependencies().toArray(new com.pulumi.resources.Resource[0]))
                        .build());
    }

    private static void start(HostContainerArgs args, ContainerArgs.Builder builder) {
        if (!args.secretEnvironment().isEmpty()) {
            builder.entrypoints(
                            "/bin/sh", "-c", "set -a; . " + FILES + "/" + ENVIRONMENT + "; set +a; exec \"$@\"", "sh")
                    .command(args.command());
        } else {
            if (!args.entrypoint().isEmpty()) {
                builder.entrypoints(args.entrypoint());
            }
            if (!args.command().isEmpty()) {
                builder.command(args.command());
            }
        }
        if (args.once()) {
            builder.mustRun(false).attach(true).restart("no");
        } else {
            builder.restart("unless-stopped").destroyGraceSeconds(30);
        }
        if (!args.health().isEmpty()) {
            builder.healthcheck(ContainerHealthcheckArgs.builder()
                            .tests(Stream.concat(Stream.of("CMD"), args.health().stream())
                                    .toList())
                            .interval("10s")
                            .timeout("5s")
                            .retries(6)
                            .startPeriod("30s")
                            .build())
                    .wait_(args.awaited())
                    .waitTimeout(180);
        }
    }

    private static ContainerCapabilitiesArgs capabilities(HostContainerArgs args) {
        ContainerCapabilitiesArgs.Builder builder =
                ContainerCapabilitiesArgs.builder().drops("ALL");
        return args.capabilities().isEmpty()
                ? builder.build()
                : builder.adds(args.capabilities()).build();
    }

    private static ContainerPortArgs port(HostContainerArgs.Port port) {
        return ContainerPortArgs.builder()
                .internal(port.internal())
                .external(port.external())
                .ip(port.address())
                .protocol(port.protocol())
                .build();
    }

    private List<ContainerVolumeArgs> volumes(HostContainerArgs args) {
        List<ContainerVolumeArgs> volumes = new ArrayList<>();
        if (!args.files().isEmpty() || !args.secretEnvironment().isEmpty()) {
            Volume files =
                    new Volume(childName("files"), recreatable(), childOptions().build());
            volumes.add(mount(FILES, files.name(), false));
        }
        new TreeMap<>(args.volumes()).forEach((path, volume) -> volumes.add(mount(path, volume, false)));
        new TreeMap<>(args.readOnlyVolumes()).forEach((path, volume) -> volumes.add(mount(path, volume, true)));
        return volumes;
    }

    /** Arguments of a volume without data: its content is uploaded or created again. */
    static VolumeArgs recreatable() {
        return labelled("dev.plinth.content", "recreatable");
    }

    /** Arguments of a volume with backups of others. */
    static VolumeArgs backups() {
        return labelled("dev.plinth.content", "backups");
    }

    /** Arguments of a volume of which a container makes a verified backup each day. */
    static VolumeArgs backedUpDaily() {
        return labelled("dev.plinth.backup-hours", "24");
    }

    /** Returns arguments with a label, which previews read. */
    private static VolumeArgs labelled(String label, String value) {
        return VolumeArgs.builder()
                .labels(VolumeLabelArgs.builder().label(label).value(value).build())
                .build();
    }

    private static ContainerVolumeArgs mount(String path, Output<String> volume, boolean readOnly) {
        return ContainerVolumeArgs.builder()
                .containerPath(path)
                .volumeName(volume)
                .readOnly(readOnly)
                .build();
    }

    private static List<ContainerUploadArgs> uploads(HostContainerArgs args) {
        Map<String, Output<String>> files = new TreeMap<>(args.files());
        if (!args.secretEnvironment().isEmpty()) {
            files.put(ENVIRONMENT, environment(args.secretEnvironment()));
        }
        return files.entrySet().stream()
                .map(file -> ContainerUploadArgs.builder()
                        .file(FILES + "/" + file.getKey())
                        .content(file.getValue())
                        .executable(file.getKey().endsWith(".sh"))
                        .build())
                .toList();
    }

    /** Variables in the syntax of a shell. */
    private static Output<String> environment(Map<String, Output<String>> variables) {
        return Output.all(new TreeMap<>(variables)
                        .entrySet().stream()
                                .map(variable -> variable.getValue()
                                        .applyValue(value ->
                                                variable.getKey() + "='" + value.replace("'", "'\\''") + "'\n"))
                                .toList())
                .applyValue(lines -> String.join("", lines))
                .asSecret();
    }
}
