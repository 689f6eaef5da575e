package dev.plinth.components.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.testkit.RecordingMocks;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaiverTest {

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void registersWhatThePoliciesReadAndNothingElse() {
        Waiver waiver = mocks.run(() -> new Waiver(
                "single-zone",
                WaiverArgs.builder()
                        .rule("rds-multi-az")
                        .resource("aws:rds/instance:Instance", "database-instance")
                        .reason("One zone until the cut-over")
                        .owner("platform")
                        .expires(LocalDate.parse("2026-03-31"))
                        .build()));

        assertThat(waiver.name()).isEqualTo("single-zone");
        assertThat(mocks.only(Waiver.TYPE).inputs())
                .containsEntry("rule", "rds-multi-az")
                .containsEntry("urnPattern", "urn:pulumi:*aws:rds/instance:Instance::database-instance")
                .containsEntry("reason", "One zone until the cut-over")
                .containsEntry("owner", "platform")
                .containsEntry("expires", "2026-03-31");
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> new Waiver(
                        "w",
                        WaiverArgs.builder().reason("short").expires("soon").build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("rule is missing")
                .hasMessageContaining("urn is missing")
                .hasMessageContaining("owner is missing")
                .hasMessageContaining("reason is short; it must be a text of at least 10 characters")
                .hasMessageContaining("expires is soon; it must be a date such as 2026-03-31");
    }
}
