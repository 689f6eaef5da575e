package dev.plinth.providers;

import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.CustomType;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.Import;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** Describes the generated classes in the vendor's notation of types, such as {@code string[]?}. */
final class VendorTypes {

    private static final Map<Type, String> SCALARS = Map.of(
            String.class,
            "string",
            Integer.class,
            "number",
            Double.class,
            "number",
            Boolean.class,
            "boolean",
            Object.class,
            "any");

    private VendorTypes() {}

    /** The properties of an arguments class: a name, and a type that ends with a question mark when optional. */
    static Map<String, String> inputs(Class<?> args) {
        Map<String, String> properties = new TreeMap<>();
        for (Field field : args.getDeclaredFields()) {
            Import property = field.getAnnotation(Import.class);
            if (property != null) {
                properties.put(
                        property.name(), name(unwrapped(field.getGenericType())) + (property.required() ? "" : "?"));
            }
        }
        return properties;
    }

    /** The properties that a resource exports; whether one is optional is seen at its accessor. */
    static Map<String, String> exports(Class<?> resource) throws NoSuchMethodException {
        Map<String, String> properties = new TreeMap<>();
        for (Field field : resource.getDeclaredFields()) {
            Export property = field.getAnnotation(Export.class);
            if (property != null) {
                String accessor = resource.getMethod(field.getName())
                        .getGenericReturnType()
                        .getTypeName();
                boolean optional = accessor.startsWith(Output.class.getName() + "<java.util.Optional<");
                properties.put(property.name(), name(unwrapped(field.getGenericType())) + (optional ? "?" : ""));
            }
        }
        return properties;
    }

    /** The type that an exported field's annotation states, which is what the SDK reads, in Java's words. */
    static String declaredShape(Field field) {
        Export property = field.getAnnotation(Export.class);
        return TypeShape.fromTree(property.refs(), property.tree())
                .toGSON()
                .getType()
                .getTypeName();
    }

    /** The properties of a result class, as the SDK sets them. */
    static Map<String, String> outputs(Class<?> result) throws ClassNotFoundException {
        Map<String, String> properties = new TreeMap<>();
        for (Method method : Class.forName(result.getName() + "$Builder").getMethods()) {
            CustomType.Setter setter = method.getAnnotation(CustomType.Setter.class);
            if (setter != null) {
                var parameter = method.getParameters()[0];
                String property = setter.value().isEmpty() ? method.getName() : setter.value();
                properties.put(
                        property,
                        name(parameter.getParameterizedType())
                                + (parameter.isAnnotationPresent(Nullable.class) ? "?" : ""));
            }
        }
        return properties;
    }

    /** The type of an output's value; a plain argument's type is that already. */
    private static Type unwrapped(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Output.class
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return name(generic.getActualTypeArguments()[0]) + "[]";
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return "map<" + name(generic.getActualTypeArguments()[1]) + ">";
        }
        String scalar = SCALARS.get(type);
        return scalar != null ? scalar : vendorName(((Class<?>) type).getSimpleName());
    }

    /** Returns the vendor's name of a nested type: only a function's arguments keep the suffix {@code Args} there. */
    static String vendorName(String simpleName) {
        return simpleName.startsWith("Get") || !simpleName.endsWith("Args")
                ? simpleName
                : simpleName.substring(0, simpleName.length() - "Args".length());
    }
}
