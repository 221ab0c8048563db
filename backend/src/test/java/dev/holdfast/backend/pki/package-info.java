/** Tests of keys and certificates with OpenSSL. */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
