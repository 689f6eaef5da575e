package dev.plinth.components.storage;

/**
 * A time in which no version of an object can be deleted or overwritten.
 *
 * @param mode who may lift it
 * @param days how long, from an object's creation, 1 to 36500 days
 */
public record ObjectLock(Mode mode, int days) {

    /** Principals that can lift the lock of an object. */
    public enum Mode {
        /** Those with the permission {@code s3:BypassGovernanceRetention}. */
        GOVERNANCE,
        /** Nobody, not even the account's root user. It can't be undone. */
        COMPLIANCE
    }

    boolean isValid() {
        return days >= 1 && days <= 36500;
    }
}
