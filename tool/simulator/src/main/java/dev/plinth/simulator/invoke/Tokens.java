package dev.plinth.simulator.invoke;

/** Function tokens. */
final class Tokens {

    private Tokens() {}

    /** The token of a function of the aws package, such as {@code ec2/getVpc}. */
    static String aws(String function) {
        return "aws:" + function + ":" + function.substring(function.indexOf('/') + 1);
    }
}
