package dev.plinth.providers.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.core.internal.Internal;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.InvokeArgs;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generates, compiles and uses the classes of a schema with every construct that the generator supports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkGeneratorTest {

    private GeneratedSdk sdk;

    @BeforeAll
    void generate(@TempDir Path folder) throws IOException {
        sdk = GeneratedSdk.of("shop", "org.example.", folder);
    }

    @AfterAll
    void close() throws IOException {
        sdk.close();
    }

    @Test
    void namesClassesAfterTokensAndModules() {
        assertThat(sdk.classNames())
                .containsExactlyInAnyOrder(
                        "org.example.shop.Order",
                        "org.example.shop.OrderArgs",
                        "org.example.shop.Provider",
                        "org.example.shop.ProviderArgs",
                        "org.example.shop.ShopFunctions",
                        "org.example.shop.Utilities",
                        "org.example.shop.enums.Size",
                        "org.example.shop.inputs.ItemArgs",
                        "org.example.shop.outputs.GetStockResult",
                        "org.example.shop.outputs.Item",
                        "org.example.shop.pos.Till",
                        "org.example.shop.pos.TillArgs");
    }

    @Test
    void renamesWhatJavaReserves() throws ReflectiveOperationException {
        Class<?> item = sdk.loadClass("org.example.shop.outputs.Item");

        assertThat(item.getMethod("class_").getReturnType()).isEqualTo(String.class);
        assertThat(item.getMethod("getClass_").getReturnType()).isEqualTo(Optional.class);
        assertThat(item.getMethod("price_net").getReturnType()).isEqualTo(Optional.class);
        assertThat(builderOf(item)
                        .getMethod("class_", String.class)
                        .getAnnotation(CustomType.Setter.class)
                        .value())
                .isEqualTo("class");
    }

    @Test
    void nestsListsAndMaps() throws ReflectiveOperationException {
        Class<?> order = sdk.loadClass("org.example.shop.Order");

        assertThat(order.getMethod("lines").toGenericString())
                .contains("Output<java.util.List<java.util.List<org.example.shop.outputs.Item>>>");
        assertThat(order.getMethod("notes").toGenericString())
                .contains("Output<java.util.Map<java.lang.String, java.util.Map<java.lang.String, java.lang.String>>>");
        assertThat(sdk.source("org/example/shop/Order.java"))
                .contains("refs = {List.class, Item.class}", "tree = \"[0,[0,1]]\"")
                .contains("refs = {Map.class, String.class}", "tree = \"[0,1,[0,1,1]]\"");
    }

    @Test
    void keepsSecretsSecret() throws ReflectiveOperationException {
        Object args = argumentsOf("org.example.shop.OrderArgs", "password", "hunter2");

        assertThat(isSecret(args, "password")).isTrue();
        assertThat(isSecret(args, "default_")).isFalse();
        assertThat(sdk.source("org/example/shop/Order.java"))
                .contains("additionalSecretOutputs(List.of(\"password\"))");
    }

    @Test
    void keepsDefaultsSecretToo() throws ReflectiveOperationException {
        Object args = build(builder("org.example.shop.ProviderArgs"), "token", "t");

        assertThat(isSecret(args, "token")).isTrue();
        assertThat(sdk.source("org/example/shop/ProviderArgs.java"))
                .contains("Codegen.stringProp(\"token\").secret().arg($.token).env(\"SHOP_TOKEN\").getNullable()");
        assertThat(value(args, "retries")).isEqualTo(3);
    }

    @Test
    void rejectsAMissingRequiredProperty() {
        assertThatThrownBy(() -> build(builder("org.example.shop.OrderArgs"), "password", "x"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(MissingRequiredPropertyException.class)
                .hasMessageContaining("default");
    }

    @Test
    void generatesEnumerationsOfNumbers() throws ReflectiveOperationException {
        Class<?> size = sdk.loadClass("org.example.shop.enums.Size");
        Object large = Objects.requireNonNull(size.getField("Large").get(null));

        assertThat(size.getEnumConstants()).hasSize(2);
        assertThat(size.getMethod("getValue").invoke(large)).isEqualTo(2.5);
        assertThat(size.getField("Large").isAnnotationPresent(Deprecated.class)).isTrue();
        assertThat(size.getField("_1").isAnnotationPresent(Deprecated.class)).isFalse();
    }

    @Test
    void generatesFunctionsWithoutArguments() throws ReflectiveOperationException {
        Class<?> functions = sdk.loadClass("org.example.shop.ShopFunctions");

        assertThat(functions.getMethod("getStock").getReturnType()).isEqualTo(Output.class);
        assertThat(functions.getMethod("getStock", InvokeArgs.class)).isNotNull();
    }

    @Test
    void escapesDescriptions() {
        assertThat(sdk.source("org/example/shop/outputs/Item.java"))
                .contains("One &lt;article&gt; &amp; its price.")
                .contains("Its class, see *&#47; and {@literal @}since.");
        assertThat(sdk.source("org/example/shop/Order.java"))
                .contains("@deprecated use `Cart`")
                .contains("Alias.builder().type(\"shop:index:Purchase\")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\": \"1\"} | has no name",
                "{\"name\": \"a\"} | has no version",
                "{\"name\": \"a\", \"version\": \"1\", \"resources\": {\"a:index:B\": {\"isComponent\": true}}}"
                        + " | \"isComponent\" of a:index:B is not supported",
                "{\"name\": \"a\", \"version\": \"1\", \"resources\": {\"a:index:B\": {\"properties\": {\"c\": {\"type\": \"date\"}}}}}"
                        + " | property c has the unknown type \"date\"",
                "{\"name\": \"a\", \"version\": \"1\", \"resources\": {\"a:index:B\": {\"properties\":"
                        + " {\"c\": {\"$ref\": \"#/types/a:index:D\"}}}}} | a:index:D is used and not declared",
                "{\"name\": \"a\", \"version\": \"1\", \"resources\": {\"B\": {}}} | invalid token B",
                "{\"name\": \"a\", \"version\": \"1\", \"resources\": {\"a:index:B\": {}, \"a:index:b\": {}}}"
                        + " | have the class com.pulumi.a.B",
            })
    void rejectsASchemaThatItDoesNotSupport(String schema, String message) throws JsonProcessingException {
        var parsed = new ObjectMapper().readTree(schema);

        assertThatThrownBy(() -> SdkGenerator.generate(SchemaReader.read(parsed)))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(message);
    }

    private Object argumentsOf(String type, String property, String value) throws ReflectiveOperationException {
        Object builder = builder(type);
        builder.getClass().getMethod("default_", String.class).invoke(builder, "x");
        builder.getClass().getMethod("lines", List.class).invoke(builder, List.of());
        return build(builder, property, value);
    }

    private Object builder(String type) throws ReflectiveOperationException {
        return Objects.requireNonNull(sdk.loadClass(type).getMethod("builder").invoke(null));
    }

    private static Object build(Object builder, String property, String value) throws ReflectiveOperationException {
        builder.getClass().getMethod(property, String.class).invoke(builder, value);
        return Objects.requireNonNull(builder.getClass().getMethod("build").invoke(builder));
    }

    private static Class<?> builderOf(Class<?> type) throws ReflectiveOperationException {
        return type.getMethod("builder").getReturnType();
    }

    private static Output<?> output(Object args, String property) throws ReflectiveOperationException {
        Method accessor = args.getClass().getMethod(property);
        Object value = Objects.requireNonNull(accessor.invoke(args));
        return (Output<?>) (value instanceof Optional<?> optional ? optional.orElseThrow() : value);
    }

    private static boolean isSecret(Object args, String property) throws ReflectiveOperationException {
        return Internal.of(output(args, property)).isSecret().join();
    }

    private static Object value(Object args, String property) throws ReflectiveOperationException {
        return Objects.requireNonNull(
                Internal.of(output(args, property)).getDataAsync().join().getValueNullable());
    }

    @Test
    void writesOnlyWhatChanged(@TempDir Path folder) throws IOException {
        SourceFolder sources = new SourceFolder(folder);

        assertThat(sources.update(Map.of("a/A.java", "1", "b/B.java", "2"))).isEqualTo(2);
        assertThat(sources.update(Map.of("a/A.java", "1", "b/B.java", "2"))).isZero();
        assertThat(sources.update(Map.of("a/A.java", "3"))).isEqualTo(2);
        assertThat(folder.resolve("a/A.java")).hasContent("3");
        assertThat(folder.resolve("b/B.java")).doesNotExist();
    }

    @Test
    void registersAParameterizedPackageAndItsServer(@TempDir Path folder) throws IOException {
        try (GeneratedSdk bridged = GeneratedSdk.of("bridged", "org.example.", folder)) {
            assertThat(bridged.source("org/example/bridged/Utilities.java"))
                    .contains(
                            "registerPackage(\"terraform-provider\", \"1.1.3\", \"\", \"bridged\", \"1.10.1\", \"e30=\")");
            assertThat(bridged.source("org/example/bridged/Part.java"))
                    .contains("makeResourceOptions(options, Codegen.empty()), false, Utilities.packageRef())")
                    .contains(".pluginDownloadURL(\"github://api.github.com/example\")")
                    .doesNotContain("Utilities.getVersion()");
        }
        assertThat(sdk.source("org/example/shop/Order.java"))
                .contains(".version(Utilities.getVersion())")
                .doesNotContain("packageRef", "pluginDownloadURL");
    }
}
