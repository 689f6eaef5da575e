package dev.plinth.stack;

import com.pulumi.Context;
import dev.plinth.settings.Faults;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.Sections;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;

/** The program of this project's stacks. */
public final class EnvironmentProgram implements StackProgram<EnvironmentConfig> {

    @Override
    public Class<EnvironmentConfig> configuration() {
        return EnvironmentConfig.class;
    }

    @Override
    public void create(Context context, EnvironmentConfig configuration, StackSettings settings) {
        Environment.create(context, configuration, settings);
    }

    @Override
    public void placeholders(EnvironmentConfig config, Placeholders placeholders) {
        config.allowedAccountIds().forEach(id -> placeholders.account("aws:allowedAccountIds", id));
        config.edge().ifPresent(edge -> {
            placeholders.domain("plinth:edge.zone", edge.zone());
            placeholders.zeros("plinth:edge.zoneId", edge.zoneId(), "the id of your Cloudflare zone");
            placeholders.zeros("plinth:edge.accountId", edge.accountId(), "the id of your Cloudflare account");
        });
        config.loadBalancer().domain().ifPresent(domain -> placeholders.domain("plinth:loadBalancer.domain", domain));
        config.observability().emails().forEach(email -> placeholders.email("plinth:observability.emails", email));
    }

    @Override
    public void check(Sections sections, Faults faults) {
        new EnvironmentCheck(sections, faults).check();
    }
}
