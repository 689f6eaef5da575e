package dev.plinth.providers.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.pulumi.asset.Archive;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.core.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Java types of a schema's types. */
final class JavaTypes {

    /** Place of a type: objects have another class in each. */
    enum Role {
        /** Arguments whose nested properties are outputs. */
        INPUT("Args"),
        /** Arguments of plain values. */
        PLAIN_INPUT(""),
        /** Results. */
        OUTPUT("");

        private final String suffix;

        Role(String suffix) {
            this.suffix = suffix;
        }
    }

    private final PackageSchema schema;

    JavaTypes(PackageSchema schema) {
        this.schema = schema;
    }

    /** Returns the class of a nested object. */
    ClassName object(String token, Role role) {
        return role == Role.OUTPUT
                ? schema.packages().output(token, role.suffix)
                : schema.packages().input(token, role.suffix);
    }

    /** Returns the Java type. */
    TypeName of(ValueType type, Role role) {
        if (type instanceof ValueType.Scalar scalar) {
            return scalar(scalar);
        }
        if (type instanceof ValueType.ListOf list) {
            return ParameterizedTypeName.get(ClassName.get(List.class), of(list.items(), role));
        }
        if (type instanceof ValueType.MapOf map) {
            return ParameterizedTypeName.get(
                    ClassName.get(Map.class), ClassName.get(String.class), of(map.values(), role));
        }
        if (type instanceof ValueType.Reference reference) {
            return reference(reference.token(), role);
        }
        return union((ValueType.Union) type, role);
    }

    private TypeName reference(String token, Role role) {
        if (schema.enums().containsKey(token)) {
            return schema.packages().enumeration(token);
        }
        if (!schema.objects().containsKey(token)) {
            throw new SchemaException("the type " + token + " is used and not declared");
        }
        return object(token, role);
    }

    private TypeName union(ValueType.Union union, Role role) {
        if (role == Role.OUTPUT && union.underlying().isPresent()) {
            return of(union.underlying().get(), role);
        }
        List<TypeName> types =
                union.types().stream().map(type -> of(type, role)).distinct().toList();
        return switch (types.size()) {
            case 1 -> types.get(0);
            case 2 -> ParameterizedTypeName.get(ClassName.get(Either.class), types.get(0), types.get(1));
            default -> ClassName.get(Object.class);
        };
    }

    static TypeName scalar(ValueType.Scalar scalar) {
        return ClassName.get(
                switch (scalar) {
                    case STRING -> String.class;
                    case INTEGER -> Integer.class;
                    case NUMBER -> Double.class;
                    case BOOLEAN -> Boolean.class;
                    case ANY -> Object.class;
                    case ASSET -> AssetOrArchive.class;
                    case ARCHIVE -> Archive.class;
                });
    }

    /** Returns the members of an {@code @Export} annotation that state a type: its classes, and how they nest. */
    static Shape shape(TypeName type) {
        List<TypeName> classes = new ArrayList<>();
        String tree = tree(type, classes);
        CodeBlock references = CodeBlock.of(
                "{$L}",
                classes.stream().map(one -> CodeBlock.of("$T.class", one)).collect(CodeBlock.joining(", ")));
        return new Shape(references, type instanceof ParameterizedTypeName ? tree : "[" + tree + "]");
    }

    /** Classes of a type, and the tree of their indexes. */
    record Shape(CodeBlock references, String tree) {}

    private static String tree(TypeName type, List<TypeName> classes) {
        if (!(type instanceof ParameterizedTypeName generic)) {
            return index(type, classes);
        }
        String root = index(generic.rawType(), classes);
        return generic.typeArguments().stream()
                .map(argument -> tree(argument, classes))
                .collect(Collectors.joining(",", "[" + root + ",", "]"));
    }

    private static String index(TypeName type, List<TypeName> classes) {
        if (!classes.contains(type)) {
            classes.add(type);
        }
        return String.valueOf(classes.indexOf(type));
    }
}
