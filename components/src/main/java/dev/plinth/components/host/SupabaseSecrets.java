package dev.plinth.components.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.security.GeneratedPassword;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of a self-hosted Supabase, in the stack's state only, encrypted.
 *
 * @param database the password of the database's roles
 * @param jwt the key that signs tokens, 32 characters or more
 * @param keyBase the key of sessions, 64 characters or more
 * @param vault the pooler's encryption key, 32 characters
 * @param metadata the key between studio and the metadata service
 * @param logs the token of the log service
 * @param redis the password of Redis
 */
public record SupabaseSecrets(
        Output<String> database,
        Output<String> jwt,
        Output<String> keyBase,
        Output<String> vault,
        Output<String> metadata,
        Output<String> logs,
        Output<String> redis) {

    /** Issue and expiry of the API keys, fixed so that they stay the same from run to run: 2025-01-01 to 2035-01-01. */
    private static final long ISSUED = 1_735_689_600L;

    private static final long EXPIRES = 2_051_222_400L;
    private static final int VAULT_LENGTH = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Draws the secrets when the stack is first created.
     *
     * @param name the prefix of the resources' names
     * @param stack the stack's name
     */
    public static SupabaseSecrets generated(String name, String stack) {
        return new SupabaseSecrets(
                GeneratedPassword.create(name + "-database-password", stack),
                GeneratedPassword.create(name + "-jwt-secret", stack),
                Output.format(
                        "%s%s",
                        GeneratedPassword.create(name + "-key-base-1", stack),
                        GeneratedPassword.create(name + "-key-base-2", stack)),
                GeneratedPassword.create(name + "-vault-key", stack).applyValue(key -> key.substring(0, VAULT_LENGTH)),
                GeneratedPassword.create(name + "-metadata-key", stack),
                GeneratedPassword.create(name + "-logs-token", stack),
                GeneratedPassword.create(name + "-redis-password", stack));
    }

    /** The API key of clients without a login: row level security applies. */
    public Output<String> anonKey() {
        return jwt.applyValue(key -> token("anon", key)).asSecret();
    }

    /** The API key of servers, which bypasses row level security. */
    public Output<String> serviceRoleKey() {
        return jwt.applyValue(key -> token("service_role", key)).asSecret();
    }

    /** Returns a token of a role, signed with HMAC-SHA-256. */
    static String token(String role, String key) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("role", role);
        claims.put("iss", "supabase");
        claims.put("iat", ISSUED);
        claims.put("exp", EXPIRES);
        String content = part(Map.of("alg", "HS256")) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + encoded(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }

    private static String part(Map<String, Object> value) {
        try {
            return encoded(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
