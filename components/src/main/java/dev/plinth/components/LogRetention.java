package dev.plinth.components;

import java.util.List;

/** The retention periods that CloudWatch Logs has. */
public final class LogRetention {

    /** Days, from the API reference of PutRetentionPolicy; without retention, logs are kept and billed forever. */
    public static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** Allowed values, as the end of "must be …". */
    public static final String ALLOWED = "one of " + DAYS + " days";

    private LogRetention() {}

    /** Returns whether CloudWatch Logs has a retention period of so many days. */
    public static boolean isOffered(int days) {
        return DAYS.contains(days);
    }
}
