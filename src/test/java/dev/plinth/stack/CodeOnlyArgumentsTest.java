package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.resources.ResourceArgs;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.plinth.Repository;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every argument of a component is set by the environment, or docs/configuration.md says why it is not. */
class CodeOnlyArgumentsTest {

    private static final String COMPONENTS = "dev.plinth.components";

    /** The arguments that the builders have, such as {@code NetworkArgs.cidrBlock}. */
    private static Set<String> all() {
        JavaClasses classes = new ClassFileImporter().importPackages(COMPONENTS);
        return classes.stream()
                .filter(type -> type.isAssignableTo(ResourceArgs.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                .filter(type -> type.getSimpleName().equals("Builder"))
                .flatMap(builder -> Arrays.stream(builder.getDeclaredMethods()).filter(CodeOnlyArgumentsTest::isSetter))
                .map(setter -> name(setter.getDeclaringClass(), setter.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSetter(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && !method.getName().equals("build");
    }

    private static String name(Class<?> builder, String setter) {
        return builder.getDeclaringClass().getSimpleName() + "." + setter;
    }

    /** The arguments that the environment sets. */
    private static Set<String> set() {
        return new ClassFileImporter()
                .importPackages("dev.plinth.stack").stream()
                        .flatMap(type -> Stream.concat(
                                type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream()))
                        .map(JavaAccess::getTarget)
                        .filter(target -> target.getOwner().getPackageName().startsWith(COMPONENTS))
                        .filter(target -> target.getOwner().getSimpleName().equals("Builder"))
                        .map(target -> declaring(target.getOwner().reflect(), target.getName()))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The builder that declares a setter, which may be one that the called one extends. */
    private static String declaring(Class<?> builder, String setter) {
        for (Class<?> type = builder; type != null; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(setter) && isSetter(method))) {
                return name(type, setter);
            }
        }
        return name(builder, setter);
    }

    private static List<String> documented() throws IOException {
        List<String> lines = Files.readAllLines(Repository.root().resolve("docs/configuration.md"));
        return lines.subList(lines.indexOf("## Set in code only"), lines.size()).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`", -1)[1])
                .toList();
    }

    @Test
    void everyArgumentIsSetOrDocumented() throws IOException {
        Map<String, List<String>> arguments =
                all().stream().collect(Collectors.groupingBy(name -> name.substring(0, name.indexOf('.'))));
        Set<String> set = set();
        Set<String> codeOnly = new TreeSet<>();
        arguments.forEach((component, names) -> {
            // A component that the environment does not use is one row.
            if (Collections.disjoint(names, set)) {
                codeOnly.add(component);
            } else {
                names.stream().filter(name -> !set.contains(name)).forEach(codeOnly::add);
            }
        });

        assertThat(all()).hasSizeGreaterThan(177);
        assertThat(documented()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(codeOnly);
    }
}
