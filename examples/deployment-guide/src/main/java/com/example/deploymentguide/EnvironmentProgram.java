package com.example.deploymentguide;

import com.pulumi.Context;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;

/** The program: reads the configuration, and creates the {@link Environment}. */
public final class EnvironmentProgram implements StackProgram<EnvironmentConfig> {

    @Override
    public Class<EnvironmentConfig> configuration() {
        return EnvironmentConfig.class;
    }

    @Override
    public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
        new Environment(context, configuration, settings).create();
    }

    @Override
    public void placeholders(EnvironmentConfig config, Placeholders placeholders) {
        config.allowedAccountIds().forEach(id -> placeholders.account("aws:allowedAccountIds", id));
        placeholders.domain("deployment-guide:dns.zone", config.dns().zone());
        config.observability().emails().forEach(email -> placeholders.email("deployment-guide:observability.emails", email));
    }
}
