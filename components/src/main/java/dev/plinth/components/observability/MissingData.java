package dev.plinth.components.observability;

/**
 * The meaning of a period in which CloudWatch has no data.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">Missing data</a>
 */
public enum MissingData {
    /** Nothing happened: metrics that only exist when something does, such as errors. */
    NOT_BREACHING("notBreaching"),
    /** It is gone: metrics that exist as long as what they watch. */
    BREACHING("breaching"),
    /** Unknown: the alarm goes to INSUFFICIENT_DATA. */
    MISSING("missing");

    private final String value;

    MissingData(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }
}
