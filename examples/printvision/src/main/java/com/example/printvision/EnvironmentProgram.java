package com.example.printvision;

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
        placeholders.domain("printvision:application.domain", config.application().domain());
        placeholders.email("printvision:application.contact", config.application().contact());
        config.alerts().emails().forEach(email -> placeholders.email("printvision:alerts.emails", email));
        config.host()
                .sshPublicKey()
                .filter(key -> key.contains("AAAAAAAAAAAAAAAA"))
                .ifPresent(key ->
                        placeholders.add("printvision:host.sshPublicKey", key, "the public key of the deployment"));
        config.application().images().forEach((color, image) -> {
            String key = "printvision:application." + color.name().toLowerCase(java.util.Locale.ROOT);
            if (image.contains("/example/")) {
                placeholders.add(key, image, "the image of the application, with its digest");
            }
        });
    }
}
