package dev.plinth.providers.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import dev.plinth.providers.generator.JavaTypes.Role;
import dev.plinth.providers.generator.PackageSchema.Resource;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.lang.model.element.Modifier;

/** Class of a resource or of the provider. */
final class ResourceClass {

    private static final ParameterizedTypeName ID = ParameterizedTypeName.get(Output.class, String.class);
    private static final ParameterSpec OPTIONS = ParameterSpec.builder(CustomResourceOptions.class, "options")
            .addAnnotation(Nullable.class)
            .build();

    private final ClassName name;
    private final ClassName args;
    private final Optional<ClassName> state;
    private final Resource resource;
    private final JavaTypes types;
    private final PackageSchema schema;
    private final boolean provider;

    ResourceClass(ClassName name, Optional<ClassName> state, Resource resource, JavaTypes types, PackageSchema schema) {
        this.name = name;
        this.args = ClassName.get(name.packageName(), name.simpleName() + "Args");
        this.state = state;
        this.resource = resource;
        this.types = types;
        this.schema = schema;
        this.provider = resource.token().startsWith("pulumi:providers:");
    }

    /** Returns the class. */
    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc(Javadoc.of(
                        resource.description(), "Resource {@code " + resource.token() + "}.", resource.deprecation()))
                .addAnnotation(AnnotationSpec.builder(ResourceType.class)
                        .addMember("type", "$S", resource.token())
                        .build())
                .addModifiers(Modifier.PUBLIC)
                .superclass(provider ? ProviderResource.class : CustomResource.class);
        if (resource.deprecation().isPresent()) {
            type.addAnnotation(Deprecated.class);
        }
        resource.outputs().forEach(property -> type.addField(field(property)).addMethod(accessor(property)));
        constructors(type);
        if (!provider) {
            lookup(type);
        }
        return type.addMethod(makeArgs()).addMethod(makeOptions()).build();
    }

    private FieldSpec field(Property property) {
        TypeName value = types.of(property.type(), Role.OUTPUT);
        JavaTypes.Shape shape = JavaTypes.shape(value);
        return FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(Output.class), value),
                        property.javaName(),
                        Modifier.PRIVATE)
                .addAnnotation(AnnotationSpec.builder(Export.class)
                        .addMember("name", "$S", property.name())
                        .addMember("refs", shape.references())
                        .addMember("tree", "$S", shape.tree())
                        .build())
                .build();
    }

    private MethodSpec accessor(Property property) {
        TypeName value = types.of(property.type(), Role.OUTPUT);
        MethodSpec.Builder accessor = Builders.documented(property).addModifiers(Modifier.PUBLIC);
        ClassName output = ClassName.get(Output.class);
        return property.required()
                ? accessor.returns(ParameterizedTypeName.get(output, value))
                        .addStatement("return this.$N", property.javaName())
                        .build()
                : accessor.returns(ParameterizedTypeName.get(
                                output, ParameterizedTypeName.get(ClassName.get(Optional.class), value)))
                        .addStatement("return $T.optional(this.$N)", Codegen.class, property.javaName())
                        .build();
    }

    private void constructors(TypeSpec.Builder type) {
        String superName = provider ? resource.token().substring("pulumi:providers:".length()) : resource.token();
        type.addMethod(constructor()
                .addJavadoc("Declares the resource without arguments.\n\n@param name its logical name\n")
                .addModifiers(Modifier.PUBLIC)
                .addStatement("this(name, $T.Empty)", args)
                .build());
        type.addMethod(constructor()
                .addJavadoc("Declares the resource.\n\n@param name its logical name\n@param args its arguments\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(args())
                .addStatement("this(name, args, null)")
                .build());
        type.addMethod(constructor()
                .addJavadoc(
                        """
                        Declares the resource with options.

                        @param name its logical name
                        @param args its arguments
                        @param options options of the resource
                        """)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(args())
                .addParameter(OPTIONS)
                .addStatement(
                        "super($S, name, makeArgs(args, options), makeResourceOptions(options, $T.empty()), false$L)",
                        superName,
                        Codegen.class,
                        packageRef())
                .build());
    }

    private ParameterSpec args() {
        ParameterSpec.Builder parameter = ParameterSpec.builder(args, "args");
        return (provider ? parameter.addAnnotation(Nullable.class) : parameter).build();
    }

    /** Adds what reads an existing resource. */
    private void lookup(TypeSpec.Builder type) {
        MethodSpec.Builder constructor =
                constructor().addModifiers(Modifier.PRIVATE).addParameter(ID, "id");
        MethodSpec.Builder get = MethodSpec.methodBuilder("get")
                .addJavadoc(
                        "Reads an existing resource.\n\n@param name its logical name\n@param id the provider's id\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(name)
                .addParameter(String.class, "name")
                .addParameter(ID, "id");
        state.ifPresent(known -> {
            ParameterSpec parameter = ParameterSpec.builder(known, "state")
                    .addAnnotation(Nullable.class)
                    .build();
            constructor.addParameter(parameter);
            get.addJavadoc("@param state properties that qualify the lookup\n").addParameter(parameter);
        });
        type.addMethod(constructor
                .addParameter(OPTIONS)
                .addStatement(
                        "super($S, name, $L, makeResourceOptions(options, id), false$L)",
                        resource.token(),
                        state.isPresent() ? "state" : "null",
                        packageRef())
                .build());
        type.addMethod(get.addJavadoc("@param options options of the resource\n")
                .addParameter(OPTIONS)
                .addStatement("return new $T(name, id, $Loptions)", name, state.isPresent() ? "state, " : "")
                .build());
    }

    private CodeBlock packageRef() {
        return schema.parameterization().isPresent()
                ? CodeBlock.of(", $T.packageRef()", schema.packages().utilities())
                : CodeBlock.of("");
    }

    private MethodSpec.Builder constructor() {
        return MethodSpec.constructorBuilder().addParameter(String.class, "name");
    }

    private MethodSpec makeArgs() {
        return MethodSpec.methodBuilder("makeArgs")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(args)
                .addParameter(args())
                .addParameter(OPTIONS)
                .beginControlFlow("if (options != null && options.getUrn().isPresent())")
                .addStatement("return null")
                .endControlFlow()
                .addStatement("return args == null ? $T.Empty : args", args)
                .build();
    }

    private MethodSpec makeOptions() {
        CodeBlock.Builder defaults = CodeBlock.builder()
                .add("var defaultOptions = $T.builder()\n", CustomResourceOptions.class)
                .indent();
        // The reference to a parameterized package names its version and its plugin.
        if (schema.parameterization().isEmpty()) {
            defaults.add(".version($T.getVersion())\n", schema.packages().utilities());
        }
        schema.downloadUrl().ifPresent(url -> defaults.add(".pluginDownloadURL($S)\n", url));
        if (!resource.aliases().isEmpty()) {
            defaults.add(
                    ".aliases($T.of($L))\n",
                    List.class,
                    resource.aliases().stream()
                            .map(alias -> CodeBlock.of(
                                    "$T.of($T.builder().type($S).build())", Output.class, Alias.class, alias))
                            .collect(CodeBlock.joining(", ")));
        }
        if (!resource.secretOutputs().isEmpty()) {
            defaults.add(
                    ".additionalSecretOutputs($T.of($L))\n",
                    List.class,
                    resource.secretOutputs().stream()
                            .map(secret -> CodeBlock.of("$S", secret))
                            .collect(CodeBlock.joining(", ")));
        }
        return MethodSpec.methodBuilder("makeResourceOptions")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(CustomResourceOptions.class)
                .addParameter(OPTIONS)
                .addParameter(ParameterSpec.builder(ID, "id")
                        .addAnnotation(Nullable.class)
                        .build())
                .addStatement(defaults.add(".build()").unindent().build())
                .addStatement("return $T.merge(defaultOptions, options, id)", CustomResourceOptions.class)
                .build();
    }
}
