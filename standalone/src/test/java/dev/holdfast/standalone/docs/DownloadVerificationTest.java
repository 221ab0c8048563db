package dev.holdfast.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests that the build verifies what it downloads. */
class DownloadVerificationTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void the_wrapper_verifies_the_maven_that_it_downloads() throws IOException {
        assertThat(PROJECT.resolve(".mvn/wrapper/maven-wrapper.properties"))
                .content()
                .containsPattern("(?m)^distributionUrl=https://.*-bin\\.zip$")
                .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
    }

    @Test
    void an_artifact_with_a_wrong_or_missing_checksum_fails_the_build() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve(".mvn/maven.config"))).contains("--strict-checksums");
    }

    @Test
    void every_base_image_has_a_digest() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("k8s/Containerfile")))
                .filteredOn(line -> line.startsWith("FROM "))
                .isNotEmpty()
                .allMatch(line -> line.matches("FROM \\S+@sha256:[0-9a-f]{64}"));
    }

    /** Newer versions write text for coding agents into the test output (decision 0038). */
    @Test
    void jqwik_is_not_newer_than_1_9() throws IOException {
        assertThat(PROJECT.resolve("pom.xml")).content().contains("<jqwik.version>1.9.");
    }
}
