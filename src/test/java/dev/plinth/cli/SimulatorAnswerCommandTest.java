package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.plinth.engine.Workspace;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorAnswerCommandTest {

    private static final String VPC = "aws:ec2/getVpc:getVpc";

    @TempDir
    private Path project = Path.of("");

    private Shell.Ran answer(String... arguments) {
        List<String> line = new ArrayList<>(List.of("simulator", "answer"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--project", project.toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    private Map<String, Object> call(Map<String, Object> arguments) {
        Struct result = new SimulatedProvider("eu-central-1", Workspace.simulatorFile(project))
                .call(VPC, Values.toStruct(arguments), null);
        return Values.fromStruct(result);
    }

    @Test
    void aSeededAnswerIsListedGivenAndDeleted() throws IOException {
        Path result = project.resolve("vpc.json");
        Files.writeString(result, "{\"id\": \"vpc-any\",\n  \"cidrBlock\": \"10.0.0.0/16\"}");
        Shell.Ran seeded = answer(VPC, "--result", "@" + result);
        assertThat(seeded.exitCode()).as(seeded.err()).isZero();
        assertThat(seeded.out()).isEmpty();
        assertThat(answer(VPC, "--arguments", "{\"id\":\"vpc-1\"}", "--result", "{\"id\":\"vpc-1\"}")
                        .exitCode())
                .isZero();

        assertThat(answer("--list").out())
                .isEqualTo(VPC + " {} -> {\"id\":\"vpc-any\",\"cidrBlock\":\"10.0.0.0/16\"}\n" + VPC
                        + " {\"id\":\"vpc-1\"} -> {\"id\":\"vpc-1\"}\n");
        assertThat(answer("--list", "--json").json()).hasSize(2).first().satisfies(first -> assertThat(
                        first.at("/result/id").asText())
                .isEqualTo("vpc-any"));
        assertThat(answer("aws:ec2/getAmi:getAmi", "--list", "--json").json()).isEmpty();

        // A graph without an engine gets them, too.
        assertThat(call(Map.of("id", "vpc-1"))).containsEntry("id", "vpc-1");
        assertThat(call(Map.of("default", true))).containsEntry("cidrBlock", "10.0.0.0/16");

        assertThat(answer(VPC, "--delete", "--arguments", "{\"id\":\"vpc-1\"}").err())
                .contains("1 answer deleted");
        assertThat(answer("--list", "--json").json()).hasSize(1);
        assertThat(answer(VPC, "--delete").exitCode()).isZero();
        Shell.Ran none = answer(VPC, "--delete");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no seeded answer of " + VPC);
    }

    @Test
    void secretResultsAreNotListed() {
        assertThat(answer(
                                "aws:ssm/getParameter:getParameter",
                                "--arguments",
                                "{\"name\":\"/a\"}",
                                "--result",
                                "{\"value\":\"of a test\"}")
                        .exitCode())
                .isZero();
        assertThat(answer("--list").out()).contains("{\"secret\":true}").doesNotContain("of a test");
        assertThat(answer("--list", "--json").out()).doesNotContain("of a test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aws:ec2/getVpc:getVpc | expected exactly one of --result, --list and --delete
                    aws:ec2/getVpc:getVpc --delete --list | expected exactly one of
                    --result {} | TOKEN is missing
                    aws:ec2/getVpc:getVpc --result [] | --result: expected a JSON object
                    aws:ec2/getVpc:getVpc --result {id | --result is not JSON
                    aws:ec2/getVpc:getVpc --result @missing.json | --result is @missing.json: expected a readable file
                    aws:ec2/getVpcc:getVpcc --result {} | did you mean 'aws:ec2/getVpc:getVpc'?
                    aws:ec2/getVpc:getVpc --result {"idd":"a"} | result idd: unknown property; did you mean 'id'?
                    aws:ec2/getVpc:getVpc --arguments {"idd":"a"} --result {} | argument idd: unknown property
                    """)
    void rejectsWrongUsageWithTheExpectedValue(String line, String message) {
        Shell.Ran ran = answer(line.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }
}
