package dev.plinth.providers.generator;

import java.util.List;
import java.util.Optional;

/**
 * Default of an input.
 *
 * @param environment the environment variables that are read first
 * @param value the constant: a string, a number or a boolean
 */
record Default(List<String> environment, Optional<Object> value) {}
