package dev.plinth.testkit;

import dev.plinth.settings.StackProgram;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs tests with a stack of the project on the real Pulumi engine and the simulator. A test method takes a {@link
 * SimulatedStack}, or a {@link SimulatedProject} for other commands:
 *
 * <pre>{@code
 * @RunOnSimulator(program = EnvironmentProgram.class, stack = "development")
 * class DevelopmentTest {
 *     @Test
 *     void isCreatedAndDestroyed(SimulatedStack stack) {
 *         stack.up();
 *         assertThat(stack.preview().isUnchanged()).isTrue();
 *         stack.destroy();
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has its own copy of the project and its own simulator, which are deleted after it. Annotated methods override
 * their class. Without {@code pulumi} and Go on the PATH, the tests are skipped with that reason; with Go alone, the engine
 * is compiled once per machine, which takes minutes.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SimulatorExtension.class)
public @interface RunOnSimulator {

    /**
     * The class of the project's program, with a constructor without parameters. Without one, Pulumi runs the program that
     * {@code Pulumi.yaml} names, in any language.
     */
    Class<? extends StackProgram<?>>[] program() default {};

    /** The name of the stack, whose configuration is in {@code Pulumi.<stack>.yaml}. */
    String stack() default "development";

    /** The directory of {@code Pulumi.yaml}, relative to the working directory of the tests, which is the module's in Maven. */
    String project() default "";
}
