package dev.plinth.stack.config;

import dev.plinth.components.container.SidecarArgs;
import dev.plinth.settings.Default;
import dev.plinth.settings.Inline;
import dev.plinth.settings.Range;
import java.util.Map;
import java.util.Optional;

/**
 * A container beside the first one of a task.
 *
 * @param image reference of an image that exists
 * @param container the keys of every container
 * @param cpu CPU units reserved for it
 * @param memory memory in MiB above which it is killed
 * @param memoryReservation memory in MiB reserved for it
 * @param essential whether the task stops when this container does
 * @param port port for the other containers of the task
 * @param logRouter program of the task's log router (FireLens), where this container is it
 * @param logRouterOptions FireLens's options, such as {@code enable-ecs-log-metadata}
 */
public record SidecarConfig(
        String image,
        @Inline ContainerConfig container,
        @Range(min = 1, max = 16384) Optional<Integer> cpu,
        @Range(min = 6, max = 122880) Optional<Integer> memory,
        @Range(min = 6, max = 122880) Optional<Integer> memoryReservation,
        @Default("true") boolean essential,
        @Range(min = 1, max = 65535) Optional<Integer> port,
        Optional<SidecarArgs.LogRouter> logRouter,
        @Default("{}") Map<String, String> logRouterOptions) {}
