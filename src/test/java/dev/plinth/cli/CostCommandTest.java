package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.options.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plinth cost} as a person types it. */
class CostCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    /** Runs the command on development with another section cost. */
    private Shell.Ran cost(String cost, String... options) throws IOException {
        Repository.copyProject(folder);
        Path stack = folder.resolve("Pulumi.development.yaml");
        Files.writeString(stack, Files.readString(stack) + cost);
        String[] command = new String[options.length + 4];
        System.arraycopy(new String[] {"cost", "development", "--project", folder.toString()}, 0, command, 0, 4);
        System.arraycopy(options, 0, command, 4, options.length);
        return Shell.run(command);
    }

    @Test
    void printsEachFigureAndTheSum() throws IOException {
        Shell.Ran ran = cost("");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).matches("(?s)development: USD [0-9.,]+/month\n.*").contains("13.87", "Total");
        assertThat(ran.out()).contains("natGigabytesPerMonth", "default", "free resources");
        assertThat(ran.err()).isEmpty();
    }

    /** The names that Infracost's `breakdown --format json` has, so that what reads that reads this. */
    @Test
    void printsTheJsonOfInfracost() throws IOException {
        Shell.Ran ran = cost("", "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode json = ran.json();
        assertThat(json.get("currency").asText()).isEqualTo("USD");
        JsonNode breakdown = json.at("/projects/0/breakdown");
        assertThat(breakdown.get("totalMonthlyCost").asText())
                .isEqualTo(json.get("totalMonthlyCost").asText());
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode resource : breakdown.get("resources")) {
            BigDecimal parts = BigDecimal.ZERO;
            for (JsonNode component : resource.get("costComponents")) {
                assertThat(component.fieldNames())
                        .toIterable()
                        .contains(
                                "name",
                                "unit",
                                "hourlyQuantity",
                                "monthlyQuantity",
                                "price",
                                "hourlyCost",
                                "monthlyCost",
                                "usageBased");
                parts = parts.add(new BigDecimal(component.get("monthlyCost").asText()));
            }
            assertThat(parts)
                    .as(resource.get("name").asText())
                    .isEqualByComparingTo(resource.get("monthlyCost").asText());
            sum = sum.add(parts);
        }
        assertThat(sum).isEqualByComparingTo(json.get("totalMonthlyCost").asText());
        assertThat(sum).isGreaterThan(BigDecimal.valueOf(100));
        JsonNode summary = json.get("summary");
        assertThat(summary.get("totalDetectedResources").asInt())
                .isEqualTo(summary.get("totalSupportedResources").asInt()
                        + summary.get("totalUnsupportedResources").asInt()
                        + summary.get("totalNoPriceResources").asInt());
        assertThat(Shell.run("cost", "development", "--format", "json", "--project", folder.toString())
                        .out())
                .isEqualTo(ran.out());
    }

    @ParameterizedTest
    @CsvSource({
        "'monthlyBudget: 1', 0, '', exceeds the budget of USD 1",
        "'monthlyBudget: 1, onBudget: block', 1, blocked: monthly cost of USD, exceeds the budget of USD 1",
        "'monthlyBudget: 1000000, onBudget: block', 0, '', Total",
    })
    void aBudgetWarnsOrBlocks(String cost, int exitCode, String err, String out) throws IOException {
        Shell.Ran ran = cost("\n  plinth:cost: {" + cost + "}\n");

        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.err()).contains(err);
        assertThat(ran.out()).contains(out);
    }

    @Test
    void allFaultsOfTheConfigurationAreTold() throws IOException {
        Shell.Ran ran = cost("\n  plinth:cost: {monthlyBudget: 0, onBudget: stop, currency: EUR, natGigabytes: 1,"
                + " cloudflarePlan: gold}\n");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("Pulumi.development.yaml")
                .contains("plinth:cost.monthlyBudget", "1 to 100000000")
                .contains("plinth:cost.onBudget", "warn, block")
                .contains("plinth:cost.currency", "USD")
                .contains("plinth:cost.natGigabytes", "natGigabytesPerMonth")
                .contains("plinth:cost.cloudflarePlan", "free, pro, business, enterprise");
    }

    @Test
    void aContractsPriceBelongsToTheEnterprisePlan() throws IOException {
        Shell.Ran ran = cost("\n  plinth:cost: {cloudflareContractPrice: 3000}\n");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("cloudflareContractPrice belongs to cloudflarePlan: enterprise");
    }

    @Test
    void aStackThatIsNotThereIsNamed() {
        Shell.Ran ran = Shell.run("cost", "producton");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("producton", "production");
    }
}
