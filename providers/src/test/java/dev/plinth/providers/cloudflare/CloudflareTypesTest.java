package dev.plinth.providers.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our classes against the vendor's own declarations of tokens and properties, of which {@code cloudflare-types.json} is an
 * extract that {@code src/test/scripts/extract-types.mjs} makes from the npm package.
 */
class CloudflareTypesTest {

    private static final String EXTRACT = "/dev/plinth/providers/cloudflare/cloudflare-types.json";
    private static final JsonNode VENDOR = extract();

    @Test
    void extractIsOfThePluginVersionThatTheClassesAskFor() {
        assertThat(VENDOR.path("version").asText()).isEqualTo(Utilities.VERSION);
    }

    @Test
    void everyResourceOfTheExtractHasAClassAndTheOtherWayRound() {
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
        assertKnown(resource, VendorTypes.exports(resource), vendor.path("outputs"));
    }

    @Test
    void providerHasTheVendorsTokenAndProperties() throws ReflectiveOperationException {
        JsonNode vendor = VENDOR.path("provider");

        assertThat(Provider.class.getAnnotation(ResourceType.class).type())
                .isEqualTo(vendor.path("token").asText());
        assertInputs(ProviderArgs.class, vendor.path("inputs"));
        assertKnown(Provider.class, VendorTypes.exports(Provider.class), vendor.path("outputs"));
    }

    @ParameterizedTest
    @MethodSource("exportedFields")
    void annotationOfAnExportedFieldStatesTheFieldsType(Field field) {
        assertThat("com.pulumi.core.Output<" + VendorTypes.declaredShape(field) + ">")
                .isEqualTo(field.getGenericType().getTypeName());
    }

    @ParameterizedTest
    @MethodSource("nestedInputs")
    void nestedInputHasTheVendorsProperties(Class<?> args) {
        JsonNode function = functionOf(args, "Args");
        assertInputs(
                args,
                function.isMissingNode()
                        ? VENDOR.path("inputTypes").path(VendorTypes.vendorName(args.getSimpleName()))
                        : function.path("inputs"));
    }

    @ParameterizedTest
    @MethodSource("nestedOutputs")
    void nestedOutputHasTheVendorsProperties(Class<?> result) throws ReflectiveOperationException {
        JsonNode function = functionOf(result, "Result");
        assertKnown(
                result,
                VendorTypes.outputs(result),
                function.isMissingNode()
                        ? VENDOR.path("outputTypes").path(result.getSimpleName())
                        : function.path("outputs"));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "plinth.cloudflare.package",
            matches = ".+",
            disabledReason = "needs npm's package")
    void extractIsWhatTheInstalledPackageDeclares() throws IOException, InterruptedException {
        Path script = Path.of("src/test/scripts/extract-types.mjs");
        Process process = new ProcessBuilder("node", script.toString(), System.getProperty("plinth.cloudflare.package"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String extracted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(new ObjectMapper().readTree(extracted)).isEqualTo(VENDOR);
    }

    /** None that the vendor lacks, none missing that the vendor requires, and each of the vendor's type. */
    private static void assertInputs(Class<?> args, JsonNode vendor) {
        Map<String, String> ours = VendorTypes.inputs(args);
        assertKnown(args, ours, vendor);
        List<String> required = names(vendor).stream()
                .filter(name -> !vendor.path(name).asText().endsWith("?"))
                .toList();
        assertThat(ours.keySet()).as("%s has what is required", args).containsAll(required);
    }

    private static void assertKnown(Class<?> type, Map<String, String> ours, JsonNode vendor) {
        assertThat(vendor.isObject()).as("%s is declared by the vendor", type).isTrue();
        assertThat(ours).as("%s has properties", type).isNotEmpty();
        Map<String, String> theirs = new TreeMap<>();
        ours.keySet().forEach(name -> theirs.put(name, vendor.path(name).asText("absent")));
        assertThat(ours).as("%s as the vendor declares it", type).isEqualTo(theirs);
    }

    private static JsonNode functionOf(Class<?> type, String suffix) {
        String name = type.getSimpleName();
        String function = "g" + name.substring(1, name.length() - (name.endsWith(suffix) ? suffix.length() : 0));
        return VENDOR.path("functions").path(function);
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
        return classes("inputs/");
    }

    static Stream<Class<?>> nestedOutputs() {
        return classes("outputs/");
    }

    /** The compiled top-level classes of our package, or of one below it. */
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
