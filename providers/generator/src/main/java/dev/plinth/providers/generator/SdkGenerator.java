package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.resources.InvokeArgs;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.providers.generator.JavaTypes.Role;
import dev.plinth.providers.generator.PackageSchema.Function;
import dev.plinth.providers.generator.PackageSchema.ObjectSchema;
import dev.plinth.providers.generator.PackageSchema.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Generates the classes of a package schema, with the names and shapes of the official Java SDKs. */
final class SdkGenerator {

    private final PackageSchema schema;
    private final JavaPackages packages;
    private final JavaTypes types;
    private final Map<Role, Set<String>> used = new EnumMap<>(Role.class);
    private final Map<String, String> files = new TreeMap<>();

    private SdkGenerator(PackageSchema schema) {
        this.schema = schema;
        this.packages = schema.packages();
        this.types = new JavaTypes(schema);
        for (Role role : Role.values()) {
            used.put(role, new TreeSet<>());
        }
    }

    /**
     * Generates the source files of a schema.
     *
     * @return the text of each, by its path below the source folder
     */
    static Map<String, String> generate(PackageSchema schema) {
        SdkGenerator generator = new SdkGenerator(schema);
        generator.generate();
        return generator.files;
    }

    private void generate() {
        resource(ClassName.get(packages.root(), "Provider"), schema.provider());
        schema.resources().forEach(resource -> resource(packages.resource(resource.token()), resource));
        functions();
        nested();
        schema.enums()
                .forEach((token, declared) ->
                        write(packages.enumeration(token), EnumClass.type(packages.enumeration(token), declared)));
        write(packages.utilities(), UtilitiesClass.type(packages.utilities(), schema));
    }

    private void resource(ClassName name, Resource resource) {
        ClassName args = ClassName.get(name.packageName(), name.simpleName() + "Args");
        use(resource.inputs(), Role.INPUT);
        use(resource.outputs(), Role.OUTPUT);
        write(
                args,
                new ArgsClass(args, ResourceArgs.class, resource.inputs(), types, Role.INPUT)
                        .type("Arguments of {@code " + name.simpleName() + "}."));
        Optional<ClassName> state = resource.state().map(properties -> {
            ClassName looked = ClassName.get(name.packageName() + ".inputs", name.simpleName() + "State");
            use(properties, Role.INPUT);
            write(
                    looked,
                    new ArgsClass(looked, ResourceArgs.class, properties, types, Role.INPUT)
                            .type("Properties by which an existing {@code " + name.simpleName() + "} is looked up."));
            return looked;
        });
        write(name, new ResourceClass(name, state, resource, types, schema).type());
    }

    private void functions() {
        Map<ClassName, List<Function>> modules = new TreeMap<>();
        for (Function function : schema.functions()) {
            modules.computeIfAbsent(packages.functions(function.token()), key -> new ArrayList<>())
                    .add(function);
            String name = JavaPackages.simpleName(function.token());
            if (!function.inputs().isEmpty()) {
                arguments(function, "Args", Role.INPUT, "Arguments of {@code " + name + "}.");
                arguments(function, "PlainArgs", Role.PLAIN_INPUT, "Plain arguments of {@code " + name + "}.");
            }
            use(function.outputs(), Role.OUTPUT);
            ClassName result = packages.output(function.token(), "Result");
            write(result, new ResultClass(result, function.outputs(), types).type("Result of {@code " + name + "}."));
        }
        modules.forEach((name, functions) -> write(name, new FunctionsClass(name, packages).type(functions)));
    }

    private void arguments(Function function, String suffix, Role role, String description) {
        use(function.inputs(), role);
        ClassName args = packages.input(function.token(), suffix);
        write(args, new ArgsClass(args, InvokeArgs.class, function.inputs(), types, role).type(description));
    }

    private void nested() {
        used.forEach((role, tokens) -> tokens.forEach(token -> {
            ClassName name = types.object(token, role);
            ObjectSchema object = declared(token);
            write(
                    name,
                    switch (role) {
                        case INPUT ->
                            new ArgsClass(name, ResourceArgs.class, object.properties(), types, role)
                                    .type(object.description());
                        case PLAIN_INPUT ->
                            new ArgsClass(name, InvokeArgs.class, object.properties(), types, role)
                                    .type(object.description());
                        case OUTPUT -> new ResultClass(name, object.properties(), types).type(object.description());
                    });
        }));
    }

    private ObjectSchema declared(String token) {
        ObjectSchema object = schema.objects().get(token);
        if (object == null) {
            throw new SchemaException("the type " + token + " is used and not declared");
        }
        return object;
    }

    /** Notes the objects that the properties use, also indirectly. */
    private void use(List<Property> properties, Role role) {
        properties.forEach(property -> use(property.type(), role));
    }

    private void use(ValueType type, Role role) {
        if (type instanceof ValueType.ListOf list) {
            use(list.items(), role);
        } else if (type instanceof ValueType.MapOf map) {
            use(map.values(), role);
        } else if (type instanceof ValueType.Union union) {
            union.types().forEach(one -> use(one, role));
        } else if (type instanceof ValueType.Reference reference
                && !schema.enums().containsKey(reference.token())
                && tokens(role).add(reference.token())) {
            use(declared(reference.token()).properties(), role);
        }
    }

    private Set<String> tokens(Role role) {
        return used.computeIfAbsent(role, key -> new TreeSet<>());
    }

    private void write(ClassName name, TypeSpec type) {
        JavaFile file = JavaFile.builder(name.packageName(), type)
                .addFileComment("Generated from the schema of $L $L. Do not edit.", schema.name(), schema.version())
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
        String path = name.canonicalName().replace('.', '/') + ".java";
        if (files.put(path, file.toString()) != null) {
            throw new SchemaException("two declarations of the schema have the class " + name.canonicalName());
        }
    }
}
