package dev.plinth.policies.rule;

/** Type tokens of resources of Docker, Supabase and Vercel that several rules use. */
public final class PlatformTypes {

    public static final String BLOB_STORE = "vercel:index/blobStore:BlobStore";
    public static final String CONTAINER = "docker:index/container:Container";
    public static final String SUPABASE_PROJECT = "supabase:index/project:Project";
    public static final String VOLUME = "docker:index/volume:Volume";

    private PlatformTypes() {}
}
