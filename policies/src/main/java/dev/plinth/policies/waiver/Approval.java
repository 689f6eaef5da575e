package dev.plinth.policies.waiver;

/**
 * A yes to one change that a rule on the operation objects to. It counts for that change only and is kept nowhere but in
 * its record.
 *
 * @param rule the rule's id
 * @param urn the resource's URN, whole
 * @param reason why the change is right
 * @param name who approves it
 */
public record Approval(String rule, String urn, String reason, String name) {

    /** Says whether it covers a violation. */
    public boolean covers(String rule, String urn) {
        return this.rule.equals(rule) && this.urn.equals(urn);
    }
}
