package com.acme;

import com.pulumi.Context;
import dev.plinth.settings.Range;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;

/** The program of the project shop. */
final class ShopProgram implements StackProgram<ShopProgram.Config> {

    /**
     * The configuration of a stack.
     *
     * @param retentionDays the days after which uploads expire
     */
    record Config(@Range(min = 1, max = 3650) int retentionDays) {}

    @Override
    public Class<Config> configuration() {
        return Config.class;
    }

    @Override
    public void create(Context context, Config configuration, StackSettings settings) {
        Uploads uploads = new Uploads("uploads", configuration.retentionDays());
        context.export("uploadsBucket", uploads.bucketName());
    }
}
