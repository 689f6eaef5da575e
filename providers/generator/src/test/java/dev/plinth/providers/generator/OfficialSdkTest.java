package dev.plinth.providers.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.Export;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares classes that are generated from an extract of the AWS schema with those of the official AWS SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialSdkTest {

    private GeneratedSdk sdk;

    @BeforeAll
    void generate(@TempDir Path folder) throws IOException {
        sdk = GeneratedSdk.of("aws", "com.pulumi.aws.", folder);
    }

    @AfterAll
    void close() throws IOException {
        sdk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2.PlacementGroup",
                "ec2.PlacementGroupArgs",
                "ec2.PlacementGroupArgs$Builder",
                "ec2.inputs.PlacementGroupState",
                "ec2.inputs.PlacementGroupState$Builder",
                "ec2.enums.PlacementStrategy",
                "lambda.Alias",
                "lambda.AliasArgs",
                "lambda.AliasArgs$Builder",
                "lambda.inputs.AliasState",
                "lambda.inputs.AliasRoutingConfigArgs",
                "lambda.inputs.AliasRoutingConfigArgs$Builder",
                "lambda.outputs.AliasRoutingConfig",
                "lambda.outputs.AliasRoutingConfig$Builder",
                "lambda.inputs.GetAliasArgs",
                "lambda.inputs.GetAliasArgs$Builder",
                "lambda.inputs.GetAliasPlainArgs",
                "lambda.inputs.GetAliasPlainArgs$Builder",
                "lambda.outputs.GetAliasResult",
                "lambda.outputs.GetAliasResult$Builder"
            })
    void classHasTheMembersOfTheOfficialOne(String name) throws ClassNotFoundException {
        Class<?> official = Class.forName("com.pulumi.aws." + name);
        Class<?> generated = sdk.loadClass("com.pulumi.aws." + name);

        assertThat(generated).isNotSameAs(official);
        assertThat(generated.getSuperclass().getName())
                .isEqualTo(official.getSuperclass().getName());
        assertThat(members(generated)).isNotEmpty().containsExactlyInAnyOrderElementsOf(members(official));
    }

    @Test
    void functionHasTheOverloadsOfTheOfficialOne() throws ClassNotFoundException {
        Class<?> official = Class.forName("com.pulumi.aws.lambda.LambdaFunctions");
        Class<?> generated = sdk.loadClass("com.pulumi.aws.lambda.LambdaFunctions");

        assertThat(members(generated))
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(members(official).stream()
                        .filter(member -> member.contains(".getAlias(") || member.contains(".getAliasPlain("))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2.PlacementGroup", "lambda.Alias"})
    void exportsStateTheOfficialTypes(String name) throws ClassNotFoundException {
        assertThat(exports(sdk.loadClass("com.pulumi.aws." + name)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(exports(Class.forName("com.pulumi.aws." + name)));
    }

    /** The public members that the class declares, with their generic types. */
    private static List<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Stream::of)
                .filter(member ->
                        Modifier.isPublic(((Member) member).getModifiers()) && !((Member) member).isSynthetic())
                .map(member -> member instanceof Executable executable
                        ? executable.toGenericString()
                        : ((Field) member).toGenericString())
                .toList();
    }

    private static List<String> exports(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Export.class))
                .map(field -> field.getGenericType() + " " + field.getAnnotation(Export.class))
                .toList();
    }
}
