package dev.plinth.engine.program;

import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.Monitor;
import java.util.Map;

/**
 * Shortens the SDK's debug messages, which {@link QuietEngine} drops.
 *
 * <p>The SDK formats each message before it looks whether anybody reads it, with the whole request and response of each resource
 * (pulumi-java 1.36.1, {@link DeploymentImpl}): a fifth of the CPU time of a program's run. The classes are defined
 * before the SDK loads them, with formats that leave these values out.
 */
final class ShortDebugMessages {

    private static final String OWNER = DeploymentImpl.class.getName();
    private static final String RESOURCE = "t=%s, name=%s, custom=%s, remote=%s";

    private ShortDebugMessages() {}

    /** Defines them, unless the SDK has loaded them already or is a version with other constants. */
    static void define() {
        String start = "Registering resource monitor start: " + RESOURCE;
        String end = "Registering resource monitor end: " + RESOURCE;
        String field = "Setting OutputCompletionSource for field=%s";
        SdkClass.define(
                OWNER + "$RegisterResource",
                Monitor.class,
                Map.of(start + ", request=%s", start, end + ", result=%s", end));
        SdkClass.define(
                OWNER + "$ReadOrRegisterResourceInternal", Monitor.class, Map.of(field + " shape=%s value=%s", field));
    }
}
