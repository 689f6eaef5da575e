package dev.plinth.policies.rule;

/** How much an environment matters; some rules ask for more in production. */
public enum Tier {
    PRODUCTION,
    STAGING,
    DEVELOPMENT
}
