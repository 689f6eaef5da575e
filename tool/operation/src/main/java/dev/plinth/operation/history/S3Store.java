package dev.plinth.operation.history;

import dev.plinth.operation.AwsCommand;
import dev.plinth.settings.file.DurableFile;
import dev.plinth.settings.file.PrivateDirectory;
import dev.plinth.settings.file.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Records in an S3 bucket, by the {@code aws} command. A conditional write makes each name unique. One {@code aws s3 sync} per
 * process fetches the records of lists that are not in the local copy; larger ones are fetched when they are used.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
final class S3Store implements RecordStore {

    /** Objects that lists are made from; a copy of the state is much larger. */
    private static final List<String> LISTED = List.of("*/begin.json", "*/end.json", "timings/*");

    private final AwsCommand aws;
    private final S3Address address;
    private final Path cache;
    private boolean synced;

    /**
     * Finds a store; nothing is read yet.
     *
     * @param aws the command
     * @param address the place of the stack's records
     * @param cache the directory of the local copies, which need not exist
     */
    S3Store(AwsCommand aws, S3Address address, Path cache) {
        this.aws = aws;
        this.address = address;
        this.cache = cache;
    }

    @Override
    public String location() {
        return address.toString();
    }

    @Override
    public String limit() {
        return "";
    }

    @Override
    public synchronized List<String> names() {
        if (!synced) {
            List<String> line = new ArrayList<>(
                    List.of("s3", "sync", address.toString(), directory(cache).toString()));
            line.addAll(List.of("--only-show-errors", "--exclude", "*"));
            LISTED.forEach(pattern -> line.addAll(List.of("--include", pattern)));
            String problem = run(line);
            if (!problem.isEmpty()) {
                throw failure("cannot be read", problem);
            }
            synced = true;
        }
        return local().names().stream().filter(name -> name.endsWith(".json")).toList();
    }

    private DirectoryStore local() {
        return new DirectoryStore(cache, "");
    }

    private static Path directory(Path path) {
        try {
            return PrivateDirectory.create(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be created", e);
        }
    }

    @Override
    public Path file(String name) {
        Path copy = cache.resolve(name);
        if (Files.exists(copy)) {
            return copy;
        }
        try (TemporaryDirectory temporary = TemporaryDirectory.create()) {
            Path fetched = temporary.file("record");
            String problem = run(object("get-object", name, List.of(fetched.toString())));
            if (!problem.isEmpty()) {
                throw failure("have no readable " + name, problem);
            }
            PrivateDirectory.createFor(copy);
            Files.copy(fetched, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + copy + " cannot be written", e);
        }
    }

    @Override
    public boolean create(String name, byte[] content) {
        try (TemporaryDirectory temporary = TemporaryDirectory.create()) {
            Path body = Files.write(temporary.file("record"), content);
            String problem =
                    run(object("put-object", name, List.of("--if-none-match", "*", "--body", body.toString())));
            if (!problem.isEmpty()) {
                if (run(object("head-object", name, List.of())).isEmpty()) {
                    return false;
                }
                throw failure("cannot be written", problem);
            }
            DurableFile.write(cache.resolve(name), content);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + name + " cannot be copied to " + cache, e);
        }
    }

    @Override
    public void delete(String name) {
        run(object("delete-object", name, List.of()));
        local().delete(name);
    }

    private List<String> object(String operation, String name, List<String> arguments) {
        List<String> line =
                new ArrayList<>(List.of("s3api", operation, "--bucket", address.bucket(), "--key", address.key(name)));
        line.addAll(arguments);
        return line;
    }

    /** Returns how the command failed; empty where it succeeded. */
    private String run(List<String> arguments) {
        List<String> line = new ArrayList<>(arguments);
        line.addAll(address.options());
        return aws.run(line).problem();
    }

    private UncheckedIOException failure(String what, String problem) {
        String options = address.options().isEmpty() ? "" : " " + String.join(" ", address.options());
        return new UncheckedIOException(
                "the update records in " + address + " " + what + ": `aws` " + problem
                        + "\nnext: run `aws s3 ls " + address + "/" + options
                        + "` to find the cause. Expected: an AWS CLI with `put-object --if-none-match`, and access to this prefix",
                new IOException(problem));
    }
}
