package dev.plinth.components.dns;

/**
 * The types of records that a zone's arguments take.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html">Supported DNS record types</a>
 */
public enum RecordType {
    /** IPv4 addresses. */
    A,
    /** IPv6 addresses. */
    AAAA,
    /** The authorities that may issue certificates, such as {@code 0 issue "amazon.com"}. */
    CAA,
    /** Another name; not at the zone's own name, and alone at its name. */
    CNAME,
    /** The hash of the key of a zone that is delegated. */
    DS,
    /** The HTTPS service at a name. */
    HTTPS,
    /** Mail servers, such as {@code 10 mail.example.com}. */
    MX,
    /** The name servers of a zone that is delegated; not at the zone's own name. */
    NS,
    /** The name of an address. */
    PTR,
    /** The servers of a service, such as {@code 10 5 443 api.example.com}. */
    SRV,
    /** A service at a name. */
    SVCB,
    /** Texts, each of at most 255 characters. */
    TXT
}
