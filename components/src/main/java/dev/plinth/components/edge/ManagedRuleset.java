package dev.plinth.components.edge;

/** The rulesets that Cloudflare maintains (Cloudflare WAF, "Managed rules", which lists the ids). */
public enum ManagedRuleset {
    /** Cloudflare's own rules, updated every week; from the Pro plan on. */
    CLOUDFLARE_MANAGED("efb7b8c949ac4650a09736fc376e9aee", "Cloudflare Managed Ruleset"),
    /** The OWASP core rule set, which adds up scores; from the Pro plan on. */
    OWASP_CORE("4814384a9e5d4991b9815dcfc25d2f1f", "Cloudflare OWASP Core Ruleset"),
    /** The rules against the gravest attacks that every plan has. */
    FREE_MANAGED("77454fe2d30c4220b5701f6fdfb893ba", "Cloudflare Free Managed Ruleset");

    private final String id;
    private final String title;

    ManagedRuleset(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The ruleset's id, the same in every account. */
    public String id() {
        return id;
    }

    /** The ruleset's name as Cloudflare writes it. */
    public String title() {
        return title;
    }
}
