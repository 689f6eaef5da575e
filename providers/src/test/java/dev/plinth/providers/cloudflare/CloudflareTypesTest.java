package dev.plinth.providers.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.cloudflare.Provider;
import com.pulumi.cloudflare.ProviderArgs;
import com.pulumi.cloudflare.Utilities;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.ProviderResource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the generated classes with the vendor's TypeScript declarations of tokens and properties. The script {@code
 * src/test/scripts/extract-types.mjs} extracts them from the npm package into {@code cloudflare-types.json}.
 */
class CloudflareTypesTest {

    private static final String EXTRACT = "/dev/plinth/providers/cloudflare/cloudflare-types.json";
    private static final JsonNode VENDOR = extract();

    @Test
    void extractAndClassesHaveTheSameVersion() {
        assertThat(VENDOR.path("version").asText()).isEqualTo(Utilities.getVersion());
    }

    @Test
    void classesAreThoseOfTheExtractedResources() {
        assertThat(resources().map(Class::getSimpleName).toList())
                .containsExactlyInAnyOrderElementsOf(names(VENDOR.path("resources")));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void resourceHasTheVendorsTokenAndProperties(Class<?> resource) throws ReflectiveOperationException {
        JsonNode vendor = VENDOR.path("resources").path(resource.getSimpleName());

        assertThat(resource.getAnnotation(ResourceType.class).type())
                .isEqualTo(vendor.path("token").asText());
        assertInputs(argsOf(resource), vendor.path("inputs"));
        assertSame(resource, VendorTypes.exports(resource), vendor.path("outputs"));
    }

    @Test
    void providerHasTheVendorsTokenAndProperties() throws ReflectiveOperationException {
        JsonNode vendor = VENDOR.path("provider");

        assertThat(Provider.class.getAnnotation(ResourceType.class).type())
                .isEqualTo(vendor.path("token").asText());
        assertInputs(ProviderArgs.class, vendor.path("inputs"));
        assertSame(Provider.class, VendorTypes.exports(Provider.class), vendor.path("outputs"));
    }

    @ParameterizedTest
    @MethodSource("exportedFields")
    void exportAnnotationMatchesTheFieldsType(Field field) {
        assertThat("com.pulumi.core.Output<" + VendorTypes.declaredShape(field) + ">")
                .isEqualTo(field.getGenericType().getTypeName());
    }

    @ParameterizedTest
    @MethodSource("nestedInputs")
    void nestedInputHasTheVendorsProperties(Class<?> args) {
        assertInputs(args, VENDOR.path("inputTypes").path(VendorTypes.vendorName(args.getSimpleName())));
    }

    /**
     * The Java SDKs share one declaration between the nested inputs and outputs of a function, so that a property that the
     * function always returns is required.
     */
    @ParameterizedTest
    @MethodSource("functionInputs")
    void functionInputHasTheVendorsProperties(Class<?> args) {
        String name = args.getSimpleName();
        String type = name.replaceFirst("(Plain)?Args$", "");
        JsonNode function = VENDOR.path("functions").path("g" + type.substring(1));
        JsonNode declared =
                function.isMissingNode() ? VENDOR.path("outputTypes").path(type) : function.path("inputs");

        assertThat(withoutSuffix(VendorTypes.inputs(args))).isNotEmpty().isEqualTo(withoutSuffix(types(declared)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void stateHasThePropertiesOfItsResourceAndRequiresNone(Class<?> state) {
        String resource =
                state.getSimpleName().substring(0, state.getSimpleName().length() - "State".length());
        Map<String, String> expected =
                types(VENDOR.path("resources").path(resource).path("outputs"));
        expected.replaceAll((name, type) -> optional(type));

        assertThat(VendorTypes.inputs(state)).isNotEmpty().isEqualTo(expected);
    }

    /** The Java SDKs call an output optional where its input is, even if the provider always returns it. */
    @ParameterizedTest
    @MethodSource("nestedOutputs")
    void nestedOutputHasTheVendorsProperties(Class<?> result) throws ReflectiveOperationException {
        String name = result.getSimpleName();
        JsonNode function =
                VENDOR.path("functions").path("g" + name.substring(1).replaceFirst("Result$", ""));
        Map<String, String> properties = VendorTypes.outputs(result);
        Map<String, String> declared =
                types(function.isMissingNode() ? VENDOR.path("outputTypes").path(name) : function.path("outputs"));
        declared.replaceAll(
                (property, type) -> properties.getOrDefault(property, "").endsWith("?") ? optional(type) : type);

        assertThat(properties).isNotEmpty().isEqualTo(declared);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "plinth.cloudflare.package",
            matches = ".+",
            disabledReason = "needs the npm package")
    void extractMatchesTheInstalledPackage() throws IOException, InterruptedException {
        Path script = Path.of("src/test/scripts/extract-types.mjs");
        Process process = new ProcessBuilder("node", script.toString(), System.getProperty("plinth.cloudflare.package"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String extracted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(new ObjectMapper().readTree(extracted)).isEqualTo(VENDOR);
    }

    private static void assertInputs(Class<?> args, JsonNode vendor) {
        assertSame(args, VendorTypes.inputs(args), vendor);
    }

    /** The class has the properties that the vendor declares, each of the same type. */
    private static void assertSame(Class<?> type, Map<String, String> properties, JsonNode vendor) {
        assertThat(properties).as("properties of %s", type).isNotEmpty().isEqualTo(types(vendor));
    }

    /** The properties that the vendor declares, with their types. */
    private static Map<String, String> types(JsonNode vendor) {
        assertThat(vendor.isObject()).as("declared by the vendor").isTrue();
        Map<String, String> declared = new TreeMap<>();
        vendor.properties()
                .forEach(one -> declared.put(one.getKey(), one.getValue().asText()));
        return declared;
    }

    private static Map<String, String> withoutSuffix(Map<String, String> types) {
        types.replaceAll((name, type) -> type.replaceFirst("Args(?=\\W|$)", ""));
        return types;
    }

    private static String optional(String type) {
        return type.endsWith("?") ? type : type + "?";
    }

    private static Class<?> argsOf(Class<?> resource) throws ClassNotFoundException {
        return Class.forName(resource.getName() + "Args");
    }

    static Stream<Class<?>> resources() {
        return classes("")
                .filter(type ->
                        CustomResource.class.isAssignableFrom(type) && !ProviderResource.class.isAssignableFrom(type));
    }

    static Stream<Field> exportedFields() {
        return classes("")
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Export.class));
    }

    static Stream<Class<?>> nestedInputs() {
        return classes("inputs/")
                .filter(type -> !isState(type) && !type.getSimpleName().startsWith("Get"));
    }

    static Stream<Class<?>> functionInputs() {
        return classes("inputs/").filter(type -> type.getSimpleName().startsWith("Get"));
    }

    static Stream<Class<?>> states() {
        return classes("inputs/").filter(CloudflareTypesTest::isState);
    }

    private static boolean isState(Class<?> type) {
        return VENDOR.path("resources").has(type.getSimpleName().replaceFirst("State$", ""))
                && type.getSimpleName().endsWith("State");
    }

    static Stream<Class<?>> nestedOutputs() {
        return classes("outputs/");
    }

    /** The compiled top-level classes of the generated package, or of one below it. */
    private static Stream<Class<?>> classes(String folder) {
        String home = Provider.class.getPackageName();
        try (Stream<Path> files = Files.list(Path.of(Provider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(home.replace('.', '/'))
                .resolve(folder))) {
            List<Class<?>> found = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.contains("$") && !name.equals("package-info.class")) {
                    found.add(Class.forName(
                            home + "." + folder.replace('/', '.') + name.substring(0, name.length() - 6)));
                }
            }
            return found.stream();
        } catch (IOException | URISyntaxException | ClassNotFoundException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode extract() {
        try (InputStream stream = Objects.requireNonNull(CloudflareTypesTest.class.getResourceAsStream(EXTRACT))) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
