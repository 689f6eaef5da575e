package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of Secrets Manager, KMS and IAM. */
final class SecurityFunctions {

    private SecurityFunctions() {}

    static void register(Map<String, Function> functions) {
        Lookup secret = new Lookup("Secrets Manager Secret", AwsTypes.SECRETSMANAGER_SECRET)
                .derived("createdDate", Call::created)
                .derived("lastChangedDate", Call::created);
        functions.put(Tokens.aws("secretsmanager/getSecret"), secret);
        functions.put(Tokens.aws("secretsmanager/getSecretVersion"), SecurityFunctions::secretVersion);
        functions.put(Tokens.aws("secretsmanager/getRandomPassword"), SecurityFunctions::randomPassword);
        functions.put(Tokens.aws("kms/getAlias"), SecurityFunctions::alias);
        functions.put(Tokens.aws("kms/getKey"), SecurityFunctions::key);
        functions.put(
                Tokens.aws("acm/getCertificate"),
                new Lookup("ACM Certificate", AwsTypes.ACM_CERTIFICATE)
                        .by("domain", "domainName")
                        .by("statuses", ServiceFunctions.STATUS)
                        .by("types", "type")
                        .by("keyTypes", "keyAlgorithm")
                        .derived("domain", (call, found) -> found.text("domainName"))
                        .derived("type", (call, found) -> "AMAZON_ISSUED")
                        .derived("keyAlgorithm", (call, found) -> "RSA_2048"));
        functions.put(
                Tokens.aws("iam/getRole"),
                new Lookup("IAM Role", AwsTypes.IAM_ROLE)
                        .derived("maxSessionDuration", (call, found) -> 3600L)
                        .derived("createDate", Call::created));
        functions.put(Tokens.aws("iam/getPolicy"), SecurityFunctions::policy);
        functions.put(
                Tokens.aws("iam/getUser"),
                new Lookup("IAM User", AwsTypes.IAM_USER)
                        .by("userName", ServiceFunctions.NAME)
                        .result("userName", ServiceFunctions.NAME)
                        .result("userId", "uniqueId"));
        functions.put(
                Tokens.aws("iam/getInstanceProfile"),
                new Lookup("IAM Instance Profile", AwsTypes.IAM_INSTANCE_PROFILE)
                        .result("roleName", "role")
                        .derived("createDate", Call::created)
                        .derived("roleArn", (call, found) -> call.resources(AwsTypes.IAM_ROLE).stream()
                                .filter(role -> role.id().equals(found.text("role")))
                                .map(StoredResource::arn)
                                .findFirst()
                                .orElse(null)));
        functions.put(
                Tokens.aws("cognito/getUserPool"),
                new Lookup("Cognito User Pool", AwsTypes.COGNITO_USER_POOL).by("userPoolId", "id"));
        functions.put(Tokens.aws("wafv2/getWebAcl"), new Lookup("WAFv2 Web ACL", AwsTypes.WAFV2_WEB_ACL));
    }

    private static Map<String, Object> secretVersion(Call call) {
        String wanted = call.text("secretId", "");
        StoredResource secret = new Lookup("Secrets Manager Secret", AwsTypes.SECRETSMANAGER_SECRET)
                .by("secretId", "id", "arn", ServiceFunctions.NAME)
                .ignoring("versionId", "versionStage")
                .one(call);
        String stage = call.text("versionStage", "AWSCURRENT");
        String version = call.text("versionId", "");
        List<StoredResource> versions = call.resources(AwsTypes.SECRETSMANAGER_SECRET_VERSION).stream()
                .filter(found -> List.of(secret.id(), secret.arn(), secret.text(ServiceFunctions.NAME))
                        .contains(found.text("secretId")))
                .filter(found -> version.isEmpty()
                        ? found.texts("versionStages").contains(stage)
                        : version.equals(found.text("versionId")))
                .toList();
        if (versions.isEmpty()) {
            throw new CloudException(
                    ServiceFunctions.NOT_FOUND,
                    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "
                            + (version.isEmpty() ? "staging label: " + stage : "VersionId: " + version)
                            + " of " + wanted);
        }
        StoredResource found = versions.get(versions.size() - 1);
        Map<String, Object> result = new LinkedHashMap<>(found.state());
        result.put("arn", secret.arn());
        result.put("id", secret.id() + "|" + (version.isEmpty() ? stage : version));
        result.put("secretId", wanted);
        result.put("createdDate", call.created(found));
        return result;
    }

