/** Tests of both vaults, PKCS#11 with SoftHSM. */
@NullMarked
package dev.holdfast.backend.pki.vault;

import org.jspecify.annotations.NullMarked;
