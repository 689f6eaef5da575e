package dev.plinth.engine.monitor;

import pulumirpc.Resource.RegisterResourceRequest;

/** Makes a resource's URN from what the program asks for, as the engine does. */
public final class ResourceUrns {

    private static final String STACK_TYPE = "pulumi:pulumi:Stack";

    private ResourceUrns() {}

    /**
     * Makes a URN.
     *
     * @param project the project's name
     * @param stack the stack's name, without its organization
     * @param request what the program registers
     */
    public static String of(String project, String stack, RegisterResourceRequest request) {
        String parent = request.getParent();
        String type = request.getType();
        if (!parent.isEmpty()) {
            String parentType = parent.split("::", -1)[2];
            if (!parentType.equals(STACK_TYPE)) {
                type = parentType + "$" + type;
            }
        }
        return "urn:pulumi:" + stack + "::" + project + "::" + type + "::" + request.getName();
    }
}
