package dev.plinth.providers.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.supabase.Apikey;
import com.pulumi.supabase.ApikeyArgs;
import com.pulumi.supabase.Project;
import com.pulumi.supabase.ProjectArgs;
import com.pulumi.supabase.Settings;
import com.pulumi.supabase.SettingsArgs;
import com.pulumi.supabase.Utilities;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tokens and inputs of the classes for Supabase, which publishes no npm package for Pulumi. The expected values are those of
 * the documentation of supabase/terraform-provider-supabase v1.10.1, in camel case.
 *
 * @see <a href="https://github.com/supabase/terraform-provider-supabase/tree/v1.10.1/docs/resources">Resources</a>
 */
class SupabaseTypesTest {

    private static final boolean REQUIRED = true;
    private static final boolean OPTIONAL = false;

    @Test
    void followsVersion() {
        assertThat(Utilities.getVersion()).isEqualTo("1.10.1");
    }

    @Test
    void projectHasTheVendorsInputs() {
        assertThat(token(Project.class)).isEqualTo("supabase:index/project:Project");
        assertThat(inputs(ProjectArgs.class))
                .isEqualTo(Map.of(
                        "databasePassword", REQUIRED,
                        "instanceSize", OPTIONAL,
                        "legacyApiKeysEnabled", OPTIONAL,
                        "name", REQUIRED,
                        "organizationId", REQUIRED,
                        "region", REQUIRED));
    }

    @Test
    void settingsHaveTheVendorsInputs() {
        assertThat(token(Settings.class)).isEqualTo("supabase:index/settings:Settings");
        assertThat(inputs(SettingsArgs.class))
                .isEqualTo(Map.of(
                        "api", OPTIONAL,
                        "auth", OPTIONAL,
                        "database", OPTIONAL,
                        "network", OPTIONAL,
                        "pooler", OPTIONAL,
                        "projectRef", REQUIRED,
                        "sslEnforcement", OPTIONAL,
                        "storage", OPTIONAL));
    }

    @Test
    void apiKeyHasTheVendorsInputs() {
        assertThat(token(Apikey.class)).isEqualTo("supabase:index/apikey:Apikey");
        assertThat(inputs(ApikeyArgs.class))
                .isEqualTo(Map.of("description", OPTIONAL, "name", REQUIRED, "projectRef", REQUIRED));
    }

    private static String token(Class<?> resource) {
        return resource.getAnnotation(ResourceType.class).type();
    }

    private static Map<String, Boolean> inputs(Class<?> args) {
        Map<String, Boolean> inputs = new TreeMap<>();
        Stream.of(args.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Import.class))
                .map(field -> field.getAnnotation(Import.class))
                .forEach(input -> inputs.put(input.name(), input.required()));
        return inputs;
    }
}
