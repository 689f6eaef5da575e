package dev.plinth.providers.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Parts that classes of arguments and of results share. */
final class Builders {

    /** The object that a builder of arguments fills. */
    static final String INSTANCE = "$";

    private Builders() {}

    /** Returns the static methods that start a builder. */
    static List<MethodSpec> factories(ClassName name) {
        ClassName builder = name.nestedClass("Builder");
        return List.of(
                MethodSpec.methodBuilder("builder")
                        .addJavadoc("Returns an empty builder.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(builder)
                        .addStatement("return new $T()", builder)
                        .build(),
                MethodSpec.methodBuilder("builder")
                        .addJavadoc("Returns a builder that starts with a copy of {@code defaults}.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(builder)
                        .addParameter(name, "defaults")
                        .addStatement("return new $T(defaults)", builder)
                        .build());
    }

    /** Returns a method that is named as a property and documented by its description. */
    static MethodSpec.Builder documented(Property property) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(property.javaName())
                .addJavadoc(Javadoc.of(
                        property.description(), "Property {@code " + property.name() + "}.", property.deprecation()));
        if (property.deprecation().isPresent()) {
            method.addAnnotation(Deprecated.class);
        }
        return method;
    }

    /** Returns a setter that converts its parameter and calls the setter of the property. */
    static MethodSpec overload(ClassName builder, Property property, TypeName parameter, CodeBlock converted) {
        return documented(property)
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addParameter(
                        ParameterSpec.builder(parameter, property.javaName()).build())
                .addStatement("return $N($L)", property.javaName(), converted)
                .build();
    }

    /** Returns a setter that takes a list's items one by one. */
    static Optional<MethodSpec> varargs(ClassName builder, Property property, TypeName value) {
        if (!(value instanceof ParameterizedTypeName list) || !list.rawType().equals(ClassName.get(List.class))) {
            return Optional.empty();
        }
        TypeName item = list.typeArguments().get(0);
        MethodSpec.Builder method = documented(property).addModifiers(Modifier.PUBLIC);
        if (item instanceof ParameterizedTypeName) {
            method.addAnnotation(SafeVarargs.class)
                    .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                            .addMember("value", "$S", "varargs")
                            .build())
                    .addModifiers(Modifier.FINAL);
        }
        return Optional.of(method.returns(builder)
                .addParameter(ArrayTypeName.of(item), property.javaName())
                .varargs()
                .addStatement("return $1N($2T.of($1N))", property.javaName(), List.class)
                .build());
    }

    static TypeName raw(TypeName type) {
        return type instanceof ParameterizedTypeName generic ? generic.rawType() : type;
    }
}
