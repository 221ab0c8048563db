package dev.holdfast.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
                    "org.jspecify..");

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
                    "io.vertx..");

    @ArchTest
    static final ArchRule the_flash_does_not_depend_on_images = noClasses()
            .that()
            .resideInAPackage(BASE + "mt3620.flash")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "hsm", "dev.holdfast.contract.format");

    @ArchTest
    static final ArchRule within_the_chip_there_are_no_cycles =
            slices().matching(BASE + "mt3620.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_factory_makes_chips_and_does_not_run_them = noClasses()
            .that()
            .resideInAPackage(BASE + "factory")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "agent", BASE + "fleet", "io.vertx..");

    @ArchTest
    static final ArchRule the_agent_depends_only_on_its_chip = noClasses()
            .that()
            .resideInAPackage(BASE + "agent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "factory", BASE + "chips", BASE + "fault", BASE + "fleet", BASE + "scenario");

    @ArchTest
    static final ArchRule the_fleet_does_not_make_chips = noClasses()
            .that()
            .resideInAPackage(BASE + "fleet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "factory");

    @ArchTest
    static final ArchRule no_cycles = slices().matching(BASE + "(*)..").should().beFreeOfCycles();
}
