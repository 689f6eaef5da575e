package dev.plinth.components.container.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizeTest {

    @ParameterizedTest
    @CsvSource({
        "256,512",
        "256,1024",
        "256,2048",
        "512,1024",
        "512,4096",
        "1024,2048",
        "1024,8192",
        "2048,4096",
        "2048,5120",
        "2048,16384",
        "4096,8192",
        "4096,30720",
        "8192,16384",
        "8192,20480",
        "8192,61440",
        "16384,32768",
        "16384,40960",
        "16384,122880"
    })
    void acceptsEveryEdgeOfTheTable(int cpu, int memory) {
        assertThat(FargateSize.isOffered(cpu, memory)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "256,4096",
        "256,1536",
        "512,512",
        "512,5120",
        "1024,1024",
        "2048,17408",
        "4096,31744",
        "8192,17408",
        "8192,65536",
        "16384,36864",
        "16384,131072",
        "32768,65536",
        "300,1024",
        "0,0",
        "-256,512"
    })
    void rejectsWhatIsNotInTheTable(int cpu, int memory) {
        assertThat(FargateSize.isOffered(cpu, memory)).isFalse();
        assertThatThrownBy(() -> new FargateSize(cpu, memory)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesWhatIsAllowedInstead() {
        assertThatThrownBy(() -> new FargateSize(256, 3000))
                .hasMessage("256 CPU units with 3000 MiB is not a Fargate size; it must be one of [512, 1024, 2048] MiB"
                        + " with 256 CPU units; the smallest that suffices is 512 CPU units with 3072 MiB");
        assertThatThrownBy(() -> new FargateSize(99999, 1))
                .hasMessageEndingWith("it must be with one of [256, 512, 1024, 2048, 4096, 8192, 16384] CPU units");
    }

    @Test
    void theTableHasAsManySizesAsAwsLists() {
        // 3 + 4 + 7 + 13 + 23 + 12 + 12 rows of the guide's table, each memory value counted.
        assertThat(FargateSize.all()).hasSize(74).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"1,1,256,512", "256,2049,512,3072", "513,100,1024,2048", "4096,30721,8192,32768", "9000,1,16384,32768"})
    void findsTheSmallestSizeThatSuffices(int cpu, int memory, int wantedCpu, int wantedMemory) {
        assertThat(FargateSize.smallestFor(cpu, memory)).contains(new FargateSize(wantedCpu, wantedMemory));
    }

    @Test
    void findsNothingBeyondTheLargestSize() {
        assertThat(FargateSize.smallestFor(16385, 1)).isEmpty();
        assertThat(FargateSize.smallestFor(1, 122881)).isEmpty();
    }

    @Property
    void noOtherSizeThatSufficesHasLessOfEither(
            @ForAll @IntRange(max = 16384) int cpu, @ForAll @IntRange(max = 122880) int memory) {
        FargateSize smallest = FargateSize.smallestFor(cpu, memory).orElseThrow();

        assertThat(smallest.cpu()).isGreaterThanOrEqualTo(cpu);
        assertThat(smallest.memory()).isGreaterThanOrEqualTo(memory);
        assertThat(FargateSize.all())
                .filteredOn(size -> size.cpu() >= cpu && size.memory() >= memory)
                .allMatch(size -> size.cpu() >= smallest.cpu() && size.memory() >= smallest.memory());
    }
}
