package org.wsol.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for the dependencies of the engine and of its code in executors. */
@AnalyzeClasses(packages = "org.wsol.spark", importOptions = SparkModuleTest.NoTests.class)
class SparkModuleTest {

    /** Excludes the test classes, independent of their output folder. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/test/");
        }
    }

    @ArchTest
    static final ArchRule KNOWS_COMMANDS_NOT_RUNS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.wsol.engine..", "org.wsol.pipeline..", "org.wsol.report..", "org.wsol.cli..", "org.nd4j..");

    /** The class path of executors contains only Spark and this module. */
    @ArchTest
    static final ArchRule TASKS_NEED_NOTHING_ELSE = classes()
            .that()
            .haveSimpleName("WorkerProcess")
            .or()
            .haveSimpleName("LaunchedProcess")
            .or()
            .haveSimpleName("AddressExchange")
            .or()
            .haveSimpleName("Launch")
            .or()
            .haveSimpleName("GroupTask")
            .or()
            .haveSimpleName("MemberFailure")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "scala..", "org.apache.spark..", "org.wsol.spark..", "org.jspecify..");

    /** Constants of other classes are inlined by the compiler; any other use would load the class. */
    @ArchTest
    static final ArchRule TASKS_LEAVE_THE_DRIVER_ALONE = noClasses()
            .that()
            .haveSimpleName("WorkerProcess")
            .or()
            .haveSimpleName("LaunchedProcess")
            .or()
            .haveSimpleName("AddressExchange")
            .or()
            .haveSimpleName("GroupTask")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.(SparkEngine|GroupRun|Cluster|ProcessOptions)");

    @ArchTest
    static final ArchRule NEVER_PRINTS = noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule STATICS_NEVER_CHANGE =
            fields().that().areStatic().should().beFinal();
}
