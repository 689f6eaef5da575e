package dev.plinth.operation.session;

/** A stack that can be previewed: an open stack, or a snapshot of one. */
public interface PreviewableStack extends AutoCloseable {

    /**
     * Previews an update, with the policies.
     *
     * @param request the options
     * @throws dev.plinth.engine.EngineException when the preview itself fails; a violated policy is a finding
     * @throws dev.plinth.settings.ConfigException when an approval matches several resources
     */
    Preview preview(PreviewRequest request);

    @Override
    void close();
}
