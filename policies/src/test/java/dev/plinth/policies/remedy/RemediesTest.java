package dev.plinth.policies.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediesTest {

    /** Rules whose remedy is a component of Plinth, an option that the language lacks, or a class of no resource. */
    private static final int SENTENCES = 9;

    private static String remedy(Language language, String id) {
        return Remedies.in(language, RuleCatalogue.find(id).orElseThrow()).remediation();
    }

    private static Rule rule(String remediation) {
        return Rule.named("acme-rule")
                .title("VPCs assign DNS names to instances")
                .severity(Severity.HIGH)
                .on("aws:ec2/vpc:Vpc", "enableDnsHostnames")
                .risk("Instances have no DNS names.")
                .remediation(remediation)
                .requires(Property.property("enableDnsHostnames").isTrue());
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "JAVA")
    void translatesTheExamplesOfTheCatalogue(Language language) {
        List<Rule> rules = RuleCatalogue.all();
        long examples = rules.stream()
                .filter(rule -> Remedies.example(language, rule).isPresent())
                .count();
        assertThat(examples).isGreaterThanOrEqualTo(rules.size() - SENTENCES);
        assertThat(Remedies.in(language, RuleCatalogue.set()).all())
                .hasSameSizeAs(rules)
                .allSatisfy(rule -> {
                    assertThat(rule.remediationLanguage())
                            .isEqualTo(language.name().toLowerCase(Locale.ROOT));
                    assertThat(rule.remediation())
                            .doesNotContain("builder()", "List.of(", "Map.of(", "applyValue", "com.pulumi", "null")
                            .doesNotContain("..", ".:");
                });
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "JAVA")
    void closesEveryBracket(Language language) {
        for (Rule rule : RuleCatalogue.all()) {
            Remedies.example(language, rule).ifPresent(example -> {
                String code = example.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"");
                for (String pair : List.of("()", "[]", "{}")) {
                    assertThat(code.chars().filter(c -> c == pair.charAt(0)).count())
                            .as(rule.id() + ": " + example)
                            .isEqualTo(code.chars()
                                    .filter(c -> c == pair.charAt(1))
                                    .count());
                }
            });
        }
    }

    @Test
    void setsAPropertyInEachLanguage() {
        assertThat(remedy(Language.JAVA, "rds-encrypted")).contains("InstanceArgs.builder().storageEncrypted(true)");
        assertThat(remedy(Language.TYPESCRIPT, "rds-encrypted"))
                .isEqualTo(
                        """
                Encrypt the storage with a customer managed key:
                storageEncrypted: true,
                kmsKeyId: key.arn""");
        assertThat(remedy(Language.PYTHON, "rds-encrypted")).endsWith("storage_encrypted=True,\nkms_key_id=key.arn");
        assertThat(remedy(Language.GO, "rds-encrypted"))
                .endsWith("StorageEncrypted: pulumi.Bool(true),\nKmsKeyId: key.Arn");
        assertThat(remedy(Language.CSHARP, "rds-encrypted")).endsWith("StorageEncrypted = true,\nKmsKeyId = key.Arn");
        assertThat(remedy(Language.YAML, "rds-encrypted")).endsWith("storageEncrypted: true\nkmsKeyId: \"${key.arn}\"");
        assertThat(remedy(Language.HCL, "rds-encrypted"))
                .endsWith("storage_encrypted = true\nkms_key_id = aws_kms_key.key.arn");
    }

    @Test
    void nestsProperties() {
        String rule = "backup-retention";
        assertThat(remedy(Language.TYPESCRIPT, rule)).endsWith("\nrules: [{ lifecycle: { deleteAfter: 35 } }]");
        assertThat(remedy(Language.PYTHON, rule)).endsWith("\nrules=[{\"lifecycle\": {\"delete_after\": 35}}]");
        assertThat(remedy(Language.GO, rule))
                .endsWith(
                        """
                :
                Rules: backup.PlanRuleArray{
                    &backup.PlanRuleArgs{
                        Lifecycle: &backup.PlanRuleLifecycleArgs{DeleteAfter: pulumi.Int(35)},
                    },
                }""");
        assertThat(remedy(Language.CSHARP, rule))
                .endsWith(
                        """
                :
                Rules = new[] {
                    new PlanRuleArgs { Lifecycle = new PlanRuleLifecycleArgs { DeleteAfter = 35 } },
                }""");
        assertThat(remedy(Language.YAML, rule)).endsWith("\nrules: [{ lifecycle: { deleteAfter: 35 } }]");
        assertThat(remedy(Language.HCL, rule)).endsWith("\nrule {\n    lifecycle { delete_after = 35 }\n}");
    }

    @Test
    void namesAResourceThatIsAdded() {
        assertThat(remedy(Language.TYPESCRIPT, "config-delivered"))
                .endsWith("\n// aws:cfg:DeliveryChannel\ns3BucketName: bucket.bucket");
        assertThat(remedy(Language.HCL, "config-delivered"))
                .endsWith("\n# aws_config_delivery_channel\ns3_bucket_name = aws_s3_bucket.bucket.bucket");
    }

    @Test
    void setsOptions() {
        assertThat(remedy(Language.TYPESCRIPT, "rds-pulumi-protect")).endsWith("\n{ protect: true }");
        assertThat(remedy(Language.PYTHON, "rds-pulumi-protect"))
                .endsWith("\nopts=pulumi.ResourceOptions(protect=True)");
        assertThat(remedy(Language.GO, "stateful-not-deleted"))
                .endsWith("\npulumi.Aliases([]pulumi.Alias{{Name: pulumi.String(\"old-name\")}})"
                        + "\npulumi.RetainOnDelete(true)");
        assertThat(remedy(Language.HCL, "rds-pulumi-protect")).endsWith("\nlifecycle {\n    prevent_destroy = true\n}");
        assertThat(remedy(Language.HCL, "stateful-not-deleted"))
                .isEqualTo("Add an alias for a renamed resource, or retain it outside the stack."
                        + " Databases, buckets, keys and other stateful resources are not deleted.");
    }

    @Test
    void keepsListsSecretsAndJson() {
        assertThat(remedy(Language.GO, "provider-account-guard"))
                .contains("AllowedAccountIds: pulumi.StringArray{pulumi.String(\"123456789012\")}");
        assertThat(remedy(Language.PYTHON, "supabase-credentials-secret"))
                .endsWith("database_password=config.require_secret(\"databasePassword\")");
        assertThat(remedy(Language.YAML, "supabase-credentials-secret"))
                .endsWith("databasePassword: \"${databasePassword}\"");
        assertThat(remedy(Language.GO, "iam-trust-scoped"))
                .endsWith("\"Principal\": {\"Service\": \"ecs-tasks.amazonaws.com\"}");
        assertThat(remedy(Language.TYPESCRIPT, "vercel-trusted-ips-narrow"))
                .contains("trustedIps: {\n    addresses: [");
    }

    @Test
    void translatesAnExampleWithoutASentence() {
        Rule rule = rule("VpcArgs.builder().enableDnsHostnames(true)");
        assertThat(Remedies.in(Language.PYTHON, rule).remediation()).isEqualTo("enable_dns_hostnames=True");
        assertThat(Remedies.in(Language.PYTHON, rule("Vpcs.of(1, 2)")).remediation())
                .isEqualTo("VPCs assign DNS names to instances.");
        assertThat(Remedies.in(Language.PYTHON, rule("Ask the network team.")).remediation())
                .isEqualTo("Ask the network team. VPCs assign DNS names to instances.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A(", "A.builder().b(", "A.builder().b(1", "A.builder().b(x -> x)", "Map.of(1, 2)", "#", "a +"})
    void stateARemedyAsASentenceWhereTheExampleIsAnother(String example) {
        assertThat(Remedies.in(Language.GO, rule("Set it:\n" + example)).remediation())
                .isEqualTo("Set it. VPCs assign DNS names to instances.");
    }

    @Test
    void changesTheLanguageAgain() {
        RuleSet python = Remedies.in(Language.PYTHON, RuleCatalogue.set());
        assertThat(Remedies.in(Language.HCL, python)
                        .find("rds-encrypted")
                        .orElseThrow()
                        .remediation())
                .isEqualTo(remedy(Language.HCL, "rds-encrypted"));
        assertThat(Remedies.in(Language.JAVA, python)
                        .find("rds-encrypted")
                        .orElseThrow()
                        .remediation())
                .isEqualTo(remedy(Language.JAVA, "rds-encrypted"));
    }
}
