/** Tests of keys and certificates, with OpenSSL as the judge of what the certificates are worth. */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
