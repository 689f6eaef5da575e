package com.example.lasercutting;

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
        placeholders.domain("laser-cutting:edge.zone", config.edge().zone());
        placeholders.zeros("laser-cutting:edge.zoneId", config.edge().zoneId(), "the id of your Cloudflare zone");
        placeholders.zeros("laser-cutting:edge.accountId", config.edge().accountId(), "the id of your Cloudflare account");
        placeholders.zeros(
                "laser-cutting:errors.organization", config.errors().organization(), "the slug of your Sentry organization");
        config.observability().emails().forEach(email -> placeholders.email("laser-cutting:observability.emails", email));
    }
}
