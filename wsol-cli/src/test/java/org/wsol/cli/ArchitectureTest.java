package org.wsol.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.wsol.engine.backend.QuietOutput;
import org.wsol.eval.interchange.NumPyFiles;

/** Checks the rules of the project: dependencies, printing, package documentation. */
@AnalyzeClasses(
        packages = "org.wsol",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestHelpers.class})
class ArchitectureTest {
    private static final String EVAL = "org.wsol.eval..";
    private static final String CLI = "org.wsol.cli..";

    /** Excludes the module that is only used by tests. */
    static final class NoTestHelpers implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("wsol-testing");
        }
    }

    @ArchTest
    static final ArchRule MODULES_KNOW_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("core")
            .definedBy("org.wsol.core..")
            .layer("engine")
            .definedBy("org.wsol.engine..")
            .layer("config")
            .definedBy("org.wsol.config..")
            .layer("backbones")
            .definedBy("org.wsol.backbones..")
            .layer("heads")
            .definedBy("org.wsol.heads..")
            .layer("losses")
            .definedBy("org.wsol.losses..")
            .layer("data")
            .definedBy("org.wsol.data..")
            .layer("eval")
            .definedBy(EVAL)
            .layer("maps")
            .definedBy("org.wsol.maps..")
            .layer("pipeline")
            .definedBy("org.wsol.pipeline..")
            .layer("experiment")
            .definedBy("org.wsol.experiment..")
            .layer("report")
            .definedBy("org.wsol.report..")
            .layer("serve")
            .definedBy("org.wsol.serve..")
            .layer("cli")
            .definedBy(CLI)
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("core")
            .whereLayer("eval")
            .mayOnlyAccessLayers("core")
            .whereLayer("engine")
            .mayOnlyAccessLayers("core")
            .whereLayer("backbones")
            .mayOnlyAccessLayers("core", "engine", "config")
            .whereLayer("heads")
            .mayOnlyAccessLayers("core", "engine")
            .whereLayer("losses")
            .mayOnlyAccessLayers("core", "engine", "heads")
            .whereLayer("data")
            .mayOnlyAccessLayers("core", "engine")
            .whereLayer("maps")
            .mayOnlyAccessLayers("core", "engine", "eval", "config")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("experiment", "report", "serve", "cli")
            .whereLayer("experiment")
            .mayOnlyBeAccessedByLayers("report", "cli")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("serve")
            .mayOnlyAccessLayers("core", "config", "engine", "data", "eval", "maps", "pipeline")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.wsol.(**)").namingSlices("$1").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LIBRARIES_LEAVE_LOGGING_TO_THE_APPLICATION = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.qos.logback..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule EVALUATION_KNOWS_NO_GRAPHS = noClasses()
            .that()
            .resideInAPackage(EVAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
            .because("it works on score maps from anywhere")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .and()
            .doNotBelongToAnyOf(QuietOutput.class)
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule LOGGING_IS_SLF4J = noClasses().should(USE_JAVA_UTIL_LOGGING);

    @ArchTest
    static final ArchRule STATICS_NEVER_CHANGE =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule OTHER_MODULES_USE_LISTED_OR_INTERNAL_PACKAGES =
            classes().should(PublicPackages.beListedInternalOrUsedByItsModuleOnly());

    @ArchTest
    static final ArchRule LISTED_PACKAGES_NAME_LISTED_TYPES = classes().should(PublicPackages.nameListedTypesOnly());

    @ArchTest
    static void listedPackagesExist(JavaClasses classes) {
        assertThat(PublicPackages.folders()).hasSizeGreaterThan(40).allSatisfy(folder -> assertThat(
                        folder.resolve("package-info.java"))
                .isRegularFile());
    }

    @ArchTest
    static final ArchRule PACKAGES_TELL_THEIR_PURPOSE = classes()
            .should(new ArchCondition<>("lie in a package that tells") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean told = type.getSimpleName().equals("package-info")
                            || type.getPackage()
                                    .tryGetAnnotationOfType(NullMarked.class)
                                    .isPresent();
                    events.add(new SimpleConditionEvent(
                            type, told, type.getPackageName() + " has no package-info.java with @NullMarked"));
                }
            });

    /** docs/security.md lists the reachable decoders; a new one must be assessed there first. */
    @ArchTest
    static final ArchRule ONLY_JPEG_REACHES_OPENCV = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.wsol.data.image.JpegPixels")
            .should()
            .dependOnClassesThat(named("org\\.bytedeco\\.(opencv\\.(global\\.opencv_imgcodecs|global\\.opencv_highgui"
                    + "|global\\.opencv_video.*|opencv_videoio\\..*)|leptonica\\..*|javacv\\..*|ffmpeg\\..*)"
                    + "|org\\.datavec\\.image\\.(loader\\..*|recordreader\\..*RecordReader)"))
            .because("its decoders of other formats are old, and damaged files can crash them");

    @ArchTest
    static final ArchRule ONLY_WEBP_REACHES_LIBWEBP = noClasses()
            .that()
            .haveNameNotMatching("org\\.wsol\\.data\\.image\\.Webp(Pixels|Library)")
            .should()
            .dependOnClassesThat(named("com\\.luciad\\..*"));

    /**
     * ImageIO selects a reader by content, including the native one for JPEG, unless a format is requested by name. That
     * one is used only by the check of a data set, for its warnings.
     */
    @ArchTest
    static final ArchRule IMAGE_IO_READS_ONLY_MASKS_AND_MAPS = noClasses()
            .that(not(named("org\\.wsol\\.(eval\\.interchange\\.GrayImages|data\\.check\\.JpegDamage)")))
            .should()
            .callMethodWhere(target(nameMatching("read|getImageReaders.*")).and(target(owner(type(ImageIO.class)))));

    /** ImageIO.write uses a temporary file for a stream, which fails if its folder is full. */
    @ArchTest
    static final ArchRule PNG_NEEDS_NO_TEMPORARY_FILE = noClasses()
            .that(not(named("org\\.wsol\\.(core\\.internal\\.io\\.PngOutput|cli\\.bench\\.LocalizeWork)")))
            .should()
            .callMethodWhere(
                    target(nameMatching("write|createImageOutputStream")).and(target(owner(type(ImageIO.class)))));

    /** Files of the user are never replaced. Temporary folders and run folders belong to the program. */
    @ArchTest
    static final ArchRule COMMANDS_REPLACE_ONLY_THEIR_OWN_FILES = noClasses()
            .that()
            .resideInAPackage(CLI)
            .and(not(named("org\\.wsol\\.cli\\.(command\\.RunMaps|predict\\.PredictionJournal|terminal\\.RunLogFile)")))
            .should()
            .dependOnClassesThat(named("org\\.wsol\\.core\\.internal\\.io\\.AtomicFiles"))
            .orShould()
            .callMethodWhere(target(nameMatching("write.*|copy|move|newOutputStream|newBufferedWriter"))
                    .and(target(owner(type(Files.class)))))
            .orShould()
            .callMethodWhere(target(nameMatching("write|writeFloats")).and(target(owner(type(NumPyFiles.class)))))
            .orShould()
            .dependOnClassesThat(named("java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)"))
            .because("OwnFiles leaves alone what this program did not write");

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return DescribedPredicate.describe(
                "are called " + pattern, type -> type.getFullName().matches(pattern));
    }

    @ArchTest
    static void seesEveryModule(JavaClasses all) {
        assertThat(all.stream().map(ArchitectureTest::moduleOf).distinct())
                .containsExactlyInAnyOrder(
                        "core",
                        "engine",
                        "config",
                        "backbones",
                        "heads",
                        "losses",
                        "data",
                        "eval",
                        "maps",
                        "pipeline",
                        "experiment",
                        "report",
                        "serve",
                        "cli");
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
