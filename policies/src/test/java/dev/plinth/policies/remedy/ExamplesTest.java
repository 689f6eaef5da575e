package dev.plinth.policies.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Numeric;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.remedy.Value.Text;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rules.RuleCatalogue;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java examples of the catalogue beside the classes of the SDKs. */
class ExamplesTest {

    private final List<String> faults = new ArrayList<>();
    private int properties;

    @Test
    void usePropertiesOfTheSdks() {
        for (Rule rule : RuleCatalogue.all()) {
            String[] parts = rule.javaRemediation().split(":\n", 2);
            for (Value value : ExampleReader.read(parts[parts.length - 1]).orElse(List.of())) {
                if (value instanceof Properties found) {
                    new ExampleTypes(rule)
                            .example(found)
                            .ifPresent(example -> check(rule.id(), example.token(), example.properties(), true));
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(properties).isGreaterThan(450);
    }

    private void check(String rule, String token, Properties object, boolean resource) {
        String name = object.type().substring(object.type().lastIndexOf('.') + 1);
        Optional<Class<?>> type = type(token, name, resource);
        if (type.isEmpty()) {
            // The SDKs of Cloudflare and Sentry are not among the tests' libraries.
            assertThat(token).as(rule + " " + name).containsAnyOf("cloudflare", "sentry");
            return;
        }
        Class<?> builder = Arrays.stream(type.get().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Builder"))
                .findFirst()
                .orElseThrow();
        object.values().forEach((property, value) -> {
            properties++;
            List<Method> setters = Arrays.stream(builder.getMethods())
                    .filter(method -> method.getName().equals(property) && method.getParameterCount() == 1)
                    .toList();
            String place = rule + " " + name + "." + property;
            if (setters.isEmpty()) {
                faults.add(place + " does not exist");
            }
            boolean list = setters.stream()
                    .anyMatch(setter -> setter.isVarArgs() || setter.getParameterTypes()[0] == List.class);
            boolean any = setters.stream().anyMatch(setter -> setter.getParameterTypes()[0] == Object.class);
            if (list ? value instanceof Text || value instanceof Properties : !any && value instanceof Items) {
                faults.add(place + (list ? " is a list" : " is not a list"));
            }
            if (value instanceof Numeric number
                    && number.decimal()
                            != setters.stream().anyMatch(setter -> setter.getParameterTypes()[0] == Double.class)) {
                faults.add(place + " has another type of number");
            }
            Stream<Value> values = value instanceof Items items ? items.values().stream() : Stream.of(value);
            values.filter(Properties.class::isInstance)
                    .forEach(nested -> check(rule, token, (Properties) nested, false));
        });
    }

    private static Optional<Class<?>> type(String token, String name, boolean resource) {
        String[] parts = token.split("[:/]", -1);
        String module = parts[1].equals("index") || parts[1].equals("providers") ? "" : "." + parts[1];
        String base = "com.pulumi." + (parts[1].equals("providers") ? parts[2] : parts[0]) + module;
        for (String qualified : List.of(base + (resource ? "." : ".inputs.") + name, base + "." + name)) {
            try {
                return Optional.of(Class.forName(qualified));
            } catch (ClassNotFoundException e) {
                // The next package is tried.
            }
        }
        return Optional.empty();
    }
}
