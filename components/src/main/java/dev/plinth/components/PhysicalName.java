package dev.plinth.components;

import com.pulumi.deployment.Deployment;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name in AWS of what can't have a random one, because something else has to know it beforehand (a log group's name) or has to
 * repeat it (an IAM user of a cache).
 */
public final class PhysicalName {

    /** Allowed characters, as the beginning of "must be …"; the length is added. */
    public static final String ALLOWED = "a lower-case letter, then letters, digits and single hyphens";

    private static final Pattern PATTERN = Pattern.compile("[a-z](-?[a-z0-9])*");

    private PhysicalName() {}

    /**
     * The default: {@code <project>-<stack>-<component name>} in lower case, so that stacks can share an account.
     *
     * @param name the component's logical name
     */
    public static String of(String name) {
        Deployment deployment = Deployment.getInstance();
        return String.join("-", deployment.getProjectName(), deployment.getStackName(), name)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /**
     * Returns whether a name is what RDS and ElastiCache accept.
     *
     * @param name the name
     * @param longest the most characters
     */
    public static boolean isValid(String name, int longest) {
        return name.length() <= longest && PATTERN.matcher(name).matches();
    }
}
