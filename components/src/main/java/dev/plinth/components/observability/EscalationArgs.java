package dev.plinth.components.observability;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of an {@link Escalation}. Required: {@link Builder#alarmNamePrefixes} and {@link Builder#levels}. */
public final class EscalationArgs extends ResourceArgs {

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    @Import
    private final List<String> alarmNamePrefixes;

    private final List<EscalationLevel> levels;

    @Import
    private final @Nullable String slackTeamId;

    @Import
    private final int logRetentionDays;

    private EscalationArgs(Builder builder) {
        this.alarmNamePrefixes = builder.alarmNamePrefixes;
        this.levels = builder.levels;
        this.slackTeamId = builder.slackTeamId;
        this.logRetentionDays = builder.logRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The beginnings of the names of the alarms. */
    public List<String> alarmNamePrefixes() {
        return alarmNamePrefixes;
    }

    /** The levels. */
    public List<EscalationLevel> levels() {
        return levels;
    }

    /** The id of the Slack workspace, or null. */
    public @Nullable String slackTeamId() {
        return slackTeamId;
    }

    /** The time for which logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** Builds {@link EscalationArgs}. */
    public static final class Builder {

        private List<String> alarmNamePrefixes = List.of();
        private List<EscalationLevel> levels = List.of();
        private @Nullable String slackTeamId;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;

        private Builder() {}

        /**
         * The beginnings of the names of the alarms that escalate, such as {@code observability-}. Alarms that only scale services must
         * not be among them. Required.
         */
        public Builder alarmNamePrefixes(List<String> value) {
            this.alarmNamePrefixes = List.copyOf(value);
            return this;
        }

        /** The levels, by ascending time; the first one at 0 minutes. Required. */
        public Builder levels(List<EscalationLevel> value) {
            this.levels = List.copyOf(value);
            return this;
        }

        /**
         * The id of the Slack workspace, which somebody has connected to Amazon Q Developer in chat applications once in the account's
         * console, such as {@code T07EA123LEP}. Required with a level by Slack.
         */
        public Builder slackTeamId(String value) {
            this.slackTeamId = value;
            return this;
        }

        /** The time for which logs are kept, in days. Default {@value EscalationArgs#DEFAULT_LOG_RETENTION_DAYS}. */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public EscalationArgs build() {
            return new EscalationArgs(this);
        }
    }
}
