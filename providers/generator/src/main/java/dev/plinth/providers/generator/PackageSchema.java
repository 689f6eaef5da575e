package dev.plinth.providers.generator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Package schema: the resources, functions and types of one provider.
 *
 * @param version the version of the provider's plugin
 * @param downloadUrl the server of the plugin, where it is not Pulumi's
 * @param parameterization the plugin that serves the package with a parameter, where the package has none of its own
 * @param objects the nested objects, by token
 * @param enums the enumerations, by token
 */
record PackageSchema(
        String name,
        String version,
        Optional<String> downloadUrl,
        Optional<Parameterization> parameterization,
        JavaPackages packages,
        Map<String, ObjectSchema> objects,
        Map<String, EnumSchema> enums,
        Resource provider,
        List<Resource> resources,
        List<Function> functions) {

    /**
     * Plugin that serves several packages, and the parameter for this one.
     *
     * @param parameter the parameter in Base64
     */
    record Parameterization(String baseProvider, String baseVersion, String parameter) {}

    /** Properties of a nested object, of arguments or of a result. */
    record ObjectSchema(String description, List<Property> properties) {}

    /**
     * Enumeration of values.
     *
     * @param type the type of the values
     */
    record EnumSchema(String description, ValueType.Scalar type, List<Value> values) {

        /** One value, a string or a number, with the name that the schema gives it. */
        record Value(Optional<String> name, Object value, String description, Optional<String> deprecation) {}
    }

    /**
     * Resource or provider.
     *
     * @param state the properties by which an existing one can be looked up, where the schema states them
     * @param aliases its former type tokens
     */
    record Resource(
            String token,
            String description,
            List<Property> outputs,
            List<Property> inputs,
            Optional<List<Property>> state,
            List<String> aliases,
            Optional<String> deprecation) {

        /** Returns the outputs that the state keeps as secrets. */
        List<String> secretOutputs() {
            return outputs.stream().filter(Property::secret).map(Property::name).toList();
        }
    }

    /** Function of a provider, which reads and changes nothing. */
    record Function(
            String token,
            String description,
            List<Property> inputs,
            List<Property> outputs,
            Optional<String> deprecation) {}
}
