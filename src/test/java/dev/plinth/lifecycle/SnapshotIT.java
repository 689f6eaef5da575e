package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack is built, its snapshot is taken, everything else is deleted, and a program is previewed against the snapshot. */
final class SnapshotIT {

    private static final String STACK = "staging";
    private static final String FILE = "Pulumi.staging.yaml";
    private static final String CIDR = "cidr: 10.20.0.0/16";
    private static final String POISON = "poison-of-the-environment";

    private final TestProject project;
    private final Path folder;

    SnapshotIT(@TempDir Path folder) {
        this.folder = folder;
        project = TestProject.in(folder);
    }

    @Test
    void aPreviewAgainstASnapshotSaysWhatOneInTheCloudSays() throws Exception {
        String snapshot = folder.resolve("staging.json").toString();
        assertThat(project.simulate("up", STACK, "--yes").exitCode()).isZero();
        Run taken = project.simulate("snapshot", STACK, "--output", snapshot, "--json");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        assertThat(taken.json().path("functions").asInt()).isPositive();
        String same = project.simulate("preview", STACK, "--json")
                .json()
                .path("steps")
                .toString();
        project.edit(FILE, CIDR, "cidr: 10.99.0.0/16");
        JsonNode replaced = project.simulate("preview", STACK, "--json").json();
        delete(folder.resolve(".plinth"));

        Run changed = project.run("preview", STACK, "--snapshot", snapshot, "--json");

        assertThat(changed.json().path("steps").toString())
                .isEqualTo(replaced.path("steps").toString());
        assertThat(replaced.path("summary").path("replace").asInt()).isGreaterThan(10);
        assertThat(changed.json().path("change")).isEqualTo(replaced.path("change"));
        assertThat(changed.json().path("snapshot").path("assumed")).isEmpty();
        assertThat(changed.exitCode()).as("it replaces what holds data").isEqualTo(1);

        project.edit(FILE, "cidr: 10.99.0.0/16", CIDR);
        JsonNode unchanged = poisoned(snapshot);
        assertThat(unchanged.path("steps").toString()).isEqualTo(same);
        assertThat(unchanged.path("summary").properties()).singleElement().satisfies(entry -> assertThat(entry.getKey())
                .isEqualTo("same"));
        assertThat(unchanged.path("policy").path("violations").toString()).doesNotContain("mandatory");
        assertThat(folder.resolve(".plinth")).doesNotExist();
    }

    /** Previews in a process of its own, whose environment and home folder hold credentials, and looks where they go. */
    private JsonNode poisoned(String snapshot) throws IOException, InterruptedException {
        Path seen = folder.resolve("seen.txt");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("credentials"), POISON);
        Files.writeString(Files.createDirectories(home.resolve(".pulumi")).resolve("credentials.json"), POISON);
        Path engine = Files.createFile(
                folder.resolve("pulumi"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                engine,
                "#!/bin/sh\n[ \"$1\" = version ] || { env; echo \"$@\"; } >> '" + seen + "'\nexec '"
                        + TestProject.engine() + "' \"$@\"\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.plinth.Main"));
        command.addAll(List.of("preview", STACK, "--snapshot", snapshot, "--json", "--project", folder.toString()));
        Path out = folder.resolve("out.json");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PLINTH_PULUMI",
                        engine.toString(),
                        "HOME",
                        home.toString(),
                        // The policy pack is written there, and the engine is told where.
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()));
        for (String name : List.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_PROFILE",
                "AWS_REGION",
                "PULUMI_ACCESS_TOKEN",
                "PULUMI_BACKEND_URL",
                "PULUMI_CONFIG_PASSPHRASE",
                "CLOUDFLARE_API_TOKEN",
                "CLOUDFLARE_EMAIL",
                "GITHUB_TOKEN")) {
            builder.environment().put(name, POISON);
        }
        assertThat(builder.start().waitFor()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(seen)).contains("stack import", "preview").doesNotContain(POISON, home.toString());
        assertThat(Files.readString(out)).doesNotContain(POISON);
        assertThat(Files.readString(err)).doesNotContain(POISON);
        return new ObjectMapper().readTree(out.toFile());
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
