/** Tests of device certificates with OpenSSL. */
@NullMarked
package dev.holdfast.backend.pki.issuing;

import org.jspecify.annotations.NullMarked;
