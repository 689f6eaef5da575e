package dev.plinth.simulator.aws;

import dev.plinth.simulator.cloud.Registry;

/** All of AWS. */
public final class Aws {

    private Aws() {}

    /** Registers every AWS type that has a behaviour. */
    public static void register(Registry registry) {
        Vpc.register(registry);
    }
}
