package dev.plinth.components.observability;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an alarm on any CloudWatch metric, for {@link ObservabilityArgs.Builder#alarms}: its topic notifies of the alarm and of
 * its end, and the dashboard shows it. Required: {@link Builder#subject}, {@link Builder#name}, {@link Builder#title},
 * {@link Builder#namespace}, {@link Builder#metricName} and {@link Builder#threshold}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>
 */
public final class AlarmArgs extends ResourceArgs {

    /** The default of {@link Builder#statistic}. */
    public static final String DEFAULT_STATISTIC = "Average";

    /** The default of {@link Builder#comparison}. */
    public static final Comparison DEFAULT_COMPARISON = Comparison.ABOVE;

    /** The default of {@link Builder#periodSeconds}. */
    public static final int DEFAULT_PERIOD_SECONDS = 300;

    /** The default of {@link Builder#periods}. */
    public static final int DEFAULT_PERIODS = 1;

    /** The default of {@link Builder#missingData}, as in CloudWatch. */
    public static final MissingData DEFAULT_MISSING_DATA = MissingData.MISSING;

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String STATISTIC =
            "Average|Sum|Minimum|Maximum|SampleCount|p(100(\\.0+)?|\\d{1,2}(\\.\\d{1,10})?)";

    /** The most seconds that an alarm looks at: a week, or a day where a period is shorter than an hour. */
    private static final int WEEK = 604_800;

    private static final int DAY = 86_400;
    private static final int HOUR = 3600;

    @Import
    private final @Nullable String subject;

    @Import
    private final @Nullable String name;

    @Import
    private final @Nullable String title;

    @Import
    private final @Nullable String namespace;

    @Import
    private final @Nullable String metricName;

    @Import
    private final Map<String, Output<String>> dimensions;

    @Import
    private final String statistic;

    @Import
    private final String comparison;

    @Import
    private final @Nullable Double threshold;

    @Import
    private final int periodSeconds;

    @Import
    private final int periods;

    @Import
    private final String missingData;

    private AlarmArgs(Builder builder) {
        this.subject = builder.subject;
        this.name = builder.name;
        this.title = builder.title;
        this.namespace = builder.namespace;
        this.metricName = builder.metricName;
        this.dimensions = new TreeMap<>(builder.dimensions);
        this.statistic = builder.statistic;
        this.comparison = builder.comparison.name();
        this.threshold = builder.threshold;
        this.periodSeconds = builder.periodSeconds;
        this.periods = builder.periods;
        this.missingData = builder.missingData.name();
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what is watched; empty when it was not given. */
    String subject() {
        return subject == null ? "" : subject;
    }

    void check(Validation validation) {
        String prefix = "alarms[" + subject() + "-" + (name == null ? "" : name) + "].";
        Map<String, @Nullable Object> required = new LinkedHashMap<>();
        required.put("subject", subject);
        required.put("name", name);
        required.put("title", title);
        required.put("namespace", namespace);
        required.put("metricName", metricName);
        required.put("threshold", threshold);
        required.forEach((argument, value) -> validation.required(prefix + argument, value));
        validation
                .check(subject == null || subject.matches(KEBAB_CASE), prefix + "subject", subject, "in kebab case")
                .check(name == null || name.matches(KEBAB_CASE), prefix + "name", name, "in kebab case")
                .check(
                        statistic.matches(STATISTIC),
                        prefix + "statistic",
                        statistic,
                        "Average, Sum, Minimum, Maximum," + " SampleCount, or a percentile such as p95")
                .check(
                        threshold == null || Double.isFinite(threshold),
                        prefix + "threshold",
                        threshold,
                        "a finite number")
                .check(dimensions.size() <= 30, prefix + "dimensions", dimensions.keySet(), "at most 30")
                .check(
                        periodSeconds == 10 || periodSeconds == 30 || (periodSeconds > 0 && periodSeconds % 60 == 0),
                        prefix + "periodSeconds",
                        periodSeconds,
                        "10, 30 or a multiple of 60 seconds")
                .check(
                        periods >= 1 && (long) periods * periodSeconds <= (periodSeconds < HOUR ? DAY : WEEK),
                        prefix + "periods",
                        periods,
                        "at least 1, and within a day, or within a week with periods of an hour or more");
    }

    Alarm toAlarm() {
        return new Alarm(
                orEmpty(name),
                orEmpty(title),
                List.of(new Metric("value", orEmpty(namespace), orEmpty(metricName), statistic, dimensions)),
                null,
                Comparison.valueOf(comparison),
                threshold == null ? 0 : threshold,
                periodSeconds,
                periods,
                MissingData.valueOf(missingData),
                null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Builds {@link AlarmArgs}. */
    public static final class Builder {

        private @Nullable String subject;
        private @Nullable String name;
        private @Nullable String title;
        private @Nullable String namespace;
        private @Nullable String metricName;
        private final Map<String, Output<String>> dimensions = new TreeMap<>();
        private String statistic = DEFAULT_STATISTIC;
        private Comparison comparison = DEFAULT_COMPARISON;
        private @Nullable Double threshold;
        private int periodSeconds = DEFAULT_PERIOD_SECONDS;
        private int periods = DEFAULT_PERIODS;
        private MissingData missingData = DEFAULT_MISSING_DATA;

        private Builder() {}

        /** Sets what is watched, in kebab case, such as {@code payments}; the dashboard shows alarms of one subject together. Required. */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /** The alarm's name in kebab case; unique for its subject. Required. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** The metric for people, with its unit, such as {@code Latency, ms}. Required. */
        public Builder title(String value) {
            this.title = value;
            return this;
        }

        /** The metric's namespace, such as {@code AWS/Lambda} or one of the program's own. Required. */
        public Builder namespace(String value) {
            this.namespace = value;
            return this;
        }

        /** The metric's name. Required. */
        public Builder metricName(String value) {
            this.metricName = value;
            return this;
        }

        /** Adds a dimension, of which a metric has at most 30; all of the metric's dimensions are needed. Default: none. */
        public Builder dimension(String dimension, String value) {
            return dimension(dimension, Output.of(value));
        }

        /** As {@link #dimension(String, String)}, for a value known only later. */
        public Builder dimension(String dimension, Output<String> value) {
            this.dimensions.put(dimension, value);
            return this;
        }

        /**
         * The statistic of a period: {@code Average}, {@code Sum}, {@code Minimum}, {@code Maximum}, {@code SampleCount}, or a percentile
         * such as {@code p95}. Default {@value AlarmArgs#DEFAULT_STATISTIC}.
         */
        public Builder statistic(String value) {
            this.statistic = value;
            return this;
        }

        /** The side of the threshold that is bad. Default {@link AlarmArgs#DEFAULT_COMPARISON}. */
        public Builder comparison(Comparison value) {
            this.comparison = value;
            return this;
        }

        /** The threshold, in the metric's unit. Required. */
        public Builder threshold(double value) {
            this.threshold = value;
            return this;
        }

        /** Sets how long a period is: 10, 30 or a multiple of 60 seconds. Default {@value AlarmArgs#DEFAULT_PERIOD_SECONDS}. */
        public Builder periodSeconds(int value) {
            this.periodSeconds = value;
            return this;
        }

        /** Sets how many periods in a row must be bad, at least 1. Default {@value AlarmArgs#DEFAULT_PERIODS}. */
        public Builder periods(int value) {
            this.periods = value;
            return this;
        }

        /** The meaning of a period without data. Default {@link AlarmArgs#DEFAULT_MISSING_DATA}. */
        public Builder missingData(MissingData value) {
            this.missingData = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public AlarmArgs build() {
            return new AlarmArgs(this);
        }
    }
}
