package dev.plinth.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Plinth's version: that of this module, since the jar around it may be another project's. */
public final class PlinthVersion {

    private PlinthVersion() {}

    /** Returns the version, such as {@code 0.1.0}. */
    public static String current() {
        try (InputStream stream = PlinthVersion.class.getResourceAsStream("/dev/plinth/cli/version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(stream));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
