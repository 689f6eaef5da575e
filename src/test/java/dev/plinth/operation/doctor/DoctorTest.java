package dev.plinth.operation.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(folder);
    }

    private List<Doctor.Check> checks(String name) {
        return Doctor.examine(Repository.project(folder), System.getenv(), TODAY).stream()
                .filter(check -> check.name().equals(name))
                .toList();
    }

    private Path lock(String host, long pid) throws IOException {
        return lock(host, pid, "2026-11-01T10:00:00Z");
    }

    private Path lock(String host, long pid, String taken) throws IOException {
        Path locks = folder.resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "locks", "organization"));
        Files.createDirectories(locks);
        return Files.writeString(
                locks.resolve("lock-" + pid + ".json"),
                "{\"pid\": %d, \"username\": \"user\", \"hostname\": \"%s\", \"timestamp\": \"%s\"}"
                        .formatted(pid, host, taken));
    }

    private static String hostname() throws IOException {
        Path file = Path.of("/etc/hostname");
        return Files.isReadable(file)
                ? Files.readString(file).strip()
                : System.getenv()
                        .getOrDefault("HOSTNAME", InetAddress.getLocalHost().getHostName());
    }

    /** The id of a process that ran and is gone. */
    private static long gone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void reportsTheJavaVersion() {
        assertThat(checks("java")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isTrue();
            assertThat(check.detail()).contains(System.getProperty("java.home"));
        });
        assertThat(checks("engine")).hasSize(1);
        assertThat(checks("lock")).isEmpty();
    }

    @Test
    void countsPlaceholdersAndQuotesFaults() throws IOException {
        Path file = folder.resolve("Pulumi.staging.yaml");
        Files.writeString(file, Files.readString(file).replace("port: 3000", "port: 0"));

        assertThat(checks("production"))
                .containsExactly(new Doctor.Check(
                        "production", true, "valid, with 5 placeholders; `plinth config check production` lists them"));
        assertThat(checks("staging")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isFalse();
            assertThat(check.detail()).contains("plinth:services.api.port is 0", "plinth:services.admin.port is 0");
        });
    }

    @Test
    void nothingInUseEndsWithinAYear() {
        assertThat(checks("image")).isEmpty();
        assertThat(Repository.STACKS)
                .allSatisfy(stack -> assertThat(checks(stack)).hasSize(1));
    }

    @Test
    void listsWhatEnds() throws IOException {
        Path file = folder.resolve("Pulumi.staging.yaml");
        Files.writeString(file, Files.readString(file).replace("engineVersion: \"16\"", "engineVersion: \"14\""));
        Path image = folder.resolve(Path.of("services", "api", "Dockerfile"));
        Files.writeString(
                image, "FROM --platform=linux/arm64 docker.io/library/node:22.1-alpine AS build\nFROM alpine:3.20\n");

        assertThat(checks("staging"))
                .contains(new Doctor.Check(
                        "staging",
                        true,
                        "RDS for PostgreSQL 14 (database-instance): standard support ends on 2027-02-28"));
        assertThat(checks("image"))
                .containsExactly(
                        new Doctor.Check(
                                "image",
                                false,
                                "services/api/Dockerfile, alpine:3.20: standard support ended on 2026-04-01"),
                        new Doctor.Check(
                                "image",
                                true,
                                "services/api/Dockerfile, node:22.1: standard support ends on 2027-04-30"));
    }

    private List<Doctor.Check> history(String backend) {
        Map<String, String> environment = Map.of("PULUMI_BACKEND_URL", backend, "PATH", folder.toString());
        return Doctor.examine(Repository.project(folder), environment, TODAY).stream()
                .filter(check -> check.name().equals("history"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://states, false, 'the `aws` command, which would store them in s3://states, is not installed; install the AWS CLI'",
        "gs://states, true, 'in backends of files and in S3, not in gs://states; see docs/history.md'",
        "azblob://states, true, 'in backends of files and in S3, not in azblob://states; see docs/history.md'",
        "https://api.pulumi.com, true, 'in backends of files and in S3, not in https://api.pulumi.com; see docs/history.md'",
        "file://states, true, records of updates are kept with the state in file://states"
    })
    void reportsTheStorageOfRecords(String backend, boolean ok, String detail) {
        assertThat(history(backend)).singleElement().satisfies(check -> {
            assertThat(check.ok()).isEqualTo(ok);
            assertThat(check.detail()).endsWith(detail);
        });
    }

    @Test
    void reportsTheStorageInS3WithTheCommand() throws IOException {
        Path aws = Files.writeString(folder.resolve("aws"), "#!/bin/sh\n");
        assertThat(aws.toFile().setExecutable(true)).isTrue();

        assertThat(history("s3://states"))
                .containsExactly(
                        new Doctor.Check("history", true, "records of updates are kept with the state in s3://states"));
    }

    @Test
    void removesTheLockOfAProcessThatIsGone() throws IOException, InterruptedException {
        Path lock = lock(hostname(), gone());

        assertThat(checks("lock")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isTrue();
            assertThat(check.detail()).contains("since 2026-11-01T10:00:00Z", "which has ended; removed");
        });
        assertThat(Files.exists(lock)).isFalse();
    }

    @Test
    void leavesTheLockOfALivingProcessAlone() throws IOException {
        Path lock =
                lock(hostname(), ProcessHandle.current().pid(), Instant.now().toString());

        assertThat(checks("lock")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isFalse();
            assertThat(check.detail()).endsWith("wait for it");
        });
        assertThat(Files.exists(lock)).isTrue();
    }

    @Test
    void leavesTheLockOfAnotherHostAlone() throws IOException, InterruptedException {
        Path lock = lock("elsewhere", gone());

        assertThat(checks("lock")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isFalse();
            assertThat(check.detail())
                    .contains("on elsewhere")
                    .endsWith("wait for it, or remove " + lock + " once it is certain that it has ended");
        });
        assertThat(Files.exists(lock)).isTrue();
    }

    /** A run that was killed while it wrote its lock leaves half of one. */
    @Test
    void reportsALockThatCanNotBeRead() throws IOException {
        Path lock = lock(hostname(), 1);
        Files.writeString(lock, "{\"pid\": 1");

        assertThat(checks("lock")).singleElement().satisfies(check -> {
            assertThat(check.ok()).isFalse();
            assertThat(check.detail()).contains("remove " + lock);
        });
        assertThat(Files.exists(lock)).isTrue();
    }
}
