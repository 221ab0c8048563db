package dev.holdfast.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Allowed dependencies between packages. */
@AnalyzeClasses(packages = "dev.holdfast.backend", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_depend_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("platform")
            .definedBy("dev.holdfast.backend.platform..")
            .layer("tenancy")
            .definedBy("dev.holdfast.backend.tenancy..")
            .layer("fleet")
            .definedBy("dev.holdfast.backend.fleet..")
            .layer("pki")
            .definedBy("dev.holdfast.backend.pki..")
            .layer("update")
            .definedBy("dev.holdfast.backend.update..")
            .layer("attestation")
            .definedBy("dev.holdfast.backend.attestation..")
            .layer("approval")
            .definedBy("dev.holdfast.backend.approval..")
            .layer("capability")
            .definedBy("dev.holdfast.backend.capability..")
            .layer("audit")
            .definedBy("dev.holdfast.backend.audit..")
            .layer("alert")
            .definedBy("dev.holdfast.backend.alert..")
            .layer("export")
            .definedBy("dev.holdfast.backend.export..")
            .whereLayer("platform")
            .mayNotAccessAnyLayer()
            .whereLayer("tenancy")
            .mayOnlyAccessLayers("platform")
            .whereLayer("fleet")
            .mayOnlyAccessLayers("platform", "tenancy", "approval")
            .whereLayer("pki")
            .mayOnlyAccessLayers("platform", "tenancy", "fleet", "approval")
            .whereLayer("update")
            .mayOnlyAccessLayers("platform", "tenancy", "fleet", "approval")
            .whereLayer("attestation")
            .mayOnlyAccessLayers("platform", "tenancy", "fleet", "pki", "update", "approval")
            .whereLayer("approval")
            .mayOnlyAccessLayers("platform", "tenancy")
            .whereLayer("capability")
            .mayOnlyAccessLayers("platform", "tenancy", "fleet", "approval")
            .whereLayer("audit")
            .mayOnlyAccessLayers("platform", "tenancy")
            .whereLayer("alert")
            .mayOnlyAccessLayers("platform", "tenancy")
            .whereLayer("export")
            .mayOnlyAccessLayers("platform", "tenancy")
            .as(
                    "features depend only on earlier ones: platform, tenancy, approval, fleet, {pki, update, capability}, attestation")
            .because("a feature can then be read and changed without the features that use it");

    @ArchTest
    static final ArchRule packages_of_updates_depend_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("content")
            .definedBy("dev.holdfast.backend.update.content..")
            .layer("feed")
            .definedBy("dev.holdfast.backend.update.feed..")
            .layer("image")
            .definedBy("dev.holdfast.backend.update.image..")
            .layer("report")
            .definedBy("dev.holdfast.backend.update.report..")
            .layer("manifest")
            .definedBy("dev.holdfast.backend.update.manifest..")
            .layer("deployment")
            .definedBy("dev.holdfast.backend.update.deployment..")
            .layer("rollout")
            .definedBy("dev.holdfast.backend.update.rollout..")
            .layer("impact")
            .definedBy("dev.holdfast.backend.update.impact..")
            .whereLayer("content")
            .mayNotAccessAnyLayer()
            .whereLayer("feed")
            .mayOnlyAccessLayers("content")
            .whereLayer("image")
            .mayOnlyAccessLayers("content", "feed")
            .whereLayer("report")
            .mayNotAccessAnyLayer()
            .whereLayer("manifest")
            .mayOnlyAccessLayers("feed", "image", "report")
            .whereLayer("deployment")
            .mayOnlyAccessLayers("content", "feed", "image", "manifest")
            .whereLayer("rollout")
            .mayOnlyAccessLayers("content", "feed", "image", "manifest", "deployment", "impact")
            .whereLayer("impact")
            .mayOnlyAccessLayers("content", "feed", "image", "deployment")
            .as(
                    "packages of updates depend only on earlier ones: content, feed, image, manifest, deployment, impact, rollout; report on none")
            .because("reports of devices then never depend on what operators deploy");

    @ArchTest
    static final ArchRule features_have_no_cycles = slices().matching("dev.holdfast.backend.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle would make several packages one");

    @ArchTest
    static final ArchRule only_the_database_package_bypasses_catalog_isolation = noClasses()
            .that()
            .resideOutsideOfPackages("dev.holdfast.backend.platform.db..", "dev.holdfast.backend.attestation..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\.(mutiny\\.)?sqlclient\\.(Pool|SqlClient|SqlConnection)")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.hibernate.reactive.mutiny.Mutiny$SessionFactory")
            .as("only the packages platform.db and attestation use database clients and session factories")
            .because(
                    "its transactions set the catalog for row-level security; attestation calls functions that span catalogs");

    @ArchTest
    static final ArchRule only_migrations_use_jdbc = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("JDBC would block event loops and bypass catalog isolation");
}
