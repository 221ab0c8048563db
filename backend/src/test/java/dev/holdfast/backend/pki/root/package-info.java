/** Tests of roots of others, with OpenSSL as the other. */
@NullMarked
package dev.holdfast.backend.pki.root;

import org.jspecify.annotations.NullMarked;
