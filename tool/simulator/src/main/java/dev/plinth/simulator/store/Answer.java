package dev.plinth.simulator.store;

import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that the user has given for a function.
 *
 * @param token the function token, such as {@code aws:ec2/getAmi:getAmi}
 * @param arguments the arguments that a call must have for this answer; it may have others
 * @param result the results by name
 */
public record Answer(String token, Map<String, Object> arguments, Map<String, Object> result) {

    /** Returns whether this answers a call: each of its arguments has the same value there. */
    public boolean matches(String function, Map<String, Object> called) {
        return token.equals(function)
                && arguments.entrySet().stream()
                        .allMatch(argument -> called.containsKey(argument.getKey())
                                && Values.canonical(argument.getValue())
                                        .equals(Values.canonical(
                                                Values.asMap(called).getOrDefault(argument.getKey(), ""))));
    }

    /**
     * Returns the answer to a call: of those that match, the one with the most arguments, and of these the latest.
     *
     * @param answers the answers, the latest last
     */
    public static Optional<Answer> best(List<Answer> answers, String function, Map<String, Object> called) {
        return answers.stream()
                .filter(answer -> answer.matches(function, called))
                .reduce((first, second) ->
                        second.arguments().size() >= first.arguments().size() ? second : first);
    }
}
