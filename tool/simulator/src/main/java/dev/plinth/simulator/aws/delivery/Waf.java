package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Cidr;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Paths;
import java.util.List;

/** The web application firewall, version 2. */
public final class Waf {

    private Waf() {}

    public static void register(Registry registry) {
        scoped(registry, AwsTypes.WAFV2_WEB_ACL, "WAFv2 WebACL", "webacl")
                .check(Waf::checkRules)
                .recomputed(
                        "capacity",
                        operation -> Paths.values(operation.state(), "rules").size() * 10L)
                .computed("applicationIntegrationUrl", "")
                .inUse(
                        "WAFAssociatedItemException",
                        "AWS WAF couldn't perform the operation because your resource is being used by: {users}");
        scoped(registry, AwsTypes.WAFV2_IP_SET, "WAFv2 IPSet", "ipset")
                .immutable("ipAddressVersion")
                .validate(operation ->
                        operation.texts("addresses").forEach(address -> Cidr.parse(operation, address, "addresses")));
        scoped(registry, AwsTypes.WAFV2_RULE_GROUP, "WAFv2 RuleGroup", "rulegroup")
                .immutable("capacity");
        scoped(registry, AwsTypes.WAFV2_REGEX_PATTERN_SET, "WAFv2 RegexPatternSet", "regexpatternset");

        registry.type(AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "WAFv2 WebACL Association")
                .id("{webAclArn},{resourceArn}")
                .uses("webAclArn", AwsTypes.WAFV2_WEB_ACL, "WAFNonexistentItemException")
                .check(operation -> operation.require(
                        !operation.text("resourceArn").contains(":elasticloadbalancing:")
                                || operation
                                        .find(AwsTypes.LB_LOAD_BALANCER, operation.text("resourceArn"))
                                        .isPresent(),
                        "WAFUnavailableEntityException",
                        operation.render("the load balancer '{resourceArn}' does not exist in {region}")))
                .immutable("webAclArn", "resourceArn")
                .unique(
                        "resourceArn",
                        "WAFAssociatedItemException",
                        "{resourceArn} is associated with another web ACL");

        registry.type(AwsTypes.WAFV2_WEB_ACL_LOGGING_CONFIGURATION, "WAFv2 WebACL Logging Configuration")
                .id("{resourceArn}")
                .mentions("resourceArn", AwsTypes.WAFV2_WEB_ACL, "WAFNonexistentItemException")
                .immutable("resourceArn", "logDestinationConfigs")
                .check(operation -> operation
                        .texts("logDestinationConfigs")
                        .forEach(destination -> operation.require(
                                destination
                                        .replaceAll(":\\*$", "")
                                        .replaceAll(".*[:/]", "")
                                        .startsWith("aws-waf-logs-"),
                                "WAFInvalidParameterException",
                                "the log destination " + destination
                                        + " must have a name that begins with aws-waf-logs-")));
    }

    private static Behaviour scoped(Registry registry, String type, String label, String kind) {
        return registry.type(type, label)
                .named("name", 128)
                .id("{uuid}")
                .importedAs("{id}/{name}/{scope}")
                .arn("arn:aws:wafv2:{region}:{account}:regional/" + kind + "/{name}/{id}")
                .immutable("scope", "namePrefix")
                .validate(Rules.oneOf("scope", "REGIONAL", "CLOUDFRONT"))
                .validate(Rules.matches("name", "[\\w-]{1,128}", "1 to 128 letters, digits, - and _"))
                .check(operation -> operation.require(
                        !"CLOUDFRONT".equals(operation.text("scope")) || "us-east-1".equals(operation.region()),
                        "WAFInvalidParameterException",
                        "The scope is not valid: CLOUDFRONT needs the region us-east-1"))
                .unique(
                        "name",
                        "WAFDuplicateItemException",
                        "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an existing one: {name}")
                .computed("lockToken", "{uuid}");
    }

    private static void checkRules(Operation operation) {
        List<Object> priorities = Paths.values(operation.state(), "rules.priority");
        operation.require(
                priorities.stream().distinct().count() == priorities.size(),
                "WAFInvalidParameterException",
                "Error reason: The priorities of the rules must be unique, field: RULE");
        List<String> names = operation.texts("rules.name");
        operation.require(
                names.stream().distinct().count() == names.size(),
                "WAFInvalidParameterException",
                "Error reason: The names of the rules must be unique, field: RULE");
    }
}
