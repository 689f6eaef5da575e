package dev.plinth.lifecycle.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.Workspace;
import dev.plinth.lifecycle.Run;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.fault.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random programs whose updates meet random faults, followed by random commands: a recovery and an update bring the state and
 * the simulator together. Nothing is lost, nothing is there twice, no operation stays pending.
 */
final class InterruptedUpdatesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK = "random";

    /** What goes wrong. */
    enum Trouble {
        KILLED_ENGINE,
        KILLED_PROCESS,
        SIGNAL,
        TWO_SIGNALS,
        FULL_DISK,
        TRUNCATED_STATE,
        STALE_LOCK,
        PARTIAL_CREATION,
        CRASHED_PROVIDER,
        THROTTLED
    }

    /** A command of the user. */
    enum Command {
        UP,
        REFRESH,
        DESTROY,
        PREVIEW
    }

    /** What a stack file asks for. */
    record Wanted(Set<RandomProgram.Part> parts, int subnets, int revision, int generation) {
        String file() {
            return """
                    config:
                      aws:region: eu-central-1
                      random:parts: %s
                      random:subnets: %d
                      random:revision: %d
                      random:generation: %d
                      plinth:policy: {enforcement: disabled}
                    """
                    .formatted(parts, subnets, revision, generation);
        }
    }

    /**
     * A story.
     *
     * @param before what is up before; nothing where it has no parts
     * @param wanted what the command that meets trouble shall bring
     * @param hit the command that meets trouble
     * @param moment after how many operations the trouble comes
     * @param trouble what goes wrong
     * @param then what the user does next, before the recovery
     */
    record Story(Wanted before, Wanted wanted, Command hit, int moment, Trouble trouble, List<Command> then) {}

    private static Arbitrary<Wanted> wanted(int smallest) {
        return Combinators.combine(
                        Arbitraries.of(RandomProgram.Part.class).set().ofMinSize(smallest),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3))
                .as(Wanted::new);
    }

    @Provide
    Arbitrary<Story> stories() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.just(new Wanted(EnumSet.noneOf(RandomProgram.Part.class), 1, 1, 1)),
                                wanted(1)),
                        wanted(2),
                        Arbitraries.of(Command.UP, Command.UP, Command.UP, Command.DESTROY),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of(Trouble.class),
                        Arbitraries.of(Command.class).list().ofMaxSize(2))
                .as(Story::new);
    }

    // The seed is fixed so that a build fails for what was changed in it; another seed explores further.
    @Property(tries = 4, seed = "20261130", shrinking = ShrinkingMode.BOUNDED)
    void aRecoveryAndAnUpdateConverge(@ForAll("stories") Story story) throws Exception {
        play(story);
    }

    @Example
    void aFullDiskLosesNothing() throws Exception {
        Wanted nothing = new Wanted(EnumSet.noneOf(RandomProgram.Part.class), 1, 1, 1);
        Wanted everything = new Wanted(EnumSet.allOf(RandomProgram.Part.class), 3, 1, 1);
        play(new Story(nothing, everything, Command.UP, 5, Trouble.FULL_DISK, List.of(Command.UP)));
    }

    private static void play(Story story) throws Exception {
        Path folder = Files.createTempDirectory("plinth-recovery");
        try {
            new Stage(folder).play(story);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** A project in which a story is played. */
    private record Stage(Path folder) {

        void play(Story story) throws Exception {
            Files.writeString(
                    folder.resolve("Pulumi.yaml"),
                    "name: random\nruntime: {name: java, options: {binary: \"%s\"}}\n"
                            .formatted(Repository.classes(RandomProgram.class)));
            if (!story.before().parts().isEmpty()) {
                want(story.before());
                Run first = run("up", "--yes");
                assertThat(first.exitCode()).as(first.toString()).isZero();
            }
            want(story.wanted());
            meet(story);
            inCloud(Simulator::clearFaults);
            for (Command command : story.then()) {
                run(arguments(command));
            }
            if (story.trouble() == Trouble.TRUNCATED_STATE && Files.exists(state())) {
                String whole = Files.readString(state());
                Files.writeString(state(), whole.substring(0, whole.length() * story.moment() / 13));
            }
            Run recovery = run("recover", "--yes");
            assertThat(recovery.exitCode()).as(recovery.toString()).isZero();
            Run up = run("up", "--yes");
            assertThat(up.exitCode()).as(recovery + "\n" + up).isZero();
            assertThat(up.err()).doesNotContain("was interrupted");
            converged(recovery + "\n" + up);
        }

        private void want(Wanted wanted) throws IOException {
            Files.writeString(folder.resolve("Pulumi." + STACK + ".yaml"), wanted.file());
        }

        private static String[] arguments(Command command) {
            return switch (command) {
                case UP -> new String[] {"up", "--yes"};
                case REFRESH -> new String[] {"refresh", "--yes"};
                case DESTROY -> new String[] {"destroy", "--yes"};
                case PREVIEW -> new String[] {"preview"};
            };
        }

        private void meet(Story story) throws Exception {
            switch (story.trouble()) {
                case PARTIAL_CREATION -> fault(Fault.Kind.PARTIAL_CREATE, story.moment());
                case CRASHED_PROVIDER -> fault(Fault.Kind.CRASH, story.moment());
                case THROTTLED -> fault(Fault.Kind.THROTTLE, story.moment());
                default -> inCloud(cloud -> cloud.inject(Fault.delay("*", "*", 1_000, Duration.ofMillis(150))));
            }
            switch (story.trouble()) {
                case PARTIAL_CREATION, CRASHED_PROVIDER, THROTTLED, TRUNCATED_STATE -> run(arguments(story.hit()));
                case STALE_LOCK -> {
                    Path lock = folder.resolve(
                            Path.of(".plinth/simulator/state/.pulumi/locks/organization/random", STACK, "one.json"));
                    Files.createDirectories(lock.getParent());
                    long ended = new ProcessBuilder("true").start().pid();
                    Files.writeString(
                            lock,
                            "{\"pid\": %d, \"hostname\": \"%s\", \"timestamp\": \"2026-11-01T10:00:00Z\"}"
                                    .formatted(
                                            ended,
                                            java.net.InetAddress.getLocalHost().getHostName()));
                }
                default -> interrupt(story);
            }
        }

        private void fault(Fault.Kind kind, int moment) {
            // The kinds of resources that the trouble hits follow from its moment.
            List<String> types = List.of("aws:ec2/*", "aws:rds/*", "aws:s3/*", "aws:sqs/*", "*");
            inCloud(cloud -> cloud.inject(Fault.of(kind, types.get(moment % types.size()), "*", 1 + moment % 3)));
        }

        /** Runs the command in a process of its own and interrupts it. */
        private void interrupt(Story story) throws Exception {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    RandomProgram.class.getName()));
            command.addAll(line(arguments(story.hit())));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("update.log").toFile())
                    .start();
            int before = journaled();
            while (process.isAlive() && journaled() - before < story.moment()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            List<ProcessHandle> engines = process.descendants()
                    .filter(child -> child.info()
                            .command()
                            .orElse("")
                            .equals(TestProject.engine().toString()))
                    .toList();
            switch (story.trouble()) {
                case KILLED_ENGINE -> engines.forEach(ProcessHandle::destroyForcibly);
                case KILLED_PROCESS -> process.destroyForcibly();
                case SIGNAL -> process.destroy();
                case TWO_SIGNALS -> {
                    process.destroy();
                    TimeUnit.MILLISECONDS.sleep(50L * story.moment());
                    process.destroy();
                }
                case FULL_DISK -> {
                    // What the engine writes beyond this size fails, as on a disk that is full.
                    limitFiles(engines, String.valueOf(1_000 * story.moment()));
                    TimeUnit.SECONDS.sleep(2);
                    if (story.moment() % 2 == 0) {
                        limitFiles(engines, "unlimited");
                    } else {
                        engines.forEach(ProcessHandle::destroyForcibly);
                    }
                }
                default -> throw new IllegalArgumentException(story.trouble().name());
            }
            process.waitFor();
            engines.forEach(engine -> engine.onExit().join());
        }

        private static void limitFiles(List<ProcessHandle> processes, String bytes) throws Exception {
            for (ProcessHandle process : processes) {
                new ProcessBuilder("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + bytes + ":unlimited")
                        .start()
                        .waitFor();
            }
        }

        /** How many operations the state has seen begin or end, about. */
        private int journaled() {
            try {
                JsonNode latest = latest();
                return latest.path("resources").size()
                        + latest.path("pending_operations").size();
            } catch (IOException e) {
                // It is not there yet, or being written.
                return 0;
            }
        }

        private Path state() {
            return folder.resolve(Path.of(".plinth/simulator/state/.pulumi/stacks/random", STACK + ".json"));
        }

        private JsonNode latest() throws IOException {
            return Files.exists(state())
                    ? JSON.readTree(Files.readString(state()))
                            .path("checkpoint")
                            .path("latest")
                    : JSON.createObjectNode();
        }

        private void converged(String transcript) throws IOException {
            JsonNode latest = latest();
            assertThat(latest.path("pending_operations")).as(transcript).isEmpty();
            List<String> state = new ArrayList<>();
            for (JsonNode resource : latest.path("resources")) {
                if (resource.path("custom").asBoolean()
                        && !resource.path("type").asText().startsWith("pulumi:")) {
                    state.add(resource.path("urn").asText() + " "
                            + resource.path("id").asText());
                    assertThat(resource.path("delete").asBoolean())
                            .as(transcript)
                            .isFalse();
                }
            }
            List<String> cloud = new ArrayList<>();
            run(List.of("simulator", "list", "--json", "--project", folder.toString()))
                    .json()
                    .forEach(resource -> cloud.add(resource.path("urn").asText() + " "
                            + resource.path("id").asText()));
            assertThat(state)
                    .as(transcript)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(cloud);
            JsonNode summary =
                    run("preview", "--json", "--sections", "change").json().path("summary");
            assertThat(summary).as(transcript).hasSize(1);
            assertThat(summary.has("same")).as(transcript).isTrue();
        }

        private void inCloud(java.util.function.Consumer<Simulator> change) {
            try {
                Files.createDirectories(Workspace.simulatorFile(folder).getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try (Simulator cloud = Simulator.open(Workspace.simulatorFile(folder))) {
                change.accept(cloud);
            }
        }

        private List<String> line(String... arguments) {
            List<String> line = new ArrayList<>(List.of(arguments));
            line.add(1, STACK);
            line.addAll(List.of("--simulate", "--project", folder.toString()));
            return line;
        }

        private Run run(String... arguments) {
            return run(line(arguments));
        }

        private static Run run(List<String> line) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
            int exitCode = PlinthCommand.run(terminal, new RandomProgram(), line.toArray(String[]::new));
            return new Run(exitCode, out.toString(), err.toString());
        }
    }
}
