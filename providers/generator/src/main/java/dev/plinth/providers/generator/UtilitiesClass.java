package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.deployment.InvokeOutputOptions;
import dev.plinth.providers.generator.PackageSchema.Parameterization;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import javax.lang.model.element.Modifier;

/** Class with the version of the provider's plugin, which every resource and function asks the engine for. */
final class UtilitiesClass {

    private UtilitiesClass() {}

    /** Returns the class. */
    static TypeSpec type(ClassName name, PackageSchema schema) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("Version of the provider's plugin.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(MethodSpec.methodBuilder("getVersion")
                        .addJavadoc("Returns the version of the plugin whose schema the classes follow.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(String.class)
                        .addStatement("return $S", schema.version())
                        .build())
                .addMethod(withVersion(InvokeOptions.class, CodeBlock.of("")))
                .addMethod(withVersion(
                        InvokeOutputOptions.class, CodeBlock.of(", options == null ? null : options.getDependsOn()")));
        schema.parameterization().ifPresent(parameterization -> type.addMethod(packageRef(schema, parameterization)));
        return type.build();
    }

    /** The engine returns the same reference for the same package, so that the reference is asked for each time. */
    private static MethodSpec packageRef(PackageSchema schema, Parameterization parameterization) {
        return MethodSpec.methodBuilder("packageRef")
                .addJavadoc("Registers the package with the engine, and returns the engine's reference to it.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ParameterizedTypeName.get(CompletableFuture.class, String.class))
                .addStatement(
                        "return $T.getInstance().registerPackage($S, $S, $S, $S, $S, $S)",
                        Deployment.class,
                        parameterization.baseProvider(),
                        parameterization.baseVersion(),
                        "",
                        schema.name(),
                        schema.version(),
                        parameterization.parameter())
                .build();
    }

    private static MethodSpec withVersion(Class<?> options, CodeBlock more) {
        return MethodSpec.methodBuilder("withVersion")
                .addJavadoc("Returns the options with the plugin's version, unless they name one.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(options)
                .addParameter(ParameterSpec.builder(options, "options")
                        .addAnnotation(Nullable.class)
                        .build())
                .beginControlFlow("if (options != null && options.getVersion().isPresent())")
                .addStatement("return options")
                .endControlFlow()
                .addStatement(
                        "return new $T(options == null ? null : options.getParent().orElse(null), "
                                + "options == null ? null : options.getProvider().orElse(null), getVersion()$L)",
                        options,
                        more)
                .build();
    }
}
