package dev.plinth.operation.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStoresTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private RecordStore store(boolean simulated, String url) {
        return RecordStores.of(
                project(), "staging", simulated, Map.of("PULUMI_BACKEND_URL", url, "PATH", folder.toString()));
    }

    private void installAws() throws IOException {
        Path command = Files.writeString(folder.resolve("aws"), "#!/bin/sh\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private Project project() {
        return new Project("plinth", folder, MissingNode.getInstance(), Optional.empty());
    }

    @Test
    void keepsRecordsBesideTheState() throws IOException {
        installAws();
        assertThat(store(false, "s3://states/team?region=eu-central-1").location())
                .isEqualTo("s3://states/team/.plinth/history/plinth/staging");
        assertThat(store(false, "file:///srv/states?no_tmp_dir=true").location())
                .isEqualTo("/srv/states/.plinth/history/plinth/staging");
        assertThat(store(false, "file://./states").location())
                .isEqualTo(
                        folder.resolve("states/.plinth/history/plinth/staging").toString());
        assertThat(store(false, "file://~").location())
                .isEqualTo(System.getProperty("user.home") + "/.plinth/history/plinth/staging");
    }

    @Test
    void keepsRecordsOfTheSimulatorOnThisMachine() {
        assertThat(store(true, "s3://states").location())
                .isEqualTo(folder.resolve(".plinth/simulator/history/staging").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.pulumi.com", "gs://states", "azblob://states?storage_account=a"})
    void aBackendWithoutAStoreIsNamed(String url) {
        RecordStore store = store(false, url);

        assertThat(store.location())
                .isEqualTo(folder.resolve(".plinth/local-history/staging").toString());
        assertThat(store.limit()).contains("this machine only").endsWith("not in " + url.replaceFirst("[?].*", ""));
    }

    @Test
    void keepsRecordsOnThisMachineWithoutTheAwsCommand() {
        RecordStore store = store(false, "s3://states?region=eu-central-1");

        assertThat(store).isInstanceOf(DirectoryStore.class);
        assertThat(store.limit())
                .isEqualTo("These records are of this machine only: the `aws` command, which would store them in"
                        + " s3://states, is not installed");
    }

    @Test
    void readsWithoutCredentialsForASnapshot() {
        RecordStore store =
                RecordStores.offline(project(), "staging", false, Map.of("PULUMI_BACKEND_URL", "s3://states"));

        assertThat(store).isInstanceOf(DirectoryStore.class);
        assertThat(store.names()).isEmpty();
    }

    @Test
    void theUrlsParametersAreOptionsOfAws() {
        assertThat(S3Address.of("s3://states?region=eu-central-1&awssdk=v2&profile=de%20ploy")
                        .options())
                .isEqualTo(List.of("--region", "eu-central-1", "--profile", "de ploy"));
        assertThat(S3Address.of("s3://states/?endpoint=minio:9000&disableSSL=true&s3ForcePathStyle=true")
                        .options())
                .isEqualTo(List.of("--endpoint-url", "http://minio:9000"));
        assertThat(S3Address.of("s3://states?endpoint=https://minio").options())
                .isEqualTo(List.of("--endpoint-url", "https://minio"));
        assertThat(S3Address.of("s3://states/a/b/").resolve("c"))
                .isEqualTo(new S3Address("states", "a/b/c", List.of()));
        assertThat(S3Address.of("s3://states").resolve("c").toString()).isEqualTo("s3://states/c");
    }
}
