package dev.plinth.cli.setup;

import dev.plinth.cli.setup.ProjectValues.Kind;
import dev.plinth.policies.waiver.WaiverFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete project of the folder {@code examples} as the start of a new one. An example is written with the default values of a
 * project of its name, which the new project's values replace. Files that it does not have come from those that all projects
 * share.
 */
public final class ProjectExample {

    private static final String EXAMPLES = "examples";

    /** The expiry of all waivers in examples; those of a new project have nearly the longest time. */
    private static final String EXPIRY = "2027-02-26";

    private static final Pattern STACK_FILE = Pattern.compile("Pulumi\\.[\\w-]+\\.yaml");
    private static final Pattern SECOND_REGION = Pattern.compile("(?<=secondRegion: )[a-z0-9-]+");

    private final String name;
    private final ProjectValues defaults;

    /**
     * Creates the example.
     *
     * @param name one of {@link #names}
     */
    public ProjectExample(String name) {
        this.name = name;
        Map<Kind, String> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            values.put(kind, kind == Kind.NAME ? name : kind.byDefault(Path.of(name), values));
        }
        this.defaults = new ProjectValues(values);
    }

    /** Returns the names of all examples, sorted. */
    public static List<String> names() {
        return ProjectResources.folders(EXAMPLES);
    }

    /**
     * Returns the files of a project.
     *
     * @param values what the project is made from
     * @param today the day from which the waivers count
     * @return the content by path, with forward slashes
     */
    public SortedMap<String, byte[]> render(ProjectValues values, LocalDate today) {
        String expiry = today.plusDays(WaiverFile.LONGEST_DAYS - 1).toString();
        SortedMap<String, byte[]> files = ProjectTemplate.shared(values);
        ProjectResources.files(EXAMPLES + "/" + name).forEach((path, content) -> {
            byte[] copy = text(content)
                    .map(text ->
                            replace(path, text.replace(EXPIRY, expiry), values).getBytes(StandardCharsets.UTF_8))
                    .orElse(content);
            files.put(path.replace(folder(defaults), folder(values)), copy);
        });
        return files;
    }

    private static String folder(ProjectValues values) {
        return "/java/" + values.packageName().replace('.', '/') + "/";
    }

    private String replace(String path, String text, ProjectValues values) {
        String copy = text.replaceAll(
                        "\\b" + Pattern.quote(defaults.packageName()) + "\\b",
                        Matcher.quoteReplacement(values.packageName()))
                // Keys of the program's configuration.
                .replaceAll("(?<![\\w:/.-])" + name + ":(?=[a-z])", values.name() + ":")
                .replace("target/" + name + ".jar", "target/" + values.name() + ".jar")
                .replace(defaults.get(Kind.EMAIL), values.get(Kind.EMAIL))
                .replaceAll("\\b" + Pattern.quote(defaults.get(Kind.DOMAIN)) + "\\b", values.get(Kind.DOMAIN))
                .replace(defaults.get(Kind.REPOSITORY), values.get(Kind.REPOSITORY));
        if (path.equals("Pulumi.yaml")) {
            return copy.replaceFirst("(?m)^name: .*$", "name: " + values.name());
        }
        return STACK_FILE.matcher(path).matches() ? stackFile(copy, values) : copy;
    }

    private String stackFile(String text, ProjectValues values) {
        String copy = text.replace(defaults.get(Kind.ACCOUNT), values.get(Kind.ACCOUNT))
                .replace(": " + name + "-", ": " + values.name() + "-");
        // A second Region that is the project's first one is replaced by another of the same continent.
        return Arrays.stream(copy.split("(?<=\n)", -1))
                .map(line -> {
                    Matcher second = SECOND_REGION.matcher(line);
                    return second.find()
                            ? second.replaceFirst(values.secondRegion(second.group()))
                            : line.replaceAll("\\b" + defaults.get(Kind.REGION) + "(?![0-9])", values.get(Kind.REGION));
                })
                .reduce("", String::concat);
    }

    /** Returns the content of a text file. */
    private static Optional<String> text(byte[] content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
