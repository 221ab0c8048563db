package dev.holdfast.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.holdfast.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class GatewayArchitectureTest {
    @ArchTest
    static final ArchRule the_gateway_uses_only_its_part_of_the_contract = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("dev.holdfast..")
            .orShould()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdfast.gateway..",
                    "dev.holdfast.policy..",
                    "dev.holdfast.connection..",
                    "dev.holdfast.contract.id..",
                    "dev.holdfast.contract.device..",
                    "dev.holdfast.contract.format..",
                    "dev.holdfast.contract.problem..",
                    "java..",
                    "javax.net.ssl..",
                    "javax.naming..",
                    "javax.security..",
                    "jakarta..",
                    "io.vertx..",
                    "io.quarkus..",
                    "io.netty..",
                    "io.micrometer..",
                    "io.smallrye..",
                    "org.jspecify..",
                    "org.jboss.logging..",
                    "org.eclipse.microprofile..",
                    "com.fasterxml.jackson..",
                    "com.github.benmanes.caffeine..",
                    "io.github.bucket4j..",
                    "com.amazon.corretto..")
            .because("the gateway faces the internet, so every library adds to what attackers can reach");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.holdfast.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle would make several packages one");

    @ArchTest
    static final ArchRule features_do_not_know_each_other = slices().matching(
                    "dev.holdfast.gateway.(attestation|est|update|report)..")
            .should()
            .notDependOnEachOther()
            .because("each feature can then change alone");

    @ArchTest
    static final ArchRule no_code_blocks_an_event_loop = noClasses()
            .should()
            .callMethod(java.util.concurrent.CompletableFuture.class, "join")
            .orShould()
            .callMethod(java.util.concurrent.CompletableFuture.class, "get")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a blocked event loop stops the requests of all its connections");
}
