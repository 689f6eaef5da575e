package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.deployment.InvokeOutputOptions;
import com.pulumi.resources.InvokeArgs;
import dev.plinth.providers.generator.PackageSchema.Function;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.lang.model.element.Modifier;

/** Class of a module's functions. */
final class FunctionsClass {

    private final ClassName name;
    private final JavaPackages packages;

    FunctionsClass(ClassName name, JavaPackages packages) {
        this.name = name;
        this.packages = packages;
    }

    /** Returns the class. */
    TypeSpec type(List<Function> functions) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("Functions of the provider, which read and change nothing.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        functions.forEach(function -> methods(type, function));
        return type.build();
    }

    private void methods(TypeSpec.Builder type, Function function) {
        boolean withoutInputs = function.inputs().isEmpty();
        ClassName args = withoutInputs ? ClassName.get(InvokeArgs.class) : packages.input(function.token(), "Args");
        ClassName plainArgs = withoutInputs ? args : packages.input(function.token(), "PlainArgs");
        ClassName result = packages.output(function.token(), "Result");
        String method = Names.identifier(JavaPackages.simpleName(function.token()));
        String plain = method + "Plain";
        TypeName output = ParameterizedTypeName.get(ClassName.get(Output.class), result);
        TypeName future = ParameterizedTypeName.get(ClassName.get(CompletableFuture.class), result);

        if (function.inputs().stream().noneMatch(Property::required)) {
            type.addMethod(without(function, method, output, args));
            type.addMethod(without(function, plain, future, plainArgs));
        }
        type.addMethod(withDefaults(function, method, output, args));
        type.addMethod(withDefaults(function, plain, future, plainArgs));
        type.addMethod(invoking(function, method, output, args, InvokeOptions.class, "invoke"));
        type.addMethod(invoking(function, method, output, args, InvokeOutputOptions.class, "invoke"));
        type.addMethod(invoking(function, plain, future, plainArgs, InvokeOptions.class, "invokeAsync"));
    }

    private MethodSpec without(Function function, String method, TypeName returned, ClassName args) {
        return method(function, method, returned)
                .addStatement("return $N($T.Empty, $T.Empty)", method, args, InvokeOptions.class)
                .build();
    }

    private MethodSpec withDefaults(Function function, String method, TypeName returned, ClassName args) {
        return method(function, method, returned)
                .addParameter(args, "args")
                .addStatement("return $N(args, $T.Empty)", method, InvokeOptions.class)
                .build();
    }

    private MethodSpec invoking(
            Function function, String method, TypeName returned, ClassName args, Class<?> options, String invoke) {
        return method(function, method, returned)
                .addParameter(args, "args")
                .addParameter(options, "options")
                .addStatement(
                        "return $T.getInstance().$L($S, $T.of($T.class), args, $T.withVersion(options))",
                        Deployment.class,
                        invoke,
                        function.token(),
                        TypeShape.class,
                        packages.output(function.token(), "Result"),
                        packages.utilities())
                .build();
    }

    private MethodSpec.Builder method(Function function, String method, TypeName returned) {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(method)
                .addJavadoc(Javadoc.of(
                        function.description(), "Function {@code " + function.token() + "}.", function.deprecation()))
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(returned);
        return function.deprecation().isPresent() ? builder.addAnnotation(Deprecated.class) : builder;
    }
}
