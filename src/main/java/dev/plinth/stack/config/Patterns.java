package dev.plinth.stack.config;

/** The forms of texts that several sections accept, each with its description. */
public final class Patterns {

    /** The name of an entry, which becomes the logical name of a component. */
    public static final String NAME = "(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** What {@link #NAME} allows. */
    public static final String NAME_ALLOWED =
            "a name of at most 20 lower-case letters, digits and single hyphens, which begins with a letter";

    /** An AWS Region. */
    public static final String REGION = "[a-z]{2}(-[a-z]+)+-\\d";

    /** A domain. */
    static final String DOMAIN = "[a-z0-9-]+(\\.[a-z0-9-]+)+";

    /** What {@link #DOMAIN} allows. */
    static final String DOMAIN_ALLOWED = "a domain such as example.com";

    /** A host name within a domain. */
    static final String HOSTNAME = "@|[a-z0-9]([a-z0-9-]*[a-z0-9])?";

    /** What {@link #HOSTNAME} allows. */
    static final String HOSTNAME_ALLOWED = "host names within the domain, such as api, or @ for the domain itself";

    /** Cloudflare's ids. */
    static final String CLOUDFLARE_ID = "[0-9a-f]{32}";

    /** What {@link #CLOUDFLARE_ID} allows. */
    static final String CLOUDFLARE_ID_ALLOWED = "32 hexadecimal digits from Cloudflare's dashboard";

    /** The id of a hosted zone in Route 53. */
    static final String HOSTED_ZONE_ID = "Z[A-Z0-9]{1,31}";

    /** What {@link #HOSTED_ZONE_ID} allows. */
    static final String HOSTED_ZONE_ID_ALLOWED = "the id of a hosted zone such as Z1D633PJN98FT9";

    /** A certificate in AWS Certificate Manager. */
    static final String CERTIFICATE_ARN = "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/\\S+";

    /** What {@link #CERTIFICATE_ARN} allows. */
    static final String CERTIFICATE_ARN_ALLOWED =
            "the ARN of a certificate such as arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d";

    /** A secret in Secrets Manager. */
    static final String SECRET_ARN = "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:\\S+";

    /** A customer key. */
    static final String KEY_ARN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/\\S+";

    /** The name of an environment variable. */
    static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /** What {@link #VARIABLE} allows. */
    static final String VARIABLE_ALLOWED = "a variable's name of letters, digits and underscores";

    /** Where the value of a variable comes from: an entry of {@code secrets} or an ARN, each with a key of its JSON. */
    static final String SECRET_SOURCE = "[a-z][a-z0-9-]*(:[A-Za-z0-9_.-]+)?|" + SECRET_ARN;

    /** What {@link #SECRET_SOURCE} allows. */
    static final String SECRET_SOURCE_ALLOWED =
            "a name of the section secrets, such as stripe, stripe:apiKey for one key of its JSON, or the ARN of a secret";

    /** A time of each day. */
    static final String DAILY_WINDOW = "([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d";

    /** A time of each week. */
    static final String WEEKLY_WINDOW = "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d-"
            + "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d";

    /** What {@link #WEEKLY_WINDOW} allows. */
    static final String WEEKLY_WINDOW_ALLOWED = "a time of the week in UTC such as sun:03:30-sun:04:30";

    /** A schedule of AWS. */
    static final String CRON = "cron\\(\\S+( \\S+){5}\\)";

    /** What {@link #CRON} allows. */
    static final String CRON_ALLOWED = "an AWS cron expression in UTC such as cron(0 3 * * ? *)";

    /** The groups of managed firewall rules. */
    static final String RULE_GROUP = "AMAZON_IP_REPUTATION|KNOWN_BAD_INPUTS|COMMON|SQL_INJECTION";

    /** What {@link #RULE_GROUP} allows. */
    static final String RULE_GROUP_ALLOWED = "AMAZON_IP_REPUTATION, KNOWN_BAD_INPUTS, COMMON, SQL_INJECTION";

    private Patterns() {}
}
