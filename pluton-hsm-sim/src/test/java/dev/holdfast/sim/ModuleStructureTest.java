package dev.holdfast.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for the dependencies between the packages of the simulator. */
@AnalyzeClasses(packages = "dev.holdfast.sim", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleStructureTest {
    private static final String BASE = "dev.holdfast.sim.";

    @ArchTest
    static final ArchRule pluton_depends_on_the_contract_the_jdk_and_bouncy_castle_only = classes()
            .that()
            .resideInAPackage(BASE + "hsm..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "hsm..",
                    BASE + "disk",
                    "dev.holdfast.contract..",
                    "java..",
                    "javax.crypto..",
                    "org.bouncycastle..",
                    "org.jspecify..")
            .because("the security processor must not depend on the chip that contains it");

    @ArchTest
    static final ArchRule the_chip_does_not_depend_on_its_factory_or_users = noClasses()
            .that()
            .resideInAPackage(BASE + "mt3620..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "factory",
                    BASE + "agent",
                    BASE + "chips",
                    BASE + "fault",
                    BASE + "fleet",
                    BASE + "scenario",
                    "io.vertx..")
            .because("a chip works without the factory and the network");

    @ArchTest
    static final ArchRule the_flash_does_not_depend_on_images = noClasses()
            .that()
            .resideInAPackage(BASE + "mt3620.flash")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "hsm", "dev.holdfast.contract.format")
            .because("flash stores bytes and knows no formats");

    @ArchTest
    static final ArchRule within_the_chip_there_are_no_cycles = slices().matching(BASE + "mt3620.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle would make several packages one");

    @ArchTest
    static final ArchRule the_factory_makes_chips_and_does_not_run_them = noClasses()
            .that()
            .resideInAPackage(BASE + "factory")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "agent", BASE + "fleet", "io.vertx..")
            .because("a factory has no devices on a network");

    @ArchTest
    static final ArchRule the_agent_depends_only_on_its_chip = noClasses()
            .that()
            .resideInAPackage(BASE + "agent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "factory", BASE + "chips", BASE + "fault", BASE + "fleet", BASE + "scenario")
            .because("the same agent runs on every device, with and without faults");

    @ArchTest
    static final ArchRule the_fleet_does_not_make_chips = noClasses()
            .that()
            .resideInAPackage(BASE + "fleet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "factory")
            .because("it must run chips without the keys of the factory");

    @ArchTest
    static final ArchRule no_cycles = slices().matching(BASE + "(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle would make several packages one");
}
