package org.wsol.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks the rules of the project for this module, which is not on the class path of other modules. */
@AnalyzeClasses(packages = "org.wsol.dl4j", importOptions = ModuleTest.NoTests.class)
class ModuleTest {

    /** Excludes the test classes, independent of their output folder. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/test/");
        }
    }

    @ArchTest
    static final ArchRule KNOWS_ONLY_MODULES_BELOW = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "org.wsol.experiment..",
                    "org.wsol.report..",
                    "org.wsol.cli..",
                    "org.wsol.config..",
                    "org.wsol.backbones..",
                    "org.wsol.losses..");

    @ArchTest
    static final ArchRule NEVER_PRINTS = noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule STATICS_NEVER_CHANGE =
            fields().that().areStatic().should().beFinal();
}
