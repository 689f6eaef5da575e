package dev.plinth.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.pulumi.Log;
import com.pulumi.core.internal.OutputData;
import com.pulumi.core.internal.OutputInternal;
import com.pulumi.resources.DependencyResource;
import com.pulumi.resources.Resource;
import com.pulumi.serialization.internal.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentSerializerTest {

    private static final int OUTPUTS = 64;

    @Test
    void outputsOfOneListThatCompleteAtOnceKeepTheirDependencies() throws Exception {
        ConcurrentSerializer.define();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 100; round++) {
                Serializer serializer = new Serializer(Log.ignore());
                List<CompletableFuture<OutputData<String>>> values = new ArrayList<>();
                List<Object> outputs = new ArrayList<>();
                for (int i = 0; i < OUTPUTS; i++) {
                    CompletableFuture<OutputData<String>> value = new CompletableFuture<>();
                    values.add(value);
                    outputs.add(new OutputInternal<>(value));
                }
                CompletableFuture<Object> serialized = serializer.serializeAsync("list", outputs, true);
                List<Future<?>> completions = new ArrayList<>();
                for (CompletableFuture<OutputData<String>> value : values) {
                    ImmutableSet<Resource> dependency = ImmutableSet.of(new DependencyResource("urn:" + round));
                    completions.add(threads.submit(() -> value.complete(OutputData.of(dependency, "value"))));
                }
                for (Future<?> completion : completions) {
                    completion.get();
                }
                serialized.get();

                assertThat(serializer.dependentResources).hasSize(OUTPUTS).doesNotContainNull();
            }
        } finally {
            threads.shutdown();
        }
    }
}
