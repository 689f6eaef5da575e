package dev.plinth.operation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.ResourceGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildContextsTest {

    /** Builds the services api and admin from services/api and services/admin. */
    private static final ResourceGraph STACK = Repository.stack("production").record();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String file : new String[] {"services/api/Dockerfile", "services/admin/Dockerfile"}) {
            write(file, "FROM scratch\n");
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private String digest() {
        return BuildContexts.digest(folder, STACK);
    }

    @Test
    void movesWithEachFileOfEachFolder() throws IOException {
        String first = digest();
        assertThat(first).startsWith("sha256:").isEqualTo(digest());

        write("services/other/file", "of no service");
        assertThat(digest()).isEqualTo(first);
        write("services/admin/new.js", "1");
        String second = digest();
        assertThat(second).isNotEqualTo(first);
        write("services/admin/new.js", "2");
        assertThat(digest()).isNotIn(first, second);
    }

    /** As https://docs.docker.com/build/concepts/context/#dockerignore-files describes the lines. */
    @ParameterizedTest
    @CsvSource({
        "node_modules, node_modules/left-pad/index.js, false",
        "/node_modules/, node_modules/left-pad/index.js, false",
        "node_modules, lib/node_modules/index.js, true",
        "**/node_modules, lib/node_modules/index.js, false",
        "**/node_modules, node_modules/index.js, false",
        "*.md, README.md, false",
        "*.md, docs/README.md, true",
        "'*.md\n!README.md', README.md, true",
        "'!README.md\n*.md', README.md, false",
        "'# server.js', server.js, true",
        "'*', Dockerfile, true",
        "'*', server.js, false",
        "'{a}', a, true",
    })
    void leavesOutWhatDockerIsNotSent(String ignored, String file, boolean sent) throws IOException {
        write("services/api/.dockerignore", ignored + "\n");
        write("services/api/" + file, "before");
        String before = digest();

        write("services/api/" + file, "after");

        assertThat(!digest().equals(before)).isEqualTo(sent);
    }
}
