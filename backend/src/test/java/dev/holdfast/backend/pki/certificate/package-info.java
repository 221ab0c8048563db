/** Tests of the profiles, with zlint and OpenSSL as the judges. */
@NullMarked
package dev.holdfast.backend.pki.certificate;

import org.jspecify.annotations.NullMarked;
