package dev.plinth.stack.config;

/** The forms of texts that several sections accept, each with its description. */
public final class Patterns {

    /** An AWS Region. */
    public static final String REGION = "[a-z]{2}(-[a-z]+)+-\\d";

    static final String DOMAIN = "[a-z0-9-]+(\\.[a-z0-9-]+)+";
    static final String DOMAIN_ALLOWED = "a domain such as example.com";

    static final String HOSTNAME = "@|[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    static final String HOSTNAME_ALLOWED = "host names within the domain, such as api, or @ for the domain itself";

    static final String CLOUDFLARE_ID = "[0-9a-f]{32}";
    static final String CLOUDFLARE_ID_ALLOWED = "32 hexadecimal digits from Cloudflare's dashboard";

    static final String HOSTED_ZONE_ID = "Z[A-Z0-9]{1,31}";
    static final String HOSTED_ZONE_ID_ALLOWED = "the id of a hosted zone such as Z1D633PJN98FT9";

    static final String CERTIFICATE_ARN = "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/\\S+";
    static final String CERTIFICATE_ARN_ALLOWED =
            "the ARN of a certificate such as arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d";

    static final String SECRET_ARN = "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:\\S+";

    static final String KEY_ARN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/\\S+";

    static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    static final String VARIABLE_ALLOWED = "a variable's name of letters, digits and underscores";

    static final String SECRET_SOURCE = "[a-z][a-z0-9-]*(:[A-Za-z0-9_.-]+)?|" + SECRET_ARN;
    static final String SECRET_SOURCE_ALLOWED =
            "a name of the section secrets, such as stripe, stripe:apiKey for one key of its JSON, or the ARN of a secret";

    static final String DAILY_WINDOW = "([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d";

    static final String WEEKLY_WINDOW = "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d-"
            + "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d";
    static final String WEEKLY_WINDOW_ALLOWED = "a time of the week in UTC such as sun:03:30-sun:04:30";

    static final String CRON = "cron\\(\\S+( \\S+){5}\\)";
    static final String CRON_ALLOWED = "an AWS cron expression in UTC such as cron(0 3 * * ? *)";

    static final String RULE_GROUP = "AMAZON_IP_REPUTATION|KNOWN_BAD_INPUTS|COMMON|SQL_INJECTION";
    static final String RULE_GROUP_ALLOWED = "AMAZON_IP_REPUTATION, KNOWN_BAD_INPUTS, COMMON, SQL_INJECTION";

    static final String SUBNET_ID = "subnet-[0-9a-f]{8,17}";
    static final String SUBNET_ID_ALLOWED = "subnets such as subnet-0a1b2c3d4e5f60718";

    static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private Patterns() {}
}
