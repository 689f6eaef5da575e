package dev.plinth.testkit;

import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.file.TemporaryDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The extension behind {@link RunOnSimulator}. */
final class SimulatorExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SimulatorExtension.class);

    /** A project's copy, deleted after its test. */
    private record Copy(TemporaryDirectory directory, SimulatedProject project) implements AutoCloseable {
        @Override
        public void close() {
            directory.close();
        }
    }

    private final Map<String, String> environment;

    SimulatorExtension() {
        this(System.getenv());
    }

    SimulatorExtension(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        PulumiBinary engine = new PulumiBinary(environment);
        if (engine.find().isPresent() || engine.go().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a Pulumi engine, or Go to compile it");
        }
        return ConditionEvaluationResult.disabled("no Pulumi engine: install pulumi " + PulumiBinary.OLDEST
                + " or later, or Go, which compiles it, and add it to the PATH");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SimulatedStack.class || type == SimulatedProject.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunOnSimulator configuration = configuration(context);
        SimulatedProject project = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> copy(configuration), Copy.class)
                .project();
        return parameter.getParameter().getType() == SimulatedProject.class
                ? project
                : new SimulatedStack(project, configuration.stack());
    }

    private static RunOnSimulator configuration(ExtensionContext context) {
        for (Optional<ExtensionContext> current = Optional.of(context);
                current.isPresent();
                current = current.get().getParent()) {
            Optional<RunOnSimulator> found =
                    AnnotationSupport.findAnnotation(current.get().getElement(), RunOnSimulator.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ExtensionConfigurationException("@RunOnSimulator is missing on the test class");
    }

    private static Copy copy(RunOnSimulator configuration) {
        TemporaryDirectory directory = TemporaryDirectory.create();
        try {
            return new Copy(
                    directory,
                    SimulatedProject.copy(
                            Path.of(configuration.project()), directory.path(), program(configuration.program())));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static @Nullable StackProgram<?> program(Class<? extends StackProgram<?>>[] programs) {
        if (programs.length > 1) {
            throw new ExtensionConfigurationException("@RunOnSimulator has several programs, expected at most one");
        }
        return programs.length == 0 ? null : ReflectionSupport.newInstance(programs[0]);
    }
}
