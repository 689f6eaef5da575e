package dev.plinth.operation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorTest {

    @Test
    void isTheAccountThatStartedTheRun(@TempDir Path folder) {
        assertThat(Author.of(
                        folder, Map.of("GITHUB_ACTOR", "ada", "GITHUB_REPOSITORY", "shop/infra", "GITHUB_RUN_ID", "7")))
                .isEqualTo(new Author("ada", Optional.of("https://github.com/shop/infra/actions/runs/7")));
        assertThat(Author.of(
                        folder, Map.of("GITLAB_USER_LOGIN", "bob", "CI_JOB_URL", "https://gitlab.example.com/jobs/8")))
                .isEqualTo(new Author("bob", Optional.of("https://gitlab.example.com/jobs/8")));
    }

    @Test
    void outsideOfCiHasAName(@TempDir Path folder) {
        Author author = Author.of(folder, Map.of());

        assertThat(author.name()).isNotBlank();
        assertThat(author.run()).isEmpty();
    }
}
