package dev.plinth.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {

    private static final Set<String> IDS =
            RuleCatalogue.all().stream().map(Rule::id).collect(Collectors.toSet());

    static List<Pack> packs() {
        return Pack.all();
    }

    private static Rule rule(String id) {
        return RuleCatalogue.find(id).orElseThrow();
    }

    private static Pack pack(String name) {
        return Pack.find(name).orElseThrow();
    }

    @Test
    void packsAreSortedByName() {
        assertThat(Pack.all())
                .extracting(Pack::name)
                .containsExactly(
                        "aws-fsbp",
                        "cis-aws-5.0",
                        "cost",
                        "gdpr",
                        "hipaa",
                        "pci-dss-4",
                        "plinth",
                        "soc2",
                        "well-architected");
        assertThat(Pack.find("iso-27001")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void selectsSomeRulesInTheirOrder(Pack pack) {
        List<Rule> selected = pack.select(RuleCatalogue.all());
        assertThat(selected).extracting(Rule::id).isNotEmpty().isSorted();
        assertThat(selected).allMatch(pack::includes);
        assertThat(pack.title()).hasSizeGreaterThan(5);
        if (!pack.name().equals("plinth")) {
            assertThat(selected).hasSizeLessThan(IDS.size());
            assertThat(selected).allMatch(rule -> !pack.controlsOf(rule).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gdpr", "hipaa", "pci-dss-4", "soc2", "well-architected"})
    void frameworksNameTheirSourcesAndRulesThatExist(String name) {
        Framework framework = Framework.named(name);
        assertThat(framework.title()).isNotBlank();
        assertThat(framework.sources()).isNotEmpty().allMatch(source -> source.startsWith("https://"));
        assertThat(framework.controls()).hasSizeGreaterThanOrEqualTo(10);
        framework.controls().forEach((control, rules) -> {
            assertThat(rules).as(control).isNotEmpty().isSorted().doesNotHaveDuplicates();
            assertThat(IDS).as(control).containsAll(rules);
        });
    }

    @Test
    void everythingBelongsToPlinth() {
        Rule own = Rule.named("team-own-rule")
                .title("Queues of the team are encrypted")
                .severity(Severity.LOW)
                .on("aws:sqs/queue:Queue")
                .risk("A stranger reads the queue.")
                .remediation("Encrypt it")
                .requires((resource, context) -> Verdict.PASS);
        assertThat(pack("plinth").includes(own)).isTrue();
        assertThat(pack("soc2").includes(own)).isFalse();
        assertThat(pack("plinth").select(List.of(own))).containsExactly(own);
        assertThat(pack("plinth").controlsOf(own)).isEmpty();
    }

    @Test
    void controlsAreTheFrameworks() {
        assertThat(pack("hipaa").controlsOf(rule("rds-encrypted"))).containsExactly("164.312(a)(2)(iv)");
        assertThat(pack("pci-dss-4").controlsOf(rule("rds-encrypted"))).containsExactly("3.5.1");
        assertThat(pack("gdpr").controlsOf(rule("allowed-regions"))).containsExactly("44");
        assertThat(pack("cis-aws-5.0").controlsOf(rule("rds-encrypted"))).containsExactly("2.2.1");
        assertThat(pack("well-architected").controlsOf(rule("required-tags"))).containsExactly("COST03-BP02");
    }

    @Test
    void costIsThePillarAlone() {
        List<Rule> cost = pack("cost").select(RuleCatalogue.all());
        assertThat(cost).contains(rule("required-tags"), rule("s3-lifecycle")).doesNotContain(rule("rds-encrypted"));
        assertThat(pack("well-architected").select(RuleCatalogue.all())).containsAll(cost);
        assertThat(cost).allMatch(rule -> pack("cost").controlsOf(rule).stream()
                .allMatch(control -> control.startsWith("COST")));
    }
}
