/** Tests of external roots, with OpenSSL as the external authority. */
@NullMarked
package dev.holdfast.backend.pki.root;

import org.jspecify.annotations.NullMarked;
