package dev.plinth.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of the sizes of packages, classes and methods, in the main sources of every module and example. */
class SizeTest {

    private static final int CLASSES_OF_A_PACKAGE = 25;
    private static final int LINES_OF_A_CLASS = 400;
    private static final int LINES_OF_A_METHOD = 60;

    /** The beginnings of the sentence by which a class's Javadoc gives the reason for its length. */
    private static final List<String> REASONS =
            List.of("Long, because ", "It is long because ", "The class is long because ");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> {
                        String path =
                                Repository.root().relativize(file).toString().replace('\\', '/');
                        return path.contains("src/main/java/") && !path.contains("target/");
                    })
                    .toList();
        }
    }

    @Test
    void packagesAreSmall() throws IOException {
        Map<Path, Integer> classes = new TreeMap<>();
        for (Path source : sources()) {
            if (!source.endsWith("package-info.java") && !source.endsWith("module-info.java")) {
                classes.merge(Repository.root().relativize(source).getParent(), 1, Integer::sum);
            }
        }

        assertThat(classes).hasSizeGreaterThan(80);
        assertThat(classes.entrySet()).allMatch(entry -> entry.getValue() <= CLASSES_OF_A_PACKAGE);
    }

    @Test
    void longClassesGiveTheReason() throws IOException {
        assertThat(Length.of(sources()))
                .filteredOn(length -> length.tree() == Tree.Kind.CLASS && length.lines() > LINES_OF_A_CLASS)
                .allMatch(length -> REASONS.stream().anyMatch(length.javadoc()::contains));
    }

    @Test
    void methodsAreShort() throws IOException {
        List<Length> lengths = Length.of(sources());

        assertThat(lengths).hasSizeGreaterThan(5_000);
        assertThat(lengths)
                .filteredOn(length -> length.tree() == Tree.Kind.METHOD && length.lines() > LINES_OF_A_METHOD)
                .isEmpty();
    }

    @Test
    void measuresClassesAndMethods(@TempDir Path directory) throws IOException {
        Path source = directory.resolve("A.java");
        Files.writeString(
                source,
                """
                /**
                 * A class.
                 *
                 * <p>Long, because it is.
                 */
                class A {
                    @Override
                    public String toString() {
                        return "";
                    }
                }
                """);

        assertThat(Length.of(List.of(source)))
                .containsExactlyInAnyOrder(
                        new Length(source + ":6", Tree.Kind.CLASS, 11, "A class.\n\n<p>Long, because it is."),
                        new Length(source + ":7", Tree.Kind.METHOD, 4, ""));
    }

    /**
     * Length of a top-level type, which is that of its file, or of a method.
     *
     * @param place the file and the line
     * @param tree {@code CLASS} for any type, or {@code METHOD}
     * @param lines the number of lines
     * @param javadoc the Javadoc of the type
     */
    private record Length(String place, Tree.Kind tree, long lines, String javadoc) {

        static List<Length> of(List<Path> sources) throws IOException {
            try (StandardJavaFileManager manager =
                    ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
                Iterable<? extends JavaFileObject> files = manager.getJavaFileObjectsFromPaths(sources);
                JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                        .getTask(null, manager, diagnostic -> {}, List.of(), null, files);
                DocTrees trees = DocTrees.instance(task);
                List<Length> lengths = new ArrayList<>();
                for (CompilationUnitTree unit : task.parse()) {
                    new Scanner(unit, trees, lengths).scan(unit, null);
                }
                return lengths;
            }
        }
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<Length> lengths;

        Scanner(CompilationUnitTree unit, DocTrees trees, List<Length> lengths) {
            this.unit = unit;
            this.trees = trees;
            this.lengths = lengths;
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        private void add(Tree tree, Tree.Kind kind, long firstLine, String javadoc) {
            long start = line(trees.getSourcePositions().getStartPosition(unit, tree));
            long end = line(trees.getSourcePositions().getEndPosition(unit, tree));
            String file = Path.of(unit.getSourceFile().toUri()).toString();
            lengths.add(new Length(file + ":" + start, kind, end - (firstLine == 0 ? start : firstLine) + 1, javadoc));
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            if (getCurrentPath().getParentPath().getLeaf() == unit) {
                String javadoc = trees.getDocComment(getCurrentPath());
                add(
                        tree,
                        Tree.Kind.CLASS,
                        1,
                        javadoc == null ? "" : javadoc.replaceAll("(?m)^ ", "").strip());
            }
            return super.visitClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            if (tree.getBody() != null && trees.getSourcePositions().getStartPosition(unit, tree) >= 0) {
                add(tree, Tree.Kind.METHOD, 0, "");
            }
            return super.visitMethod(tree, null);
        }
    }
}
