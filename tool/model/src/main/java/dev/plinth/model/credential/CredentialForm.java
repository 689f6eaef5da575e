package dev.plinth.model.credential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Forms of values that are credentials regardless of their name, as their issuers document them. */
public enum CredentialForm {
    /** First, because its user can have another form. */
    URL_WITH_PASSWORD("a URL with a password", "(?<=://)[^/@\\s:\"]*:[^/@\\s\"]+(?=@)"),

    AWS_ACCESS_KEY("the id of an AWS access key", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
    PRIVATE_KEY(
            "a private key",
            "-----BEGIN [A-Z ]*PRIVATE KEY[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\\z)"),
    GITHUB_TOKEN("a token of GitHub", "\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\\w{20,})"),
    GITLAB_TOKEN("a token of GitLab", "\\bglpat-[\\w-]{16,}"),
    SLACK_TOKEN("a token of Slack", "\\bxox[abeoprs]-[\\w-]{10,}"),
    PULUMI_TOKEN("a token of Pulumi", "\\bpul-[0-9a-f]{30,}"),
    STRIPE_KEY("a key of Stripe", "\\b[rs]k_(?:live|test)_\\w{10,}"),
    DIGITALOCEAN_TOKEN("a token of DigitalOcean", "\\bdop_v1_\\w{20,}"),
    NPM_TOKEN("a token of npm", "\\bnpm_\\w{30,}"),

    /** A key for a browser is public. */
    GOOGLE_KEY("a key of Google", "\\bAIza[\\w-]{30,}"),

    /** The anonymous key of a Supabase project is public. */
    JSON_WEB_TOKEN("a JSON Web Token", "\\beyJ[\\w-]{8,}\\.(?:[\\w-]{8,}\\.[\\w-]*|eyJ[\\w-]{10,})");

    private static final Pattern ANY = Pattern.compile(
            Stream.of(values()).map(form -> form.pattern.pattern()).collect(Collectors.joining("|")));

    private final String title;
    private final Pattern pattern;

    CredentialForm(String title, String pattern) {
        this.title = title;
        this.pattern = Pattern.compile(pattern);
    }

    /** Returns the noun for a credential of this form, such as {@code a private key}. */
    public String title() {
        return title;
    }

    /** Returns whether a text contains a credential of this form. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    /** Returns whether a text contains a credential of a form that is never public. */
    public static boolean isSecretIn(String text) {
        return Stream.of(values())
                .filter(form -> form != GOOGLE_KEY && form != JSON_WEB_TOKEN)
                .anyMatch(form -> form.isIn(text));
    }

    /** Returns a text in which each credential of any form is replaced. */
    public static String replaceIn(String text, String replacement) {
        return ANY.matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
    }
}
