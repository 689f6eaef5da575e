package dev.plinth.simulator.aws.security;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import java.util.Locale;

/** Identity and access management; it belongs to no region. */
public final class Iam {

    private static final String QUOTAS =
            "; see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    private static final String NAME = "[\\w+=,.@-]+";
    private static final String NAME_RULE = "letters, digits and +=,.@-_";

    /** AWS's quota of managed policies attached to a role. */
    private static final int POLICIES_OF_A_ROLE = 10;

    private Iam() {}

    public static void register(Registry registry) {
        registerRole(registry);
        registerPolicy(registry);
        registerRolePolicy(registry);
        registerRolePolicyAttachment(registry);
        registerRolePoliciesExclusive(registry);
        registerInstanceProfile(registry);
        registerOpenIdConnectProvider(registry);
    }

    private static void registerRole(Registry registry) {
        registry.type(AwsTypes.IAM_ROLE, "IAM Role")
                .global()
                .named("name", 64)
                .id("{name}")
                .arn("arn:aws:iam::{account}:role{path}{name}")
                .predefined(
                        "arn:aws:iam::{account}:role(?<path>/aws-service-role/[a-z0-9.-]+/)(?<name>AWSServiceRoleFor\\w+)")
                .predefined("(?<name>AWSServiceRoleFor\\w+)")
                .immutable("path", "namePrefix")
                .validate(Rules.matches("name", NAME, NAME_RULE))
                .validate(Rules.within("maxSessionDuration", 3600, 43200))
                .validate(Rules.json("assumeRolePolicy"))
                .check(operation -> operation.require(
                        operation.old() != null
                                || operation.siblings().stream().noneMatch(other -> other.text("name")
                                        .equalsIgnoreCase(operation.text("name"))),
                        "EntityAlreadyExists",
                        operation.render("Role with name {name} already exists.")))
                .check(Iam::checkTrust)
                .defaults("path", "/")
                .defaults("maxSessionDuration", 3600L)
                .defaults("forceDetachPolicies", false)
                .computed(
                        "uniqueId",
                        operation -> "AROA" + operation.hex(17, "unique").toUpperCase(Locale.ROOT))
                .computed("createDate", "{date}T{time}Z")
                .inUse("DeleteConflict", "Cannot delete entity, must detach all policies first: {users}");
    }

    private static void registerPolicy(Registry registry) {
        registry.type(AwsTypes.IAM_POLICY, "IAM Policy")
                .global()
                .named("name", 128)
                .id("arn:aws:iam::{account}:policy{path}{name}")
                .arn("{id}")
                .predefined("arn:aws:iam::aws:policy(?<path>/(?:[\\w-]+/)*)(?<name>[\\w+=,.@-]+)")
                .immutable("path", "description", "namePrefix")
                .validate(Rules.matches("name", NAME, NAME_RULE))
                .validate(Rules.json("policy"))
                .validate(PolicyDocument.in("policy", "MalformedPolicyDocument", PolicyDocument.Kind.IDENTITY))
                .check(operation -> size(operation, "policy", 6144, "managed policy"))
                .unique(
                        "name",
                        "EntityAlreadyExists",
                        "A policy called {name} already exists. Duplicate names are not allowed.")
                .defaults("path", "/")
                .computed(
                        "policyId",
                        operation -> "ANPA" + operation.hex(17, "unique").toUpperCase(Locale.ROOT))
                .computed("attachmentCount", operation -> 0L)
                .inUse("DeleteConflict", "Cannot delete a policy attached to entities: {users}");
    }

    private static void registerRolePolicy(Registry registry) {
        registry.type(AwsTypes.IAM_ROLE_POLICY, "IAM Role Policy")
                .global()
                .named("name", 128)
                .id("{role}:{name}")
                .uses("role", AwsTypes.IAM_ROLE, "NoSuchEntity")
                .immutable("role", "namePrefix")
                .validate(Rules.json("policy"))
                .check(PolicyDocument.in("policy", "MalformedPolicyDocument", PolicyDocument.Kind.IDENTITY))
                .check(operation -> size(operation, "policy", 10240, "inline policies of a role"));
    }

    private static void registerRolePolicyAttachment(Registry registry) {
        registry.type(AwsTypes.IAM_ROLE_POLICY_ATTACHMENT, "IAM Role Policy Attachment")
                .global()
                .id("{role}-{hex26}")
                .importedAs("{role}/{policyArn}")
                .uses("role", AwsTypes.IAM_ROLE, "NoSuchEntity")
                .uses("policyArn", AwsTypes.IAM_POLICY, "NoSuchEntity")
                .immutable("role", "policyArn")
                .check(operation -> operation.require(
                        operation.siblings().stream()
                                        .filter(other -> other.text("role").equals(operation.text("role")))
                                        .count()
                                < POLICIES_OF_A_ROLE,
                        "LimitExceeded",
                        "Cannot exceed quota for PoliciesPerRole: " + POLICIES_OF_A_ROLE + QUOTAS));
    }

    private static void registerRolePoliciesExclusive(Registry registry) {
        registry.type(AwsTypes.IAM_ROLE_POLICIES_EXCLUSIVE, "IAM Role Policies")
                .global()
                .id("{roleName}")
                .uses("roleName", AwsTypes.IAM_ROLE, "NoSuchEntity")
                .immutable("roleName");
    }

    private static void registerInstanceProfile(Registry registry) {
        registry.type(AwsTypes.IAM_INSTANCE_PROFILE, "IAM Instance Profile")
                .global()
                .named("name", 128)
                .id("{name}")
                .arn("arn:aws:iam::{account}:instance-profile{path}{name}")
                .uses("role", AwsTypes.IAM_ROLE, "NoSuchEntity")
                .immutable("path", "namePrefix")
                .defaults("path", "/")
                .computed(
                        "uniqueId",
                        operation -> "AIPA" + operation.hex(17, "unique").toUpperCase(Locale.ROOT))
                .computed("createDate", "{date}T{time}Z");
    }

    private static void registerOpenIdConnectProvider(Registry registry) {
        registry.type(AwsTypes.IAM_OPEN_ID_CONNECT_PROVIDER, "IAM OIDC Provider")
                .global()
                .id("arn:aws:iam::{account}:oidc-provider/{simulatedHost}")
                .arn("{id}")
                .immutable("url")
                .check(operation -> operation
                        .state()
                        .put("simulatedHost", operation.text("url").replaceFirst("^https://", "")))
                .unique("url", "EntityAlreadyExists", "Provider with url {url} already exists.");
    }

    private static void checkTrust(Operation operation) {
        PolicyDocument.in("assumeRolePolicy", "MalformedPolicyDocument", PolicyDocument.Kind.TRUST)
                .accept(operation);
        operation.require(
                operation.text("assumeRolePolicy").contains("sts:"),
                "MalformedPolicyDocument",
                "AssumeRole policy may only specify STS AssumeRole actions.");
    }

    private static void size(Operation operation, String property, int maximum, String what) {
        int size = operation.text(property).replaceAll("\\s", "").length();
        operation.require(
                size <= maximum,
                "LimitExceeded",
                "Cannot exceed quota for the size of a " + what + ": " + maximum + " characters, got " + size + QUOTAS);
    }
}
