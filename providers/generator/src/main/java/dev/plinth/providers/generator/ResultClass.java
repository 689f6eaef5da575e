package dev.plinth.providers.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import dev.plinth.providers.generator.JavaTypes.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.lang.model.element.Modifier;

/** Class of a result: the SDK fills its builder with the values that a provider returned. */
final class ResultClass {

    private static final String RESULT = "_resultValue";

    private final ClassName name;
    private final List<Property> properties;
    private final JavaTypes types;

    ResultClass(ClassName name, List<Property> properties, JavaTypes types) {
        this.name = name;
        this.properties = properties;
        this.types = types;
    }

    /** Returns the class. */
    TypeSpec type(String description) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc(Javadoc.of(description, "Result."))
                .addAnnotation(CustomType.class)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        properties.forEach(property -> type.addField(field(property)));
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        properties.forEach(property -> type.addMethod(accessor(property)));
        return type.addMethods(Builders.factories(name)).addType(builder()).build();
    }

    private TypeName valueType(Property property) {
        return types.of(property.type(), Role.OUTPUT);
    }

    private FieldSpec field(Property property) {
        FieldSpec.Builder field = FieldSpec.builder(valueType(property), property.javaName(), Modifier.PRIVATE);
        if (!property.required()) {
            field.addAnnotation(Nullable.class);
        }
        return field.build();
    }

    /** Returns the accessor: an absent list or map is an empty one. */
    private MethodSpec accessor(Property property) {
        MethodSpec.Builder accessor = Builders.documented(property).addModifiers(Modifier.PUBLIC);
        TypeName type = valueType(property);
        if (property.required()) {
            return accessor.returns(type)
                    .addStatement("return this.$N", property.javaName())
                    .build();
        }
        TypeName raw = Builders.raw(type);
        if (raw.equals(ClassName.get(List.class)) || raw.equals(ClassName.get(Map.class))) {
            return accessor.returns(type)
                    .addStatement("return this.$1N == null ? $2T.of() : this.$1N", property.javaName(), raw)
                    .build();
        }
        return accessor.returns(ParameterizedTypeName.get(ClassName.get(Optional.class), type))
                .addStatement("return $T.ofNullable(this.$N)", Optional.class, property.javaName())
                .build();
    }

    private TypeSpec builder() {
        ClassName builder = name.nestedClass("Builder");
        MethodSpec.Builder copy = MethodSpec.constructorBuilder()
                .addJavadoc("Starts with a copy of another result.\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(name, "defaults")
                .addStatement("$T.requireNonNull(defaults)", Objects.class);
        MethodSpec.Builder build = MethodSpec.methodBuilder("build")
                .addJavadoc("Returns the result.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(name)
                .addStatement("final var $L = new $T()", RESULT, name);
        properties.forEach(property -> {
            copy.addStatement("this.$1N = defaults.$1N", property.javaName());
            build.addStatement("$1L.$2N = $2N", RESULT, property.javaName());
        });
        TypeSpec.Builder type = TypeSpec.classBuilder(builder)
                .addJavadoc("Builder of {@link $T}.\n", name)
                .addAnnotation(CustomType.Builder.class)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
        properties.forEach(property -> type.addField(field(property)));
        type.addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts empty.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .build())
                .addMethod(copy.build());
        properties.forEach(property -> {
            type.addMethod(setter(builder, property));
            Builders.varargs(builder, property, valueType(property)).ifPresent(type::addMethod);
        });
        return type.addMethod(build.addStatement("return $L", RESULT).build()).build();
    }

    private MethodSpec setter(ClassName builder, Property property) {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(CustomType.Setter.class);
        if (!property.javaName().equals(property.name())) {
            annotation.addMember("value", "$S", property.name());
        }
        ParameterSpec.Builder parameter = ParameterSpec.builder(valueType(property), property.javaName());
        MethodSpec.Builder setter = Builders.documented(property)
                .addAnnotation(annotation.build())
                .addModifiers(Modifier.PUBLIC)
                .returns(builder);
        if (property.required()) {
            setter.beginControlFlow("if ($N == null)", property.javaName())
                    .addStatement(
                            "throw new $T($S, $S)",
                            MissingRequiredPropertyException.class,
                            name.simpleName(),
                            property.name())
                    .endControlFlow();
        } else {
            parameter.addAnnotation(Nullable.class);
        }
        return setter.addParameter(parameter.build())
                .addStatement("this.$1N = $1N", property.javaName())
                .addStatement("return this")
                .build();
    }
}
