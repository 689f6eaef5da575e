package dev.plinth.components.security;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Stash;
import com.pulumi.resources.StashArgs;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A password that is drawn once, when a stack is first made, and stays: it lives in the stack's state only, encrypted.
 *
 * <p>It serves where AWS can't draw one itself: RDS refuses to manage the master password of an instance that has read
 * replicas.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html">Limitations of managed
 *     passwords</a>
 */
public final class GeneratedPassword {

    /** Letters and digits: RDS forbids {@code /}, {@code @}, {@code "} and spaces, and clients trip over others. */
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** 238 bits. RDS allows 8 to 128 characters. */
    private static final int LENGTH = 40;

    /** A preview and the update that applies it run the program twice, and must draw the same password. */
    private static final Map<String, String> DRAWN = new ConcurrentHashMap<>();

    private GeneratedPassword() {}

    /**
     * Registers the password.
     *
     * @param name the resource's logical name; another name is another password
     * @param stack the stack's name
     * @return the password, a secret
     */
    public static Output<String> create(String name, String stack) {
        String drawn = DRAWN.computeIfAbsent(stack + "/" + name, key -> draw());
        Stash stash = new Stash(
                name,
                StashArgs.builder()
                        .input(Output.ofSecret(drawn).applyValue(text -> (Object) text))
                        .build(),
                CustomResourceOptions.builder().ignoreChanges(List.of("input")).build());
        return stash.output().applyValue(String::valueOf).asSecret();
    }

    private static String draw() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return password.toString();
    }
}
