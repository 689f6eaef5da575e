package dev.plinth.operation;

import com.pulumi.Context;
import dev.plinth.config.Faults;
import dev.plinth.config.Placeholders;
import dev.plinth.config.Sections;
import dev.plinth.config.StackProgram;
import dev.plinth.config.StackSettings;
import dev.plinth.stack.EnvironmentConfig;
import dev.plinth.stack.EnvironmentProgram;

/** Programs with the configuration of the shipped one, and other resources. */
final class Programs {

    private static final EnvironmentProgram SHIPPED = new EnvironmentProgram();

    private Programs() {}

    /** Registers resources. */
    @FunctionalInterface
    interface Creation {
        void create(Context context, EnvironmentConfig config, StackSettings settings);
    }

    static StackProgram<EnvironmentConfig> creating(Creation creation) {
        return new StackProgram<>() {
            @Override
            public Class<EnvironmentConfig> configuration() {
                return EnvironmentConfig.class;
            }

            @Override
            public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
                creation.create(context, configuration, settings);
            }

            @Override
            public void check(Sections sections, Faults faults) {
                SHIPPED.check(sections, faults);
            }

            @Override
            public void placeholders(EnvironmentConfig configuration, Placeholders placeholders) {
                SHIPPED.placeholders(configuration, placeholders);
            }
        };
    }
}
