package dev.plinth.operation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A policy pack, in any language, that the engine runs beside Plinth's own.
 *
 * @param folder the folder that holds PulumiPolicy.yaml, absolute
 * @param configuration the JSON file that configures its policies, absolute; empty for their defaults
 */
public record PolicyPack(Path folder, Optional<Path> configuration) {

    /** The file that makes a folder a policy pack. */
    public static final String FILE = "PulumiPolicy.yaml";
}
