package dev.plinth.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.ComponentResource;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.SupportsFeatureResponse;

class ShortDebugMessagesTest {

    private static final String URN = "urn:pulumi:stack::project::test:index:Thing::thing";

    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();

    @Test
    void debugMessagesContainNeitherRequestsNorResponses() throws Exception {
        InlineProgram program = new InlineProgram(context -> {
            var unused = new ComponentResource("test:index:Thing", "thing");
        });

        ProgramResult result = program.run(new ProgramRun(
                        "organization", "project", "stack", true, Map.of(), Set.of(), monitor(), engine()))
                .get();

        assertThat(result.succeeded()).isTrue();
        List<String> registrations = messages.stream()
                .filter(message -> message.startsWith("Registering resource monitor"))
                .toList();
        assertThat(registrations)
                .hasSize(4)
                .noneMatch(message -> message.contains("request=") || message.contains("result="));
    }

    private static Monitor monitor() {
        return answering(
                Monitor.class,
                method -> method.equals("supportsFeatureAsync")
                        ? SupportsFeatureResponse.getDefaultInstance()
                        : RegisterResourceResponse.newBuilder().setUrn(URN).build());
    }

    private Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (arguments[0] instanceof LogRequest log) {
                        messages.add(log.getMessage());
                        return CompletableFuture.completedFuture(null);
                    }
                    return CompletableFuture.completedFuture(GetRootResourceResponse.getDefaultInstance());
                });
    }

    private static <T> T answering(Class<T> type, Function<String, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> CompletableFuture.completedFuture(answer.apply(method.getName()))));
    }
}
