package dev.plinth.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.PulumiBinary;
import dev.plinth.model.ReleaseCalendar;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    static Check support(String name, String what, ReleaseCalendar.Release release, LocalDate today) {
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
        Path folder = project.resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "locks"));
        List<Check> checks = new ArrayList<>();
        if (Files.notExists(folder)) {
            return checks;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JsonNode lock = lock(file);
                long pid = lock.path("pid").asLong();
                String host = lock.path("hostname").asText();
                String holder = lock.isMissingNode()
                        ? "can't be read"
                        : "held by process " + pid + " on " + host + " since "
                                + lock.path("timestamp").asText();
                boolean here = host.equals(hostname(environment));
                boolean alive =
                        ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
                if (here && !alive) {
                    Files.delete(file);
                    checks.add(new Check("lock", true, holder + ", which is gone; removed"));
                } else {
                    checks.add(
                            new Check("lock", false, holder + ": wait for it" + (here ? "" : ", or remove " + file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the locks under " + folder + " can't be read", e);
        }
        return checks;
    }

    /** What a lock says; a run that was killed while it wrote one leaves half of it, which says nothing. */
    private static JsonNode lock(Path file) throws IOException {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String hostname(Map<String, String> environment) throws IOException {
        Path file = Path.of("/etc/hostname");
        if (Files.isReadable(file)) {
            return Files.readString(file).strip();
        }
        String name = environment.getOrDefault("HOSTNAME", "");
        return name.isBlank() ? InetAddress.getLocalHost().getHostName() : name;
    }
}
