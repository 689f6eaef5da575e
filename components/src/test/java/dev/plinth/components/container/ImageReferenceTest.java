package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node:22.1-alpine",
                "ghcr.io/acme/api:1.4.2",
                "localhost:5000/api:abc",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:8f3c1d2",
                "ghcr.io/acme/api" + DIGEST,
                "ghcr.io/acme/api:latest" + DIGEST
            })
    void aTagOrADigestPins(String reference) {
        assertThat(ImageReference.isPinned(reference)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node", "ghcr.io/acme/api", "node:latest", "Node:1", "api@sha256:12", "no de:1"})
    void nothingElseDoes(String reference) {
        assertThat(ImageReference.isPinned(reference)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api:1, arn:aws:ecr:eu-central-1:123456789012:repository/team/api",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api" + DIGEST
                + ", arn:aws:ecr:eu-central-1:123456789012:repository/api",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/api:1, arn:aws-cn:ecr:cn-north-1:123456789012:repository/api",
        "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/api:1, arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/api"
    })
    void aPrivateEcrReferenceNamesItsRepository(String reference, String arn) {
        assertThat(ImageReference.repositoryArn(reference)).contains(arn);
    }

    @Test
    void otherRegistriesHaveNoRepositoryHere() {
        assertThat(ImageReference.repositoryArn("public.ecr.aws/nginx/nginx:1.27"))
                .isEmpty();
        assertThat(ImageReference.repositoryArn("ghcr.io/acme/api:1")).isEmpty();
    }
}
