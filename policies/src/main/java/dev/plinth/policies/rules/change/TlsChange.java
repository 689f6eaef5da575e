package dev.plinth.policies.rules.change;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares how connections are encrypted before and after a change. */
final class TlsChange {

    /** The lowest version in the name of a security policy; one without a version allows 1.0. */
    private static final Pattern LEAST = Pattern.compile("(?:TLS13-|TLS-|FS-|TLSv|TLS_|^)1[-._]([0-3])(?!\\d)");

    private static final Pattern KNOWN =
            Pattern.compile("(ELBSecurityPolicy-|Policy-Min-TLS-|TLSv1|TLS_1|SSLv3|1\\.).*");

    /** Cloudflare's modes of encrypting the way to the origin, from none to a verified certificate. */
    private static final List<String> MODES = List.of("off", "flexible", "full", "strict", "origin_pull");

    private TlsChange() {}

    /** A policy allows no lower version than the one before. */
    static ChangeCondition keepsLeastVersion(String path) {
        return changeOf(path)
                .holds(
                        (before, after) -> leastVersion(before, 0) <= leastVersion(after, -2),
                        "must not allow a lower TLS version");
    }

    /** Version 1.n as n, SSL as -1; left out, or named without a version, as 1.0. */
    private static int leastVersion(PropertyValue value, int other) {
        if (value.isAbsent()) {
            return 0;
        }
        String name = value.asText().orElse(value.asNumber().isPresent() ? value.describe() : "");
        if (name.startsWith("SSL")) {
            return -1;
        }
        Matcher matcher = LEAST.matcher(name);
        if (matcher.find()) {
            return Integer.parseInt(matcher.group(1));
        }
        return KNOWN.matcher(name).matches() ? 0 : other;
    }

    /** A setting of a Cloudflare zone that encrypts connections is not weakened. */
    static Verdict zoneSetting(ResourceChange change, RuleContext context) {
        PropertyValue setting = change.resource().input("settingId");
        if (setting.isUnknown()) {
            return Verdict.unknown("settingId");
        }
        ChangeCondition condition =
                switch (setting.asText().orElse("")) {
                    case "min_tls_version" -> keepsLeastVersion("value");
                    case "ssl" ->
                        changeOf("value").holds((before, after) -> mode(before) <= mode(after), "must not verify less");
                    case "always_use_https", "tls_1_3", "automatic_https_rewrites" ->
                        changeOf("value").holds((before, after) -> !isOn(before) || isOn(after), "must stay on");
                    default -> (other, context2) -> Verdict.NOT_APPLICABLE;
                };
        return condition.test(change, context);
    }

    private static int mode(PropertyValue value) {
        return MODES.indexOf(value.asText().orElse(""));
    }

    /** Cloudflare's tls_1_3 has a third value for on with 0-RTT. */
    private static boolean isOn(PropertyValue value) {
        return value.asText().filter(List.of("on", "zrt")::contains).isPresent();
    }
}
