package dev.plinth.stack.config;

import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.Optional;

/**
 * An entry of the section {@code secrets}: a new secret in Secrets Manager, whose value a person sets, or one that exists.
 *
 * @param description purpose of a new secret, and where its value comes from
 * @param recoveryWindowDays how long a deleted secret can be restored, in days; 0 for not at all
 * @param arn ARN of a secret that exists
 * @param kmsKeyArn customer key of a secret that exists; left out for the key that AWS manages
 */
public record SecretConfig(
        @Matches(regex = ".{1,2048}", allowed = "a text of at most 2048 characters") Optional<String> description,
        @Default("30") @Range(min = 0, max = 30) int recoveryWindowDays,
        @Matches(regex = Patterns.SECRET_ARN, allowed = "the ARN of a secret in Secrets Manager") Optional<String> arn,
        @Matches(regex = Patterns.KEY_ARN, allowed = "the ARN of a key in KMS") Optional<String> kmsKeyArn) {

    /** Checks that there is exactly one of {@code description} and {@code arn}. */
    public SecretConfig {
        if (description.isPresent() == arn.isPresent()) {
            throw new IllegalArgumentException("has " + (arn.isPresent() ? "both" : "neither")
                    + " description and arn; a new secret takes description, an existing one takes arn");
        }
        if (recoveryWindowDays > 0 && recoveryWindowDays < 7) {
            throw new IllegalArgumentException(
                    "has recoveryWindowDays " + recoveryWindowDays + "; expected 0, or 7 to 30");
        }
        if (kmsKeyArn.isPresent() && arn.isEmpty()) {
            throw new IllegalArgumentException("has kmsKeyArn without arn; a new secret is created with its own key");
        }
    }
}
