package dev.holdfast.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The console shows names from people and devices as text. No class can parse a name as HTML, so a script in a name cannot run. */
@AnalyzeClasses(packages = "dev.holdfast.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class NamesAreTextTest {
    /** JavaScript that parses a string as HTML. */
    private static final Pattern INSERTS_HTML =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML");

    @ArchTest
    static final ArchRule no_component_parses_html = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.vaadin.flow.component.Html")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.vaadin.flow.data.renderer.LitRenderer")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("com.vaadin.flow.component.markdown..", "com.vaadin.flow.component.richtexteditor..")
            .because("names come from people and devices and could contain scripts");

    @ArchTest
    static void no_source_file_inserts_html(JavaClasses classes) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            List<Path> writing = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|js|ts|html)"))
                    .filter(NamesAreTextTest::insertsHtml)
                    .toList();
            assertThat(writing).isEmpty();
        }
    }

    private static boolean insertsHtml(Path file) {
        try {
            return INSERTS_HTML.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
