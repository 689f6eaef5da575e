package dev.plinth.components.observability;

/** The side of an alarm's threshold that is bad. */
public enum Comparison {
    /** More than the threshold. */
    ABOVE("GreaterThanThreshold", "above"),
    /** Less than the threshold. */
    BELOW("LessThanThreshold", "below");

    private final String operator;
    private final String word;

    Comparison(String operator, String word) {
        this.operator = operator;
        this.word = word;
    }

    String operator() {
        return operator;
    }

    String word() {
        return word;
    }
}
