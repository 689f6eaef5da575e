package dev.plinth.components.container.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A task size that Fargate offers for Linux.
 *
 * <p>The table is that of the ECS developer guide, "Task definition parameters for Fargate", section "Task size"
 * (docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html).
 *
 * @param cpu CPU units; 1024 are one vCPU
 * @param memory MiB
 */
public record FargateSize(int cpu, int memory) {

    /** One row of the table: the memory sizes, in MiB, that go with a CPU size. */
    private record Row(int cpu, List<Integer> memorySizes) {

        static Row of(int cpu, int smallest, int largest, int step) {
            return new Row(
                    cpu,
                    IntStream.iterate(smallest, memory -> memory <= largest, memory -> memory + step)
                            .boxed()
                            .toList());
        }
    }

    private static final int GIB = 1024;

    /** Sorted by CPU size. */
    private static final List<Row> TABLE = List.of(
            new Row(256, List.of(GIB / 2, GIB, 2 * GIB)),
            Row.of(512, GIB, 4 * GIB, GIB),
            Row.of(1024, 2 * GIB, 8 * GIB, GIB),
            Row.of(2048, 4 * GIB, 16 * GIB, GIB),
            Row.of(4096, 8 * GIB, 30 * GIB, GIB),
            Row.of(8192, 16 * GIB, 60 * GIB, 4 * GIB),
            Row.of(16384, 32 * GIB, 120 * GIB, 8 * GIB));

    /**
     * Creates a size.
     *
     * @throws IllegalArgumentException when Fargate doesn't offer it; the message names the nearest larger size
     */
    public FargateSize {
        if (!isOffered(cpu, memory)) {
            throw new IllegalArgumentException(cpu + " CPU units with " + memory
                    + " MiB is not a Fargate size; it must be " + allowedInsteadOf(cpu, memory));
        }
    }

    /** Returns whether Fargate offers this pair of CPU units and MiB. */
    public static boolean isOffered(int cpu, int memory) {
        return TABLE.stream()
                .anyMatch(row -> row.cpu() == cpu && row.memorySizes().contains(memory));
    }

    /** All sizes, by CPU units, then by memory. */
    public static List<FargateSize> all() {
        List<FargateSize> sizes = new ArrayList<>();
        TABLE.forEach(row -> row.memorySizes().forEach(memory -> sizes.add(new FargateSize(row.cpu(), memory))));
        return List.copyOf(sizes);
    }

    /**
     * The smallest size that has at least this much of both; every other such size has at least as much CPU and as much
     * memory, so none is cheaper.
     *
     * @param cpu CPU units
     * @param memory MiB
     * @return empty when the demand exceeds the largest size, 16384 CPU units with 122880 MiB
     */
    public static Optional<FargateSize> smallestFor(int cpu, int memory) {
        return TABLE.stream()
                .filter(row -> row.cpu() >= cpu)
                .flatMap(row -> row.memorySizes().stream()
                        .filter(offered -> offered >= memory)
                        .findFirst()
                        .map(offered -> new FargateSize(row.cpu(), offered))
                        .stream())
                .findFirst();
    }

    /** Returns what is allowed instead of a pair that Fargate doesn't offer, as the end of "must be …". */
    public static String allowedInsteadOf(int cpu, int memory) {
        String allowed = TABLE.stream()
                .filter(row -> row.cpu() == cpu)
                .findFirst()
                .map(row -> "one of " + row.memorySizes() + " MiB with " + cpu + " CPU units")
                .orElseGet(() -> "with one of " + TABLE.stream().map(Row::cpu).toList() + " CPU units");
        return Stream.concat(
                        Stream.of(allowed),
                        smallestFor(cpu, memory)
                                .map(size -> "the smallest that suffices is " + size.cpu() + " CPU units with "
                                        + size.memory() + " MiB")
                                .stream())
                .collect(Collectors.joining("; "));
    }
}
