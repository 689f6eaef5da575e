package dev.plinth.components.container.task;

/** The processors that a task can run on. */
public enum CpuArchitecture {
    /** Intel and AMD. */
    X86_64,
    /** Graviton; about a fifth cheaper at the same size. */
    ARM64
}
