package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for the parameter groups of Amazon RDS. */
public final class RdsParameterRules {

    /** From this major version on, rds.force_ssl is 1 by default; source: the Amazon RDS User Guide. */
    private static final int FIRST_FORCING_TLS = 15;

    private static final Pattern POSTGRES = Pattern.compile("(aurora-)?postgres(?:ql)?(\\d+)(\\..*)?");
    /** Engines that accept unencrypted connections by default; source: the Amazon RDS User Guide. */
    private static final Pattern WITH_TLS_PARAMETER = Pattern.compile("aurora-mysql|mysql|mariadb|sqlserver-");

    private static final Pattern FAMILY = Pattern.compile("([a-z-]+)(\\d+(?:\\.\\d+)?)");

    /** Parameters that PostgreSQL reads only when it starts; source: "Server Configuration" in its manual. */
    private static final Set<String> STATIC = Set.of(
            "autovacuum_freeze_max_age",
            "huge_pages",
            "max_connections",
            "max_files_per_process",
            "max_locks_per_transaction",
            "max_logical_replication_workers",
            "max_prepared_transactions",
            "max_replication_slots",
            "max_wal_senders",
            "max_worker_processes",
            "rds.logical_replication",
            "shared_buffers",
            "shared_preload_libraries",
            "superuser_reserved_connections",
            "track_activity_query_size",
            "track_commit_timestamp",
            "wal_buffers");

    private static final Rule FORCE_SSL = Rule.named("rds-force-ssl")
            .title("PostgreSQL databases require TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .on(AwsTypes.RDS_CLUSTER_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .risk("A client without TLS sends its password and its data unencrypted.")
            .remediation(
                    """
                    Require TLS:
                    ParameterGroupParameterArgs.builder().name("rds.force_ssl").value("1")
                    """)
            .references(securityHub("RDS.38"), checkov("CKV2_AWS_69"))
            .requires(ofPostgres(RdsParameterRules::forcesTls));

    private static final Rule REQUIRE_TLS = Rule.named("rds-require-tls")
            .title("MySQL, MariaDB and SQL Server databases require TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .on(AwsTypes.RDS_CLUSTER_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .risk("A client without TLS sends its password and its data unencrypted.")
            .remediation(
                    """
                    Require TLS; for SQL Server, use rds.force_ssl:
                    ParameterGroupParameterArgs.builder().name("require_secure_transport").value("1")
                    """)
            .references(securityHub("RDS.39"), securityHub("RDS.41"), securityHub("RDS.44"), checkov("CKV2_AWS_69"))
            .requires(RdsParameterRules::requiresTls);

    private static final Rule QUERY_LOGGING = Rule.named("rds-query-logging")
            .title("PostgreSQL databases log statements, or slow statements")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].value")
            .risk("Slow statements and their users cannot be identified.")
            .remediation(
                    """
                    Log statements that take longer than a second:
                    ParameterGroupParameterArgs.builder().name("log_min_duration_statement").value("1000")
                    """)
            .references(checkov("CKV2_AWS_30"))
            .requires(ofPostgres(RdsParameterRules::logsQueries));

    private static final Rule APPLY_METHOD = Rule.named("rds-parameter-apply-method")
            .title("Static PostgreSQL parameters are applied at the next restart")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].applyMethod")
            .on(AwsTypes.RDS_CLUSTER_PARAMETER_GROUP, "family", "parameters[].name", "parameters[].applyMethod")
            .risk("RDS rejects immediate changes of static parameters, and the update fails partway.")
            .remediation(
                    """
                    Apply the parameter at the next restart:
                    ParameterGroupParameterArgs.builder().name("max_connections").value("500").applyMethod("pending-reboot")
                    """)
            .requires(ofPostgres(Elements.each("parameters", RdsParameterRules::appliesInTime)));

