package dev.plinth.simulator.store;

import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The cloud's memory: one SQLite file in WAL mode. Each operation is one immediate transaction, so that several processes may
 * share the file, and one that is killed loses nothing that it had answered for.
 *
 * <p>It is long because every SQL statement of the simulator is here, next to the schema that it needs.
 */
public final class Store implements AutoCloseable {

    /** The time at which the clock of a new simulator stands. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int SCHEMA_VERSION = 4;

    /** The first version with answers. */
    private static final int ANSWER_VERSION = 3;

    private static final List<String> SCHEMA = List.of(
            """
            CREATE TABLE resource (
                type TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL, urn TEXT NOT NULL, arn TEXT NOT NULL,
                inputs TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (type, region, id))""",
            "CREATE INDEX resource_arn ON resource (arn)",
            "CREATE INDEX resource_id ON resource (id)",
            "CREATE INDEX resource_urn ON resource (urn)",
            // How many resources a URN has had: a replacement gets another id and another name than what it replaces.
            "CREATE TABLE generation (urn TEXT PRIMARY KEY, count INTEGER NOT NULL)",
            """
            CREATE TABLE fault (
                id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, operation TEXT NOT NULL, type TEXT NOT NULL,
                name TEXT NOT NULL, remaining INTEGER NOT NULL, delay_ms INTEGER NOT NULL)""");

    /** Added in version 2: a recovery point of a resource, or a restore test, which has passed or failed. */
    private static final String BACKUP =
            """
            CREATE TABLE backup (
                id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, type TEXT NOT NULL, region TEXT NOT NULL,
                resource TEXT NOT NULL, at_ms INTEGER NOT NULL, passed INTEGER NOT NULL)""";

    /** Added in version 3: an answer for a function, by token and canonical arguments. */
    private static final String ANSWER =
            """
            CREATE TABLE answer (
                id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL, arguments TEXT NOT NULL,
                result TEXT NOT NULL, UNIQUE (token, arguments))""";

    /**
     * Added in version 4: the clock, which has at most one row; when a resource was created; of a recovery point its type, its
     * vault, its key and when it expires; of a restore test its status and that of its validation; and what outlives its deletion:
     * a key or a secret until its window ends, a final snapshot.
     */
    private static final List<String> TIME = List.of(
            "CREATE TABLE clock (at_ms INTEGER NOT NULL)",
            "ALTER TABLE resource ADD COLUMN created_ms INTEGER NOT NULL DEFAULT " + START.toEpochMilli(),
            "ALTER TABLE backup ADD COLUMN point_type TEXT NOT NULL DEFAULT 'SNAPSHOT'",
            "ALTER TABLE backup ADD COLUMN vault TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE backup ADD COLUMN key TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE backup ADD COLUMN expires_ms INTEGER",
            "ALTER TABLE backup ADD COLUMN status TEXT NOT NULL DEFAULT 'COMPLETED'",
            "ALTER TABLE backup ADD COLUMN validation TEXT NOT NULL DEFAULT ''",
            "UPDATE backup SET validation = CASE passed WHEN 1 THEN 'SUCCESSFUL' ELSE 'FAILED' END WHERE kind = 'restore-test'",
            """
            CREATE TABLE deleted (
                type TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL, arn TEXT NOT NULL, name TEXT NOT NULL,
                key TEXT NOT NULL, until_ms INTEGER, gone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (type, region, id))""");

    private static final Set<SQLiteErrorCode> DAMAGE =
            EnumSet.of(SQLiteErrorCode.SQLITE_NOTADB, SQLiteErrorCode.SQLITE_CORRUPT);

