/** Tests of certificates for devices, with OpenSSL as the judge. */
@NullMarked
package dev.holdfast.backend.pki.issuing;

import org.jspecify.annotations.NullMarked;
