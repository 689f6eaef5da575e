package dev.plinth.components.cache;

import com.pulumi.core.annotations.EnumType;

/** The engines that ElastiCache runs and Redis clients can talk to. */
@EnumType
public enum CacheEngine {
    /** Redis OSS. */
    REDIS("redis", "7.1"),
    /** Valkey, the open continuation of Redis OSS; a fifth cheaper on ElastiCache. */
    VALKEY("valkey", "8.2");

    private final String value;
    private final String defaultVersion;

    CacheEngine(String value, String defaultVersion) {
        this.value = value;
        this.defaultVersion = defaultVersion;
    }

    /** The engine as ElastiCache names it. */
    @EnumType.Converter
    public String value() {
        return value;
    }

    /** The version that is taken when none is given. */
    public String defaultVersion() {
        return defaultVersion;
    }
}
