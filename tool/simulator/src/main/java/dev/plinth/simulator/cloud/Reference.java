package dev.plinth.simulator.cloud;

/** A property that names other resources. */
record Reference(String path, String target, String code, boolean blocksDeletion, boolean anywhere) {}
