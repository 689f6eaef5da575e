package dev.plinth.components.dns;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DnsZoneTest {

    private static final String ZONE = "aws:route53/zone:Zone";
    private static final String RECORD = "aws:route53/record:Record";
    private static final String KEY = "aws:kms/key:Key";
    private static final String KEY_SIGNING_KEY = "aws:route53/keySigningKey:KeySigningKey";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final List<String> NAME_SERVERS = List.of("ns-1.awsdns-01.com", "ns-2.awsdns-02.net");

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @BeforeEach
    void answerAsRoute53Does() {
        mocks.answer(ZONE, zone -> Map.of("zoneId", "Z1D633PJN98FT9", "nameServers", NAME_SERVERS));
        mocks.answer(KEY_SIGNING_KEY, key -> Map.of("dsRecord", "1234 13 2 abcdef"));
    }

    private DnsZone run(UnaryOperator<DnsZoneArgs.Builder> more, ComponentResourceOptions options) {
        return mocks.run(() -> new DnsZone(
                "dns",
                more.apply(DnsZoneArgs.builder()
                                .zoneName("example.com")
                                .usEast1Provider(new Provider(
                                        "us-east-1",
                                        ProviderArgs.builder()
                                                .region("us-east-1")
                                                .build())))
                        .build(),
                options));
    }

    private DnsZone run(UnaryOperator<DnsZoneArgs.Builder> more) {
        return run(more, ComponentResourceOptions.builder().build());
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        DnsZoneArgs created = DnsZoneArgs.builder().build();
        assertThat(created.zoneName()).isNull();
        assertThat(created.hostedZoneId()).isNull();
        assertThat(created.records()).isEmpty();
        assertThat(created.dnssec()).isTrue();
        assertThat(created.certificateAuthorities()).containsExactly("amazon.com");
        assertThat(created.queryLogRetentionDays()).isNull();
        assertThat(created.usEast1Provider()).isNull();

        DnsZoneArgs existing =
                DnsZoneArgs.builder().hostedZoneId("Z1D633PJN98FT9").build();
        assertThat(existing.dnssec()).isFalse();
        assertThat(existing.certificateAuthorities()).isEmpty();
    }

    @Test
    void newZoneIsSignedAndAuthorizesAmazonOnly() {
        DnsZone zone = run(args -> args);

        assertThat(mocks.only(ZONE).inputs())
                .containsEntry("name", "example.com")
                .containsEntry("forceDestroy", false);
        assertThat(mocks.only(RECORD).inputs())
                .isEqualTo(Map.of(
                        "zoneId", "Z1D633PJN98FT9",
                        "name", "example.com",
                        "type", "CAA",
                        "ttl", 300.0,
                        "records", List.of("0 issue \"amazon.com\"")));
        Recorded key = mocks.only(KEY);
        assertThat(key.inputs())
                .containsEntry("keyUsage", "SIGN_VERIFY")
                .containsEntry("customerMasterKeySpec", "ECC_NIST_P256")
                .containsEntry("deletionWindowInDays", 30.0)
                .doesNotContainKey("enableKeyRotation");
        assertThat(key.provider()).contains("us-east-1");
        assertThat(key.text("policy"))
                .contains("dnssec-route53.amazonaws.com")
                .contains("\"aws:SourceAccount\":\"123456789012\"")
                .contains("\"aws:SourceArn\":\"arn:aws:route53:::hostedzone/Z1D633PJN98FT9\"")
                .contains("\"kms:GrantIsForAWSResource\":\"true\"");
        assertThat(mocks.only(KEY_SIGNING_KEY).inputs())
                .containsEntry("name", "ksk_dns")
                .containsEntry("hostedZoneId", "Z1D633PJN98FT9")
                .containsEntry("keyManagementServiceArn", "arn:aws:kms:eu-central-1:123456789012:key/dns-dnssec-key");
        assertThat(mocks.only("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec").inputs())
                .containsEntry("signingStatus", "SIGNING");
        assertThat(mocks.ofType("aws:route53/queryLog:QueryLog")).isEmpty();
        assertThat(value(zone.hostedZoneId())).isEqualTo("Z1D633PJN98FT9");
        assertThat(value(zone.delegationNameServers())).isEqualTo(NAME_SERVERS);
        assertThat(value(zone.dsRecord())).isEqualTo("1234 13 2 abcdef");
    }

    @Test
    void signingAndAuthorizationCanBeLeftOut() {
        DnsZone zone = mocks.run(() -> new DnsZone(
                "dns",
                DnsZoneArgs.builder()
                        .zoneName("example.com")
                        .dnssec(false)
                        .certificateAuthorities(List.of())
                        .build()));

        assertThat(mocks.resources()).extracting(Recorded::type).containsExactly(ZONE, DnsZone.TYPE);
        assertThatThrownBy(zone::dsRecord)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("DnsZone 'dns' is not signed: dnssec is false.");
    }

    @Test
    void recordsAreMadeByLabel() {
        run(args -> args.records(List.of(
                ZoneRecord.of("www", RecordType.CNAME, "example.net"),
                ZoneRecord.of("*.app", RecordType.A, 60, List.of("192.0.2.1", "192.0.2.2")),
                ZoneRecord.of("_dmarc", RecordType.TXT, 3600, Output.of(List.of("v=DMARC1; p=reject"))),
                ZoneRecord.of("@", RecordType.MX, "10 mail.example.com"),
                ZoneRecord.alias(
                        "@", RecordType.A, Output.of("lb.eu-central-1.elb.amazonaws.com"), Output.of("Z215"), true))));

        assertThat(mocks.names(RECORD))
                .containsExactly(
                        "dns-record-_dmarc-txt",
                        "dns-record-apex-a",
                        "dns-record-apex-caa",
                        "dns-record-apex-mx",
                        "dns-record-wildcard-app-a",
                        "dns-record-www-cname");
        assertThat(mocks.named(RECORD, "dns-record-wildcard-app-a").inputs())
                .containsEntry("name", "*.app.example.com")
                .containsEntry("ttl", 60.0)
                .containsEntry("records", List.of("192.0.2.1", "192.0.2.2"));
        assertThat(mocks.named(RECORD, "dns-record-apex-a").inputs())
                .isEqualTo(Map.of(
                        "zoneId",
                        "Z1D633PJN98FT9",
                        "name",
                        "example.com",
                        "type",
                        "A",
                        "aliases",
                        List.of(Map.of(
                                "name",
                                "lb.eu-central-1.elb.amazonaws.com",
                                "zoneId",
                                "Z215",
                                "evaluateTargetHealth",
                                true))));
        assertThat(mocks.named(RECORD, "dns-record-_dmarc-txt").inputs())
                .containsEntry("records", List.of("v=DMARC1; p=reject"));
    }

    @Test
    void recordsCanBeAddedLater() {
        mocks.run(() -> {
            DnsZone zone = new DnsZone(
                    "dns",
                    DnsZoneArgs.builder()
                            .zoneName("example.com")
                            .dnssec(false)
                            .records(List.of(ZoneRecord.of("www", RecordType.A, "192.0.2.1")))
                            .build());
            zone.addRecords(List.of(ZoneRecord.of("api", RecordType.A, "192.0.2.2")));
            assertThatThrownBy(() -> zone.addRecords(List.of(
                            ZoneRecord.of("www", RecordType.A, "192.0.2.3"),
                            ZoneRecord.of("api", RecordType.CNAME, "example.net"))))
                    .isInstanceOf(InvalidArgumentsException.class)
                    .hasMessage("DnsZone 'dns': records is www A; it must be given once;"
                            + " records is api CNAME; it must be the only record at its name");
            return zone;
        });

        assertThat(mocks.names(RECORD)).containsExactly("dns-record-apex-caa", "dns-record-api-a", "dns-record-www-a");
    }

    @Test
    void queriesAreLoggedInUsEast1() {
        run(
                args -> args.queryLogRetentionDays(90),
                ComponentResourceOptions.builder().protect(true).build());

        Recorded logGroup = mocks.only(LOG_GROUP);
        assertThat(logGroup.inputs())
                .containsEntry("namePrefix", "/aws/route53/example.com-")
                .containsEntry("retentionInDays", 90.0)
                .containsKey("kmsKeyId");
        assertThat(logGroup.provider()).contains("us-east-1");
        Recorded policy = mocks.only("aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
        assertThat(policy.provider()).contains("us-east-1");
        assertThat(policy.text("policyDocument"))
                .contains("route53.amazonaws.com")
                .contains("hostedzone/Z1D633PJN98FT9")
                .contains("log-group/dns-query-log-group:*".replace("log-group/", "loggroup/"));
        assertThat(mocks.only("aws:route53/queryLog:QueryLog").inputs()).containsEntry("zoneId", "Z1D633PJN98FT9");
        assertThat(mocks.named(KEY, "dns-query-log-key-key").provider()).contains("us-east-1");
        assertThat(mocks.options(mocks.only(ZONE)).isProtect()).isTrue();
        assertThat(mocks.options(mocks.named(KEY, "dns-dnssec-key")).isProtect())
                .isTrue();
        assertThat(mocks.options(mocks.named(RECORD, "dns-record-apex-caa")).isProtect())
                .isFalse();
    }

    @Test
    void existingZoneGetsRecordsOnly() {
        DnsZone zone = mocks.run(() -> new DnsZone(
                "dns",
                DnsZoneArgs.builder()
                        .zoneName("example.com")
                        .hostedZoneId("Z0000000EXISTING")
                        .records(List.of(ZoneRecord.of("www", RecordType.A, "192.0.2.1")))
                        .build()));

        assertThat(mocks.resources()).extracting(Recorded::type).containsExactly(RECORD, DnsZone.TYPE);
        assertThat(mocks.only(RECORD).inputs()).containsEntry("zoneId", "Z0000000EXISTING");
        assertThat(value(zone.hostedZoneId())).isEqualTo("Z0000000EXISTING");
        assertThatThrownBy(zone::delegationNameServers)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("DnsZone 'dns' already exists: hostedZoneId was given.");
    }

    @Test
    void namesAllFaultsAtOnceAndMakesNothing() {
        assertThatThrownBy(() -> mocks.run(() -> new DnsZone(
                        "dns",
                        DnsZoneArgs.builder()
                                .zoneName("Example")
                                .hostedZoneId("/hostedzone/Z1")
                                .dnssec(true)
                                .queryLogRetentionDays(8)
                                .certificateAuthorities(List.of("amazon"))
                                .records(List.of(
                                        ZoneRecord.of("WWW", RecordType.A, "192.0.2.1"),
                                        ZoneRecord.of("@", RecordType.CNAME, "example.net"),
                                        ZoneRecord.of("@", RecordType.CAA, "0 issue \"letsencrypt.org\""),
                                        ZoneRecord.of("twice", RecordType.A, "192.0.2.1"),
                                        ZoneRecord.of("twice", RecordType.A, 604_801, List.of("192.0.2.2")),
                                        ZoneRecord.of("none", RecordType.A),
                                        ZoneRecord.of("text", RecordType.TXT, "x".repeat(256)),
                                        ZoneRecord.alias("mail", RecordType.MX, Output.of("a"), Output.of("b"), false)))
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(
                                failure.faults().stream().map(DnsZoneTest::brief))
                        .containsExactly(
                                "zoneName=Example",
                                "hostedZoneId=/hostedzone/Z1",
                                "usEast1Provider=missing",
                                "queryLogRetentionDays=8",
                                "certificateAuthorities=amazon",
                                "records=WWW A",
                                "records=@ CNAME",
                                "records=@ CNAME",
                                "records=@ CAA",
                                "records=twice A",
                                "records=twice A with a time to live of 604801 s",
                                "records=none A with 0 values",
                                "records=text TXT with a longer text",
                                "records=mail MX"));
        assertThat(mocks.resources()).isEmpty();
    }

    private static String brief(Fault fault) {
        return fault.argument() + "=" + fault.value();
    }

    @Test
    void signedZoneNeedsTheProviderOfUsEast1() {
        assertThatThrownBy(() -> mocks.run(() -> new DnsZone(
                        "dns", DnsZoneArgs.builder().zoneName("example.com").build())))
                .hasMessage("DnsZone 'dns': usEast1Provider is missing; it must be given, or dnssec must be false");
    }
}
