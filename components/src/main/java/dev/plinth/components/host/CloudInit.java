package dev.plinth.components.host;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * User data that hardens a host with Ubuntu LTS at its first start, and installs Docker.
 *
 * @param user the account that deploys; it logs in with its key only
 * @param publicKey the account's public SSH key
 * @param dockerVersion the version of Docker to install and hold, such as {@code 28.5}
 */
public record CloudInit(String user, String publicKey, String dockerVersion) {

    /** The limit of EC2 for user data, in bytes. */
    public static final int MAXIMUM_BYTES = 16 * 1024;

    /**
     * Returns the cloud-config document.
     *
     * @throws IllegalStateException when the document is longer than EC2 allows
     */
    public String text() {
        String text =
                HostFiles.fill("cloud-init.yaml", Map.of("user", user, "key", publicKey, "docker", dockerVersion));
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAXIMUM_BYTES) {
            throw new IllegalStateException("User data has " + bytes + " bytes: EC2 allows " + MAXIMUM_BYTES);
        }
        return text;
    }
}
