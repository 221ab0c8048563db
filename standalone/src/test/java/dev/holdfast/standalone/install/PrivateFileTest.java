package dev.holdfast.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that only the owner can read logs, and that failed writes leave nothing. */
class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void a_new_log_is_readable_by_its_owner_only() throws IOException {
        Path log = PrivateFile.log(folder.resolve("logs/backend.log"));

        assertThat(mode(log)).isEqualTo("rw-------");
        assertThat(mode(log.resolveSibling("."))).isEqualTo("rwx------");
    }

    @Test
    void an_existing_log_keeps_its_content_and_is_restricted() throws IOException {
        Path log = Files.writeString(folder.resolve("backend.log"), "line\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFile.log(log);

        assertThat(mode(log)).isEqualTo("rw-------");
        assertThat(log).hasContent("line\n");
    }

    @Test
    void a_failed_write_leaves_nothing_behind() throws IOException {
        Files.createDirectories(folder.resolve("secrets.properties/folder"));

        assertThatThrownBy(() -> PrivateFile.write(folder.resolve("secrets.properties"), "text"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(folder).isDirectoryNotContaining("glob:**.new*");
    }

    @Test
    void an_existing_folder_of_logs_is_restricted() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-xr-x"));

        PrivateFile.ownFolder(logs);

        assertThat(mode(logs)).isEqualTo("rwx------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
