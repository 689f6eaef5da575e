package dev.plinth.cli.options;

import dev.plinth.operation.session.Targets;
import java.util.List;
import picocli.CommandLine.Option;

/** Resources that an operation is limited to, or that it leaves out. */
public final class TargetOptions {

    @Option(
            names = "--target",
            paramLabel = "RESOURCE",
            description = "Change only this resource, by name or URN; * matches any characters but colons. Repeatable. "
                    + "Unchanged dependents stay as they are.")
    public List<String> targets = List.of();

    @Option(names = "--target-dependents", description = "Include the resources that depend on the targets.")
    public boolean targetDependents;

    @Option(names = "--exclude", paramLabel = "RESOURCE", description = "Leave out this resource. Repeatable.")
    public List<String> excludes = List.of();

    @Option(names = "--exclude-dependents", description = "Leave out the resources that depend on the excluded ones.")
    public boolean excludeDependents;

    /**
     * Returns the limits of the operation.
     *
     * @throws UsageException when the options contradict each other
     */
    public Targets read() {
        if (!targets.isEmpty() && !excludes.isEmpty()) {
            throw new UsageException("--target and --exclude cannot be used together");
        }
        if (targetDependents && targets.isEmpty()) {
            throw new UsageException("--target-dependents: expected --target as well");
        }
        if (excludeDependents && excludes.isEmpty()) {
            throw new UsageException("--exclude-dependents: expected --exclude as well");
        }
        return new Targets(targets, targetDependents, excludes, excludeDependents);
    }
}
