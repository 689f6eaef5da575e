package dev.plinth.settings;

/**
 * The forms of texts that keys of several programs accept, each with its description, for {@link Matches} and {@link Keys}.
 */
public final class Patterns {

    /** An AWS Region. */
    public static final String REGION = "[a-z]{2}(-[a-z]+)+-\\d";

    /** A domain name. */
    public static final String DOMAIN =
            "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+";

    /** The description of {@link #DOMAIN}. */
    public static final String DOMAIN_ALLOWED = "a domain such as example.com";

    /** A host name within a domain. */
    public static final String HOSTNAME = "@|[a-z0-9]([a-z0-9-]*[a-z0-9])?";

    /** The description of {@link #HOSTNAME}. */
    public static final String HOSTNAME_ALLOWED =
            "host names within the domain, such as api, or @ for the domain itself";

    /** An id of Cloudflare's. */
    public static final String CLOUDFLARE_ID = "[0-9a-f]{32}";

    /** The description of {@link #CLOUDFLARE_ID}. */
    public static final String CLOUDFLARE_ID_ALLOWED = "32 hexadecimal digits from Cloudflare's dashboard";

    /** The id of a hosted zone in Route 53. */
    public static final String HOSTED_ZONE_ID = "Z[A-Z0-9]{1,31}";

    /** The description of {@link #HOSTED_ZONE_ID}. */
    public static final String HOSTED_ZONE_ID_ALLOWED = "the id of a hosted zone such as Z1D633PJN98FT9";

    /** The ARN of a certificate in ACM. */
    public static final String CERTIFICATE_ARN = "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/\\S+";

    /** The description of {@link #CERTIFICATE_ARN}. */
    public static final String CERTIFICATE_ARN_ALLOWED =
            "the ARN of a certificate such as arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d";

    /** The ARN of a secret in Secrets Manager. */
    public static final String SECRET_ARN = "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:\\S+";

    /** The ARN of a key in KMS. */
    public static final String KEY_ARN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/\\S+";

    /** The name of an environment variable. */
    public static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /** The description of {@link #VARIABLE}. */
    public static final String VARIABLE_ALLOWED = "a variable's name of letters, digits and underscores";

    /** The source of a secret's value. */
    public static final String SECRET_SOURCE = "[a-z][a-z0-9-]*(:[A-Za-z0-9_.-]+)?|" + SECRET_ARN;

    /** The description of {@link #SECRET_SOURCE}. */
    public static final String SECRET_SOURCE_ALLOWED =
            "a name of the section secrets, such as stripe, stripe:apiKey for one key of its JSON, or the ARN of a secret";

    /** A window of each day, in UTC. */
    public static final String DAILY_WINDOW = "([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d";

    /** A window of a week, in UTC. */
    public static final String WEEKLY_WINDOW = "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d-"
            + "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d";

    /** The description of {@link #WEEKLY_WINDOW}. */
    public static final String WEEKLY_WINDOW_ALLOWED = "a time of the week in UTC such as sun:03:30-sun:04:30";

    /** An AWS cron expression. */
    public static final String CRON = "cron\\(\\S+( \\S+){5}\\)";

    /** The description of {@link #CRON}. */
    public static final String CRON_ALLOWED = "an AWS cron expression in UTC such as cron(0 3 * * ? *)";

    /** A time of the day. */
    public static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";

    /** The description of {@link #TIME}. */
    public static final String TIME_ALLOWED = "a time such as 07:00";

    /** A managed group of firewall rules. */
    public static final String RULE_GROUP = "AMAZON_IP_REPUTATION|KNOWN_BAD_INPUTS|COMMON|SQL_INJECTION";

    /** The description of {@link #RULE_GROUP}. */
    public static final String RULE_GROUP_ALLOWED = "AMAZON_IP_REPUTATION, KNOWN_BAD_INPUTS, COMMON, SQL_INJECTION";

    /** The id of a subnet. */
    public static final String SUBNET_ID = "subnet-[0-9a-f]{8,17}";

    /** The description of {@link #SUBNET_ID}. */
    public static final String SUBNET_ID_ALLOWED = "subnets such as subnet-0a1b2c3d4e5f60718";

    /** A name in kebab case. */
    public static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private Patterns() {}
}
