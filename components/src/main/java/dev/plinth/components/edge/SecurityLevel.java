package dev.plinth.components.edge;

/** Minimum threat score of visitors that are challenged (Cloudflare WAF, "Security Level"). */
public enum SecurityLevel {
    /** Only the most threatening visitors. */
    LOW("low"),
    /** Moderately threatening visitors too. */
    MEDIUM("medium"),
    /** All visitors that were a threat within 14 days. */
    HIGH("high"),
    /** Everyone, while an attack lasts. */
    UNDER_ATTACK("under_attack");

    private final String value;

    SecurityLevel(String value) {
        this.value = value;
    }

    /** The level's name in the API. */
    public String value() {
        return value;
    }
}
