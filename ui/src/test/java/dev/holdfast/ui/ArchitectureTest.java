package dev.holdfast.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.component.dependency.CssImport;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.router.Route;
import jakarta.ws.rs.Path;

/** Rules for the dependencies and class names of the console. */
@AnalyzeClasses(packages = "dev.holdfast.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_console_uses_only_ids_the_operator_api_and_problems = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.holdfast.contract..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "dev.holdfast.contract.id..",
                            "dev.holdfast.contract.operator..",
                            "dev.holdfast.contract.problem..")))
            .because("the console is a client of the operator API like any other");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.holdfast.ui.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle would make several packages one");

    @ArchTest
    static final ArchRule shared_components_know_no_feature_and_no_route = noClasses()
            .that()
            .resideInAPackage("..ui.component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..ui.shell..",
                    "..ui.client..",
                    "..ui.signin..",
                    "..ui.overview..",
                    "..ui.alert..",
                    "..ui.device..",
                    "..ui.product..",
                    "..ui.image..",
                    "..ui.feed..",
                    "..ui.deployment..",
                    "..ui.rollout..",
                    "..ui.audit..",
                    "..ui.setting..",
                    "..ui.claim..",
                    "..ui.transfer..",
                    "..ui.job..",
                    "..ui.revocation..",
                    "..ui.certificate..",
                    "..ui.policy..",
                    "..ui.approval..",
                    "..ui.reference..",
                    "..ui.anomaly..",
                    "..ui.capability..",
                    "..ui.gateway..",
                    "..ui.member..",
                    "..ui.token..")
            .because("every page can then use them");

    @ArchTest
    static final ArchRule the_shell_knows_no_feature = noClasses()
            .that()
            .resideInAPackage("..ui.shell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..ui.overview..",
                    "..ui.alert..",
                    "..ui.device..",
                    "..ui.product..",
                    "..ui.image..",
                    "..ui.feed..",
                    "..ui.deployment..",
                    "..ui.rollout..",
                    "..ui.audit..",
                    "..ui.setting..",
                    "..ui.claim..",
                    "..ui.transfer..",
                    "..ui.job..",
                    "..ui.revocation..",
                    "..ui.certificate..",
                    "..ui.policy..",
                    "..ui.approval..",
                    "..ui.reference..",
                    "..ui.anomaly..",
                    "..ui.capability..",
                    "..ui.gateway..",
                    "..ui.member..",
                    "..ui.token..")
            .because("a new feature then does not change the shell");

    @ArchTest
    static final ArchRule the_build_does_not_need_node = noClasses()
            .should()
            .beAnnotatedWith(NpmPackage.class)
            .orShould()
            .beAnnotatedWith(JsModule.class)
            .orShould()
            .beAnnotatedWith(CssImport.class)
            .orShould()
            .beAnnotatedWith(JavaScript.class)
            .because("these annotations add files to the frontend bundle, which only Node.js can build");

    @ArchTest
    static final ArchRule pages_are_named_views = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should()
            .haveSimpleNameEndingWith("View")
            .because("a reader finds the pages by name");

    @ArchTest
    static final ArchRule classes_that_call_the_api_are_named_client = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .haveSimpleNameEndingWith("Client")
            .because("a reader finds the calls of the operator API by name");
}