    private static final int WAIT_MILLISECONDS = 30_000;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private Store(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the file, which is made when it doesn't exist, readable by its owner only.
     *
     * @throws UncheckedIOException when it can't be opened: it is damaged, another process does not release it within 30
     *     seconds, or the disk is full
     * @throws IllegalStateException when it was written by a later version
     */
    public static Store open(Path file) {
        try {
            createPrivately(file);
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // In WAL mode NORMAL survives a killed process; only a power cut may take the last transactions.
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.setBusyTimeout(WAIT_MILLISECONDS);
            SQLiteDataSource source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
            Store store = new Store(file, source.getConnection());
            store.migrate(file);
            return store;
        } catch (SQLException e) {
            throw failure(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulator's database " + file + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** Opens an empty memory that no file keeps. */
    public static Store inMemory() {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite::memory:");
        Path none = Path.of(":memory:");
        try {
            Store store = new Store(none, source.getConnection());
            store.migrate(none);
            return store;
        } catch (SQLException e) {
            throw failure(none, e);
        }
    }

    /** Returns SQLite's error as a message with a next step. */
    private static UncheckedIOException failure(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        String what =
                switch (plain(code)) {
                    case SQLITE_NOTADB, SQLITE_CORRUPT ->
                        " is damaged\nnext: put the file back from a backup, or empty the simulator with `plinth simulator"
                                + " reset`";
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                        " is in use by another process, which did not release it within " + WAIT_MILLISECONDS / 1000
                                + " s\nnext: wait for that process, or stop it";
                    case SQLITE_FULL ->
                        " cannot be written: the disk is full\nnext: free space, and run the command again";
                    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                        " cannot be opened: check that you may write it and its directory";
                    default -> " cannot be used: " + e.getMessage();
                };
        return new UncheckedIOException("the simulator's database " + file + what, new IOException(e));
    }

    private static void createPrivately(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (folder != null) {
            Files.createDirectories(
                    folder,
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                            }
                            : new FileAttribute<?>[0]);
        }
        // The state holds what the program passed as secrets, as a cloud does.
        if (!Files.exists(file) && posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /**
     * Renames a damaged database, and deletes what belongs to it.
     *
     * @return whether it was damaged
     * @throws UncheckedIOException when it can't be renamed
     */
    public static boolean setAside(Path file) {
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = plain.createStatement()) {
            statement.executeQuery("PRAGMA schema_version").close();
            return false;
        } catch (SQLException e) {
            if (!(e instanceof SQLiteException sqlite) || !DAMAGE.contains(plain(sqlite.getResultCode()))) {
                return false;
            }
        }
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be renamed: " + e.getMessage(), e);
        }
        return true;
    }

    /** The extended codes have the plain one in their lowest byte. */
    private static SQLiteErrorCode plain(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }

    private void migrate(Path file) throws SQLException {
        connection.setAutoCommit(false);
        transact(() -> {
            int version = query("PRAGMA user_version", row -> row.getInt(1)).get(0);
            if (version > SCHEMA_VERSION) {
                throw new IllegalStateException("the simulator's database " + file + " has schema version " + version
                        + ", this program supports " + SCHEMA_VERSION + ": use a newer program, or another file");
            }
            if (version == 0) {
                SCHEMA.forEach(this::execute);
            }
            if (version < 2) {
                execute(BACKUP);
            }
            if (version < ANSWER_VERSION) {
                execute(ANSWER);
            }
            if (version < SCHEMA_VERSION) {
                TIME.forEach(this::execute);
                execute("PRAGMA user_version = " + SCHEMA_VERSION);
            }
            return null;
        });
    }

    /** Runs the work in one transaction: all of it is kept, or none when it throws. */
    public <T> T transact(Supplier<T> work) {
        lock.lock();
        try {
            boolean outermost = lock.getHoldCount() == 1;
            boolean done = false;
            try {
                T result = work.get();
                done = true;
                return result;
            } finally {
                if (outermost) {
                    finish(done);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does some work and takes it all back, so that only what it found out remains. */
    public void rehearse(Runnable work) {
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                throw new IllegalStateException("a rehearsal would roll back a transaction");
            }
            try {
                work.run();
            } finally {
                finish(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish(boolean commit) {
        try {
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** A resource by type, region and id. */
    public Optional<StoredResource> find(String type, String region, String id) {
        return select("type = ? AND region = ? AND id = ?", type, region, id).stream()
                .findFirst();
    }

    /** A resource by its ARN. */
    public Optional<StoredResource> byArn(String arn) {
        return arn.isEmpty()
                ? Optional.empty()
                : select("arn = ?", arn).stream().findFirst();
    }

    /** A resource of a type by its ARN; others, such as a topic's policy, may carry the same ARN. */
    public Optional<StoredResource> byArn(String type, String arn) {
        return arn.isEmpty()
                ? Optional.empty()
                : select("type = ? AND arn = ?", type, arn).stream().findFirst();
    }

    /** The resources that have this id or this URN. */
    public List<StoredResource> byIdOrUrn(String idOrUrn) {
        return select("id = ? OR urn = ?", idOrUrn, idOrUrn);
    }

    /** All resources of a type in a region. */
    public List<StoredResource> list(String type, String region) {
        return select("type = ? AND region = ?", type, region);
    }

    /** All resources of a type in every region. */
    public List<StoredResource> listEverywhere(String type) {
        return select("type = ?", type);
    }

    /** All resources. */
    public List<StoredResource> list() {
        return select("TRUE");
    }

    private List<StoredResource> select(String condition, String... parameters) {
        return query(
                "SELECT type, id, region, urn, inputs, state FROM resource WHERE " + condition
                        + " ORDER BY type, region, id",
                row -> new StoredResource(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Values.mapFromJson(row.getString(5)),
                        Values.mapFromJson(row.getString(6))),
                (Object[]) parameters);
    }

    /** Writes a resource, new or changed. */
    public void put(StoredResource resource) {
        update(
                "INSERT INTO resource (type, region, id, urn, arn, inputs, state, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (type, region, id) DO UPDATE SET urn = excluded.urn, arn = excluded.arn,"
                        + " inputs = excluded.inputs, state = excluded.state",
                resource.type(),
                resource.region(),
                resource.id(),
                resource.urn(),
                resource.arn(),
                Values.toJson(resource.inputs()),
                Values.toJson(resource.state()),
                now().toEpochMilli());
    }

    /** The simulated time: {@link #START}, and later only by what it was advanced. */
    public Instant now() {
        return query("SELECT at_ms FROM clock", row -> Instant.ofEpochMilli(row.getLong(1))).stream()
                .findFirst()
                .orElse(START);
    }

    /** Moves the clock. */
    public void setNow(Instant now) {
        transact(() -> {
            execute("DELETE FROM clock");
            return update("INSERT INTO clock (at_ms) VALUES (?)", now.toEpochMilli());
        });
    }

    /** Returns the creation time of a resource, in simulated time; the start for one that does not exist. */
    public Instant created(StoredResource resource) {
        return query(
                        "SELECT created_ms FROM resource WHERE type = ? AND region = ? AND id = ?",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        resource.type(),
                        resource.region(),
                        resource.id())
                .stream()
                .findFirst()
                .orElse(START);
    }

    /** Returns the creation times of the resources, in simulated time, by URN. */
    public Map<String, Instant> created() {
        Map<String, Instant> times = new HashMap<>();
        query("SELECT urn, created_ms FROM resource", row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(row -> times.merge(
                        row.getKey(),
                        Instant.ofEpochMilli(row.getValue()),
                        (left, right) -> left.isBefore(right) ? left : right));
        return times;
    }

    /** Keeps what outlives its deletion; one of the same type, region and id is replaced. */
    public void put(DeletedResource deleted) {
        update(
                "INSERT OR REPLACE INTO deleted (type, region, id, arn, name, key, until_ms, gone)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                deleted.type(),
                deleted.region(),
                deleted.id(),
                deleted.arn(),
                deleted.name(),
                deleted.key(),
                deleted.until() == null ? null : deleted.until().toEpochMilli(),
                deleted.gone() ? 1 : 0);
    }

    /** Returns the remains of deleted resources, by type, region and id. */
    public List<DeletedResource> deleted() {
        return query(
                "SELECT type, region, id, arn, name, key, until_ms, gone FROM deleted ORDER BY type, region, id",
                row -> {
                    long until = row.getLong(7);
                    return new DeletedResource(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.wasNull() ? null : Instant.ofEpochMilli(until),
                            row.getInt(8) == 1);
                });
    }

    /** Returns the remains of deleted resources of a type in a region. */
    public List<DeletedResource> deleted(String type, String region) {
        return deleted().stream()
                .filter(each -> each.type().equals(type) && each.region().equals(region))
                .toList();
    }

    /** Forgets what outlived its deletion. */
    public void forget(DeletedResource deleted) {
        update(
                "DELETE FROM deleted WHERE type = ? AND region = ? AND id = ?",
                deleted.type(),
                deleted.region(),
                deleted.id());
    }

    /** Removes a resource. */
    public void remove(StoredResource resource) {
        update(
                "DELETE FROM resource WHERE type = ? AND region = ? AND id = ?",
                resource.type(),
                resource.region(),
                resource.id());
    }

    /** Returns the number of resources that the URN has had. */
    public int generation(String urn) {
        return query("SELECT count FROM generation WHERE urn = ?", row -> row.getInt(1), urn).stream()
                .findFirst()
                .orElse(0);
    }

    /** Counts one more resource of the URN. */
    public void countGeneration(String urn) {
        update("INSERT INTO generation VALUES (?, 1) ON CONFLICT (urn) DO UPDATE SET count = count + 1", urn);
    }

    /** Keeps an answer; one for the same function and arguments is replaced. */
    public void put(Answer answer) {
        update(
                "INSERT OR REPLACE INTO answer (token, arguments, result) VALUES (?, ?, ?)",
                answer.token(),
                Values.canonical(answer.arguments()),
                Values.toJson(answer.result()));
    }

    /** All answers, the latest last. */
    public List<Answer> answers() {
        return answersWhere("TRUE");
    }

    /** The answers for a function, the latest last. */
    public List<Answer> answers(String token) {
        return answersWhere("token = ?", token);
    }

    private List<Answer> answersWhere(String condition, Object... parameters) {
        return query(
                "SELECT token, arguments, result FROM answer WHERE " + condition + " ORDER BY id",
                row -> new Answer(
                        row.getString(1), Values.mapFromJson(row.getString(2)), Values.mapFromJson(row.getString(3))),
                parameters);
    }

    /**
     * Reads the answers in a file without changing it, and without waiting for whoever writes it.
     *
     * @param file the database; one that does not exist has no answers
     * @return the answers, the latest last
     * @throws UncheckedIOException when it can't be read
     */
    public static List<Answer> answersIn(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try (Store store = new Store(file, source.getConnection())) {
            store.connection.setAutoCommit(false);
            boolean hasAnswers =
                    store.query("PRAGMA user_version", row -> row.getInt(1)).get(0) >= ANSWER_VERSION;
            return hasAnswers ? store.answers() : List.of();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Removes an answer; returns whether there was one. */
    public boolean removeAnswer(String token, Map<String, Object> arguments) {
        return update("DELETE FROM answer WHERE token = ? AND arguments = ?", token, Values.canonical(arguments)) > 0;
    }

    /** Forgets everything. */
    public void clear() {
        List.of("resource", "generation", "fault", "backup", "answer", "clock", "deleted")
                .forEach(table -> execute("DELETE FROM " + table));
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** The row's value. */
        T read(ResultSet row) throws SQLException;
    }

    /** The rows of a query; must run where others can't interfere, which {@link #transact} sees to. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
        return transact(() -> {
            try (PreparedStatement statement = prepare(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            } catch (SQLException e) {
                throw failure(file, e);
            }
        });
    }

    /** Changes rows; answers how many. */
    public int update(String sql, @Nullable Object... parameters) {
        return transact(() -> {
            try (PreparedStatement statement = prepare(sql, parameters)) {
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw failure(file, e);
            }
        });
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            lock.unlock();
        }
    }
}
