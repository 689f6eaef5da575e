package com.example.pourtrait;

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
        placeholders.domain("pourtrait:frontend.domain", config.frontend().domain());
        placeholders.zeros(
                "pourtrait:database.organizationId",
                config.database().organizationId(),
                "the slug of your Supabase organization");
        placeholders.zeros("pourtrait:errors.organization", config.errors().organization(), "the slug of your Sentry organization");
        config.alerts().emails().forEach(email -> placeholders.email("pourtrait:alerts.emails", email));
    }
}
