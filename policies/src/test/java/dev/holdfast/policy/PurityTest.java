package dev.holdfast.policy;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests which packages the policy engine may use. */
@AnalyzeClasses(packages = "dev.holdfast.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    @ArchTest
    static final ArchRule the_library_needs_no_framework_and_no_other_part_of_holdfast = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.holdfast.policy..",
                    "dev.cel..",
                    "com.fasterxml.jackson..",
                    "com.google.common.collect",
                    "com.google.common.primitives",
                    "com.google.errorprone.annotations",
                    "com.google.re2j",
                    "org.yaml.snakeyaml..",
                    "org.jspecify.annotations")
            .because("backend, gateway and other programs can then use it");

    @ArchTest
    static final ArchRule decisions_use_no_clock_randomness_or_files = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Yaml")
            .and()
            .doNotHaveSimpleName("ShippedPolicies")
            .and()
            .resideOutsideOfPackages("dev.holdfast.policy.update", "dev.holdfast.policy.alert")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..", "java.io..", "java.nio..", "java.net..", "java.util.random..")
            .because("the same facts must always give the same decision");

    @ArchTest
    static final ArchRule times_are_computed_without_a_clock = noClasses()
            .should()
            .callMethodWhere(target(name("now")))
            .because("the same schedule must always give the same times");
}
