package dev.plinth.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;

class FunctionAnswersTest {

    private static final String REGION = "aws:index/getRegion:getRegion";
    private static final String PROVIDER = "urn:pulumi:test::shop::pulumi:providers:aws::main";

    private final List<Object> asked = new ArrayList<>();

    /** A monitor that answers how many calls it has heard. */
    private final Monitor engine = (Monitor) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Monitor.class}, (proxy, method, arguments) -> {
                asked.add(arguments[arguments.length - 1]);
                return CompletableFuture.completedFuture(
                        method.getName().equals("invokeAsync")
                                ? ResourceInvokeResponse.newBuilder()
                                        .setReturn(Values.toStruct(Map.of("calls", asked.size())))
                                        .build()
                                : RegisterResourceResponse.getDefaultInstance());
            });

    private static void register(Monitor monitor, Map<String, Object> arguments) {
        monitor.registerResourceAsync(
                        null,
                        RegisterResourceRequest.newBuilder()
                                .setType("pulumi:providers:aws")
                                .setName("main")
                                .setObject(Values.toStruct(arguments))
                                .build())
                .join();
    }

    private static Map<String, Object> call(Monitor monitor, String token, Map<String, Object> arguments) {
        Struct result = monitor.invokeAsync(ResourceInvokeRequest.newBuilder()
                        .setTok(token)
                        .setProvider(PROVIDER + "::8a1c")
                        .setArgs(Values.toStruct(arguments))
                        .build())
                .join()
                .getReturn();
        return Values.fromStruct(result);
    }

    @Test
    void answersAreRememberedAndGivenAgain() {
        FunctionAnswers remembering = FunctionAnswers.remembering();
        Monitor first = remembering.monitor(engine);
        register(first, Map.of("region", "eu-central-1", "accessKey", "kept"));
        call(first, REGION, Map.of("name", "x"));

        assertThat(remembering.heard()).singleElement().satisfies(answer -> {
            assertThat(answer.token()).isEqualTo(REGION);
            assertThat(answer.provider()).isEqualTo("main");
            assertThat(answer.region()).isEqualTo("eu-central-1");
            assertThat(answer.result().path("calls").asInt()).isEqualTo(2);
        });
        assertThat(asked.toString()).contains("kept");

        asked.clear();
        FunctionAnswers giving = FunctionAnswers.giving(remembering.heard(), Set.of(REGION)::contains);
        Monitor second = giving.monitor(engine);
        register(second, Map.of("region", "eu-central-1"));
        assertThat(call(second, REGION, Map.of("name", "x"))).containsEntry("calls", 2L);
        assertThat(asked).hasSize(1);
        assertThat(giving.assumed()).isEmpty();

        assertThat(call(second, REGION, Map.of("name", "y"))).containsEntry("calls", 2L);
        assertThat(asked).hasSize(2);
        assertThat(giving.assumed()).containsExactly(REGION);
    }

    @Test
    void anAnswerOfAnotherRegionIsNotGiven() {
        FunctionAnswers remembering = FunctionAnswers.remembering();
        Monitor first = remembering.monitor(engine);
        register(first, Map.of("region", "eu-central-1"));
        call(first, REGION, Map.of());

        FunctionAnswers giving = FunctionAnswers.giving(remembering.heard(), token -> true);
        Monitor second = giving.monitor(engine);
        register(second, Map.of("region", "eu-west-1"));
        call(second, REGION, Map.of());

        assertThat(giving.assumed()).containsExactly(REGION);
    }

    @Test
    void aFunctionWithoutAnAnswerIsUnknown() {
        FunctionAnswers giving = FunctionAnswers.giving(List.of(), token -> false);

        assertThat(call(giving.monitor(engine), "aws:ec2/getAmi:getAmi", Map.of()))
                .containsValue(Unknown.VALUE);
        assertThat(asked).isEmpty();
        assertThat(giving.unknown()).containsExactly("aws:ec2/getAmi:getAmi");
    }

    @Test
    void noCredentialsOfAProviderPass() {
        FunctionAnswers giving = FunctionAnswers.giving(List.of(), token -> true);
        register(giving.monitor(engine), Map.of("region", "eu-central-1", "secretKey", "poison", "profile", "poison"));

        assertThat(asked).singleElement().satisfies(request -> assertThat(
                        ((RegisterResourceRequest) request).getObject().getFieldsMap())
                .containsOnly(Map.entry(
                        "region",
                        Value.newBuilder().setStringValue("eu-central-1").build())));
    }
}
