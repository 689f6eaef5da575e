package dev.plinth.operation.session;

/** A snapshot of a stack, open for previews: it uses no cloud, backend, login or credentials, and cannot be updated. */
public final class SnapshotSession implements PreviewableStack {

    private final StackEngine engine;

    SnapshotSession(StackEngine engine) {
        this.engine = engine;
    }

    @Override
    public Preview preview(PreviewRequest request) {
        return new PreviewOperation(engine).preview(request);
    }

    @Override
    public void close() {
        engine.close();
    }
}
