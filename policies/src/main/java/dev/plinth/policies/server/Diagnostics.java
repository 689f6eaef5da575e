package dev.plinth.policies.server;

import com.google.protobuf.Struct;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Reference;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.waiver.Waiver;
import java.util.Optional;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;
import pulumirpc.AnalyzerOuterClass.PolicyType;
import pulumirpc.AnalyzerOuterClass.Remediation;

/** Diagnostics for the engine: rules and their results. */
final class Diagnostics {

    /** The policy pack's name. */
    static final String PACK = "plinth";

    /** The policy pack's version. */
    static final String VERSION = "0.1.0";

    private Diagnostics() {}

    static AnalyzeDiagnostic violation(Rule rule, String urn, String message, Enforcement enforcement) {
        return diagnostic(rule.id(), rule.title(), rule.severity(), urn)
                .setMessage(message + "\n" + rule.remediation())
                .setEnforcementLevel(level(enforcement))
                .build();
    }

    /** A violation that the evaluator found; a fault of a waiver has no rule, and belongs to the stack. */
    static AnalyzeDiagnostic violation(PolicyReport.Violation violation, Optional<Rule> rule) {
        return rule.map(known -> violation(known, violation.urn(), violation.message(), violation.enforcement()))
                .orElseGet(() -> diagnostic(
                                violation.rule(),
                                "Waivers name a known rule, match a violation, and have not expired",
                                violation.severity(),
                                "")
                        .setMessage(violation.message())
                        .setEnforcementLevel(level(violation.enforcement()))
                        .build());
    }

    static AnalyzeDiagnostic unknown(Rule rule, String urn, String property) {
        return diagnostic(rule.id(), rule.title(), rule.severity(), urn)
                .setMessage("no result yet: " + property + " is known only after the update")
                .setEnforcementLevel(EnforcementLevel.ADVISORY)
                .build();
    }

    static AnalyzeDiagnostic waived(Rule rule, String urn, String message, Waiver waiver) {
        return diagnostic(rule.id(), rule.title(), rule.severity(), urn)
                .setMessage(message + "\nwaived until " + waiver.expires() + " by " + waiver.owner() + ": "
                        + waiver.reason())
                .setEnforcementLevel(EnforcementLevel.ADVISORY)
                .build();
    }

    static AnalyzeDiagnostic baselined(Rule rule, String urn, String message) {
        return diagnostic(rule.id(), rule.title(), rule.severity(), urn)
                .setMessage(message + "\naccepted by the baseline")
                .setEnforcementLevel(EnforcementLevel.ADVISORY)
                .build();
    }

    /** Remediation of a rule: the engine goes on with these properties. */
    static Remediation remediation(Rule rule, Struct properties) {
        return Remediation.newBuilder()
                .setPolicyName(rule.id())
                .setPolicyPackName(PACK)
                .setPolicyPackVersion(VERSION)
                .setDescription(rule.title())
                .setProperties(properties)
                .build();
    }

    private static AnalyzeDiagnostic.Builder diagnostic(String id, String title, Severity severity, String urn) {
        return AnalyzeDiagnostic.newBuilder()
                .setPolicyName(id)
                .setPolicyPackName(PACK)
                .setPolicyPackVersion(VERSION)
                .setDescription(title)
                .setSeverity(severity(severity))
                .setUrn(urn);
    }

    static PolicyInfo describe(Rule rule, Enforcement enforcement) {
        return PolicyInfo.newBuilder()
                .setConfigSchema(PackConfiguration.schema(rule))
                .setName(rule.id())
                .setDisplayName(rule.id())
                .setDescription(rule.title())
                .setMessage(rule.risk())
                .setRemediationSteps(rule.remediation())
                .setSeverity(severity(rule.severity()))
                .setEnforcementLevel(level(enforcement))
                .setPolicyType(
                        rule.scope() == Rule.Scope.STACK
                                ? PolicyType.POLICY_TYPE_STACK
                                : PolicyType.POLICY_TYPE_RESOURCE)
                .addAllTags(rule.references().stream().map(Diagnostics::tag).toList())
                .build();
    }

    private static String tag(Reference reference) {
        return reference.framework() + " " + reference.control();
    }

    static Enforcement enforcement(EnforcementLevel level) {
        return switch (level) {
            case ADVISORY -> Enforcement.ADVISORY;
            case DISABLED -> Enforcement.DISABLED;
            case REMEDIATE -> Enforcement.REMEDIATE;
            case MANDATORY, UNRECOGNIZED -> Enforcement.MANDATORY;
        };
    }

    private static EnforcementLevel level(Enforcement enforcement) {
        return switch (enforcement) {
            case MANDATORY -> EnforcementLevel.MANDATORY;
            case ADVISORY -> EnforcementLevel.ADVISORY;
            case DISABLED -> EnforcementLevel.DISABLED;
            case REMEDIATE -> EnforcementLevel.REMEDIATE;
        };
    }

    private static PolicySeverity severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> PolicySeverity.POLICY_SEVERITY_CRITICAL;
            case HIGH -> PolicySeverity.POLICY_SEVERITY_HIGH;
            case MEDIUM -> PolicySeverity.POLICY_SEVERITY_MEDIUM;
            case LOW -> PolicySeverity.POLICY_SEVERITY_LOW;
        };
    }
}
