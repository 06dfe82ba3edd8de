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

/** Holds this module to the rules of the project; it is on nobody else's class path, so it checks itself. */
@AnalyzeClasses(packages = "org.wsol.dl4j", importOptions = ModuleTest.NoTests.class)
class ModuleTest {

    /** Leaves out the test classes, wherever they were compiled to. */
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
