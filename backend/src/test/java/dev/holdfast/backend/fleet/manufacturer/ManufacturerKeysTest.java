package dev.holdfast.backend.fleet.manufacturer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManufacturerKeysTest {
    @TempDir
    Path folder;

    @Test
    void a_key_in_der_is_listed_without_a_fingerprint() throws IOException, NoSuchAlgorithmException {
        byte[] der =
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded();
        Files.write(folder.resolve("acme.pem"), der);

        assertThat(new ManufacturerKeys(folder).byManufacturer().get("acme"))
                .singleElement()
                .satisfies(key -> assertThat(key.fingerprint()).isNull());
    }
}