    private static Map<String, Object> randomPassword(Call call) {
        Map<String, Object> arguments = call.arguments();
        int length = arguments.get("passwordLength") instanceof Number number ? number.intValue() : 32;
        StringBuilder password = new StringBuilder();
        for (int part = 0; password.length() < length; part++) {
            password.append(Operation.digest(Values.canonical(arguments) + part));
        }
        // One of each kind, as the service does by default.
        return Map.of("id", call.region(), "randomPassword", ("Aa1" + password).substring(0, length));
    }

    private static Map<String, Object> alias(Call call) {
        String name = call.text(ServiceFunctions.NAME, "");
        if (!name.startsWith(ServiceFunctions.AWS_ALIAS)) {
            return new Lookup("KMS Alias", AwsTypes.KMS_ALIAS).call(call);
        }
        // The keys of AWS's own services exist in each region.
        String key = awsKey(call, name);
        String prefix = "arn:aws:kms:" + call.region() + ":" + ServiceFunctions.ACCOUNT + ":";
        return Map.of(
                "id",
                name,
                ServiceFunctions.NAME,
                name,
                "arn",
                prefix + name,
                "targetKeyId",
                key,
                "targetKeyArn",
                prefix + "key/" + key);
    }

    private static String awsKey(Call call, String alias) {
        String hex = Operation.digest("aws key " + call.region() + alias);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }

    private static Map<String, Object> key(Call call) {
        String wanted = call.text("keyId", "");
        int alias = wanted.indexOf("alias/");
        String name = alias < 0 ? "" : wanted.substring(alias);
        if (name.startsWith(ServiceFunctions.AWS_ALIAS)) {
            String key = awsKey(call, name);
            Map<String, Object> result = new LinkedHashMap<>(keyProperties(true));
            result.put("id", key);
            result.put("keyId", wanted);
            result.put("arn", "arn:aws:kms:" + call.region() + ":" + ServiceFunctions.ACCOUNT + ":key/" + key);
            result.put("keyManager", "AWS");
            return result;
        }
        Lookup keys = new Lookup("KMS Key", AwsTypes.KMS_KEY, AwsTypes.KMS_REPLICA_KEY)
                .by("keyId", "id", "arn")
                .ignoring("grantTokens");
        Call resolved = call;
        if (alias >= 0) {
            StoredResource found =
                    new Lookup("KMS Alias", AwsTypes.KMS_ALIAS).one(call.with(Map.of(ServiceFunctions.NAME, name)));
            resolved = call.with(Map.of("keyId", found.text("targetKeyId")));
        }
        StoredResource found = keys.one(resolved);
        Map<String, Object> result = new LinkedHashMap<>(keyProperties(!Boolean.FALSE.equals(found.get("isEnabled"))));
        result.putAll(found.state());
        result.put("creationDate", call.created(found));
        result.put("keyId", wanted);
        result.put("keySpec", result.getOrDefault("customerMasterKeySpec", "SYMMETRIC_DEFAULT"));
        return result;
    }

    private static Map<String, Object> keyProperties(boolean enabled) {
        return Map.of(
                "awsAccountId",
                ServiceFunctions.ACCOUNT,
                "enabled",
                enabled,
                "keyState",
                enabled ? "Enabled" : "Disabled",
                "keyManager",
                "CUSTOMER",
                "origin",
                "AWS_KMS",
                "keyUsage",
                "ENCRYPT_DECRYPT",
                "keySpec",
                "SYMMETRIC_DEFAULT",
                "customerMasterKeySpec",
                "SYMMETRIC_DEFAULT",
                "creationDate",
                Store.START.toString());
    }

    /** AWS's own policies exist with any name; their content is unknown here. */
    private static Map<String, Object> policy(Call call) {
        String arn = call.text("arn", "");
        if (arn.startsWith(ServiceFunctions.AWS_POLICIES)) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            return Map.of(
                    "id",
                    arn,
                    "arn",
                    arn,
                    ServiceFunctions.NAME,
                    name,
                    "path",
                    "/" + arn.substring(ServiceFunctions.AWS_POLICIES.length(), arn.length() - name.length()),
                    "policyId",
                    "ANPA" + Operation.digest(arn).substring(0, 17).toUpperCase(java.util.Locale.ROOT));
        }
        return new Lookup("IAM Policy", AwsTypes.IAM_POLICY)
                .by("pathPrefix", "pathPrefixes")
                .derived("pathPrefixes", (called, found) -> Optional.of(found.text("path"))
                        .filter(path -> path.startsWith(called.text("pathPrefix", "")))
                        .map(path -> called.text("pathPrefix", ""))
                        .orElse(null))
                .call(call);
    }
}
