package dev.plinth.operation;

import dev.plinth.policies.configuration.InvalidLibraryException;
import dev.plinth.policies.configuration.RuleLibrary;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The rules of a project: Plinth's, and those of the team's own libraries. */
public final class ProjectRules {

    private ProjectRules() {}

    /**
     * Loads the rules of all stacks.
     *
     * @param folder the project's; one without stacks has its own libraries only
     * @throws ConfigException when a library can't be used, or a stack's file has faults
     */
    public static RuleSet of(Path folder) {
        return load(
                folder,
                StackFile.stacks(folder).stream()
                        .flatMap(stack -> libraries(folder, stack).stream())
                        .distinct()
                        .toList());
    }

    /**
     * Loads the rules of a stack.
     *
     * @throws ConfigException when a library can't be used, or the stack's file has faults
     */
    public static RuleSet of(Path folder, String stack) {
        return load(folder, libraries(folder, stack));
    }

    private static List<String> libraries(Path folder, String stack) {
        // A Pulumi project in another language may have no stack file at all.
        return StackFile.stacks(folder).isEmpty()
                ? List.of()
                : StackReader.policy(StackFile.read(folder, stack)).libraries();
    }

    /** Loads the rules of libraries that a stack names. */
    public static RuleSet load(Path folder, Collection<String> libraries) {
        try {
            return RuleLibrary.load(folder, libraries);
        } catch (InvalidLibraryException e) {
            throw new ConfigException(
                    RuleLibrary.FOLDER.toString(),
                    List.of(new ConfigException.Fault(
                            "a library", "cannot be used: " + e.getMessage(), "see docs/policies.md")));
        }
    }
}
