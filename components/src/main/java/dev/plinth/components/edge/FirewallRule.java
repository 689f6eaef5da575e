package dev.plinth.components.edge;

/**
 * A rule of one's own in the zone's firewall (Cloudflare WAF, "Custom rules").
 *
 * @param description what the rule is for; also its stable reference, so it must be unique
 * @param expression the condition, in the Rules language, up to 4096 characters
 * @param action what happens to a request that matches
 */
public record FirewallRule(String description, String expression, Action action) {

    /** Action on a request that matches a rule of the firewall or exceeds a rate. */
    public enum Action {
        /** The request is refused. */
        BLOCK("block"),
        /** Cloudflare chooses a challenge, often an invisible one. */
        MANAGED_CHALLENGE("managed_challenge"),
        /** The browser has to run a script. */
        JS_CHALLENGE("js_challenge"),
        /** The request is only logged; on the Enterprise plan. */
        LOG("log");

        private final String value;

        Action(String value) {
            this.value = value;
        }

        /** The action's name in the API. */
        public String value() {
            return value;
        }
    }
}
