package dev.plinth.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.components.host.HostFiles;
import dev.plinth.host.RealPrograms.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, verification and restore of a real PostgreSQL, a real Redis and files. Skipped where the programs are missing. */
class BackupScriptsIT {

    private static final String SCHEMA =
            """
            CREATE ROLE app_reader;
            CREATE SCHEMA orders;
            CREATE TABLE orders.prints (id bigint PRIMARY KEY, title text NOT NULL, price numeric(10,2), tags jsonb, at timestamptz);
            INSERT INTO orders.prints SELECT i, 'print ' || i, i * 1.25, jsonb_build_object('n', i), now() FROM generate_series(1, 5000) i;
            CREATE TABLE public."Odd name" (v text);
            INSERT INTO public."Odd name" VALUES ('ä'), (NULL), ('line
            break');
            CREATE TABLE public.empty (v int);
            CREATE VIEW orders.cheap AS SELECT * FROM orders.prints WHERE price < 10;
            GRANT SELECT ON orders.prints TO app_reader;
            """;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private Path home;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private Path scripts;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private RealPrograms programs;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        home = folder;
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        scripts = home.resolve("scripts");
        programs = new RealPrograms(home);
        programs.writeScripts(scripts, HostFiles.BACKUP_SCRIPTS);
        Path hook = Files.writeString(scripts.resolve("notify.sh"), "#!/bin/sh\necho \"$1\" >>" + home + "/alerts\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        programs.set("BACKUP_DIR", home + "/backups");
        programs.set("STATUS_DIR", home + "/status");
        programs.set("NOTIFY_HOOK", hook.toString());
    }

    @AfterEach
    void close() {
        programs.close();
    }

    @Test
    void restoresAKilledDatabaseWithTheSameRows() throws Exception {
        startDatabase("first");
        sql(SCHEMA);
        sql("ALTER DATABASE app SET app.issuer = 'prints'");
        String before = checksums();
        assertThat(before).contains("orders.prints|5000|").contains("public.empty|0|empty");

        Result backup = script("backup.sh", "database");

        assertThat(backup.output()).contains("Verified database backup");
        assertThat(backup.exitCode()).isZero();
        assertThat(script("fresh.sh", "database").exitCode()).isZero();

        kill("first");
        startDatabase("second");
        assertThat(script("restore.sh", backups(".dump").get(0).toString()).output())
                .contains("Restored");
        assertThat(checksums()).isEqualTo(before);
        assertThat(sql("SHOW app.issuer")).contains("prints");
        assertThat(
                        sql(
                                "SELECT has_table_privilege('app_reader', 'orders.prints', 'SELECT'), count(*) FROM orders.cheap"))
                .contains("t|7");
        kill("second");
    }

