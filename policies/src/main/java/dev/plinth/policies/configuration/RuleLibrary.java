package dev.plinth.policies.configuration;

import dev.plinth.policies.remedy.Language;
import dev.plinth.policies.remedy.Remedies;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleProvider;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rules.RuleCatalogue;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The rules that there are: the catalogue's, and those of a team's {@link RuleProvider}s on the class path, in the jars of
 * the project's folder {@code policies/rules}, and in the libraries that the stack's configuration names.
 */
public final class RuleLibrary {

    /** Directory of a project's own rules, relative to the project. */
    public static final Path FOLDER = Path.of("policies", "rules");

    private static final String SERVICE = "META-INF/services/" + RuleProvider.class.getName();

    private static volatile ClassLoader programClasses = RuleLibrary.class.getClassLoader();

    private final SortedMap<String, Rule> rules = new TreeMap<>();
    private final Map<String, Parameter<?>> parameters = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private RuleLibrary() {
        RuleCatalogue.all().forEach(rule -> rules.put(rule.id(), rule));
    }

    /**
     * Loads the rules, with their remedies in the language of the project. A library that can't be used is an error, so that no change passes because its rules are missing.
     *
     * @param project the folder that paths are relative to
     * @param libraries jars, and folders of jars or of classes
     * @throws InvalidLibraryException with every fault
     */
    public static RuleSet load(Path project, Collection<String> libraries) {
        RuleLibrary library = new RuleLibrary();
        Set<URI> jars = new LinkedHashSet<>();
        Path folder = project.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            jars.addAll(library.jars(folder));
        }
        for (String name : libraries) {
            jars.addAll(library.urls(name, project.resolve(name)));
        }
        if (library.faults.isEmpty()) {
            library.addProvided(jars);
        }
        if (!library.faults.isEmpty()) {
            throw new InvalidLibraryException(library.faults);
        }
        return Remedies.in(Language.of(project), new RuleSet(library.rules));
    }

    private List<URI> urls(String name, Path path) {
        int before = faults.size();
        List<URI> urls = List.of();
        if (Files.isRegularFile(path)) {
            urls = jar(path).stream().toList();
        } else if (Files.isRegularFile(path.resolve(SERVICE))) {
            urls = List.of(uri(path));
        } else if (Files.isDirectory(path)) {
            urls = jars(path);
        }
        if (urls.isEmpty() && faults.size() == before) {
            faults.add("library " + name + " (" + path + ") must be a jar, or a directory of jars or of classes with "
                    + SERVICE);
        }
        return urls;
    }

    private List<URI> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .flatMap(file -> jar(file).stream())
                    .toList();
        } catch (IOException e) {
            faults.add("library " + folder + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** Class loading passes a broken jar by in silence, so each is opened here first. */
    private Optional<URI> jar(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICE) == null) {
                faults.add("library " + file + " provides no rules: missing " + SERVICE);
                return Optional.empty();
            }
            return Optional.of(uri(file));
        } catch (IOException e) {
            faults.add("library " + file + " is not a readable jar: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static URL url(URI file) {
        try {
            return file.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a file: " + file, e);
        }
    }

    private static URI uri(Path path) {
        return path.toAbsolutePath().normalize().toUri();
    }

    /**
     * Sets the class loader of the project's program, which may provide further rules.
     *
     * @param loader a class loader whose ancestor loads Plinth
     */
    public static void programClasses(ClassLoader loader) {
        programClasses = loader;
    }

    /** The class loader stays open: a rule may load more of its classes whenever it judges. */
    private void addProvided(Set<URI> jars) {
        ClassLoader own = programClasses;
        URL[] urls = jars.stream().map(RuleLibrary::url).toArray(URL[]::new);
        ClassLoader loader = urls.length == 0 ? own : new URLClassLoader(urls, own);
        Iterator<ServiceLoader.Provider<RuleProvider>> providers =
                ServiceLoader.load(RuleProvider.class, loader).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<RuleProvider> provider = providers.next();
                add(provider.type(), provider.get().rules());
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                // After such a fault the loader may not get any further.
                faults.add("cannot load a library, one of " + (jars.isEmpty() ? "the class path" : jars) + ": "
                        + reason(e));
                return;
            }
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return thrown == cause ? thrown.toString() : thrown.getMessage() + ": " + cause;
    }

    private void add(Class<?> provider, List<Rule> provided) {
        String name = provider.getName() + place(provider);
        if (provided.isEmpty()) {
            faults.add("library " + name + " provides no rules");
        }
        for (Rule rule : provided) {
            if (rules.putIfAbsent(rule.id(), rule) != null) {
                faults.add("library " + name + " has a rule " + rule.id()
                        + ", whose id is already in use; choose a unique id");
            }
            rule.parameters().forEach(parameter -> add(name, parameter));
        }
    }

    /** A key has one meaning: Plinth's own keys are taken, and two rules share a parameter by declaring the same object. */
    private void add(String library, Parameter<?> parameter) {
        Parameter<?> other = parameters.putIfAbsent(parameter.key(), parameter);
        if (PolicyConfiguration.isKnown(parameter.key()) || (other != null && other != parameter)) {
            faults.add("library " + library + " has a parameter " + parameter.key()
                    + ", whose name is already in use; choose a unique name");
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "" : " in " + source.getLocation().getPath();
    }
}
