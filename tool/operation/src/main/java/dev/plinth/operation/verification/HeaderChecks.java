package dev.plinth.operation.verification;

import dev.plinth.settings.Verification.Header;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of the security headers of a response. */
final class HeaderChecks {

    /** The minimum of the list of hosts that browsers load by HTTPS only (https://hstspreload.org). */
    private static final long HSTS_SECONDS = 31536000;

    private static final Pattern MAX_AGE = Pattern.compile("(?i)max-age\\s*=\\s*\"?(\\d{1,12})");
    private static final String CSP = "Content-Security-Policy";

    private HeaderChecks() {}

    /** Checks one header. */
    static Check check(Header header, HttpHeaders headers) {
        return switch (header) {
            case HSTS -> hsts(headers);
            case CSP -> present("header-csp", CSP, headers);
            case FRAME -> frame(headers);
            case NOSNIFF -> nosniff(headers);
            case REFERRER -> referrer(headers);
        };
    }

    private static Check present(String check, String name, HttpHeaders headers) {
        return headers.firstValue(name)
                .map(value -> Check.passed(check, value))
                .orElseGet(() -> Check.failed(check, "the header " + name + " is missing"));
    }

    private static Check differing(String check, String name, String value, String expected) {
        return Check.failed(check, name + " is \"" + value + "\"; expected " + expected);
    }

    private static Check hsts(HttpHeaders headers) {
        String name = "Strict-Transport-Security";
        Check present = present("header-hsts", name, headers);
        if (present.outcome() == Check.Outcome.FAILED) {
            return present;
        }
        Matcher age = MAX_AGE.matcher(present.detail());
        return age.find() && Long.parseLong(age.group(1)) >= HSTS_SECONDS
                ? present
                : differing("header-hsts", name, present.detail(), "max-age=" + HSTS_SECONDS + " or more");
    }

    private static Check frame(HttpHeaders headers) {
        String name = "X-Frame-Options";
        Optional<String> policy = headers.firstValue(CSP).filter(value -> value.contains("frame-ancestors"));
        if (policy.isPresent()) {
            return Check.passed("header-frame", policy.get());
        }
        String value = headers.firstValue(name).orElse("");
        if (value.isEmpty()) {
            return Check.failed(
                    "header-frame", "the header " + name + " and frame-ancestors in " + CSP + " are missing");
        }
        return value.toUpperCase(Locale.ROOT).matches("DENY|SAMEORIGIN")
                ? Check.passed("header-frame", value)
                : differing("header-frame", name, value, "DENY or SAMEORIGIN");
    }

    private static Check nosniff(HttpHeaders headers) {
        String name = "X-Content-Type-Options";
        Check present = present("header-nosniff", name, headers);
        return present.outcome() == Check.Outcome.FAILED || present.detail().equalsIgnoreCase("nosniff")
                ? present
                : differing("header-nosniff", name, present.detail(), "nosniff");
    }

    private static Check referrer(HttpHeaders headers) {
        String name = "Referrer-Policy";
        Check present = present("header-referrer", name, headers);
        return present.outcome() == Check.Outcome.FAILED
                        || !present.detail().strip().equalsIgnoreCase("unsafe-url")
                ? present
                : differing("header-referrer", name, present.detail(), "any other policy");
    }
}