    @Test
    void findsACorruptedBackupAndRaisesAnAlert() throws Exception {
        startDatabase("data");
        sql(SCHEMA);
        assertThat(script("backup.sh", "database").exitCode()).isZero();
        Path backup = backups(".dump").get(0);

        try (RandomAccessFile file = new RandomAccessFile(backup.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int old = file.read();
            file.seek(file.length() / 2);
            file.write(old ^ 0xff);
        }

        Result verified = script("verify.sh", backup.toString());
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(Files.readString(home.resolve("alerts"))).contains("is invalid: the checksum differs");
        assertThat(script("fresh.sh", "database").exitCode()).isEqualTo(1);
        assertThat(script("restore.sh", backup.toString()).exitCode()).isEqualTo(1);
        assertThat(sql("SELECT count(*) FROM orders.prints")).contains("5000");
        kill("data");
    }

    @Test
    void findsABackupWithOtherRowsThanTheDatabaseHad() throws Exception {
        startDatabase("data");
        sql(SCHEMA);
        script("backup.sh", "database");
        sql("INSERT INTO public.empty DEFAULT VALUES");
        Path tables = Path.of(backups(".dump").get(0) + ".tables");
        Files.writeString(tables, Files.readString(tables).replace("|5000|", "|5001|"));

        assertThat(script("verify.sh", backups(".dump").get(0).toString()).exitCode())
                .isEqualTo(1);

        assertThat(Files.readString(home.resolve("alerts"))).contains("restored tables differ");
        assertThat(sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'plinth_verify%'"))
                .contains("0");
        assertThat(script("restore.sh", backups(".dump").get(0).toString()).exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(home.resolve("alerts"))).contains("differ; the database is as before");
        assertThat(sql("SELECT count(*) FROM public.empty"))
                .as("written after the backup")
                .contains("1");
        kill("data");
    }

    @Test
    void alertsWhenTheDatabaseIsDown() throws Exception {
        RealPrograms.require("postgresql", "pg_dump", "psql");
        programs.set("PGHOST", home.toString());
        programs.set("PGDATABASE", "app");

        assertThat(script("backup.sh", "database").exitCode()).isNotZero();

        assertThat(Files.readString(home.resolve("alerts"))).contains("database backup failed");
    }

    @Test
    void restoresRedisWithTheSameDigest() throws Exception {
        RealPrograms.require("redis-server", "redis-server", "redis-cli", "redis-check-rdb");
        programs.set("REDIS_PORT", Integer.toString(RealPrograms.freePort()));
        Process first = startRedis("redis1");
        for (int i = 0; i < 200; i++) {
            redis("set", "key" + i, "value" + i);
        }
        redis("zadd", "scores", "1", "a", "2", "b");
        String before = redis("debug", "digest");

        assertThat(script("backup.sh", "redis").exitCode()).isZero();
        String file = backups(".rdb").get(0).toString();
        programs.set("REDIS_DATA_DIR", home + "/redis2");
        assertThat(script("restore.sh", file).output()).contains("stop it before the restore");

        first.destroyForcibly().waitFor();
        run("mkdir", home + "/redis2");
        assertThat(script("restore.sh", file).exitCode()).isZero();
        startRedis("redis2");
        assertThat(redis("debug", "digest")).isEqualTo(before);
        assertThat(redis("get", "key7")).contains("value7");
    }

    @Test
    void restoresFilesAndDeletesExpiredBackups() throws Exception {
        programs.set("FILES_DIR", home + "/files");
        Path old = home.resolve("backups/files-20200101T000000Z.tar.gz");
        run("mkdir", "-p", home + "/files/a", home + "/backups");
        run("sh", "-c", "printf content >" + home + "/files/a/b.txt");
        assertThat(run("touch", "-d", "8 days ago", old.toString()).exitCode()).isZero();
        programs.set("KEEP_DAYS", "7");

        Result backup = script("backup.sh", "files");
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(old).doesNotExist();

        Files.writeString(home.resolve("files/a/b.txt"), "damaged");
        run("touch", home + "/files/new.txt");
        assertThat(script("restore.sh", backups(".tar.gz").get(0).toString()).exitCode())
                .isZero();
        assertThat(home.resolve("files/a/b.txt")).hasContent("content");
        assertThat(home.resolve("files/new.txt")).doesNotExist();
    }

    private void startDatabase(String name) throws Exception {
        RealPrograms.require("postgresql", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql");
        Path data = home.resolve(name);
        Result made = run("initdb", "-D", data.toString(), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8");
        assertThat(made.exitCode()).as(made.output()).isZero();
        Result started = run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-l",
                home + "/" + name + ".log",
                "-o",
                "-c listen_addresses= -c fsync=off -c unix_socket_directories=" + home,
                "start");
        assertThat(started.exitCode()).as(started.output()).isZero();
        programs.set("PGHOST", home.toString());
        programs.set("PGUSER", "postgres");
        programs.set("PGDATABASE", "template1");
        sql("CREATE DATABASE app");
        programs.set("PGDATABASE", "app");
    }

    private void kill(String name) throws Exception {
        run("pg_ctl", "-D", home + "/" + name, "-m", "immediate", "-w", "stop");
    }

    private Process startRedis(String name) throws Exception {
        Files.createDirectories(home.resolve(name));
        Process server = programs.serve(
                "redis-server",
                "--port",
                port(),
                "--bind",
                "127.0.0.1",
                "--dir",
                home + "/" + name,
                "--save",
                "",
                "--enable-debug-command",
                "local");
        for (int i = 0; i < 100 && !redis("ping").contains("PONG"); i++) {
            Thread.sleep(50);
        }
        return server;
    }

    private String port() throws Exception {
        return programs.run("sh", "-c", "echo $REDIS_PORT").output().strip();
    }

    private String redis(String... command) throws Exception {
        String[] words = Stream.concat(Stream.of("redis-cli", "-p", port()), Stream.of(command))
                .toArray(String[]::new);
        return programs.run(words).output();
    }

    private String sql(String statements) throws Exception {
        Result result = run("psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-c", statements);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private String checksums() throws Exception {
        return run(
                        "psql",
                        "-X",
                        "-q",
                        "-At",
                        "-f",
                        scripts.resolve("checksums.sql").toString())
                .output();
    }

    private Result script(String name, String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(scripts.resolve(name).toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Result run(String... command) throws Exception {
        return programs.runAsPostgres(command);
    }

    private List<Path> backups(String ending) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("backups"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
