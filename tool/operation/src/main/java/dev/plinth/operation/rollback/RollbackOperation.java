package dev.plinth.operation.rollback;

import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.ImageBuilds;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.RecordStore;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.operation.history.UpdateHistory;
import dev.plinth.operation.history.UpdateRecord;
import dev.plinth.operation.session.Preview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selection of the update that a rollback returns to, and its limits.
 *
 * @param project the project
 * @param stack the stack's name
 * @param simulated whether the simulator replaces the cloud
 * @param history the stack's updates
 */
public record RollbackOperation(Project project, String stack, boolean simulated, UpdateHistory history) {

    /**
     * Finds the recorded updates of a stack.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     */
    public static RollbackOperation of(Project project, String stack, boolean simulated) {
        RecordStore store = RecordStores.of(project, stack, simulated, System.getenv());
        return new RollbackOperation(project, stack, simulated, new UpdateHistory(project, stack, simulated, store));
    }

    /** Returns the recorded updates that a rollback can return to, the oldest first. */
    public List<UpdateRecord> updates() {
        return history.updates().stream().filter(UpdateRecord::isReturnable).toList();
    }

    /**
     * Returns the update to return to.
     *
     * @param number its number; empty for the latest successful one before the last
     * @param configurationOnly whether its configuration may be applied with another program than its own
     * @throws RollbackRejectedException when there is none, it failed, or it was made by another program
     */
    public UpdateRecord target(Optional<Integer> number, boolean configurationOnly) {
        UpdateRecord update = number.map(each -> history.find(each))
                .orElseGet(() -> history.previous())
                .orElseThrow(() -> new RollbackRejectedException(noTarget(number)));
        if (!update.isReturnable()) {
            throw new RollbackRejectedException("update " + update.number() + " is a " + update.verb()
                    + "; expected an up or a rollback; nothing was changed\nnext: choose one from `"
                    + command("rollback") + " --list`");
        }
        if (update.result() != UpdateRecord.Outcome.SUCCEEDED) {
            throw new RollbackRejectedException("update " + update.number() + " did not succeed; nothing was changed\n"
                    + "next: choose a successful one from `" + command("rollback") + " --list`");
        }
        if (!configurationOnly && !update.program().equals(Digests.ofProgram(project))) {
            throw new RollbackRejectedException(otherProgram(update));
        }
        return update;
    }

    private String noTarget(Optional<Integer> number) {
        String problem = number.map(each -> "update " + each + " is not recorded; expected one of "
                        + updates().stream().map(UpdateRecord::number).toList())
                .orElse("no earlier update is recorded");
        return problem + "; nothing was changed\nnext: check out the commit to return to, and run `" + command("up")
                + "`";
    }

    private String otherProgram(UpdateRecord update) {
        String commit = update.commit().id();
        String way = commit.isEmpty()
                ? "that program's commit is unknown"
                : "`git checkout " + commit + "` and `" + command("up") + "` restore program and configuration"
                        + (update.commit().isDirty() ? ", without the changes that were not committed" : "");
        return "update " + update.number() + " was built from a different jar; nothing was changed\nnext: " + way
                + "; `"
                + command("rollback") + " --to " + update.number()
                + " --configuration-only` restores only its configuration, with the current program";
    }

    /**
     * Returns the effects of a rollback that cannot be undone, or that it does not restore.
     *
     * @param update the update to return to
     * @param preview the preview of the rollback
     * @return one line each
     */
    public List<String> limits(UpdateRecord update, Preview preview) {
        List<String> lines = new ArrayList<>(Irreversible.of(preview));
        Commit current = Commit.of(project.folder());
        if (!update.commit().equals(current)) {
            ImageBuilds.of(preview.change().after())
                    .forEach(image -> lines.add(image.name() + " is built from the current content of "
                            + image.context() + ", not from that of " + update.commit()));
        }
        return lines;
    }

    /** Returns the next step after a rollback. */
    public String next(UpdateRecord update) {
        return "next: Pulumi." + stack + ".yaml still has the configuration that was rolled back, and the next `"
                + command("up") + "` would apply it again: copy "
                + shown(history.configuration(update)) + " over it";
    }

    private Path shown(Path file) {
        Path folder = project.folder().toAbsolutePath();
        Path absolute = file.toAbsolutePath();
        return absolute.startsWith(folder) ? folder.relativize(absolute) : absolute;
    }

    private String command(String verb) {
        return "plinth " + verb + " " + stack + (simulated ? " --simulate" : "");
    }
}