    private static final Rule FAMILY_MATCHES = Rule.named("rds-family-matches-engine")
            .title("Parameter groups match the engine and version of the databases that use them")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "parameterGroupName", "engine", "engineVersion")
            .on(AwsTypes.RDS_CLUSTER, "dbClusterParameterGroupName", "engine", "engineVersion")
            .lookingAt(AwsTypes.RDS_PARAMETER_GROUP, "family")
            .lookingAt(AwsTypes.RDS_CLUSTER_PARAMETER_GROUP, "family")
            .risk("RDS rejects the combination after the preview, during an upgrade.")
            .remediation(
                    """
                    Change the parameter group family and the engine version together:
                    ParameterGroupArgs.builder().family("postgres16")
                    """)
            .requiresInStack(RdsParameterRules::familyMatches);

    public static final List<Rule> ALL = List.of(FORCE_SSL, REQUIRE_TLS, QUERY_LOGGING, APPLY_METHOD, FAMILY_MATCHES);

    private RdsParameterRules() {}

    private static Condition ofPostgres(Condition condition) {
        return (group, context) -> {
            PropertyValue family = group.input("family");
            if (family.isUnknown()) {
                return Verdict.unknown("family");
            }
            return POSTGRES.matcher(family.asText().orElse("")).matches()
                    ? condition.test(group, context)
                    : Verdict.NOT_APPLICABLE;
        };
    }

    private static Verdict forcesTls(GraphResource group, RuleContext context) {
        Matcher family = POSTGRES.matcher(group.input("family").asText().orElse(""));
        boolean aurora = family.matches() && family.group(1) != null;
        if (aurora && group.type().equals(AwsTypes.RDS_PARAMETER_GROUP)) {
            // Of an Aurora cluster, the cluster's own group holds it.
            return Verdict.NOT_APPLICABLE;
        }
        boolean byDefault = family.matches() && !aurora && Integer.parseInt(family.group(2)) >= FIRST_FORCING_TLS;
        Verdict byName = parameter(
                group,
                context,
                "rds.force_ssl",
                value -> value.is(text -> text.asNumber().orElse(0) == 1, "1 (rds.force_ssl)"));
        return byName.equals(Verdict.NOT_APPLICABLE)
                ? Verdict.passIf(byDefault, "parameters lacks rds.force_ssl, which must be 1")
                : byName;
    }

    private static Verdict requiresTls(GraphResource group, RuleContext context) {
        PropertyValue family = group.input("family");
        if (family.isUnknown()) {
            return Verdict.unknown("family");
        }
        Matcher engine = WITH_TLS_PARAMETER.matcher(family.asText().orElse(""));
        if (!engine.lookingAt()
                || (engine.group().startsWith("aurora") && group.type().equals(AwsTypes.RDS_PARAMETER_GROUP))) {
            return Verdict.NOT_APPLICABLE;
        }
        String name = engine.group().startsWith("sqlserver") ? "rds.force_ssl" : "require_secure_transport";
        Verdict verdict = parameter(
                group,
                context,
                name,
                value -> value.is(
                        text -> text.asNumber().orElse(0) == 1
                                || text.asText().filter("ON"::equalsIgnoreCase).isPresent(),
                        "1 (" + name + ")"));
        return verdict.equals(Verdict.NOT_APPLICABLE)
                ? Verdict.fail("parameters lacks " + name + ", which must be 1")
                : verdict;
    }

    private static Verdict logsQueries(GraphResource group, RuleContext context) {
        Verdict slow = parameter(
                group,
                context,
                "log_min_duration_statement",
                value -> value.is(text -> text.asNumber().orElse(-1) >= 0, "0 or more (log_min_duration_statement)"));
        Verdict all = parameter(group, context, "log_statement", value -> value.isOneOf("ddl", "mod", "all"));
        Verdict either = Verdict.any(List.of(slow, all));
        return either.equals(Verdict.NOT_APPLICABLE)
                ? Verdict.fail("parameters lacks log_min_duration_statement and log_statement")
                : either;
    }

    /** Judges the value of the parameter with a name; not applicable when there is none. */
    private static Verdict parameter(
            GraphResource group, RuleContext context, String name, Function<Property, Condition> condition) {
        Verdict verdict = Elements.each("parameters", parameter -> (resource, around) -> {
                    PropertyValue found = resource.input(parameter + ".name");
                    if (found.isUnknown()) {
                        return Verdict.unknown(parameter + ".name");
                    }
                    return found.asText().orElse("").equals(name)
                            ? condition.apply(property(parameter + ".value")).test(resource, around)
                            : Verdict.NOT_APPLICABLE;
                })
                .test(group, context);
        boolean present = group.input("parameters").elements().stream()
                .anyMatch(parameter -> parameter.at("name").asText().orElse("").equals(name));
        return verdict.equals(Verdict.PASS) && !present ? Verdict.NOT_APPLICABLE : verdict;
    }

    /** Left out, the method is immediate. */
    private static Condition appliesInTime(String parameter) {
        return (group, context) -> {
            PropertyValue name = group.input(parameter + ".name");
            if (name.isUnknown()) {
                return Verdict.unknown(parameter + ".name");
            }
            return STATIC.contains(name.asText().orElse(""))
                    ? property(parameter + ".applyMethod")
                            .isOneOf("pending-reboot")
                            .test(group, context)
                    : Verdict.PASS;
        };
    }

    private static Verdict familyMatches(GraphResource database, RuleContext context) {
        String property =
                database.type().equals(AwsTypes.RDS_CLUSTER) ? "dbClusterParameterGroupName" : "parameterGroupName";
        PropertyValue version = database.input("engineVersion");
        List<GraphResource> groups = context.references(
                database, property, AwsTypes.RDS_PARAMETER_GROUP, AwsTypes.RDS_CLUSTER_PARAMETER_GROUP);
        if (groups.isEmpty() || version.isAbsent()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue family = groups.get(0).input("family");
        if (version.isUnknown() || family.isUnknown()) {
            return Verdict.unknown(version.isUnknown() ? "engineVersion" : "family");
        }
        Matcher matcher = FAMILY.matcher(family.asText().orElse(""));
        String found = version.asText().orElse("");
        boolean matches = matcher.matches()
                && (found.equals(matcher.group(2)) || found.startsWith(matcher.group(2) + "."))
                && database.input("engine").asText().orElse(matcher.group(1)).equals(matcher.group(1));
        return Verdict.passIf(
                matches,
                "engineVersion is " + version.describe() + " but must be of the parameter group's family, which is "
                        + family.describe());
    }
}
