package dev.plinth.operation;

import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.model.Step;

/** Told what goes on while an operation runs, so that a person sees it. */
public interface Progress {

    /** Nobody watches. */
    Progress NONE = new Progress() {
        @Override
        public void phase(String text) {}

        @Override
        public void step(int done, int total, String what) {}
    };

    /** A new phase begins. */
    void phase(String text);

    /**
     * Part of the phase is done.
     *
     * @param done how much is done
     * @param total how much there is, or 0 when nobody knows
     * @param what what was done last
     */
    void step(int done, int total, String what);

    /** Something that is done has an effect that nobody wants. */
    default void warning(String text) {}

    /** Returns what is told while an executable is compiled. */
    default PulumiBinary.Progress ofCompiling() {
        Progress outer = this;
        return new PulumiBinary.Progress() {
            @Override
            public void phase(String text) {
                outer.phase(text);
            }

            @Override
            public void step(int done, int total) {
                outer.step(done, total, "packages");
            }
        };
    }

    /** Describes a step for a person. */
    static String describe(Step step) {
        return step.op() + " " + step.type() + " " + step.name();
    }
}
