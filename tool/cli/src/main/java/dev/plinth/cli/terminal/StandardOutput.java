package dev.plinth.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the process that keeps its first failure, since {@link java.io.PrintWriter} hides it. Later output is dropped, so
 * that a change that has begun is completed although nobody reads about it.
 */
final class StandardOutput extends FilterOutputStream {

    /** Descriptor of the standard output, on Linux; its target is {@code pipe:[NUMBER]} for a pipe. */
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

    private @Nullable IOException failure;

    StandardOutput(OutputStream to) {
        super(to);
    }

    @Override
    public synchronized void write(int octet) {
        attempt(() -> out.write(octet));
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
        attempt(() -> out.write(octets, offset, length));
    }

    @Override
    public synchronized void flush() {
        attempt(out::flush);
    }

    /** Returns the first failure. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns whether a failure means that the reader of a pipe has ended. The text of the operating system may be translated. */
    static boolean isClosedPipe(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("pipe")) {
            return true;
        }
        try {
            return !text.contains("space")
                    && Files.readSymbolicLink(DESCRIPTOR).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void attempt(Writing writing) {
        if (failure != null) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
