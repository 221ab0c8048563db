/** Tests of certificate profiles with zlint and OpenSSL. */
@NullMarked
package dev.holdfast.backend.pki.certificate;

import org.jspecify.annotations.NullMarked;
