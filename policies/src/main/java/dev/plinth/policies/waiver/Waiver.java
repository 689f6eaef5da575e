package dev.plinth.policies.waiver;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Exception from a rule, with an owner.
 *
 * @param rule the rule's id
 * @param urn the URNs it covers; {@code *} stands for any characters, {@code ?} for one
 * @param reason why the violation is acceptable
 * @param owner who answers for it
 * @param expires the last day on which it counts
 */
public record Waiver(String rule, String urn, String reason, String owner, LocalDate expires) {

    /** The expressions of globs, each of which is compared with many URNs. */
    private static final LoadingCache<String, Pattern> GLOBS =
            CacheBuilder.newBuilder().maximumSize(10_000).build(CacheLoader.from(Waiver::glob));

    /** Returns whether it covers a violation, regardless of the date. */
    public boolean covers(String rule, String urn) {
        return this.rule.equals(rule)
                && GLOBS.getUnchecked(this.urn).matcher(urn).matches();
    }

    /** Returns whether it has expired. */
    public boolean isExpired(LocalDate today) {
        return today.isAfter(expires);
    }

    private static Pattern glob(String urn) {
        StringBuilder regex = new StringBuilder();
        urn.chars().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
