package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code on the classpath of a gateway, which an attacker could steal. */
class RuntimeClasspathTest {
    /** Reads a file that the Maven build writes. */
    @Test
    void the_runtime_classpath_has_no_database_ca_or_operator_code() throws IOException {
        List<String> jars =
                List.of(Files.readString(Path.of("target", "runtime-classpath.txt"))
                                .split(File.pathSeparator))
                        .stream()
                        .map(path -> Path.of(path).toString())
                        .toList();

        assertThat(jars).anyMatch(jar -> jar.contains("vertx-web-client"));
        assertThat(jars)
                .noneMatch(jar -> jar.matches("(?i).*(postgres|pg-client|jdbc|hibernate|flyway|agroal|bouncycastle"
                        + "|bcprov|bcpkix|bcutil|holdfast-backend|holdfast-pluton|oidc|keycloak|elytron|jose4j).*"));
    }
}
