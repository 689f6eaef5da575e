package dev.plinth.components.dns;

import com.pulumi.aws.Provider;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.cloudwatch.LogResourcePolicy;
import com.pulumi.aws.cloudwatch.LogResourcePolicyArgs;
import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.aws.route53.HostedZoneDnsSec;
import com.pulumi.aws.route53.HostedZoneDnsSecArgs;
import com.pulumi.aws.route53.KeySigningKey;
import com.pulumi.aws.route53.KeySigningKeyArgs;
import com.pulumi.aws.route53.QueryLog;
import com.pulumi.aws.route53.QueryLogArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.Zone;
import com.pulumi.aws.route53.ZoneArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public hosted zone in Route 53, new or existing, with its records. A new one is signed (DNSSEC), and its CAA record lets only
 * the given authorities issue certificates.
 *
 * <p>The zone answers once the registrar, or the zone above, delegates to {@link #delegationNameServers}; it is signed for
 * resolvers once {@link #dsRecord} stands there as well.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html">DNSSEC signing in Route
 *     53</a>
 */
public final class DnsZone extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:dns:DnsZone";

    private static final String DNSSEC_SERVICE = "dnssec-route53.amazonaws.com";
    private static final int KEY_DELETION_WINDOW_IN_DAYS = 30;

    private final AwsAccount account;
    private final String zoneName;
    private final @Nullable Zone zone;
    private final Output<String> hostedZoneId;
    private final @Nullable KeySigningKey keySigningKey;
    private final List<String> certificateAuthorities;
    private final List<ZoneRecord> records = new ArrayList<>();

    /**
     * Creates the zone, or what is added to an existing one.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DnsZone(String name, DnsZoneArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the zone, or what is added to an existing one, with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DnsZone(String name, DnsZoneArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, DnsZoneValidation.validated(name, args), options);
        this.account = AwsAccount.of(this);
        this.zoneName = Objects.requireNonNull(args.zoneName());
        Output<String> existing = args.hostedZoneId();
        this.zone = existing == null ? createZone() : null;
        this.hostedZoneId = zone == null ? Objects.requireNonNull(existing) : zone.zoneId();
        createAuthorizationRecord(args.certificateAuthorities());
        this.certificateAuthorities = args.certificateAuthorities();
        this.records.addAll(args.records());
        args.records().forEach(this::createRecord);
        Provider usEast1 = args.usEast1Provider();
        this.keySigningKey = args.dnssec() && usEast1 != null ? sign(usEast1) : null;
        Integer retention = args.queryLogRetentionDays();
        if (retention != null && usEast1 != null) {
            logQueries(retention, usEast1);
        }
        Map<String, Output<?>> outputs = new HashMap<>(Map.of("hostedZoneId", hostedZoneId));
        if (zone != null) {
            outputs.put("delegationNameServers", zone.nameServers());
        }
        if (keySigningKey != null) {
            outputs.put("dsRecord", keySigningKey.dsRecord());
        }
        registerOutputs(outputs);
    }

    /**
     * Adds records that need the zone themselves, such as the aliases of a distribution whose certificate is validated in it.
     *
     * @param added the records, under the rules of {@link DnsZoneArgs.Builder#records}, together with those that are there
     * @throws dev.plinth.components.InvalidArgumentsException when records are invalid; it names all of them
     */
    public void addRecords(List<ZoneRecord> added) {
        List<ZoneRecord> all = new ArrayList<>(records);
        all.addAll(added);
        DnsZoneValidation.checkRecords(name(), all, certificateAuthorities);
        records.addAll(added);
        added.forEach(this::createRecord);
    }

    /** The zone's id, such as {@code Z1D633PJN98FT9}. */
    public Output<String> hostedZoneId() {
        return hostedZoneId;
    }

    /** The zone's name, such as {@code example.com}. */
    public String zoneName() {
        return zoneName;
    }

    /**
     * The four name servers that the registrar, or the zone above, must delegate to.
     *
     * @throws IllegalStateException when the zone existed before, for it has its delegation already
     */
    public Output<List<String>> delegationNameServers() {
        if (zone == null) {
            throw new IllegalStateException("DnsZone '" + name() + "' already exists: hostedZoneId was given.");
        }
        return zone.nameServers();
    }

    /**
     * The DS record that the registrar, or the zone above, needs before DNSSEC takes effect.
     *
     * @throws IllegalStateException when the component doesn't sign the zone
     */
    public Output<String> dsRecord() {
        if (keySigningKey == null) {
            throw new IllegalStateException("DnsZone '" + name() + "' is not signed: dnssec is false.");
        }
        return keySigningKey.dsRecord();
    }

    private Zone createZone() {
        return new Zone(
                childName("zone"),
                ZoneArgs.builder()
                        .name(zoneName)
                        .comment("Public names of " + zoneName)
                        .forceDestroy(false)
                        .tags(Map.of("Name", zoneName))
                        .build(),
                statefulChildOptions().build());
    }

    /** Without {@code issuewild}, the authorities of {@code issue} may issue wildcard certificates as well (RFC 8659). */
    private void createAuthorizationRecord(List<String> authorities) {
        if (!authorities.isEmpty()) {
            createRecord(ZoneRecord.of(
                    "@",
                    RecordType.CAA,
                    ZoneRecord.DEFAULT_TTL_SECONDS,
                    authorities.stream()
                            .map(authority -> "0 issue \"" + authority + "\"")
                            .toList()));
        }
    }

    private void createRecord(ZoneRecord added) {
        RecordArgs.Builder args = RecordArgs.builder()
                .zoneId(hostedZoneId)
                .name(added.in(zoneName))
                .type(added.type().name());
        ZoneRecord.Alias alias = added.alias();
        if (alias == null) {
            args.ttl(added.ttlSeconds()).records(added.values());
        } else {
            args.aliases(RecordAliasArgs.builder()
                    .name(alias.dnsName())
                    .zoneId(alias.hostedZoneId())
                    .evaluateTargetHealth(alias.evaluateTargetHealth())
                    .build());
        }
        new Record(childName(added.part()), args.build(), childOptions().build());
    }

    private KeySigningKey sign(Provider usEast1) {
        Key key = createSigningKey(usEast1);
        new Alias(
                childName("dnssec-key-alias"),
                AliasArgs.builder().targetKeyId(key.keyId()).build(),
                in(usEast1, childOptions()));
        KeySigningKey created = new KeySigningKey(
                childName("key-signing-key"),
                KeySigningKeyArgs.builder()
                        // Letters, digits and underscores only (Route 53 API, CreateKeySigningKey); automatic names
                        // have hyphens.
                        .name("ksk_" + name().replaceAll("[^A-Za-z0-9]+", "_"))
                        .hostedZoneId(hostedZoneId)
                        .keyManagementServiceArn(key.arn())
                        .build(),
                statefulChildOptions().build());
        new HostedZoneDnsSec(
                childName("dnssec"),
                HostedZoneDnsSecArgs.builder()
                        .hostedZoneId(hostedZoneId)
                        .signingStatus("SIGNING")
                        .build(),
                statefulChildOptions().dependsOn(created).build());
        return created;
    }

    /**
     * An asymmetric key, which KMS can't rotate by itself.
     *
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html">Customer
     *     managed keys for DNSSEC</a>
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC">
     *     Key policy for DNSSEC</a>
     */
    private Key createSigningKey(Provider usEast1) {
        return new Key(
                childName("dnssec-key"),
                KeyArgs.builder()
                        .description("Signs the keys of the zone " + zoneName + ".")
                        .keyUsage("SIGN_VERIFY")
                        .customerMasterKeySpec("ECC_NIST_P256")
                        .deletionWindowInDays(KEY_DELETION_WINDOW_IN_DAYS)
                        .policy(PolicyDocument.of(
                                        Statement.allow("AccountIamPolicies")
                                                .awsPrincipal(account.rootArn())
                                                .actions("kms:*")
                                                .resources("*"),
                                        fromThisZone(Statement.allow("SignZone")
                                                .servicePrincipal(DNSSEC_SERVICE)
                                                .actions("kms:DescribeKey", "kms:GetPublicKey", "kms:Sign")
                                                .resources("*")),
                                        Statement.allow("GrantToZone")
                                                .servicePrincipal(DNSSEC_SERVICE)
                                                .actions("kms:CreateGrant")
                                                .resources("*")
                                                .condition("Bool", "kms:GrantIsForAWSResource", "true"))
                                .toJson())
                        .tags(Map.of("Name", name()))
                        .build(),
                in(usEast1, statefulChildOptions()));
    }

    private Statement fromThisZone(Statement statement) {
        return statement
                .condition("StringEquals", "aws:SourceAccount", account.accountId())
                .condition(
                        "ArnLike",
                        "aws:SourceArn",
                        Output.format("arn:%s:route53:::hostedzone/%s", account.partition(), hostedZoneId));
    }

    /** Route 53 writes to log groups of us-east-1 only, and only where a resource policy lets it. */
    private void logQueries(int retentionDays, Provider usEast1) {
        EncryptionKey key = new EncryptionKey(
                childName("query-log-key"),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the log of queries of " + zoneName + ".")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().provider(usEast1).build());
        LogGroup logGroup = new LogGroup(
                childName("query-log-group"),
                LogGroupArgs.builder()
                        .namePrefix("/aws/route53/" + zoneName + "-")
                        .retentionInDays(retentionDays)
                        .kmsKeyId(key.keyArn())
                        .build(),
                in(usEast1, statefulChildOptions()));
        LogResourcePolicy policy = new LogResourcePolicy(
                childName("query-log-policy"),
                LogResourcePolicyArgs.builder()
                        .policyName(PhysicalName.of(childName("query-log")))
                        .policyDocument(PolicyDocument.of(fromThisZone(Statement.allow("WriteQueries")
                                        .servicePrincipal("route53.amazonaws.com")
                                        .actions("logs:CreateLogStream", "logs:PutLogEvents")
                                        .resource(Output.format("%s:*", logGroup.arn()))))
                                .toJson())
                        .build(),
                in(usEast1, childOptions()));
        new QueryLog(
                childName("query-log"),
                QueryLogArgs.builder()
                        .zoneId(hostedZoneId)
                        .cloudwatchLogGroupArn(logGroup.arn())
                        .build(),
                // A zone has one query log: Route 53 refuses a second one beside it.
                childOptions().dependsOn(policy).deleteBeforeReplace(true).build());
    }

    private static CustomResourceOptions in(Provider provider, CustomResourceOptions.Builder options) {
        options.provider(provider);
        return options.build();
    }
}
