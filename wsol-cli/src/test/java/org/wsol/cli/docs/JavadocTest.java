package org.wsol.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All types, methods and constants accessible from other packages have Javadoc. */
class JavadocTest {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));

    @Test
    void everyPublicElementHasJavadoc() throws IOException {
        List<Path> files = sources(PROJECT);
        assertThat(files).hasSizeGreaterThan(900);
        assertThat(undescribed(files)).as("without a Javadoc comment").isEmpty();
    }

    @Test
    void findsMissingComments(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Bare.java"), """
                public class Bare implements Runnable {
                    public static final int SIZE = 3;
                    protected void grow() {}
                    @Override
                    public void run() {}
                    void hidden() {}
                    /** Told. */
                    public void told() {}
                    public interface Listener {
                        void heard();
                    }
                    private static final class Inner {
                        public void unseen() {}
                    }
                }
                """);
        assertThat(undescribed(List.of(file)))
                .extracting(finding -> finding.substring(finding.lastIndexOf(' ') + 1))
                .containsExactlyInAnyOrder("Bare", "SIZE", "grow", "Listener", "heard");
    }

    private static List<Path> sources(Path project) throws IOException {
        try (Stream<Path> modules = Files.list(project)) {
            List<Path> files = new ArrayList<>();
            for (Path module : modules.sorted().toList()) {
                Path source = module.resolve("src/main/java");
                if (Files.isDirectory(source)) {
                    try (Stream<Path> found = Files.walk(source)) {
                        found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                    }
                }
            }
            return files;
        }
    }

    private static Set<String> undescribed(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Scanner scanner = new Scanner(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return scanner.findings;
        }
    }

    /** Visits accessible elements only. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final Set<String> findings = new TreeSet<>();
        private final DocTrees docs;

        Scanner(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (isVisible(type.getModifiers())) {
                require(type.getSimpleName().toString());
                super.visitClass(type, unused);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean constructor = method.getName().contentEquals("<init>");
            if (isVisible(method.getModifiers()) && !overrides && !isOfRecord(constructor, method)) {
                require(constructor ? "constructor" : method.getName().toString());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            if (isVisible(field.getModifiers()) && outer() != Tree.Kind.RECORD || isStaticOfRecord(field)) {
                require(field.getName().toString());
            }
            return null;
        }

        private boolean isStaticOfRecord(VariableTree field) {
            Set<Modifier> flags = field.getModifiers().getFlags();
            return outer() == Tree.Kind.RECORD && flags.contains(Modifier.STATIC) && flags.contains(Modifier.PUBLIC);
        }

        /** The record's own comment describes its components, and with them the constructor that takes all of them. */
        private boolean isOfRecord(boolean constructor, MethodTree method) {
            return constructor
                    && outer() == Tree.Kind.RECORD
                    && (method.getParameters().isEmpty() || method.getBody() == null || isCanonical(method));
        }

        private boolean isCanonical(MethodTree method) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            List<String> components = type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(field -> field.getType().toString())
                    .toList();
            return method.getParameters().stream()
                    .map(parameter -> parameter.getType().toString())
                    .toList()
                    .equals(components);
        }

        private Tree.Kind outer() {
            return getCurrentPath().getParentPath().getLeaf().getKind();
        }

        private boolean isVisible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            boolean implicit = (outer() == Tree.Kind.INTERFACE || outer() == Tree.Kind.ANNOTATION_TYPE)
                    && !flags.contains(Modifier.PRIVATE);
            return implicit || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
        }

        private void require(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long start = docs.getSourcePositions()
                        .getStartPosition(unit, getCurrentPath().getLeaf());
                findings.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ":"
                        + unit.getLineMap().getLineNumber(start) + " " + name);
            }
        }
    }
}
