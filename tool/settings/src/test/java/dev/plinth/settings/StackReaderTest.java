package dev.plinth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackReaderTest {

    record Config(
            @Key("shop:api-url") @Default("\"none\"") String url,
            @Default("2") int size,
            @Default("0.5") double share) {}

    private static final StackProgram<Config> SHOP = new StackProgram<>() {
        @Override
        public Class<Config> configuration() {
            return Config.class;
        }

        @Override
        public void create(Context context, Config configuration, StackSettings settings) {}
    };

    private static Config read(Map<String, String> config, String... secrets) {
        return StackReader.read(StackFile.ofEngine("dev", config).withSecrets(Set.of(secrets)), "shop", SHOP)
                .configuration()
                .orElseThrow();
    }

    @Test
    void numbersComeFromTheEngineAsTexts() {
        assertThat(read(Map.of("shop:size", "3", "shop:share", "0.25"))).isEqualTo(new Config("none", 3, 0.25));
    }

    @Test
    void aKeyWithoutANamespaceIsTheProjects() {
        assertThat(read(Map.of("size", "3", "shop:api-url", "https://shop.dev")))
                .isEqualTo(new Config("https://shop.dev", 3, 0.5));
    }

    @Test
    void aSecretIsNoPartOfTheRecordAndIsNeverPrinted() {
        assertThat(read(Map.of("shop:token", "hunter2"), "shop:token").size()).isEqualTo(2);
        assertThatThrownBy(() -> read(Map.of("shop:size", "hunter2"), "shop:size"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shop:size is a secret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void acceptsOtherKeysInAForeignProject() {
        StackFile file = StackFile.ofEngine(
                "dev", Map.of("shop:anything", "x", "plinth:forecast", "{\"maxDowntimeMinutes\": 5}"));

        assertThat(StackReader.settings(file, "shop").forecast().maxDowntimeMinutes())
                .contains(5);
        assertThatThrownBy(
                        () -> StackReader.settings(StackFile.ofEngine("dev", Map.of("plinth:forecats", "{}")), "shop"))
                .hasMessageContaining("plinth:forecats is unknown; did you mean forecast?");
    }

    @Test
    void usesTheDefaultsOfPulumiYamlForKeysThatTheStackFileLacks() {
        StackFile file = StackFile.ofEngine("dev", Map.of("shop:size", "3"))
                .withDefaults(Map.of("shop:size", "1", "aws:region", "eu-west-1"));

        assertThat(StackReader.settings(file, "shop").region()).isEqualTo("eu-west-1");
        assertThat(file.toEngine("shop")).containsEntry("shop:size", "3").containsEntry("aws:region", "eu-west-1");
    }

    @Test
    void rejectsAMistypedRegionOfAnyProject() {
        assertThatThrownBy(() ->
                        StackReader.settings(StackFile.ofEngine("dev", Map.of("aws:region", "eu-centrl-1")), "shop"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("aws:region is \"eu-centrl-1\"; did you mean eu-central-1?");
    }

    @Test
    void acceptsARegionThatIsNewerThanTheTool() {
        assertThat(StackReader.settings(StackFile.ofEngine("dev", Map.of("aws:region", "eu-east-4")), "shop")
                        .region())
                .isEqualTo("eu-east-4");
    }
}
