package org.wsol.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public packages listed in docs/reference/packages.md, and the rules for them. */
final class PublicPackages {
    private static final Path PROJECT = Path.of(System.getProperty("wsol.project", ".."));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(org\\.wsol[a-z0-9.]*)` \\| `(wsol-[a-z0-9]+)` \\|");
    private static final Pattern MODULE = Pattern.compile("org\\.wsol\\.([a-z0-9]+).*");

    private PublicPackages() {}

    /** The packages of the page. */
    static Set<String> listed() {
        return rows().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The expected folders of the packages of the page. */
    static Stream<Path> folders() {
        return rows().map(row -> PROJECT.resolve(row.group(2))
                .resolve("src/main/java")
                .resolve(row.group(1).replace('.', '/')));
    }

    private static Stream<MatchResult> rows() {
        try {
            return ROW.matcher(Files.readString(PROJECT.resolve("docs/reference/packages.md")))
                    .results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the list when the rule is checked, because the project's folder is unknown when rules are created. */
    private abstract static class ListedCondition extends ArchCondition<JavaClass> {
        Set<String> listed = Set.of();

        ListedCondition(String description) {
            super(description);
        }

        @Override
        public void init(Collection<JavaClass> all) {
            listed = listed();
        }
    }

    /** Packages that are neither listed nor internal are used by one module only. */
    static ArchCondition<JavaClass> beListedInternalOrUsedByItsModuleOnly() {
        return new ListedCondition("be in a listed or internal package, or be used by its own module only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (listed.contains(type.getPackageName()) || isInternal(type)) {
                    return;
                }
                type.getDirectDependenciesToSelf().stream()
                        .filter(use -> !module(use.getOriginClass()).equals(module(type)))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(
                                type,
                                type.getName() + " is used by "
                                        + use.getOriginClass().getName())));
            }
        };
    }

    /** Listed packages do not expose types of other packages of this project. */
    static ArchCondition<JavaClass> nameListedTypesOnly() {
        return new ListedCondition("ask for and return types of listed packages only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!listed.contains(type.getPackageName()) || !isVisible(type)) {
                    return;
                }
                type.getMembers().stream().filter(PublicPackages::isVisible).forEach(member -> named(member)
                        .filter(named -> named.getPackageName().startsWith("org.wsol")
                                && named.getModifiers().contains(JavaModifier.PUBLIC)
                                && !listed.contains(named.getPackageName()))
                        .forEach(named -> events.add(SimpleConditionEvent.violated(
                                member, member.getFullName() + " names " + named.getName()))));
            }
        };
    }

    private static Stream<JavaClass> named(JavaMember member) {
        Stream<? extends JavaType> types;
        if (member instanceof JavaCodeUnit code) {
            types = Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
        } else {
            types = Stream.of(((JavaField) member).getType());
        }
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicPackages::isVisible).orElse(true);
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    private static String module(JavaClass type) {
        return MODULE.matcher(type.getPackageName()).replaceAll("$1");
    }
}
