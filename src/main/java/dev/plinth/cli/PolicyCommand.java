package dev.plinth.cli;

import picocli.CommandLine.Command;

/** {@code plinth policy}. */
@Command(name = "policy", description = "x")
final class PolicyCommand {}
