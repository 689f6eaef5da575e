package dev.plinth.engine.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.external.ExternalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageHostsTest {

    private static final String HOST = "pulumi-language-go";

    private final Path home;

    LanguageHostsTest(@TempDir Path home) {
        this.home = home;
    }

    private LanguageHosts hosts() {
        return ExternalStack.hosts(Map.of("PATH", home.resolve("path").toString(), "HOME", home.toString()));
    }

    private Path install(String directory) throws IOException {
        Path file = home.resolve(directory).resolve(HOST);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    @Test
    void hostsAreFoundWhereTheEngineFindsThem() throws IOException {
        assertThat(hosts().find("go")).isEmpty();
        install(".pulumi/plugins/language-go-v3.99.0");
        Path newest = install(".pulumi/plugins/language-go-v3.250.0");
        Files.createFile(home.resolve(".pulumi/plugins/language-go-v3.260.0.lock"));
        assertThat(hosts().find("go")).contains(newest);
        Path bin = install(".pulumi/bin");
        assertThat(hosts().find("go")).contains(bin);
        Path path = install("path");
        assertThat(hosts().find("go")).contains(path);
    }

    @Test
    void theHostBesideAnInstalledPulumiIsFound() throws IOException {
        Path host = install("installation");
        Path pulumi = Files.copy(host, host.resolveSibling("pulumi"));
        Files.setPosixFilePermissions(pulumi, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(home.resolve("path"));
        Files.createSymbolicLink(home.resolve("path/pulumi"), pulumi);

        assertThat(hosts().find("go")).contains(host);
    }

    @Test
    void aMissingHostIsToldWithThePlacesAndTheRemedy() {
        assertThatThrownBy(() -> hosts().obtain("dotnet"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no `pulumi-language-dotnet` on the PATH")
                .hasMessageContaining(home.resolve(".pulumi/bin").toString())
                .hasMessageContaining(home.resolve(".pulumi/plugins").toString())
                .hasMessageContaining("Install Pulumi");
        assertThatThrownBy(() -> hosts().obtain("yaml")).hasMessageContaining("Go 1.25");
    }
}
