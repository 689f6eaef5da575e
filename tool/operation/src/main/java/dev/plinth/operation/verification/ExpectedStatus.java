package dev.plinth.operation.verification;

import java.util.Arrays;

/**
 * The status codes of a successful response.
 *
 * @param text codes and ranges separated by commas, as in a target group's matcher: {@code 200-299}, {@code 200,202}
 */
public record ExpectedStatus(String text) {

    /** Checks the form. */
    public ExpectedStatus {
        if (!text.matches("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*")) {
            throw new IllegalArgumentException(
                    "status codes \"" + text + "\": expected codes such as 200-299 or 200,202");
        }
    }

    /** Returns whether a status code is one of them. */
    boolean includes(int status) {
        return Arrays.stream(text.split(",", -1)).anyMatch(range -> {
            String[] ends = range.split("-", -1);
            return status >= Integer.parseInt(ends[0]) && status <= Integer.parseInt(ends[ends.length - 1]);
        });
    }
}
