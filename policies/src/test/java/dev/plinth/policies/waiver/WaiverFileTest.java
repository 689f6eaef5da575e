package dev.plinth.policies.waiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WaiverFileTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    @Test
    void readsWaivers() {
        assertThat(WaiverFile.parse(
                        "waivers.yaml",
                        """
                waivers:
                  - rule: rds-multi-az
                    urn: "urn:pulumi:staging::*::data?ase"
                    reason: Ten chars.
                    owner: ops@example.com
                    expires: 2026-08-30
                """,
                        TODAY))
                .containsExactly(new Waiver(
                        "rds-multi-az",
                        "urn:pulumi:staging::*::data?ase",
                        "Ten chars.",
                        "ops@example.com",
                        LocalDate.parse("2026-08-30")));
    }

    @Test
    void theShippedFileHasNone() {
        assertThat(Path.of("waivers.yaml")).exists();
        assertThat(WaiverFile.read(Path.of("waivers.yaml"), TODAY)).isEmpty();
    }

    @Test
    void aMissingOrEmptyFileHasNone() {
        assertThat(WaiverFile.read(Path.of("no such file"), TODAY)).isEmpty();
        assertThat(WaiverFile.parse("waivers.yaml", "", TODAY)).isEmpty();
        assertThat(WaiverFile.parse("waivers.yaml", "waivers:", TODAY)).isEmpty();
    }

    @Test
    void reportsAllFaultsAtOnceWithFileAndEntry() {
        assertThatThrownBy(() -> WaiverFile.parse(
                        "waivers.yaml",
                        """
                waivers:
                  - {rule: "", urn: "*", reason: too short, owner: ops, expires: 2026-06-30}
                  - {rule: a-b, urn: "*", reason: long enough, expires: 2026-08-31, why: x}
                  - {rule: a-b, urn: "*", reason: long enough, owner: ops, expires: soon}
                  - text
                """,
                        TODAY))
                .isInstanceOf(InvalidWaiversException.class)
                .hasMessage(
                        """
                        waivers.yaml: waivers[0].rule is '' but must be given
                        waivers.yaml: waivers[0].reason is 'too short' but must be at least 10 characters long
                        waivers.yaml: waivers[1].why is unknown; expected one of expires, owner, reason, rule, urn
                        waivers.yaml: waivers[1].owner is '' but must be given
                        waivers.yaml: waivers[1].expires is 2026-08-31 but must be at most 90 days ahead, 2026-08-30 today
                        waivers.yaml: waivers[2].expires is 'soon' but must be a date such as 2026-08-30
                        waivers.yaml: waivers[3] must be an object""");
    }

    @Test
    void rejectsAFileThatIsNotAListOfWaivers() {
        assertThatThrownBy(() -> WaiverFile.parse("w.yaml", "[]", TODAY))
                .hasMessageContaining("one list named waivers");
        assertThatThrownBy(() -> WaiverFile.parse("w.yaml", "waivers: x", TODAY))
                .hasMessageContaining("one list named waivers");
        assertThatThrownBy(() -> WaiverFile.parse("w.yaml", "waivers: [", TODAY))
                .hasMessageContaining("w.yaml: is not YAML");
    }

    @Test
    void matchesByGlobAndExpiresAfterItsLastDay() {
        Waiver waiver = new Waiver("a-b", "urn:*::data?ase", "long enough", "ops", TODAY);
        assertThat(waiver.covers("a-b", "urn:x::y::database")).isTrue();
        assertThat(waiver.covers("a-c", "urn:x::y::database")).isFalse();
        assertThat(waiver.covers("a-b", "urn:x::y::databases")).isFalse();
        assertThat(waiver.covers("a-b", "urn:x::y::dataase")).isFalse();
        assertThat(new Waiver("a-b", "a.c", "long enough", "ops", TODAY).covers("a-b", "abc"))
                .isFalse();
        assertThat(waiver.isExpired(TODAY)).isFalse();
        assertThat(waiver.isExpired(TODAY.plusDays(1))).isTrue();
    }
}
