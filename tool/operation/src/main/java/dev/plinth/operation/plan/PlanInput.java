package dev.plinth.operation.plan;

/** Inputs of a plan. A plan is applied only while none of them has changed. */
public enum PlanInput {
    COMMIT("commit", "the Git commit", "check that commit out"),
    PROGRAM("program", "the program", "run the jar that the plan was built from"),
    PROJECT("project", "Pulumi.yaml", "restore the file"),
    BACKEND("backend", "the backend", "log in to the one that keeps the stack's state"),
    CONFIGURATION("configuration", "the stack's configuration file", "restore the file"),
    IMAGES("images", "the image build context", "restore the services' directories, including files that Git ignores"),
    POLICIES("policies", "the policy pack", "restore its files and libraries"),
    BASELINE("baseline", "the baseline", "name the same --baseline"),
    CHECKPOINT(
            "checkpoint",
            "the stack's state",
            "preview again: the stack was updated, refreshed or edited after the plan was made"),
    PROVIDERS("providers", "the providers' versions", "use those versions");

    private final String key;
    private final String title;
    private final String wayBack;

    PlanInput(String key, String title, String wayBack) {
        this.key = key;
        this.title = title;
        this.wayBack = wayBack;
    }

    /** Returns the key in the file of a saved plan. */
    public String key() {
        return key;
    }

    /** Returns the title. */
    public String title() {
        return title;
    }

    /** Returns the next step that makes the plan valid again. */
    public String wayBack() {
        return wayBack;
    }
}
