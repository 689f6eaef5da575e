package dev.plinth.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Number of columns of the terminal of this process. It is read when it is first needed, and again after a second, since a person
 * may resize the window during a long operation.
 *
 * <p>Java has no API for it, so this runs {@code stty size}, which every Unix has; it takes some milliseconds.
 */
final class TerminalSize implements IntSupplier {

    private static final long MAXIMUM_AGE = Duration.ofSeconds(1).toNanos();
    private static final File TERMINAL = new File("/dev/tty");

    private final int byDefault;
    private int columns;
    private long readAt;

    /**
     * Creates it.
     *
     * @param byDefault number of columns if the terminal does not report any
     */
    TerminalSize(int byDefault) {
        this.byDefault = byDefault;
    }

    @Override
    public synchronized int getAsInt() {
        if (columns == 0 || System.nanoTime() - readAt > MAXIMUM_AGE) {
            columns = read();
            readAt = System.nanoTime();
        }
        return columns;
    }

    private int read() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.SECONDS) ? parse(size) : byDefault;
        } catch (IOException e) {
            return byDefault;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return byDefault;
        }
    }

    /** Reads {@code ROWS COLUMNS}; both are 0 for a terminal without a window, such as a serial line. */
    int parse(String size) {
        String[] numbers = size.strip().split(" ", -1);
        if (numbers.length != 2 || !numbers[1].matches("[1-9]\\d{0,4}")) {
            return byDefault;
        }
        return Integer.parseInt(numbers[1]);
    }
}
