package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.pulumi.core.annotations.EnumType;
import dev.plinth.providers.generator.PackageSchema.EnumSchema;
import java.util.StringJoiner;
import javax.lang.model.element.Modifier;

/** Class of an enumeration. */
final class EnumClass {

    private EnumClass() {}

    /** Returns the class. */
    static TypeSpec type(ClassName name, EnumSchema schema) {
        TypeName value = JavaTypes.scalar(schema.type());
        TypeSpec.Builder type = TypeSpec.enumBuilder(name)
                .addJavadoc(Javadoc.of(schema.description(), "Values."))
                .addAnnotation(EnumType.class)
                .addModifiers(Modifier.PUBLIC)
                .addField(value, "value", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(value, "value")
                        .addStatement("this.value = value")
                        .build())
                .addMethod(MethodSpec.methodBuilder("getValue")
                        .addJavadoc("Returns the value that the provider takes.\n")
                        .addAnnotation(EnumType.Converter.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(value)
                        .addStatement("return this.value")
                        .build())
                .addMethod(MethodSpec.methodBuilder("toString")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(String.class)
                        .addStatement(
                                "return new $T($S, $S, $S).add($S + this.value + $S).toString()",
                                StringJoiner.class,
                                ", ",
                                name.simpleName() + "[",
                                "]",
                                "value='",
                                "'")
                        .build());
        schema.values().forEach(one -> type.addEnumConstant(constant(one), body(schema, one)));
        return type.build();
    }

    private static String constant(EnumSchema.Value value) {
        return Names.constant(value.name().orElseGet(() -> value.value().toString()));
    }

    private static TypeSpec body(EnumSchema schema, EnumSchema.Value value) {
        CodeBlock literal = schema.type() == ValueType.Scalar.NUMBER && value.value() instanceof Number number
                ? CodeBlock.of("$L", number.doubleValue())
                : CodeBlock.of(value.value() instanceof String ? "$S" : "$L", value.value());
        TypeSpec.Builder body = TypeSpec.anonymousClassBuilder(literal)
                .addJavadoc(
                        Javadoc.of(value.description(), "Value {@code " + value.value() + "}.", value.deprecation()));
        return value.deprecation().isPresent()
                ? body.addAnnotation(Deprecated.class).build()
                : body.build();
    }
}
