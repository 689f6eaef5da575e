package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import dev.plinth.components.database.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link MigrationTask}. Required: {@link Builder#cluster}, {@link Builder#network}, {@link Builder#image},
 * {@link Builder#cpu}, {@link Builder#memory}, {@link Builder#database}, {@link Builder#migrateCommand}, {@link Builder#verifyCommand} and
 * {@link Builder#alarmTopicArn}.
 */
public final class MigrationTaskArgs extends FargateTaskArgs {

    /** The default of {@link Builder#timeoutMinutes}. */
    public static final int DEFAULT_TIMEOUT_MINUTES = 60;

    private final @Nullable PostgresDatabase database;
    private final @Nullable Output<String> alarmTopicArn;

    @Import
    private final List<String> migrateCommand;

    @Import
    private final List<String> verifyCommand;

    @Import
    private final int timeoutMinutes;

    private MigrationTaskArgs(Builder builder) {
        super(builder);
        this.database = builder.database;
        this.alarmTopicArn = builder.alarmTopicArn;
        this.migrateCommand = builder.migrateCommand;
        this.verifyCommand = builder.verifyCommand;
        this.timeoutMinutes = builder.timeoutMinutes;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Map<String, @Nullable Object> required() {
        Map<String, @Nullable Object> required = super.required();
        required.put("database", database);
        required.put("alarmTopicArn", alarmTopicArn);
        required.put("migrateCommand", migrateCommand.isEmpty() ? null : migrateCommand);
        required.put("verifyCommand", verifyCommand.isEmpty() ? null : verifyCommand);
        return required;
    }

    /** The database. */
    public PostgresDatabase database() {
        return Objects.requireNonNull(database, "database");
    }

    /** The topic that is notified of a failed migration. */
    public Output<String> alarmTopicArn() {
        return Objects.requireNonNull(alarmTopicArn, "alarmTopicArn");
    }

    /** The command that migrates. */
    public List<String> migrateCommand() {
        return migrateCommand;
    }

    /** The command that verifies. */
    public List<String> verifyCommand() {
        return verifyCommand;
    }

    /** The longest time of each of the two commands, in minutes. */
    public int timeoutMinutes() {
        return timeoutMinutes;
    }

    /** Builds {@link MigrationTaskArgs}. */
    public static final class Builder extends FargateTaskArgs.Builder<Builder> {

        private @Nullable PostgresDatabase database;
        private @Nullable Output<String> alarmTopicArn;
        private List<String> migrateCommand = List.of();
        private List<String> verifyCommand = List.of();
        private int timeoutMinutes = DEFAULT_TIMEOUT_MINUTES;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The database, of which a snapshot is taken first. Required. */
        public Builder database(PostgresDatabase value) {
            this.database = value;
            return this;
        }

        /** The topic that is notified of a failed migration. Required. */
        public Builder alarmTopicArn(Output<String> value) {
            this.alarmTopicArn = value;
            return this;
        }

        /**
         * The command that migrates, such as {@code node migrate.js}. The variable {@code MIGRATION_PHASE} is {@code expand} or {@code
         * contract}. Required.
         */
        public Builder migrateCommand(List<String> value) {
            this.migrateCommand = List.copyOf(value);
            return this;
        }

        /** The command that verifies schema and data, and exits with another code than 0 when they are wrong. Required. */
        public Builder verifyCommand(List<String> value) {
            this.verifyCommand = List.copyOf(value);
            return this;
        }

        /** The longest time of each of the two commands, 1 to 1440 minutes. Default {@value MigrationTaskArgs#DEFAULT_TIMEOUT_MINUTES}. */
        public Builder timeoutMinutes(int value) {
            this.timeoutMinutes = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public MigrationTaskArgs build() {
            return new MigrationTaskArgs(this);
        }
    }
}
