package dev.plinth.cli.setup;

import com.samskivert.mustache.Mustache;
import dev.plinth.cli.options.PlinthVersion;
import dev.plinth.cli.setup.ProjectValues.Kind;
import dev.plinth.settings.StackReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of projects: a folder in {@code templates}, over the folder {@code project}, which all of them share. A file is
 * either written for projects, with names of values in braces and percent signs, or is this repository's own, copied when
 * Plinth is built, whose names are replaced.
 */
public final class ProjectTemplate {

    private static final String SHARED = "project";
    private static final String TEMPLATES = "templates";

    /** Placeholder of the package's directories in a file's path. */
    private static final String PACKAGE_FOLDER = "_package_";

    /** A key of a stack file in the namespace that this repository's program shares with the tool. */
    private static final Pattern STACK_KEY = Pattern.compile("(?m)^(  )plinth:(\\w+)(?=:)");

    /** The same key in a program's messages. */
    private static final Pattern PROGRAM_KEY = Pattern.compile("(\")plinth:(\\w+)(?=[.\\[\"])");

    private static final Pattern SECOND_REGION = Pattern.compile("(?<=secondRegion: )[a-z0-9-]+");

    private final String name;

    /**
     * Creates the template.
     *
     * @param name one of {@link #names}
     */
    public ProjectTemplate(String name) {
        this.name = name;
    }

    /** Returns the names of all templates, sorted. */
    public static List<String> names() {
        return ProjectResources.folders(TEMPLATES);
    }

    /**
     * Returns the files of a project.
     *
     * @param values what the project is made from
     * @return the content by path, with forward slashes
     */
    public SortedMap<String, byte[]> render(ProjectValues values) {
        SortedMap<String, byte[]> files = render(SHARED, values);
        files.putAll(render(TEMPLATES + "/" + name, values));
        return files;
    }

    /** Returns the files that all projects have: the launcher, the POM, workflows, the policy pack, a test. */
    static SortedMap<String, byte[]> shared(ProjectValues values) {
        return render(SHARED, values);
    }

    private static SortedMap<String, byte[]> render(String folder, ProjectValues values) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        ProjectResources.files(folder)
                .forEach((path, content) -> files.put(
                        path(path, values),
                        text(path, new String(content, StandardCharsets.UTF_8), values)
                                .getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static String path(String template, ProjectValues values) {
        // Maven packs no file of that name.
        return template.equals("gitignore")
                ? ".gitignore"
                : template.replace(PACKAGE_FOLDER, values.packageName().replace('.', '/'));
    }

    private static String text(String path, String template, ProjectValues values) {
        String text = template.replace("src/target/plinth.jar", "target/" + values.name() + ".jar")
                .replace("src/target/lib", "target/lib");
        if (path.endsWith(".java")) {
            text = own(PROGRAM_KEY, text.replace("dev.plinth.stack", values.packageName()), values);
        } else if (path.matches("Pulumi\\.\\w+\\.yaml")) {
            text = stackFile(text, values);
        }
        return Mustache.compiler()
                .withDelims("{% %}")
                .escapeHTML(false)
                .compile(text)
                .execute(Map.ofEntries(
                        Map.entry("name", values.name()),
                        Map.entry("group", values.group()),
                        Map.entry("package", values.packageName()),
                        Map.entry("database", values.databaseName()),
                        Map.entry("region", values.get(Kind.REGION)),
                        Map.entry("domain", values.get(Kind.DOMAIN)),
                        Map.entry("email", values.get(Kind.EMAIL)),
                        Map.entry("repository", values.get(Kind.REPOSITORY)),
                        Map.entry("account", values.get(Kind.ACCOUNT)),
                        Map.entry("version", PlinthVersion.current())));
    }

    /** The values of this repository's stack files that a project has its own of. */
    private static String stackFile(String template, ProjectValues values) {
        // A new project has no schema yet: `plinth config schema` writes it.
        String text = own(STACK_KEY, template.replaceFirst("^# yaml-language-server:.*\n", ""), values)
                .replaceAll("(?<=aws:region: )[a-z0-9-]+", values.get(Kind.REGION))
                .replace(Kind.PLACEHOLDER_ACCOUNT, values.get(Kind.ACCOUNT))
                .replace("operations@example.com", values.get(Kind.EMAIL))
                .replaceAll("(?<!@)\\bexample\\.com\\b", values.get(Kind.DOMAIN))
                .replace(": plinth-", ": " + values.name() + "-")
                .replace("laser-cutting", values.name())
                .replaceAll("\\blaser\\b", values.databaseName());
        return SECOND_REGION.matcher(text).replaceAll(found -> values.secondRegion(found.group()));
    }

    /** Puts keys that are not the tool's own into the project's namespace. */
    private static String own(Pattern keys, String text, ProjectValues values) {
        List<String> tools = StackReader.sections();
        return keys.matcher(text)
                .replaceAll(found -> tools.contains(found.group(2))
                        ? Matcher.quoteReplacement(found.group())
                        : found.group(1) + values.name() + ":" + found.group(2));
    }
}
