package dev.plinth.policies.waiver;

/**
 * Approval of one change that a rule on changes blocks. It is valid for that change only and is stored only in
 * its record.
 *
 * @param rule the rule's id
 * @param urn the resource's URN, whole
 * @param reason why the change is right
 * @param name who approves it
 */
public record Approval(String rule, String urn, String reason, String name) {

    /** Returns whether it covers a violation. */
    public boolean covers(String rule, String urn) {
        return this.rule.equals(rule) && this.urn.equals(urn);
    }
}
