package dev.holdfast.backend.pki.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the installation's keys lie. */
@ConfigMapping(prefix = "holdfast.keys")
interface KeysConfig {
    /** Folder of the key file, which is made at the first start. */
    @WithDefault(".holdfast/keys")
    Path dir();

    /** Opens the key file; there is no default. */
    Optional<String> passphrase();

    /** A hardware security module that holds the keys instead of the file. */
    Pkcs11 pkcs11();

    /** Where the module is. */
    interface Pkcs11 {
        /** The library that speaks PKCS#11; without it, keys are in the file. */
        Optional<Path> module();

        /** The label of the token. */
        Optional<String> token();

        /** The user's PIN. */
        Optional<String> pin();
    }
}
