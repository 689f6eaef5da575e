package dev.plinth.operation.plan;

import dev.plinth.settings.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that whoever saves a plan and whoever applies it share; it never appears in a file or an output. */
public final class PlanKey {

    /** The environment variable that holds it. */
    public static final String VARIABLE = "PLINTH_CAPSULE_KEY";

    /** The fewest characters: 32 of a random hexadecimal text are 128 bits. */
    public static final int CHARACTERS = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private PlanKey(byte[] key) {
        this.key = key;
    }

    /**
     * Reads the key.
     *
     * @param environment the process environment
     * @return empty when the variable is not set, or empty
     * @throws ConfigException when it is too short
     */
    public static Optional<PlanKey> of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() < CHARACTERS) {
            throw new ConfigException(
                    "the environment",
                    List.of(new ConfigException.Fault(
                            VARIABLE,
                            "has " + text.length() + " characters",
                            CHARACTERS + " or more, as `openssl rand -hex 32` prints them")));
        }
        return Optional.of(new PlanKey(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The HMAC-SHA-256 of a text, as 64 hexadecimal digits. */
    public String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
