package dev.plinth.simulator.shape;

import java.util.Map;

/**
 * Arguments and results of a function.
 *
 * @param token the function token, such as {@code aws:ec2/getVpc:getVpc}
 * @param inputs the arguments by name
 * @param outputs the results by name
 */
public record FunctionShape(String token, Map<String, PropertyShape> inputs, Map<String, PropertyShape> outputs) {}
