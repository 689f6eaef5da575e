package dev.plinth.cli.options;

import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.plan.SavedPlanOperation;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.session.StackSessions;
import dev.plinth.policies.rule.RuleSet;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The stack that a command works on, and which cloud answers. */
public final class StackArguments {

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging; its file is Pulumi.STACK.yaml.")
    public String stack = "";

    @Option(
            names = "--simulate",
            description = "Use the simulator, with its state under .plinth/. Needs no network, credentials or login.")
    public boolean simulate;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    public CommandSpec command;

    @Mixin
    public CommonOptions common = new CommonOptions();

    /** Returns the arguments of a command that declares them itself, because it has another source beside the stack. */
    public static StackArguments of(String stack, boolean simulate, CommonOptions common) {
        StackArguments arguments = new StackArguments();
        arguments.stack = stack;
        arguments.simulate = simulate;
        arguments.common = common;
        arguments.command = common.command;
        return arguments;
    }

    /** The project that the command works on. */
    public Project project() {
        return common.project(Objects.requireNonNull(command));
    }

    /** Returns the rules that apply to the stack. */
    public RuleSet rules() {
        return ProjectRules.of(common.projectFolder(), stack);
    }

    /** Returns the clock of all commands. */
    public Clock clock() {
        return common.clock(Objects.requireNonNull(command));
    }

    /** Returns what opens stacks of the project. */
    public StackSessions sessions(Progress progress) {
        return new StackSessions(project(), progress, clock());
    }

    /** Opens the stack. */
    public StackSession open(Progress progress) {
        return sessions(progress).open(stack, simulate);
    }

    /** Returns the operation that saves and checks plans of the stack. */
    public SavedPlanOperation plans(BaselineOption baseline) {
        return new SavedPlanOperation(project(), stack, simulate, Optional.ofNullable(baseline.file), clock());
    }

    /** Returns the command line of another command for the same stack. */
    public String command(String verb) {
        return "plinth " + verb + " " + stack + (simulate ? " --simulate" : "");
    }
}
