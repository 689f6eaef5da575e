package dev.plinth.writing;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Text in Java sources: string literals and first sentences of Javadoc in main sources, names of tests in test sources. */
final class JavaText extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "Example", "ArchTest");

    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");

    private final String file;
    private final boolean test;
    private final CompilationUnitTree unit;
    private final DocTrees docTrees;
    private final List<Fragment> fragments = new ArrayList<>();

    private JavaText(String file, CompilationUnitTree unit, DocTrees docTrees) {
        this.file = file;
        this.test = file.contains("/test/java/");
        this.unit = unit;
        this.docTrees = docTrees;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file.replace(" ", "%20")), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Returns the text of Java sources.
     *
     * @param sources the sources by path
     */
    static List<Fragment> of(Map<String, String> sources) throws IOException {
        if (sources.isEmpty()) {
            return List.of();
        }
        List<Source> files = sources.entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, diagnostic -> {}, List.of(), null, files);
        DocTrees docTrees = DocTrees.instance(task);
        List<Fragment> fragments = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            JavaText text = new JavaText(unit.getSourceFile().toUri().getPath().substring(1), unit, docTrees);
            text.scan(unit, null);
            fragments.addAll(text.fragments);
        }
        return fragments;
    }

    private int line(Tree tree) {
        long position = docTrees.getSourcePositions().getStartPosition(unit, tree);
        return (int) unit.getLineMap().getLineNumber(position);
    }

    private void addProse(Tree tree, String text) {
        // A single word is a key or an identifier.
        if (!test && text.strip().matches("(?s).*\\s.*")) {
            fragments.add(new Fragment(file, line(tree), Fragment.Kind.PROSE, text));
        }
    }

    private void addJavadoc(Tree tree) {
        DocCommentTree comment = test ? null : docTrees.getDocCommentTree(getCurrentPath());
        if (comment != null) {
            String sentence =
                    comment.getFirstSentence().stream().map(Object::toString).collect(Collectors.joining());
            fragments.add(new Fragment(
                    file,
                    line(tree),
                    Fragment.Kind.JAVADOC,
                    INLINE_TAG.matcher(sentence).replaceAll("$1").strip()));
        }
    }

    @Override
    public @Nullable Void visitPackage(PackageTree tree, @Nullable Void unused) {
        addJavadoc(tree);
        return super.visitPackage(tree, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        addJavadoc(tree);
        return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        addJavadoc(tree);
        return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
        addJavadoc(tree);
        boolean isTest = tree.getModifiers().getAnnotations().stream()
                .anyMatch(annotation ->
                        TEST_ANNOTATIONS.contains(annotation.getAnnotationType().toString()));
        if (test && isTest) {
            String words = tree.getName().toString().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
            fragments.add(new Fragment(file, line(tree), Fragment.Kind.TEST_NAME, words.toLowerCase(Locale.ROOT)));
        }
        return super.visitMethod(tree, null);
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void unused) {
        if (tree.getValue() instanceof String text) {
            addProse(tree, text);
        }
        return super.visitLiteral(tree, null);
    }

    /** Joins the lines of a description in an annotation. */
    @Override
    public @Nullable Void visitNewArray(NewArrayTree tree, @Nullable Void unused) {
        List<? extends ExpressionTree> elements = tree.getInitializers();
        if (tree.getType() == null
                && elements != null
                && elements.stream().allMatch(element -> element.getKind() == Tree.Kind.STRING_LITERAL)) {
            addProse(
                    tree,
                    elements.stream()
                            .map(element -> String.valueOf(((LiteralTree) element).getValue()))
                            .collect(Collectors.joining("\n")));
            return null;
        }
        return super.visitNewArray(tree, null);
    }

    /** Joins a concatenation, with an ellipsis for each value. */
    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
        List<ExpressionTree> parts = new ArrayList<>();
        flatten(tree, parts);
        if (parts.stream().noneMatch(part -> part.getKind() == Tree.Kind.STRING_LITERAL)) {
            return super.visitBinary(tree, null);
        }
        StringBuilder text = new StringBuilder();
        for (ExpressionTree part : parts) {
            if (part instanceof LiteralTree literal && literal.getValue() instanceof String string) {
                text.append(string);
            } else {
                text.append('…');
                scan(part, null);
            }
        }
        addProse(tree, text.toString());
        return null;
    }

    private static void flatten(ExpressionTree tree, List<ExpressionTree> into) {
        if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
            flatten(binary.getLeftOperand(), into);
            flatten(binary.getRightOperand(), into);
        } else {
            into.add(tree);
        }
    }
}
