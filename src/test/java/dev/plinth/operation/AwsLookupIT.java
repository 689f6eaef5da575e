package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.recovery.AwsLookup;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import dev.plinth.operation.recovery.CloudLookup.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link AwsLookup} against moto, an implementation of AWS's APIs, by the real {@code aws} command. Covers the types that moto's
 * tagging API returns. Needs Python 3 and its package index; skipped with that reason where either is missing.
 */
final class AwsLookupIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "eu-central-1";
    private static final JsonNode PROVIDER =
            JSON.valueToTree(Map.of("region", REGION, "defaultTags", "{\"tags\":{\"plinth:stack\":\"test\"}}"));
    private static final JsonNode INPUTS = JSON.valueToTree(Map.of("tags", Map.of("Name", "wanted")));

    private static MotoServer server;
    private static AwsCommand aws;
    private static JsonNode ids;

    @BeforeAll
    static void startCloud(@TempDir Path folder) throws Exception {
        server = MotoServer.start(folder);
        List<String> command = new ArrayList<>(server.aws());
        command.addAll(List.of("--endpoint-url", server.endpoint()));
        aws = new AwsCommand(command, folder);
        Path script = Path.of(Objects.requireNonNull(AwsLookupIT.class.getResource("tagged-resources.py"))
                .toURI());
        ids = JSON.readTree(server.python(script, server.endpoint(), REGION).toFile());
    }

    @AfterAll
    static void stopCloud() {
        if (server != null) {
            server.close();
        }
    }

    private static Answer find(String type, Set<String> known) {
        JsonNode resource = JSON.valueToTree(Map.of("type", type, "inputs", INPUTS));
        return new AwsLookup(aws).find(resource, PROVIDER, known);
    }

    @TestFactory
    Stream<DynamicTest> findsTheIdOfATaggedResource() {
        assertThat(ids).hasSize(14);
        return ids.properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(find(entry.getKey(), Set.of()))
                        .isEqualTo(
                                new Answer(Kind.LIKELY, List.of(entry.getValue().asText()), ""))));
    }

    @Test
    void leavesAResourceOfTheStateOut() {
        String vpc = "aws:ec2/vpc:Vpc";

        Answer answer = find(vpc, Set.of(ids.path(vpc).asText()));

        assertThat(answer.kind()).isEqualTo(Kind.UNDECIDED);
        assertThat(answer.ids()).isEmpty();
    }
}
