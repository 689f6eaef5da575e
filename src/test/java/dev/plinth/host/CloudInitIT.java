package dev.plinth.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.components.host.CloudInit;
import dev.plinth.host.RealPrograms.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user data against the schema of Debian's cloud-init. Skipped where it is missing. */
class CloudInitIT {

    @Test
    void acceptsTheUserData(@TempDir Path folder) throws Exception {
        RealPrograms.require("cloud-init", "cloud-init");
        String text = new CloudInit("deploy", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAA me", "28.5").text();

        assertThat(schema(folder, text).output()).contains("Valid cloud-config");
        assertThat(schema(folder, text + "disable_root: perhaps\nssh_pwauth: [1]\n")
                        .exitCode())
                .isNotZero();
    }

    private static Result schema(Path folder, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("user-data.yaml"), text);
        try (RealPrograms programs = new RealPrograms(folder)) {
            return programs.run("cloud-init", "schema", "--config-file", file.toString());
        }
    }
}
