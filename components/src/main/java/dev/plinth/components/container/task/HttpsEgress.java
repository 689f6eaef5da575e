package dev.plinth.components.container.task;

/** The destinations that a task may reach over HTTPS. */
public enum HttpsEgress {
    /** Any address: images, secrets and third parties through the NAT gateway. */
    INTERNET,
    /** Only the network's VPC endpoints, S3's gateway endpoint included. */
    ENDPOINTS
}
