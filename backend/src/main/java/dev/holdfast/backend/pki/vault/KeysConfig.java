package dev.holdfast.backend.pki.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "holdfast.keys")
interface KeysConfig {
    /** Folder of the key file, which is created at the first start. */
    @WithDefault(".holdfast/keys")
    Path dir();

    /** Passphrase of the key file; required, no default. */
    Optional<String> passphrase();

    /** Hardware security module that replaces the file. */
    Pkcs11 pkcs11();

    interface Pkcs11 {
        /** PKCS#11 library; without it, keys are in the file. */
        Optional<Path> module();

        /** Label of the token. */
        Optional<String> token();

        /** User PIN. */
        Optional<String> pin();
    }
}
