package dev.plinth.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Comparison of a vendor's generated classes with its TypeScript declarations of tokens and properties. The script {@code
 * src/test/scripts/extract-types.mjs} extracts them from the npm package into {@code VENDOR-types.json}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VendorTypesContract {

    private final String vendor;
    private final Class<?> provider;
    private final JsonNode declared;

    /**
     * Creates the comparison.
     *
     * @param vendor the name of the Pulumi package
     * @param provider the generated class of the provider
     */
    protected VendorTypesContract(String vendor, Class<?> provider) {
        this.vendor = vendor;
        this.provider = provider;
        this.declared = extract(vendor);
    }

    @Test
    void extractAndClassesHaveTheSameVersion() throws ReflectiveOperationException {
        Object version = Class.forName(provider.getPackageName() + ".Utilities")
                .getMethod("getVersion")
                .invoke(null);

        assertThat(version).isEqualTo(declared.path("version").asText());
    }

    @Test
    void classesAreThoseOfTheExtractedResources() {
        assertThat(resources().map(Class::getSimpleName).toList())
                .containsExactlyInAnyOrderElementsOf(names(declared.path("resources")));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void resourceHasTheVendorsTokenAndProperties(Class<?> resource) throws ReflectiveOperationException {
        JsonNode expected = declared.path("resources").path(resource.getSimpleName());

        assertThat(resource.getAnnotation(ResourceType.class).type())
                .isEqualTo(expected.path("token").asText());
        assertInputs(argsOf(resource), expected.path("inputs"));
        assertSame(resource, VendorTypes.exports(resource), expected.path("outputs"));
    }

    @Test
    void providerHasTheVendorsTokenAndProperties() throws ReflectiveOperationException {
        JsonNode expected = declared.path("provider");

        assertThat(provider.getAnnotation(ResourceType.class).type())
                .isEqualTo(expected.path("token").asText());
        assertInputs(argsOf(provider), expected.path("inputs"));
        assertSame(provider, VendorTypes.exports(provider), expected.path("outputs"));
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
        assertInputs(args, declared.path("inputTypes").path(VendorTypes.vendorName(args.getSimpleName())));
    }

    /**
     * The Java SDKs share one declaration between the nested inputs and outputs of a function, so that a property that the
     * function always returns is required.
     */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("functionInputs")
    void functionInputHasTheVendorsProperties(Class<?> args) {
        String name = args.getSimpleName();
        String type = name.replaceFirst("(Plain)?Args$", "");
        JsonNode function = declared.path("functions").path("g" + type.substring(1));
        JsonNode expected =
                function.isMissingNode() ? declared.path("outputTypes").path(type) : function.path("inputs");

        assertThat(withoutSuffix(VendorTypes.inputs(args))).isNotEmpty().isEqualTo(withoutSuffix(types(expected)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void stateHasThePropertiesOfItsResourceAndRequiresNone(Class<?> state) {
        String resource =
                state.getSimpleName().substring(0, state.getSimpleName().length() - "State".length());
        Map<String, String> expected =
                types(declared.path("resources").path(resource).path("outputs"));
        expected.replaceAll((name, type) -> optional(type));

        assertThat(VendorTypes.inputs(state)).isNotEmpty().isEqualTo(expected);
    }

    /** The Java SDKs call an output optional where its input is, even if the provider always returns it. */
    @ParameterizedTest
    @MethodSource("nestedOutputs")
    void nestedOutputHasTheVendorsProperties(Class<?> result) throws ReflectiveOperationException {
        String name = result.getSimpleName();
        JsonNode function =
                declared.path("functions").path("g" + name.substring(1).replaceFirst("Result$", ""));
        Map<String, String> properties = VendorTypes.outputs(result);
        Map<String, String> expected =
                types(function.isMissingNode() ? declared.path("outputTypes").path(name) : function.path("outputs"));
        expected.replaceAll(
                (property, type) -> properties.getOrDefault(property, "").endsWith("?") ? optional(type) : type);

        assertThat(properties).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void extractMatchesTheInstalledPackage() throws IOException, InterruptedException {
        String installed = System.getProperty("plinth." + vendor + ".package", "");
        assumeThat(installed).as("directory of the npm package").isNotEmpty();
        Process process = new ProcessBuilder("node", "src/test/scripts/extract-types.mjs", installed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String extracted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(new ObjectMapper().readTree(extracted)).isEqualTo(declared);
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

    Stream<Class<?>> resources() {
        return classes("")
                .filter(type ->
                        CustomResource.class.isAssignableFrom(type) && !ProviderResource.class.isAssignableFrom(type));
    }

    Stream<Field> exportedFields() {
        return classes("")
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Export.class));
    }

    Stream<Class<?>> nestedInputs() {
        return classes("inputs/")
                .filter(type -> !isState(type) && !type.getSimpleName().startsWith("Get"));
    }

    Stream<Class<?>> functionInputs() {
        return classes("inputs/").filter(type -> type.getSimpleName().startsWith("Get"));
    }

    Stream<Class<?>> states() {
        return classes("inputs/").filter(this::isState);
    }

    private boolean isState(Class<?> type) {
        return declared.path("resources").has(type.getSimpleName().replaceFirst("State$", ""))
                && type.getSimpleName().endsWith("State");
    }

    Stream<Class<?>> nestedOutputs() {
        return classes("outputs/");
    }

    /** The compiled top-level classes of the generated package, or of one below it. */
    private Stream<Class<?>> classes(String folder) {
        String home = provider.getPackageName();
        try (Stream<Path> files = Files.list(Path.of(provider.getProtectionDomain()
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

    private static JsonNode extract(String vendor) {
        String file = "/dev/plinth/providers/" + vendor + "/" + vendor + "-types.json";
        try (InputStream stream = Objects.requireNonNull(VendorTypesContract.class.getResourceAsStream(file))) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
