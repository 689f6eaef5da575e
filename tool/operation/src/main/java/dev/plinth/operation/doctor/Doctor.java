package dev.plinth.operation.doctor;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.operation.Backend;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.operation.recovery.StackLock;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines what Plinth needs: the machine's tools, the project's files, what ends within a year, and locks that killed runs left
 * behind.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * One thing that was looked at.
     *
     * @param name what was looked at
     * @param ok whether it is as it should be
     * @param detail what was found, and what to do about a fault
     */
    public record Check(String name, boolean ok, String detail) {}

    /**
     * Examines a project and this machine.
     *
     * @param project the project
     * @param environment the process environment
     * @param today the day, which decides what support ends soon
     * @return the checks in a fixed order
     */
    public static List<Check> examine(Project project, Map<String, String> environment, LocalDate today) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("java", true, Runtime.version() + " in " + System.getProperty("java.home")));
        checks.add(engine());
        for (String stack : StackFile.stacks(project.folder())) {
            checks.addAll(stack(project, stack, today));
        }
        checks.addAll(history(project, environment));
        checks.addAll(BaseImages.ending(project.folder(), today));
        checks.addAll(locks(project.folder(), environment));
        return checks;
    }

    private static Check engine() {
        PulumiBinary engine = Project.engine();
        try {
            return engine.find()
                    .map(found -> new Check(
                            "engine",
                            true,
                            "pulumi " + found.version() + " from " + found.origin() + ": " + found.path()))
                    .orElseGet(() -> engine.go()
                            .map(go -> new Check("engine", true, "none yet; the first preview compiles it with " + go))
                            .orElseGet(() -> new Check(
                                    "engine",
                                    false,
                                    "none, and no Go to compile it: install Pulumi " + PulumiBinary.OLDEST
                                            + " or later, or Go 1.24 or later")));
        } catch (EngineException e) {
            return new Check("engine", false, String.valueOf(e.getMessage()));
        }
    }

    /** The check of the place of update records; a fault where a missing command keeps them on this machine. */
    private static List<Check> history(Project project, Map<String, String> environment) {
        String backend = Backend.of(project.folder(), false, environment);
        Optional<String> stack = StackFile.stacks(project.folder()).stream().findFirst();
        if (stack.isEmpty() || !backend.contains("://")) {
            return List.of();
        }
        String limit = RecordStores.of(project, stack.get(), false, environment).limit();
        boolean fixable = !limit.isEmpty() && RecordStores.isShared(backend);
        return List.of(new Check(
                "history",
                !fixable,
                limit.isEmpty()
                        ? "records of updates are kept with the state in " + backend
                        : limit + (fixable ? "; install the AWS CLI" : "; see docs/history.md")));
    }

    private static List<Check> stack(Project project, String stack, LocalDate today) {
        List<Check> checks = new ArrayList<>();
        try {
            StackDefinition definition = StackDefinition.read(project, stack);
            int placeholders = definition.placeholders().size();
            checks.add(new Check(
                    stack,
                    true,
                    placeholders == 0
                            ? "valid"
                            : "valid, with " + placeholders + " placeholders; `plinth config check " + stack
                                    + "` lists them"));
            ReleaseCalendar.bundled()
                    .ending(definition.record(), today)
                    .forEach(use -> checks.add(
                            support(stack, use.title() + " (" + use.resource().name() + ")", use.release(), today)));
        } catch (ConfigException | EngineException e) {
            checks.add(new Check(stack, false, String.valueOf(e.getMessage())));
        }
        return checks;
    }

    /** The check of a release that ends: a fault once it has ended. */
    public static Check support(String name, String what, ReleaseCalendar.Release release, LocalDate today) {
        boolean ended = release.hasEnded(today);
        return new Check(
                name,
                !ended,
                what + ": standard support " + (ended ? "ended on " : "ends on ")
                        + release.standardSupportEnds().map(LocalDate::toString).orElse("an unknown day"));
    }

    /**
     * Locks of the simulated backend. One whose process is gone on this same host is the trace of a killed run and is
     * removed; any other is left alone.
     */
    private static List<Check> locks(Path project, Map<String, String> environment) {
        List<Check> checks = new ArrayList<>();
        Path folder = project.resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "locks"));
        for (StackLock lock : StackLock.below(folder, environment)) {
            if (lock.isAbandoned()) {
                lock.release();
                checks.add(new Check("lock", true, lock.holder() + ", which has ended; removed"));
            } else {
                checks.add(new Check("lock", false, lock.holder() + ": " + lock.remedy()));
            }
        }
        return checks;
    }
}
