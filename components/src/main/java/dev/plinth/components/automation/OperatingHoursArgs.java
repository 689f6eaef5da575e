package dev.plinth.components.automation;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.database.PostgresDatabase;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** The arguments of {@link OperatingHours}. Required: at least one service or database. */
public final class OperatingHoursArgs extends ResourceArgs {

    /** The default of {@link Builder#days}. */
    public static final List<DayOfWeek> DEFAULT_DAYS =
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    /** The default of {@link Builder#start}. */
    public static final String DEFAULT_START = "07:00";

    /** The default of {@link Builder#stop}. */
    public static final String DEFAULT_STOP = "20:00";

    /** The default of {@link Builder#timeZone}. */
    public static final String DEFAULT_TIME_ZONE = "UTC";

    private final List<FargateService> services;
    private final List<PostgresDatabase> databases;
    private final List<DayOfWeek> days;
    private final LocalTime startTime;
    private final LocalTime stopTime;

    @Import
    private final String timeZone;

    private OperatingHoursArgs(Builder builder) {
        this.services = List.copyOf(builder.services);
        this.databases = List.copyOf(builder.databases);
        this.days = List.copyOf(builder.days);
        this.startTime = builder.start;
        this.stopTime = builder.stop;
        this.timeZone = builder.timeZone;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The services that are stopped. */
    List<FargateService> services() {
        return services;
    }

    /** The databases that are stopped. */
    List<PostgresDatabase> databases() {
        return databases;
    }

    /** The days with operating hours. */
    public List<DayOfWeek> days() {
        return days;
    }

    /** Returns the beginning of the operating hours. */
    public LocalTime start() {
        return startTime;
    }

    /** Returns the end of the operating hours. */
    public LocalTime stop() {
        return stopTime;
    }

    /** Returns the time zone of the hours. */
    public String timeZone() {
        return timeZone;
    }

    /** Builds {@link OperatingHoursArgs}. */
    public static final class Builder {

        private List<FargateService> services = List.of();
        private List<PostgresDatabase> databases = List.of();
        private List<DayOfWeek> days = DEFAULT_DAYS;
        private LocalTime start = LocalTime.parse(DEFAULT_START);
        private LocalTime stop = LocalTime.parse(DEFAULT_STOP);
        private String timeZone = DEFAULT_TIME_ZONE;

        private Builder() {}

        /** The services that are stopped. Default: none. */
        public Builder services(List<FargateService> value) {
            this.services = value;
            return this;
        }

        /** The databases that are stopped, without read replicas. Default: none. */
        public Builder databases(List<PostgresDatabase> value) {
            this.databases = value;
            return this;
        }

        /** The days with operating hours; on the others nothing is started. Default {@link OperatingHoursArgs#DEFAULT_DAYS}. */
        public Builder days(List<DayOfWeek> value) {
            this.days = value;
            return this;
        }

        /**
         * The beginning of the operating hours, 00:15 or later; databases start 15 minutes before. Default
         * {@value OperatingHoursArgs#DEFAULT_START}.
         */
        public Builder start(LocalTime value) {
            this.start = value;
            return this;
        }

        /** The end of the operating hours, on the same day. Default {@value OperatingHoursArgs#DEFAULT_STOP}. */
        public Builder stop(LocalTime value) {
            this.stop = value;
            return this;
        }

        /** The time zone of the hours, such as {@code Europe/Berlin}. Default {@value OperatingHoursArgs#DEFAULT_TIME_ZONE}. */
        public Builder timeZone(String value) {
            this.timeZone = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public OperatingHoursArgs build() {
            return new OperatingHoursArgs(this);
        }
    }
}
