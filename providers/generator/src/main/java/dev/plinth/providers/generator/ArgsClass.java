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
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.internal.Codegen;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import dev.plinth.providers.generator.JavaTypes.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.lang.model.element.Modifier;

/** Class of arguments: properties annotated with {@code @Import}, and a builder. */
final class ArgsClass {

    private final ClassName name;
    private final Class<?> superclass;
    private final List<Property> properties;
    private final JavaTypes types;
    private final Role role;

    ArgsClass(ClassName name, Class<?> superclass, List<Property> properties, JavaTypes types, Role role) {
        this.name = name;
        this.superclass = superclass;
        this.properties = properties;
        this.types = types;
        this.role = role;
    }

    /** Returns the class. */
    TypeSpec type(String description) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc(Javadoc.of(description, "Arguments."))
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .superclass(superclass)
                .addField(FieldSpec.builder(name, "Empty", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("No arguments.\n")
                        .initializer("new $T()", name)
                        .build());
        properties.forEach(property -> type.addField(field(property)));
        properties.forEach(property -> type.addMethod(accessor(property)));
        return type.addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(copyConstructor())
                .addMethods(Builders.factories(name))
                .addType(builder())
                .build();
    }

    private TypeName valueType(Property property) {
        return types.of(property.type(), role);
    }

    private TypeName fieldType(Property property) {
        return role == Role.INPUT
                ? ParameterizedTypeName.get(ClassName.get(Output.class), valueType(property))
                : valueType(property);
    }

    private FieldSpec field(Property property) {
        AnnotationSpec.Builder annotation =
                AnnotationSpec.builder(Import.class).addMember("name", "$S", property.name());
        if (property.required()) {
            annotation.addMember("required", "true");
        }
        FieldSpec.Builder field = FieldSpec.builder(fieldType(property), property.javaName(), Modifier.PRIVATE)
                .addAnnotation(annotation.build());
        if (!property.required()) {
            field.addAnnotation(Nullable.class);
        }
        return field.build();
    }

    private MethodSpec accessor(Property property) {
        MethodSpec.Builder accessor = Builders.documented(property).addModifiers(Modifier.PUBLIC);
        return property.required()
                ? accessor.returns(fieldType(property))
                        .addStatement("return this.$N", property.javaName())
                        .build()
                : accessor.returns(ParameterizedTypeName.get(ClassName.get(Optional.class), fieldType(property)))
                        .addStatement("return $T.ofNullable(this.$N)", Optional.class, property.javaName())
                        .build();
    }

    private MethodSpec copyConstructor() {
        MethodSpec.Builder constructor =
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addParameter(name, "$");
        properties.forEach(
                property -> constructor.addStatement("this.$1N = $2L.$1N", property.javaName(), Builders.INSTANCE));
        return constructor.build();
    }

    private TypeSpec builder() {
        ClassName builder = name.nestedClass("Builder");
        TypeSpec.Builder type = TypeSpec.classBuilder(builder)
                .addJavadoc("Builder of {@link $T}.\n", name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addField(name, Builders.INSTANCE, Modifier.PRIVATE)
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts with no arguments.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .addStatement("$L = new $T()", Builders.INSTANCE, name)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts with a copy of other arguments.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(name, "defaults")
                        .addStatement(
                                "$L = new $T($T.requireNonNull(defaults))", Builders.INSTANCE, name, Objects.class)
                        .build());
        properties.forEach(property -> type.addMethods(setters(builder, property)));
        return type.addMethod(build()).build();
    }

    private List<MethodSpec> setters(ClassName builder, Property property) {
        List<MethodSpec> setters = new ArrayList<>();
        String field = property.javaName();
        TypeName value = valueType(property);
        ParameterSpec.Builder parameter = ParameterSpec.builder(fieldType(property), field);
        if (!property.required()) {
            parameter.addAnnotation(Nullable.class);
        }
        boolean secret = property.secret() && role == Role.INPUT;
        setters.add(Builders.documented(property)
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addParameter(parameter.build())
                .addStatement(
                        secret ? "$1L.$2N = $2N == null ? null : $2N.asSecret()" : "$1L.$2N = $2N",
                        Builders.INSTANCE,
                        field)
                .addStatement("return this")
                .build());
        if (role == Role.INPUT) {
            setters.add(Builders.overload(builder, property, value, CodeBlock.of("$T.of($N)", Output.class, field)));
        }
        Builders.varargs(builder, property, value).ifPresent(setters::add);
        if (value instanceof ParameterizedTypeName either && either.rawType().equals(ClassName.get(Either.class))) {
            TypeName left = either.typeArguments().get(0);
            TypeName right = either.typeArguments().get(1);
            if (!Builders.raw(left).equals(Builders.raw(right))) {
                setters.add(
                        Builders.overload(builder, property, left, CodeBlock.of("$T.ofLeft($N)", Either.class, field)));
                setters.add(Builders.overload(
                        builder, property, right, CodeBlock.of("$T.ofRight($N)", Either.class, field)));
            }
        }
        return setters;
    }

    private MethodSpec build() {
        MethodSpec.Builder build = MethodSpec.methodBuilder("build")
                .addJavadoc("Returns the arguments.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(name);
        for (Property property : properties) {
            property.fallback().ifPresent(fallback -> build.addStatement(withDefault(property, fallback)));
            if (property.required() && property.fallback().isEmpty()) {
                build.beginControlFlow("if ($L.$N == null)", Builders.INSTANCE, property.javaName())
                        .addStatement(
                                "throw new $T($S, $S)",
                                MissingRequiredPropertyException.class,
                                name.simpleName(),
                                property.name())
                        .endControlFlow();
            }
        }
        return build.addStatement("return $L", Builders.INSTANCE).build();
    }

    private CodeBlock withDefault(Property property, Default fallback) {
        if (!(property.type() instanceof ValueType.Scalar scalar)) {
            throw new SchemaException(
                    "the default of " + property.name() + " is not supported: expected a scalar type");
        }
        String factory =
                switch (scalar) {
                    case STRING -> "stringProp";
                    case INTEGER -> "integerProp";
                    case NUMBER -> "doubleProp";
                    case BOOLEAN -> "booleanProp";
                    default ->
                        throw new SchemaException("the default of " + property.name() + " is not supported: " + scalar);
                };
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$L.$N = $T.$L($S)",
                        Builders.INSTANCE,
                        property.javaName(),
                        Codegen.class,
                        factory,
                        property.name());
        if (role == Role.INPUT) {
            code.add(property.secret() ? ".secret()" : ".output()");
        }
        code.add(".arg($L.$N)", Builders.INSTANCE, property.javaName());
        if (!fallback.environment().isEmpty()) {
            code.add(
                    ".env($L)",
                    fallback.environment().stream()
                            .map(name -> CodeBlock.of("$S", name))
                            .collect(CodeBlock.joining(", ")));
        }
        fallback.value()
                .ifPresent(value -> code.add(
                        ".def($L)",
                        scalar == ValueType.Scalar.NUMBER && value instanceof Number number
                                ? CodeBlock.of("$L", number.doubleValue())
                                : CodeBlock.of(value instanceof String ? "$S" : "$L", value)));
        return code.add(property.required() ? ".require()" : ".getNullable()").build();
    }
}
