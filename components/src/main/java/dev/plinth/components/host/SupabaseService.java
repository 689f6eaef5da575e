package dev.plinth.components.host;

import java.util.Locale;

/** The services of a self-hosted Supabase, in the order of their start, with their images and memory limits. */
public enum SupabaseService {
    /** Logs of all containers. */
    VECTOR("timberio/vector:0.53.0-alpine", 96),
    /** PostgreSQL. */
    DB("supabase/postgres:15.8.1.085", 1792),
    /** Log storage and search. */
    ANALYTICS("supabase/logflare:1.31.2", 640),
    /** Logins and users. */
    AUTH("supabase/gotrue:v2.186.0", 96),
    /** REST and GraphQL. */
    REST("postgrest/postgrest:v14.5", 128),
    /** Changes over WebSockets. */
    REALTIME("supabase/realtime:v2.78.15", 320),
    /** Image transformation. */
    IMGPROXY("darthsim/imgproxy:v3.30.1", 256),
    /** Files. */
    STORAGE("supabase/storage-api:v1.44.2", 256),
    /** Metadata of the database. */
    META("supabase/postgres-meta:v0.95.2", 160),
    /** Edge functions. */
    FUNCTIONS("supabase/edge-runtime:v1.70.3", 320),
    /** Connection pooler. */
    POOLER("supabase/supavisor:2.7.4", 256),
    /** API gateway. */
    GATEWAY("kong:2.8.1", 512),
    /** Dashboard, on loopback of the host only. */
    STUDIO("supabase/studio:2026.02.16-sha-26c615c", 384);

    private final String image;
    private final int memoryMib;

    SupabaseService(String image, int memoryMib) {
        this.image = image;
        this.memoryMib = memoryMib;
    }

    /** The name in networks and resources. */
    public String alias() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The image without a digest. */
    public String image() {
        return image;
    }

    /** The memory limit in MiB. */
    public int memoryMib() {
        return memoryMib;
    }
}
