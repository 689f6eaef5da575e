package dev.plinth.simulator.aws.network;

import dev.plinth.simulator.cloud.Operation;

/** The prefix lists that AWS itself manages. */
public final class PrefixLists {

    private PrefixLists() {}

    /** The id of the list of a service such as {@code com.amazonaws.eu-central-1.s3}. */
    public static String id(String service) {
        return "pl-" + Operation.digest("prefix list " + service).substring(0, 8);
    }
}
