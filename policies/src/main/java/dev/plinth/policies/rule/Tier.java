package dev.plinth.policies.rule;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Importance of an environment, strictest first; some rules are stricter in production. */
public enum Tier {
    /** The environment that customers use. */
    PRODUCTION("prod", "prd", "production", "live"),
    /** The environment in which a change is tried last. */
    STAGING("staging", "stage", "stg", "stag", "preprod", "preprd", "preproduction", "uat", "acc", "acceptance"),
    /** Any other environment. */
    DEVELOPMENT(
            "development",
            "develop",
            "dev",
            "test",
            "testing",
            "tst",
            "qa",
            "sandbox",
            "sbx",
            "demo",
            "local",
            "ci",
            "nonprod",
            "nonproduction",
            "nonprd",
            "review",
            "feature",
            "playground",
            "integration",
            "int",
            "e2e",
            "lab");

    private final ImmutableList<String> names;

    Tier(String... names) {
        this.names = ImmutableList.copyOf(names);
    }

    /**
     * Finds the tier of an environment by one of the usual names, which may have a number and stand among other words:
     * {@code prod}, {@code eu-prd-2}, {@code acme_staging}. Of the names of several tiers, that of the strictest counts; {@code
     * non-prod} and {@code pre-prod} are no production.
     *
     * @param name the environment's name, in any case
     * @return empty where no word is such a name
     */
    public static Optional<Tier> named(String name) {
        String joined = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\b(non|pre|not)[-_. /]+(?=prod|prd)", "$1");
        return Arrays.stream(joined.split("[^a-z0-9]+", -1))
                .flatMap(word -> Arrays.stream(values()).filter(tier -> tier.has(word)))
                .min(Comparator.naturalOrder());
    }

    private boolean has(String word) {
        return names.contains(word) || names.contains(word.replaceFirst("\\d+$", ""));
    }

    /** Returns the enforcement of an environment of which nothing else is said. */
    public Enforcement enforcement() {
        return this == DEVELOPMENT ? Enforcement.ADVISORY : Enforcement.MANDATORY;
    }
}
