package dev.plinth.operation;

import com.pulumi.Context;
import dev.plinth.settings.Faults;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.Sections;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
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
