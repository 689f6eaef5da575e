package dev.plinth.policies.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine's version, such as {@code 16.4}, {@code 8.0.mysql_aurora.3.05.2} or {@code OpenSearch_2.11}. */
public record Versions(List<Integer> numbers) {

    private static final Pattern LEADING = Pattern.compile("(?:[A-Za-z]+_)?(\\d+(?:\\.\\d+)*)(?:\\.?[A-Za-z].*)?");

    /** Engines whose first two numbers are the major version. Source: the Amazon RDS User Guide, for MySQL and MariaDB. */
    private static final Pattern TWO_NUMBERS = Pattern.compile("(?i).*(mysql|mariadb).*|aurora");

    public static Optional<Versions> of(String text) {
        Matcher matcher = LEADING.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : matcher.group(1).split("\\.", -1)) {
            numbers.add(number.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(number));
        }
        return Optional.of(new Versions(List.copyOf(numbers)));
    }

    /** Returns whether this is a lower version; {@code 16} stands for any 16. */
    public boolean isBelow(Versions other) {
        return compare(other, Integer.MAX_VALUE) < 0;
    }

    /**
     * Returns whether another version is a higher major version.
     *
     * @param engine the engine's name as RDS and ElastiCache have it
     */
    public boolean isMajorBelow(Versions other, String engine) {
        return compare(other, TWO_NUMBERS.matcher(engine).matches() ? 2 : 1) < 0;
    }

    private int compare(Versions other, int most) {
        int shared = Math.min(most, Math.min(numbers.size(), other.numbers.size()));
        for (int index = 0; index < shared; index++) {
            int order = Integer.compare(numbers.get(index), other.numbers.get(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
